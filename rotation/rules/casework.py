"""Tiny scenarios and plans for the hand-worked cases in the rules' files.

A case says only what matters to it; everything else has plain defaults. Dates are "YYYY-MM".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rotation.domain.action import Action, ActionKind
from rotation.domain.cadre import (
    Appraisal,
    Cadre,
    Career,
    Concurrent,
    Gate,
    GateRecord,
    GateResult,
    Gender,
    Grade,
    Relative,
    Sanction,
)
from rotation.domain.calendar import Month
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Plan, Status
from rotation.domain.post import Post
from rotation.domain.roster import Fit, Roster
from rotation.domain.scenario import GoalChoice, LawChoice, Scenario
from rotation.domain.unit import Unit
from rotation.rules.deed import placing

DATE = dt.date(2026, 11, 30)
LEAVING: Mapping[str, ActionKind] = {
    "release": ActionKind.RELEASE,
    "retirement": ActionKind.RETIREMENT,
}


def month(text: str) -> Month:
    """ "2021-11" as a month."""
    year, number = text.split("-")
    return Month(int(year), int(number))


def unit(unit_id: str, **facts: Any) -> Unit:
    return Unit(unit_id, facts.pop("name", f"unit {unit_id}"), **facts)


def post(post_id: str, unit_id: str = "U1", **facts: Any) -> Post:
    facts.setdefault("level", "142")
    return Post(post_id, unit_id, facts.pop("title", f"post {post_id}"), **_sets(facts))


def cadre(cadre_id: str, post_id: str | None = None, **facts: Any) -> Cadre:
    """A man of 46 of level 142, three years in his post, unless told otherwise."""
    defaults: dict[str, Any] = {
        "name": f"cadre {cadre_id}",
        "gender": Gender.MALE,
        "birth": "1980-06",
        "level": "142",
        "political_status": "01",
        "post_since": "2023-11" if post_id else None,
    }
    facts = defaults | facts
    for key in (
        "birth",
        "post_since",
        "unit_since",
        "serve_until",
        "level_since",
        "work_started",
    ):
        if isinstance(facts.get(key), str):
            facts[key] = month(facts[key])
    return Cadre(cadre_id, post_id=post_id, **_sets(facts))


def career(start: str, end: str | None = None, **facts: Any) -> Career:
    return Career(month(start), month(end) if end else None, **_sets(facts))


def appraisal(year: int, grade: str) -> Appraisal:
    return Appraisal(year, Grade(grade))


def sanction(kind: str, start: str, end: str) -> Sanction:
    return Sanction(kind, month(start), month(end))


def with_concurrent(
    scenario: Scenario, cadre_id: str, post_id: str, since: str | None = None
) -> Scenario:
    """The scenario where a cadre holds a post beside the main one."""
    held = (Concurrent(post_id, month(since) if since else None),)
    cadres = tuple(
        replace(member, concurrent=held) if member.cadre_id == cadre_id else member
        for member in scenario.roster.cadres
    )
    return replace(scenario, roster=replace(scenario.roster, cadres=cadres))


def relative(relation: str, relative_id: str | None = None, field: str | None = None) -> Relative:
    return Relative(relation, relative_id, field)


def gate(name: str, day: str, result: str = "clear") -> GateRecord:
    """A check, such as "file" on "2026-10-15"."""
    return GateRecord(Gate(name), dt.date.fromisoformat(day), GateResult(result))


def decision(cadre_id: str, action: str, post_id: str | None = None) -> Decision:
    """A decision that names its body, its day and its document."""
    named = {"decided_by": "standing committee", "decided_on": DATE, "document": "No. 1"}
    return Decision(cadre_id, DecisionAction(action), "case", post_id, **named)  # type: ignore[arg-type]


def waiver(cadre_id: str, rule: str, post_id: str | None = None) -> Decision:
    return Decision(cadre_id, DecisionAction.WAIVE, "case", post_id, rule=rule)


def scenario(
    *,
    units: Sequence[Unit] = (),
    posts: Sequence[Post],
    cadres: Sequence[Cadre],
    laws: Mapping[str, Mapping[str, Any]] | None = None,
    goals: Mapping[str, Mapping[str, Any]] | None = None,
    fits: Sequence[Fit] = (),
    decisions: Sequence[Decision] = (),
    categories: Mapping[str, object] | None = None,
    date: dt.date = DATE,
) -> Scenario:
    """A scenario of these persons and posts; units that are only named by posts are made up."""
    known = {u.unit_id for u in units}
    named = dict.fromkeys(p.unit_id for p in posts if p.unit_id not in known)
    roster = Roster((*units, *map(unit, named)), tuple(posts), tuple(cadres), tuple(fits))
    return Scenario(
        name="case",
        date=date,
        roster=roster,
        laws=tuple(LawChoice(code, given) for code, given in (laws or {}).items()),
        goals=tuple(
            GoalChoice(code, tier, parameters=given)
            for tier, (code, given) in enumerate((goals or {}).items(), start=1)
        ),
        decisions=tuple(decisions),
        categories=categories or {},
    )


def plan(scenario: Scenario, moves: Mapping[str, str] | None = None) -> Plan:
    """The plan in which cadres go where `moves` says and everybody else stays.

    A target is a post id, "release" or "retirement".
    """
    given = moves or {}
    actions = tuple(
        _action(scenario, member, given.get(member.cadre_id)) for member in scenario.roster.cadres
    )
    return Plan(
        scenario.name,
        scenario.date.isoformat(),
        scenario.sha256,
        Status.FEASIBLE,
        actions,
    )


def _action(scenario: Scenario, member: Cadre, goal: str | None) -> Action:
    old = member.post_id
    beside = scenario.beside(member.cadre_id, goal or old)
    if goal is None:
        kind = ActionKind.STAY if old else ActionKind.POOL
        return Action(member.cadre_id, kind, old, old, concurrent_post_ids=beside)
    if goal in LEAVING:
        return Action(member.cadre_id, LEAVING[goal], old)
    kind = ActionKind.STAY if goal == old else placing(scenario, member, scenario.roster.post[goal])
    return Action(member.cadre_id, kind, old, goal, concurrent_post_ids=beside)


def _sets(facts: dict[str, Any]) -> dict[str, Any]:
    for key in ("fields", "majors", "experience_fields", "affiliation", "licences", "oversees"):
        if key in facts:
            facts[key] = frozenset(facts[key])
    return facts
