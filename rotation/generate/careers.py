"""A career that leads to the present post: stretches of service from the first job on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from rotation.domain.cadre import Career
from rotation.domain.calendar import Month
from rotation.domain.post import Post, Role
from rotation.domain.unit import Unit
from rotation.generate.draft import Draft
from rotation.generate.posts import CHIEF, DEPUTY, FRONT_LINE, SECTION

_STARTS_AT = {"11": 27, "14": 25, "21": 22, "31": 21, "41": 19}
"""Age in years at the first job, by education."""
_LONGEST = 80
"""Months after which a stretch is cut in two."""
_POWERS = ("approval", "enforcement", "funds", "personnel", "audit", "procurement")


@dataclass(frozen=True)
class Service:
    """A career, and the dates that follow from it."""

    careers: tuple[Career, ...]
    work_started: Month
    level_since: Month
    unit_since: Month | None
    grass_roots_years: float


_IN_POOL = 5
"""Months for which somebody without a post has waited for one."""


def service(
    rng: Random, draft: Draft, units: Sequence[Unit], posts: Mapping[str, Sequence[Post]]
) -> Service:
    """The career of a draft; earlier places are drawn from `units`, whose posts name its titles."""
    birth, now = draft.birth, draft.now
    started = Month(birth.year + _STARTS_AT[draft.education], rng.choice((7, 8, 9)))
    post_since = now.plus(-draft.tenure) if draft.post is not None else now.plus(-_IN_POOL)
    if started >= post_since:
        started = post_since.plus(-12)
    risen = _promotions(rng, draft, started, post_since)
    bounds = _bounds(rng, started, post_since, list(risen.values()))
    places = _places(rng, draft, units, len(bounds) - 1)
    if draft.post is None and _back_from_the_grass_roots(draft):
        towns = [unit for unit in units if unit.kind in FRONT_LINE]
        places[-1:] = towns[draft.age % max(len(towns), 1) :][:1] or places[-1:]
    careers = [
        _stretch(rng, unit, start, end, _level_at(risen, start), first=start == started)
        for unit, start, end in zip(places, bounds, bounds[1:], strict=False)
    ]
    careers = [_titled(job, draft, posts.get(job.unit_id or "", ())) for job in careers]
    unit_since = _unit_since(draft, careers, post_since)
    if draft.post is not None:
        careers.append(_present(draft, post_since))
    return Service(
        tuple(careers), started, risen[draft.level], unit_since, _grass_roots(careers, now)
    )


def _back_from_the_grass_roots(draft: Draft) -> bool:
    return any(word in (draft.notes or "") for word in ("驻村", "基层"))


def _promotions(rng: Random, draft: Draft, started: Month, until: Month) -> dict[str, Month]:
    """The month in which each level was reached, from the first job up to the present level."""
    earlier = 0 if draft.newly_promoted else rng.choice((0, 0, 12, 30, 48, 66))
    if draft.level_months is not None:
        earlier = max(earlier, draft.level_months - draft.now.index + until.index)
    reached = {SECTION: started}
    room = started.months_until(until)
    if draft.level == DEPUTY:
        reached[DEPUTY] = until.plus(-min(earlier, max(room - 36, 0)))
    elif draft.level == CHIEF:
        reached[CHIEF] = until.plus(-min(earlier, max(room - 96, 0)))
        since = started.months_until(reached[CHIEF])
        reached[DEPUTY] = started.plus(min(max(since - rng.randrange(40, 100), 36), since))
    return reached


def _bounds(rng: Random, started: Month, until: Month, risen: list[Month]) -> list[Month]:
    """The months at which a new stretch begins; long ones are cut."""
    fixed = sorted({started, *risen, until})
    bounds = [fixed[0]]
    for end in fixed[1:]:
        while bounds[-1].months_until(end) > _LONGEST:
            bounds.append(bounds[-1].plus(rng.randrange(30, 62)))
        bounds.append(end)
    return bounds


def _places(rng: Random, draft: Draft, units: Sequence[Unit], count: int) -> list[Unit]:
    """Units of the earlier stretches, found backwards from the present one."""
    unit = draft.unit or rng.choice(units)
    places = []
    for _ in range(count):
        if not draft.single_line and rng.random() < 0.55:
            unit = rng.choice(units)
        places.append(unit)
    return places[::-1]


def _level_at(risen: dict[str, Month], start: Month) -> str:
    return min((level for level, month in risen.items() if month <= start), default=SECTION)


def _stretch(
    rng: Random, unit: Unit, start: Month, end: Month, level: str, *, first: bool
) -> Career:
    fields = {unit.field} if unit.field else {"general_office"}
    if rng.random() < 0.2:
        fields.add(rng.choice(_POWERS))
    return Career(
        start=start,
        end=end,
        unit_id=unit.unit_id,
        title="科员" if first else _title(rng, unit, level),
        level=level,
        fields=frozenset(fields),
        front_line=unit.kind in FRONT_LINE,
    )


def _title(rng: Random, unit: Unit, level: str) -> str:
    """A title below those that are posts of the roster; of leaders a rank, until their post is
    found."""
    if level != SECTION:
        return "四级主任科员"
    offices = ("党政办公室副主任", "经济发展办公室副主任", "社会事务办公室副主任")
    bureaus = ("办公室副主任", "综合业务科副科长", "综合科副科长")
    return rng.choice(offices if unit.kind in FRONT_LINE else bureaus)


def _titled(job: Career, draft: Draft, posts: Sequence[Post]) -> Career:
    """A leader's stretch under the title of the unit's post that is nearest to its fields; whoever
    is no party member had no office of the party beside it."""
    own = [post for post in posts if post.level == job.level != SECTION and not post.own_line]
    if not own:
        return job
    nearest = max(own, key=lambda post: _nearness(post, job))
    member = draft.political_status in ("01", "02")
    return replace(job, title=nearest.title if member else nearest.title.split("、")[-1])


def _nearness(post: Post, job: Career) -> tuple[int, bool, bool]:
    shared = len(post.fields & job.fields)
    return shared, post.role is Role.ADMIN_CHIEF, not post.party_member_only


def _unit_since(draft: Draft, careers: list[Career], post_since: Month) -> Month | None:
    """Since when the present unit has been served without a break."""
    if draft.unit is None:
        return None
    since = post_since
    for career in reversed(careers):
        if career.unit_id != draft.unit.unit_id:
            break
        since = career.start
    return since


def _present(draft: Draft, since: Month) -> Career:
    post = draft.post
    assert post is not None
    return post.service(since)


def _grass_roots(careers: list[Career], now: Month) -> float:
    months = sum(c.start.months_until(c.end or now) for c in careers if c.front_line)
    return round(months / 12, 1)
