"""Who is nominated for which posts: a short list for each cadre who may be moved, with ratings.

A nomination looks as a department would make it: the level is the cadre's own (for a few ready ones
the next), the cadre knows the field, meets the post's conditions, and mostly stays in the county.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from rotation.domain.cadre import Cadre, Grade, Status
from rotation.domain.calendar import Month, tenure_months
from rotation.domain.codes import education_order, level_order
from rotation.domain.post import Post
from rotation.domain.retirement import retires_in
from rotation.domain.roster import Fit, Roster
from rotation.domain.unit import UnitKind
from rotation.generate.posts import CHIEF, DEPUTY, SECTION

SETTLED = 24
"""Months in a post before which nobody is nominated for another."""
NEAR_RETIREMENT = 24
READY = 36
"""Months at a level before a promotion."""
FAR_AFIELD = 0.25
"""Share of nominations out of the county."""
UPWARDS = 0.3
"""Share of nominations one level up, for those who are ready."""
_ABOVE = {SECTION: DEPUTY, DEPUTY: CHIEF}
_SOURCES = ("组织部门推荐", "所在单位推荐", "民主推荐", "个人自荐")
_TRIES = 4
_FOR_A_VACANCY = 6


@dataclass(frozen=True)
class _Person:
    """A cadre who may be nominated; `county` numbers groups of units, `fields` are those served."""

    cadre: Cadre
    unit_id: str | None
    county: int
    fields: tuple[str, ...]
    education: int
    ready: bool


def nominations(
    rng: Random, roster: Roster, now: Month, each: int, units_of_a_county: int
) -> tuple[Fit, ...]:
    """About `each` rated posts for every cadre who may be moved, by cadre.

    Some of them together are one whole rotation: within a county and level, each cadre is nominated
    for the post of another who is nominated too. Every vacancy has nominees.
    """
    county = {unit.unit_id: at // units_of_a_county for at, unit in enumerate(roster.units)}
    nominator = _Nominator(rng, roster, county)
    people = [p for c in roster.cadres if (p := _person(rng, roster, county, c, now)) is not None]
    planted = _rotation(rng, roster, people)
    for post, person in _of_vacancies(rng, roster, county, people):
        planted[person.cadre.cadre_id].append(post)
    return tuple(
        Fit(person.cadre.cadre_id, post.post_id, _rating(rng, person, post), rng.choice(_SOURCES))
        for person in people
        for post in nominator.short_list(person, planted[person.cadre.cadre_id], each)
    )


def _person(
    rng: Random, roster: Roster, county: dict[str, int], cadre: Cadre, now: Month
) -> _Person | None:
    """The cadre as somebody to nominate; None for who is away, new in post or about to retire,
    or whose post the county does not fill."""
    unit = roster.unit_of_cadre(cadre.cadre_id)
    settled = cadre.post_since is None or tenure_months(cadre.post_since, now) >= SETTLED
    leaving = now.months_until(retires_in(cadre)) <= NEAR_RETIREMENT
    if cadre.status is not Status.SERVING or not settled or leaving:
        return None
    if unit is not None and unit.kind is UnitKind.VERTICAL:
        return None
    post = None if cadre.post_id is None else roster.post[cadre.post_id]
    if post is not None and post.own_line:
        return None
    own = frozenset() if post is None else post.fields
    served = own.union(*(career.fields for career in cadre.careers))
    latest = max(cadre.appraisals, key=lambda a: a.year, default=None)
    graded = latest is not None and latest.grade in (Grade.EXCELLENT, Grade.COMPETENT)
    since = cadre.level_since
    long_enough = since is not None and tenure_months(since, now) >= READY
    return _Person(
        cadre,
        None if unit is None else unit.unit_id,
        rng.choice(sorted(set(county.values()))) if unit is None else county[unit.unit_id],
        tuple(sorted(served)),
        0 if cadre.education is None else education_order(cadre.education),
        graded and long_enough and not cadre.sanctions,
    )


def _suits(person: _Person, post: Post) -> bool:
    """Whether the county fills the post, it is another unit's and its conditions are met."""
    cadre = person.cadre
    least = post.min_education
    wanted = post.experience_fields
    return (
        post.unit_id != person.unit_id
        and not post.own_line
        and (cadre.party_member or not post.party_member_only)
        and (cadre.non_party or not post.reserved_for_non_party)
        and (least is None or person.education >= education_order(least))
        and (not wanted or not wanted.isdisjoint(person.fields))
    )


def _rotation(
    rng: Random, roster: Roster, people: Sequence[_Person]
) -> defaultdict[str, list[Post]]:
    """By cadre id the post of the next one round, within each county and level."""
    groups: dict[tuple[int, str], list[_Person]] = defaultdict(list)
    for person in people:
        if person.cadre.post_id is not None:
            groups[person.county, person.cadre.level].append(person)
    found: defaultdict[str, list[Post]] = defaultdict(list)
    for group in groups.values():
        rng.shuffle(group)
        for person, other in zip(group, [*group[1:], *group[:1]], strict=True):
            post = roster.post[other.cadre.post_id or ""]
            if _suits(person, post):
                found[person.cadre.cadre_id].append(post)
    return found


def _of_vacancies(
    rng: Random, roster: Roster, county: dict[str, int], people: Sequence[_Person]
) -> Iterator[tuple[Post, _Person]]:
    """Nominees for every post without a holder, the pool before anybody else."""
    held = {cadre.post_id for cadre in roster.cadres}
    near: dict[tuple[int, str], list[_Person]] = defaultdict(list)
    for person in people:
        near[person.county, person.cadre.level].append(person)
    for post in roster.posts:
        if post.post_id not in held and roster.unit[post.unit_id].kind is not UnitKind.VERTICAL:
            group = near[county[post.unit_id], post.level]
            by_chance = rng.sample(group, len(group))
            by_chance.sort(key=lambda person: person.cadre.post_id is not None)
            able = (person for person in by_chance if _suits(person, post))
            yield from ((post, person) for person in islice(able, _FOR_A_VACANCY))


class _Nominator:
    """Draws posts near to what a cadre has done."""

    def __init__(self, rng: Random, roster: Roster, county: dict[str, int]) -> None:
        self.rng = rng
        self.counties = sorted(set(county.values()))
        self.posts: dict[tuple[str, str, int], list[Post]] = defaultdict(list)
        for post in roster.posts:
            if roster.unit[post.unit_id].kind is not UnitKind.VERTICAL:
                for field in post.experience_fields or post.fields:
                    self.posts[post.level, field, county[post.unit_id]].append(post)

    def short_list(self, person: _Person, planted: Sequence[Post], each: int) -> list[Post]:
        """About `each` different posts, with those that are planted."""
        chosen = {post.post_id: post for post in planted}
        wanted = round(self.rng.gauss(each, each / 6))
        for _ in range(_TRIES * max(wanted, 1)):
            if len(chosen) >= wanted:
                break
            post = self._draw(person)
            if post is not None and _suits(person, post):
                chosen[post.post_id] = post
        return sorted(chosen.values(), key=lambda post: post.post_id)

    def _draw(self, person: _Person) -> Post | None:
        rng, level, county = self.rng, person.cadre.level, person.county
        if person.ready and rng.random() < UPWARDS:
            level = _ABOVE.get(level, level)
        if rng.random() < FAR_AFIELD:
            county = rng.choice(self.counties)
        near = self.posts.get((level, rng.choice(person.fields), county)) if person.fields else None
        return rng.choice(near) if near else None


def _rating(rng: Random, person: _Person, post: Post) -> int:
    """Results of the cadre and nearness of the field, as seen by those who nominate."""
    near = not post.fields.isdisjoint(person.fields)
    higher = level_order(post.level) < level_order(person.cadre.level)
    mean = (person.cadre.score or 70) - 6 + 6 * near - 4 * higher
    return round(min(max(rng.gauss(mean, 5), 40), 99))
