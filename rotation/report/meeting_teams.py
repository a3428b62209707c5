"""Units in a meeting's papers: chiefs and deputies against what is approved; teams' make-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rotation.compare.judged import Judged
from rotation.compare.quotas import ROLES, Staffing, staffing_of
from rotation.compare.teams import MEASURES, Team, goal_as_set
from rotation.domain.post import Post
from rotation.domain.unit import Unit
from rotation.report.table import Cell, Column, Table, Tone, Value, rounded, row_of, toned
from rotation.report.told import Told
from rotation.rules.goals.team_profession import TeamProfession
from rotation.rules.goals.team_profession import told as background_told
from rotation.rules.goals.team_source import insider
from rotation.wording.comparisons import figure_word

_COUNTS = ("quota", "held", "leave", "come", "then")
_GROUPS = ("quotas.chiefs", "quotas.deputies")


def quotas(told: Told) -> Table:
    """Every unit with a leading team: approved, present, leaving, coming, then, too many; and what
    is approved without a post being listed, if anything is."""
    roster, found = told.scenario.roster, staffing_of(told.scenario, told.judged.plan)
    remarks = {unit_id: _unlisted(told, of_role) for unit_id, of_role in found.items()}
    remarked = any(remarks.values())
    rows = [
        row_of((
            i, Cell(roster.unit[unit_id].name, code=unit_id), *_staffing(told, found[unit_id]),
            *([remark] if remarked else []),
        ))
        for i, (unit_id, remark) in enumerate(remarks.items(), start=1)
    ]  # fmt: skip
    empty = [""] if remarked else []
    total = row_of((None, told.say("meeting.total"), *_all(told, list(found.values())), *empty))
    unit = told.column("unit", 24 if remarked else 30)
    columns = [told.column("number", 5, number=True), unit]
    for group in map(told.say, _GROUPS):
        columns += [told.column(f"count.{key}", 6, number=True, group=group) for key in _COUNTS]
        columns.append(told.column("over", 10, group=group))
    if remarked:
        columns.append(told.column("remark", 22))
    return told.table("quotas", columns, [*rows, toned(total, Tone.STRONG)] if rows else [])


def _unlisted(told: Told, of_role: Mapping[str, Staffing]) -> str:
    """Quota seats that are free and have no post, so that a plan cannot fill them."""
    found = [
        told.say("meeting.free", role=told.say(group), count=of_role[role].unlisted)
        for role, group in zip(ROLES, _GROUPS, strict=True)
        if of_role[role].unlisted
    ]
    return told.say("meeting.unlisted", seats=told.words.join(found)) if found else ""


def _staffing(told: Told, of_role: Mapping[str, Staffing]) -> Iterator[Value]:
    for role in ROLES:
        found = of_role[role]
        yield from _counts(found.quota, found.now, found.leave, found.come, found.then)
        yield told.say("meeting.no_quota") if found.over is None else _over(told, found.over)


def _all(told: Told, every: Sequence[Mapping[str, Staffing]]) -> Iterator[Value]:
    """Of all units together; what is approved only where it is for each."""
    for role in ROLES:
        found = [of_role[role] for of_role in every]
        quotas = [each.quota for each in found if each.quota is not None]
        yield from _counts(
            sum(quotas) if len(quotas) == len(found) else None,
            *(
                sum(getattr(each, key) for each in found)
                for key in ("now", "leave", "come", "then")
            ),
        )
        yield _over(told, sum(each.over or 0 for each in found))


def _counts(quota: int | None, now: int, leave: int, come: int, then: int) -> Sequence[Value]:
    """Nobody leaving or coming is an empty cell."""
    return quota, now, leave or None, come or None, then


def _over(told: Told, count: int) -> str:
    return told.say("meeting.over", count=count) if count else told.say("no")


def structure(told: Told) -> Table:
    """The make-up of every leading team that a plan changes, today and then; last of all teams."""
    changed = [unit for unit in told.scenario.roster.units if _changes(told, unit)]
    rows = [
        row_of((i, Cell(unit.name, code=unit.unit_id), *_make_up(told, unit)))
        for i, unit in enumerate(changed, start=1)
    ]
    both = (told.now.together, told.judged.together)
    total = row_of((None, told.say("all_teams"), *_beside(both), *[None] * 4))
    columns = [told.column("number", 5, number=True), told.column("unit", 26)]
    for code in MEASURES:
        columns += _now_and_then(told, figure_word(code, told.lang))
    for code in ("source", "profession"):
        columns += _now_and_then(told, told.say(f"meeting.{code}"))
    return told.table("structure", columns, [*rows, toned(total, Tone.STRONG)] if rows else [])


def _changes(told: Told, unit: Unit) -> bool:
    posts = _team_posts(told, unit)
    now, then = (set(judged.plan.sitting_in(posts)) for judged in (told.now, told.judged))
    return now != then


def _now_and_then(told: Told, group: str) -> list[Column]:
    return [told.column(key, 7, number=True, group=group) for key in ("now", "then")]


def _make_up(told: Told, unit: Unit) -> Iterator[Value]:
    yield from _beside((told.now.teams[unit.unit_id], told.judged.teams[unit.unit_id]))
    for count in (_from_outside, _professionals):
        for judged in (told.now, told.judged):
            yield count(told, judged, unit)


def _beside(both: tuple[Team, Team]) -> Iterator[Value]:
    return (rounded(getattr(team, code)) for code in MEASURES for team in both)


def _from_outside(told: Told, judged: Judged, unit: Unit) -> int | None:
    """Members who came from other units; None where no careers tell."""
    if not any(cadre.careers for cadre in told.scenario.roster.cadres):
        return None
    plan, posts = judged.plan, _team_posts(told, unit)
    came = (not insider(told.scenario, plan.action_of[i], unit) for i in plan.sitting_in(posts))
    return sum(came)


def _professionals(told: Told, judged: Judged, unit: Unit) -> int | None:
    """Members whose background fits; None where neither unit nor posts tell what would."""
    posts, goal = _team_posts(told, unit), goal_as_set(told.scenario, TeamProfession)
    if not background_told(unit, posts):
        return None
    cadre = told.scenario.roster.cadre
    return sum(goal.professional(told.scenario, cadre[i], unit, posts)
               for i in judged.plan.sitting_in(posts))  # fmt: skip


def _team_posts(told: Told, unit: Unit) -> list[Post]:
    return [p for p in told.scenario.roster.posts_of.get(unit.unit_id, ()) if p.in_team]
