"""Units run by a higher authority alone: no goal and no quota counts them or their cadres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from rotation.assemble.assemble import assemble
from rotation.domain.action import ActionKind
from rotation.domain.cadre import Gender
from rotation.domain.plan import Plan
from rotation.domain.post import RiskGrade, Role
from rotation.domain.published import PublishedAction
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import Goal
from rotation.rules.registry import active_laws, goal_of, goals
from tests.rules.tiny import SPECIAL, rows_of_plan

PARAMETERS: Mapping[str, Mapping[str, Any]] = {
    **{code: given for code, given in SPECIAL.items() if code in goals()},
    "age_ladder": {"seats": 1},
    "team_mean_age": {"seats": 1, "at_most": 30},
    "young_cadres": {"share_percent": {"all": 100, "vertical": 100}},
    "women_in_team": {
        "seats": 1,
        "teams_percent": {"vertical": 100},
        "chiefs_percent": 100,
    },
    "overage_reduced": {"persons": 9},
    "non_party_members": {"minimum": 9, "chiefs_in_kind": {"vertical": 1}},
}
MOVES: Mapping[str, str] = {"V1": "release", "V2": "T1", "V4": "T5", "A": "P3"}
"""V1 leaves, V2 takes the chief's post after him, V4 a higher one; A moves in a unit of ours."""

OF_MOVES = (
    "cadre_post_fit", "category_counts", "few_changes", "few_demotions", "few_moves",
    "front_line_share", "lower_risk", "planned_moves", "remote_exchange", "unprompted_moves",
    "yearly_share",
)  # fmt: skip
"""Goals that count moves, or those who stay though they should move."""


def made(code: str, *, jointly: bool = False) -> Scenario:
    """A unit of ours, and a vertical one that is far away, over its quota, and has vacancies."""
    units = [
        case.unit("U1", kind=UnitKind.GOVERNMENT),
        case.unit(
            "tax",
            kind=UnitKind.VERTICAL,
            jointly_managed=jointly,
            remote=True,
            deputy_quota=0,
        ),
    ]
    posts = [case.post(f"P{i}", role=Role.DEPUTY) for i in (1, 2, 3)]
    posts += [case.post("T1", "tax", role=Role.ADMIN_CHIEF, must_fill=True, headcount=2)]
    posts += [case.post(f"T{i}", "tax", role=Role.DEPUTY, headcount=2) for i in (2, 3, 4)]
    posts += [case.post("T5", "tax", level="141", role=Role.ADMIN_CHIEF)]
    cadres = [case.cadre("A", "P1"), case.cadre("B", "P2", gender=Gender.FEMALE)]
    cadres += [case.cadre(f"V{i}", f"T{i}", birth="1970-01") for i in (1, 2, 4)]
    cadres += [case.cadre("V3", "T3", birth="1970-01", score=40, political_status="05")]
    given = {code: PARAMETERS.get(code, {})}
    scenario = case.scenario(units=units, posts=posts, cadres=cadres, goals=given)
    published = {
        cadre.cadre_id: PublishedAction(cadre.cadre_id, ActionKind.STAY, cadre.post_id)
        for cadre in cadres
    }
    return replace(scenario, published=published)


def without_it(scenario: Scenario) -> Scenario:
    """The same without the vertical unit, its posts and its cadres."""
    roster = scenario.roster
    return replace(
        scenario,
        roster=replace(
            roster,
            units=tuple(unit for unit in roster.units if unit.unit_id != "tax"),
            posts=tuple(post for post in roster.posts if post.unit_id != "tax"),
            cadres=tuple(c for c in roster.cadres if not c.cadre_id.startswith("V")),
        ),
    )


def amounts(scenario: Scenario, code: str, moves: Mapping[str, str]) -> tuple[int, int]:
    """What the check and the program find."""
    there = scenario.roster.cadre
    plan = case.plan(scenario, {i: end for i, end in moves.items() if i in there})
    goal = goal_of(scenario, code)
    assert isinstance(goal, Goal)
    return goal.amount(scenario, plan), in_program(scenario, code, plan)


def in_program(scenario: Scenario, code: str, plan: Plan) -> int:
    assembled = assemble(scenario)
    rows = rows_of_plan(assembled.board, plan)
    assert rows is not None
    x = assembled.program.complete(rows)
    assert x is not None
    return assembled.program.goals[code].value(x)


@pytest.mark.parametrize("code", goals())
@pytest.mark.parametrize("moves", [{}, {"A": "P3"}, MOVES], ids=["stay", "ours", "theirs"])
def test_a_goal_is_the_same_without_the_units_outside(code: str, moves: Mapping[str, str]) -> None:
    whole = made(code)
    ours = amounts(without_it(whole), code, moves)
    assert amounts(whole, code, moves) == ours
    assert ours[0] == ours[1]


@pytest.mark.parametrize("to", ["P2", "P3", "P4", "release"])
@pytest.mark.parametrize("code", OF_MOVES)
def test_no_goal_counts_who_is_moved_by_their_own_line(code: str, to: str) -> None:
    """A, at the limit and with weak results, is in a post that its own line fills."""
    scenario = case.scenario(
        units=[case.unit("U2", remote=True)],
        posts=[
            case.post("P1", own_line=True, risk_grade=RiskGrade.I),
            case.post("P2", "U2", risk_grade=RiskGrade.I),
            case.post("P3", "U2", level="141"),
            case.post("P4", "U2", level="150"),
        ],
        cadres=[case.cadre("A", "P1", post_since="2010-01", score=40)],
        laws={"tenure_limit": {}},
        goals={code: {}},
    )
    scenario = replace(scenario, published={"A": PublishedAction("A", ActionKind.STAY, "P1")})
    assert amounts(scenario, code, {"A": to}) == amounts(scenario, code, {})


def test_the_goals_that_look_at_teams_tell_such_a_unit_from_one_that_is_managed_jointly() -> None:
    """The unit is one that these goals would count."""
    telling = {
        code
        for code in goals()
        if amounts(made(code, jointly=True), code, MOVES) != amounts(made(code), code, MOVES)
    }
    assert telling >= {
        "must_fill_posts",
        "fill_posts",
        "planned_moves",
        "women_in_team",
        "non_party_members",
        "young_cadres",
        "age_ladder",
        "team_mean_age",
        "front_line_share",
        "overage_reduced",
        "cadre_post_fit",
        "few_moves",
        "few_demotions",
        "few_changes",
        "unprompted_moves",
    }


@pytest.mark.parametrize(("code", "given"), [("team_turnover", {}), ("headcount_quota", {})])
def test_a_quota_does_not_bind_a_unit_outside(code: str, given: Mapping[str, Any]) -> None:
    base = made("few_moves")
    scenario = case.scenario(
        units=base.roster.units,
        posts=base.roster.posts,
        cadres=base.roster.cadres,
        laws={code: given},
    )
    (law,) = (law for law in active_laws(scenario) if law.code == code)
    plan = case.plan(scenario, {"V1": "release", "V2": "T3", "V3": "release"})
    assert law.check(scenario, plan) == []
    assembled = assemble(scenario)
    rows = rows_of_plan(assembled.board, plan)
    assert rows is not None
    assert assembled.program.complete(rows) is not None
