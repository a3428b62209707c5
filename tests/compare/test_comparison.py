"""Which plan dominates which, where plans differ, and whose proof counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

import rotation
from rotation.compare import Comparison, compare_plans
from rotation.compare.differences import Placement
from rotation.compare.dominance import EXCEPTIONS, Verdict
from rotation.domain.action import ActionKind
from rotation.domain.cadre import Gender
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import GoalAmount, Plan, Status, TierResult
from rotation.domain.post import Role
from rotation.domain.published import Replan
from rotation.domain.scenario import LawChoice, Mode, Scenario
from rotation.rules import casework as case


def two_goals(**laws: Mode) -> Scenario:
    """A and B in P1 and P2 (of one level); V1 and V2 are empty, V1 must be filled; W is a woman.

    Tier 1: must-fill posts; tier 2: a woman in the team of U2 (V2); tier 3: few moves.
    """
    posts = [
        case.post("P1", role=Role.STAFF),
        case.post("P2", role=Role.STAFF),
        case.post("V1", must_fill=True, role=Role.STAFF),
        case.post("V2", "U2", role=Role.DEPUTY),
    ]
    cadres = [
        case.cadre("A", "P1", post_since="2010-01"),
        case.cadre("B", "P2"),
        case.cadre("W", gender=Gender.FEMALE),
    ]
    goals: dict[str, dict[str, object]] = {
        "must_fill_posts": {},
        "women_in_team": {"seats": 1},
        "few_moves": {},
    }
    scenario = case.scenario(posts=posts, cadres=cadres, goals=goals)
    return replace(scenario, laws=tuple(LawChoice(code, {}, mode) for code, mode in laws.items()))


def compared(scenario: Scenario, *moves: dict[str, str]) -> Comparison:
    return compare_plans(scenario, [case.plan(scenario, each) for each in moves])


def test_a_plan_that_is_nowhere_worse_and_somewhere_better_dominates() -> None:
    # amounts (must fill, women, moves): (0, 1, 1), (0, 1, 2), (0, 0, 2), (1, 1, 0)
    found = compared(two_goals(), {"A": "V1"}, {"A": "V1", "B": "P1"}, {"A": "V1", "W": "V2"}, {})
    pairs = {(r.first, r.second): r for r in found.relations}
    assert pairs[0, 1].verdict is Verdict.FIRST
    assert pairs[0, 1].first_better == ("few_moves",)
    assert (pairs[0, 1].ahead, pairs[0, 1].tier) == (0, 3)
    assert pairs[0, 2].verdict is Verdict.MIXED
    assert pairs[0, 2].first_better == ("few_moves",)
    assert pairs[0, 2].second_better == ("women_in_team",)
    assert (pairs[0, 2].ahead, pairs[0, 2].tier) == (2, 2)
    assert pairs[1, 2].verdict is Verdict.SECOND
    assert pairs[0, 3].verdict is Verdict.MIXED
    assert (pairs[0, 3].ahead, pairs[0, 3].tier) == (0, 1)
    assert len(pairs) == 6
    # by tiers: (0, 0, 2) < (0, 1, 1) < (0, 1, 2) < (1, 1, 0)
    assert found.ranking == ((2,), (0,), (1,), (3,))


def test_other_plans_may_be_equally_good() -> None:
    found = compared(two_goals(), {"A": "V1"}, {"B": "V1"})
    (relation,) = found.relations
    assert relation.verdict is Verdict.EQUAL
    assert (relation.ahead, relation.tier, relation.apart) == (None, None, 2)
    assert found.ranking == ((0, 1),)


def test_a_plan_that_breaks_a_law_is_not_ranked() -> None:
    # A has been in P1 for 16 years: only the plan that moves A keeps the law
    found = compared(two_goals(tenure_limit=Mode.HARD), {"A": "V1"}, {}, {"A": "V2"})
    assert [plan.admissible for plan in found.plans] == [True, False, True]
    assert [(r.first, r.second) for r in found.relations] == [(0, 2)]
    assert found.ranking == ((0,), (2,))


def test_exceptions_are_weighed_before_every_goal() -> None:
    found = compared(two_goals(tenure_limit=Mode.WAIVABLE), {"A": "V1"}, {"B": "V1"})
    (relation,) = found.relations
    assert [tier.tier for tier in found.tiers] == [0, 1, 2, 3]
    assert found.tiers[0].values == (0, 1)
    assert relation.first_better == (EXCEPTIONS,)
    assert (relation.verdict, relation.ahead, relation.tier) == (Verdict.FIRST, 0, 0)


def test_differences_person_by_person_and_post_by_post() -> None:
    found = compared(two_goals(), {"A": "V1", "B": "P1"}, {"A": "V1", "W": "V2"}, {"A": "V1"})
    people = {row.cadre_id: row for row in found.cadres}
    assert list(people) == ["B", "W"]  # A goes to V1 in all of them
    stays = Placement(ActionKind.STAY, "P2")
    assert people["B"].post_id == "P2"
    assert people["B"].placements == (Placement(ActionKind.ROTATION, "P1"), stays, stays)
    waits = Placement(ActionKind.POOL, None)
    assert people["W"].placements == (waits, Placement(ActionKind.APPOINTMENT, "V2"), waits)
    posts = {row.post_id: (row.now, row.holders) for row in found.posts}
    assert posts == {
        "P1": (("A",), (("B",), (), ())),
        "P2": (("B",), ((), ("B",), ("B",))),
        "V2": ((), ((), ("W",), ())),
    }


def proven(scenario: Scenario, moves: dict[str, str], **changed: int) -> Plan:
    """A plan with a certificate of its own, as if it had been solved; `changed` falsifies it."""
    plan = case.plan(scenario, moves)
    goals = tuple(
        GoalAmount(goal.code, changed.get(goal.code, goal.tier), goal.weight, 0)
        for goal in scenario.goals
    )
    values = {1: 0, 2: 1, 3: 1} | {3: changed.get("value", 1)}
    tiers = tuple(TierResult(t, v, v, Status.OPTIMAL, "duals") for t, v in values.items())
    return replace(plan, goals=goals, tiers=tiers)


def test_a_proof_counts_only_for_the_goals_it_was_made_for() -> None:
    scenario = two_goals()
    moves = {"A": "V1"}
    plans = [
        proven(scenario, moves),
        proven(scenario, moves, few_moves=2),  # solved with another order of goals
        proven(scenario, moves, value=7),  # edited since: the tier's value is another
        replace(proven(scenario, moves), scenario_sha256="of another state"),
        case.plan(scenario, moves),  # made by hand
    ]
    found = compare_plans(scenario, plans)
    assert [plan.certified for plan in found.plans] == [True, False, False, False, False]
    for line in found.tiers:
        assert line.proofs[0] is not None
        assert line.proofs[0].bound == line.values[0]
        assert line.proofs[1:] == (None, None, None, None)


def test_a_proof_with_decisions_besides_the_scenario_says_nothing_of_the_scenario() -> None:
    scenario = two_goals()
    struck = Replan(decisions=(Decision("A", DecisionAction.FORBID, "case", "P2"),))
    plan = proven(scenario, {"A": "V1"})
    found = compare_plans(scenario, [plan, replace(plan, replan=struck)])
    assert [plan.certified for plan in found.plans] == [True, False]


@pytest.mark.parametrize("count", [0, 1, 6])
def test_two_to_five_plans_can_be_compared(count: int) -> None:
    scenario = two_goals()
    with pytest.raises(ValueError, match="2 to 5"):
        compare_plans(scenario, [case.plan(scenario)] * count)


def test_the_public_face_leads_here() -> None:
    assert rotation.compare_plans is compare_plans
    assert rotation.Comparison is Comparison
    labels = [plan.label for plan in compared(two_goals(), {}, {}).plans]
    assert labels == ["1", "2"]
