"""The marks that departments put on units (双色标识), as far as a roster tells them.

As in ZHGBSYS, a department's own system: red where there is no chief or one who is due within half
a year; blue where few of the team are young, many are due within three years, or women or non-party
cadres are too few.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rotation.compare.judged import Judged
from rotation.compare.teams import Team
from rotation.domain.post import CHIEF_ROLES, Post
from rotation.domain.retirement import retires_in
from rotation.rules.base import Confidence, Source

SOURCE = Source(
    "地方干部管理信息系统（ZHGBSYS）班子研判",
    Confidence.LOCAL_PRACTICE,
    note="marks in two colours",
)
DUE_SOON, DUE = 6, 36
"""Months to the age of retirement."""
YOUNG_PERCENT = 15
MANY = 3
"""So many of a team who are due, or a third of it."""
_SHORT = ("women_in_team", "non_party_members")


def red(judged: Judged) -> list[str]:
    """Units with a leading team that have no chief, or one who retires soon."""
    found = []
    for unit_id in _units(judged):
        posts = [post for post in _team(judged, unit_id) if post.role in CHIEF_ROLES]
        held = [judged.plan.holders.get(post.post_id, ()) for post in posts]
        empty = any(len(ids) < post.headcount for post, ids in zip(posts, held, strict=True))
        if empty or any(_due(judged, ids, DUE_SOON) for ids in held):
            found.append(unit_id)
    return found


def blue(judged: Judged) -> list[str]:
    """Units whose teams are short of young members, of women or of non-party cadres, where the
    scenario asks for these, or soon lose many."""
    short = {i for f in judged.report.findings if f.rule in _SHORT for i in f.unit_ids}
    return [
        unit_id
        for unit_id, team in _units(judged).items()
        if unit_id in short
        or team.young * 100 < YOUNG_PERCENT * team.members
        or _loses_many(judged, judged.plan.sitting_in(_team(judged, unit_id)))
    ]


def _units(judged: Judged) -> Mapping[str, Team]:
    """The teams by unit, but for those that are in other hands."""
    unit = judged.scenario.roster.unit
    return {unit_id: team for unit_id, team in judged.teams.items() if not unit[unit_id].outside}


def _loses_many(judged: Judged, members: Iterable[str]) -> bool:
    sitting = list(members)
    due = _due(judged, sitting, DUE)
    return due >= MANY or 0 < len(sitting) <= due * 3


def _team(judged: Judged, unit_id: str) -> list[Post]:
    return [post for post in judged.scenario.roster.posts_of[unit_id] if post.in_team]


def _due(judged: Judged, cadre_ids: Iterable[str], months: int) -> int:
    """How many of them reach the age of retirement within so many months."""
    cadre, now = judged.scenario.roster.cadre, judged.scenario.month
    return sum(now.months_until(retires_in(cadre[i])) <= months for i in cadre_ids)
