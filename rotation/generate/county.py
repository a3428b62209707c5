"""A county of any size: units, posts, cadres and a few decisions, all from one seed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from rotation.domain.cadre import Gender, Status
from rotation.domain.calendar import Month
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.post import CHIEF_ROLES, DEPUTY_ROLES, Post
from rotation.domain.roster import Roster
from rotation.domain.unit import Unit, UnitKind
from rotation.generate import draft as drawing
from rotation.generate.catalogue import Organ, of_kind, place_names, township
from rotation.generate.draft import Draft
from rotation.generate.families import draw_families
from rotation.generate.nominations import nominations
from rotation.generate.people import cadres, seated
from rotation.generate.posts import CHIEF, DEPUTY, SECTION, section_head, sections, team

DATE = dt.date(2026, 11, 30)
POOL = 0.05
"""Cadres beyond the number of posts, as a share of the posts."""
VACANT = 0.03
SHARE_DUE = 0.004
"""Cadres who reach retirement age by the scenario date."""
SHARE_OVER_QUOTA = 0.04
UNITS_OF_A_COUNTY = 80
MOST_POSTS_OF_A_TEAM = 9
NATIVE_PLACES = ("江苏南通", "江苏泰州", "江苏盐城", "安徽滁州", "浙江湖州", "山东临沂", "河南信阳")


@dataclass(frozen=True)
class Made:
    """A roster and the decisions that belong to it."""

    roster: Roster
    decisions: tuple[Decision, ...] = ()


def generate(
    units: int, posts_per_unit: int, seed: int, date: dt.date = DATE, nominated: int = 0
) -> Made:
    """A synthetic roster of `units` units with `posts_per_unit` posts each, the same for one seed.

    There are 5 % more cadres than posts. nominated: about how many posts each cadre who may be
    moved is nominated for; nobody is nominated where it is 0. Raises ValueError for sizes that make
    no sense.
    """
    if units < 1 or not 1 <= posts_per_unit <= 99:
        raise ValueError("units must be at least 1, posts_per_unit 1 to 99")
    rng = Random(f"{seed} {units} {posts_per_unit}")
    organs = _organs(rng, units)
    made_units, posts = _units_and_posts(rng, organs, posts_per_unit)
    drafts = _drafts(rng, made_units, posts, Month.of(date))
    own = posts_by_unit(posts)
    quotas = [_with_quotas(rng, unit, own[unit.unit_id]) for unit in made_units]
    people = cadres(rng, drafts, quotas, own, NATIVE_PLACES)
    roster = Roster(tuple(quotas), tuple(posts), people)
    if nominated:
        draw = Random(f"{seed} {units} {posts_per_unit} {nominated} nominations")
        fits = nominations(draw, roster, Month.of(date), nominated, UNITS_OF_A_COUNTY)
        roster = replace(roster, fits=fits)
    return Made(roster, _decisions(rng, drafts, posts, date))


def _organs(rng: Random, count: int) -> list[Organ]:
    """The units of one county after another, mixed as in a real one; names are all different."""
    departments = of_kind(UnitKind.GOVERNMENT, UnitKind.OTHER)
    leading = [
        *(o for o in departments if o.business_facing and o.sections),
        *of_kind(UnitKind.PARTY, UnitKind.MASS),
        *(o for o in departments if not o.business_facing or not o.sections),
        *of_kind(UnitKind.VERTICAL),
    ]
    counties = -(-count // UNITS_OF_A_COUNTY)
    places = iter(place_names(rng, counties + count))
    found: list[Organ] = []
    while len(found) < count:
        county = next(places)
        here = min(UNITS_OF_A_COUNTY, count - len(found))
        towns = max(here // 4, 1)
        for number in range(here):
            if number % 4 == 3 or number // 4 * 3 + number % 4 >= len(leading):
                found.append(_town(rng, next(places), towns))
            else:
                organ = leading[number // 4 * 3 + number % 4]
                prefix = f"{county}县" if counties > 1 or organ.name.startswith("委") else "县"
                found.append(replace(organ, name=prefix + organ.name))
    return found


def _town(rng: Random, name: str, towns: int) -> Organ:
    chance = rng.random()
    if chance < 0.15 and towns > 2:
        return township(f"{name}街道")
    return township(f"{name}{'乡' if chance > 0.8 else '镇'}")


def _units_and_posts(
    rng: Random, organs: Sequence[Organ], posts_per_unit: int
) -> tuple[list[Unit], list[Post]]:
    width = max(3, len(str(len(organs))))
    units, posts = [], []
    for number, organ in enumerate(organs, 1):
        unit = as_unit(organ, f"U{number:0{width}d}", remote=rng.random() < 0.2)
        units.append(unit)
        leaders = min(posts_per_unit, MOST_POSTS_OF_A_TEAM, max(3, (posts_per_unit + 1) // 2))
        own = team(organ, unit.unit_id, leaders)
        for place, section in zip(range(posts_per_unit - leaders), sections(organ), strict=False):
            post = section_head(organ, unit.unit_id, leaders + place + 1, section)
            own.append(replace(post, experience_fields=post.fields | {organ.field}))
        posts += [_reserved(rng, post) for post in own]
    return units, posts


def as_unit(organ: Organ, unit_id: str, *, remote: bool = False) -> Unit:
    """The unit of an organ; only townships are remote. Quotas come later."""
    return Unit(
        unit_id,
        organ.name,
        organ.kind,
        organ.field,
        organ.business_facing,
        remote and organ.kind is UnitKind.TOWNSHIP,
    )


def _reserved(rng: Random, post: Post) -> Post:
    """Now and then a deputy's post that is kept for a non-party cadre."""
    may = post.level == DEPUTY and not post.party_member_only
    return replace(post, reserved_for_non_party=True) if may and rng.random() < 0.04 else post


def _drafts(rng: Random, units: Sequence[Unit], posts: Sequence[Post], now: Month) -> list[Draft]:
    """Holders of all posts but a few, then the pool."""
    width = max(4, len(str(len(posts) * 2)))
    vacant = set(rng.sample(range(len(posts)), round(VACANT * len(posts))))
    held = [post for place, post in enumerate(posts) if place not in vacant]
    drafts = seated(held, {u.unit_id: u for u in units}, now, width)
    wanted = len(posts) + max(round(POOL * len(posts)), 1)
    for number in range(len(drafts) + 1, wanted + 1):
        level = rng.choices((CHIEF, DEPUTY, SECTION), (10, 45, 45))[0]
        drafts.append(Draft(f"C{number:0{width}d}", now, level))
    draw_all(rng, drafts)
    _due_for_retirement(rng, drafts)
    draw_families(rng, drafts)
    return drafts


def draw_all(rng: Random, drafts: Sequence[Draft]) -> None:
    """Every stage of drawing but families, which need what scenarios change by hand."""
    drawing.draw_ages(rng, drafts)
    drawing.draw_genders(rng, drafts)
    drawing.draw_politics(rng, drafts)
    drawing.draw_schooling(rng, drafts)
    drawing.draw_statuses(rng, drafts)
    drawing.draw_results(rng, drafts)
    drawing.draw_sanctions(rng, drafts)
    drawing.draw_reserves(rng, drafts)
    for draft in drafts:
        if draft.post is None:
            draft.notes = rng.choice(POOL_NOTES)


POOL_NOTES = (
    "挂职期满，待安排",
    "机构改革后待安排",
    "军队转业干部，待安置",
    "援派期满返回，待安排",
    "驻村任职期满，待安排",
)


def _due_for_retirement(rng: Random, drafts: Sequence[Draft]) -> None:
    """Women who reach the raised retirement age of 55 in these months (born 1971-04 or before)."""
    able = [
        d for d in drafts
        if d.gender is Gender.FEMALE and d.age_years >= 46 and d.status is Status.SERVING
        and d.post is not None
    ]  # fmt: skip
    for draft in rng.sample(able, min(drawing.share_of(SHARE_DUE, len(drafts)), len(able))):
        draft.age = 55 * 12 + 6


def posts_by_unit(posts: Sequence[Post]) -> dict[str, list[Post]]:
    """The posts of each unit that has any."""
    own: dict[str, list[Post]] = {}
    for post in posts:
        own.setdefault(post.unit_id, []).append(post)
    return own


def _with_quotas(rng: Random, unit: Unit, own: Sequence[Post]) -> Unit:
    over = rng.random() < SHARE_OVER_QUOTA
    return with_quotas(unit, own, over=1 if over else 0)


def with_quotas(unit: Unit, own: Sequence[Post], *, over: int = 0) -> Unit:
    """The unit with its seats as quotas, less so many deputies where it is over quota."""
    chiefs = sum(post.headcount for post in own if post.role in CHIEF_ROLES)
    deputies = sum(post.headcount for post in own if post.role in DEPUTY_ROLES)
    least = deputies - over if deputies > 2 else deputies
    return replace(unit, chief_quota=chiefs, deputy_quota=least)


def _decisions(
    rng: Random, drafts: Sequence[Draft], posts: Sequence[Post], date: dt.date
) -> tuple[Decision, ...]:
    """A pin of a chief and a forbidden post for every two hundred cadres, ten of each at most."""
    count = min(max(len(drafts) // 200, 1), 10)
    able = [d for d in drafts if d.post is not None and 12 <= d.tenure < 36 and d.age_years < 50]
    chosen = rng.sample(able, min(2 * count, len(able)))
    made = []
    for place, draft in enumerate(chosen):
        if place % 2 == 0:
            reason, action, post_id = "承担重点项目，任务未完成，本轮留任", DecisionAction.PIN, None
        else:
            reason, action = "本人书面说明有不宜任职情形，经研究同意", DecisionAction.FORBID
            post_id = rng.choice(posts).post_id
            if draft.post is not None and post_id == draft.post.post_id:
                continue
        made.append(
            Decision(draft.cadre_id, action, reason, post_id, None, None, "组织部部务会", date)
        )
    return tuple(made)
