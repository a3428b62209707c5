"""What a run says stays true when a tier is cut short, a solver fails or numbers grow large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from rotation.assemble.assemble import Assembled
from rotation.audit.report import audit
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import GoalChoice, Scenario
from rotation.model.program import Ints, Linear
from rotation.rules import casework as case
from rotation.solve.engines import engine_named, relaxation
from rotation.solve.engines.base import Limits, Outcome, Proof, Session, Watch
from rotation.solve.run import solve
from rotation.solve.verify import verify
from tests.solve.test_lexicographic import mixed


def seats_for_two() -> Scenario:
    scenario = case.scenario(
        posts=[case.post("P1"), case.post("P2", "U2")],
        cadres=[case.cadre("A"), case.cadre("B")],
    )
    goals = (GoalChoice("cadre_post_fit", 1), GoalChoice("few_moves", 2))
    return replace(scenario, goals=goals)


class CutShort:
    """An engine whose first tier ends with the worst plan there is, honestly unproven."""

    name, version = "cut short", "1"

    def open(self, assembled: Assembled) -> Session:
        session: Any = engine_named("highs").open(assembled)
        session.minimise = _worst_first(session.minimise)
        return session  # type: ignore[no-any-return]


def _worst_first(minimise: Callable[..., Outcome]) -> Callable[..., Outcome]:
    calls: list[int] = []

    def instead(objective: Linear, hint: Ints | None, limits: Limits, watch: Watch) -> Outcome:
        calls.append(1)
        if len(calls) > 1:
            return minimise(objective, hint, limits, watch)
        worst = Linear(objective.columns, -objective.coefficients, -objective.constant)
        found = minimise(worst, hint, limits, watch)
        assert found.x is not None
        return Outcome(Proof.FEASIBLE, found.x, objective.value(found.x), 0, "cut short")

    return instead


def test_a_tier_cut_short_and_bettered_by_a_later_one_is_told_as_it_ends() -> None:
    """The first tier stops with two appointments; the second, few moves, undoes both."""
    result = solve(seats_for_two(), engine=CutShort())
    assert result.status is Status.OPTIMAL, result.faults
    assert result.plan is not None
    assert [(tier.value, tier.bound) for tier in result.plan.tiers] == [(0, 0), (0, 0)]


class Timid:
    """An engine that finds the best plans and never says more of them than "at least minus 36"."""

    name, version = "timid", "1"

    def open(self, assembled: Assembled) -> Session:
        session: Any = engine_named("highs").open(assembled)
        minimise = session.minimise

        def instead(*given: Any) -> Outcome:
            found: Outcome = minimise(*given)
            return replace(found, proof=Proof.FEASIBLE, bound=-36, proven_by="timid")

        session.minimise = instead
        return session  # type: ignore[no-any-return]


def test_no_bound_is_told_below_what_needs_no_search() -> None:
    """No goal's amount is below nothing; a plan that reaches that is the best, whoever found it."""
    scenario = replace(seats_for_two(), goals=(GoalChoice("few_moves", 1),))
    plan = solve(scenario, engine=Timid()).plan
    assert plan is not None
    assert [(tier.value, tier.bound, tier.status) for tier in plan.tiers][-1] == (
        0,
        0,
        Status.OPTIMAL,
    )
    plan = solve(replace(scenario, goals=(GoalChoice("fill_posts", 1),)), engine=Timid()).plan
    assert plan is not None
    assert all(tier.bound == 0 for tier in plan.tiers)


@pytest.mark.parametrize("failures", [1, 1000])
def test_a_simplex_that_loses_its_way_costs_no_plan(
    failures: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GLOP ends "abnormal" once, or always: then branch and bound goes without its bound."""
    expected = solve(mixed(3)).plan
    left = [failures]
    real = relaxation.optimum

    def failing(*given: Any, **more: Any) -> Any:
        left[0] -= 1
        return None if left[0] >= 0 else real(*given, **more)

    monkeypatch.setattr(relaxation, "optimum", failing)
    plan = solve(mixed(3)).plan
    assert expected is not None
    assert plan is not None
    assert [tier.value for tier in plan.tiers] == [tier.value for tier in expected.tiers]


@pytest.mark.parametrize("weight", [1, 100_000, 1_000_000])
def test_the_largest_weights_overflow_nothing(weight: int) -> None:
    for seed in range(12):
        scenario = mixed(seed)
        goals = tuple(replace(goal, weight=weight) for goal in scenario.goals)
        heavy = replace(scenario, goals=goals)
        result = solve(heavy)
        assert result.status in (Status.OPTIMAL, Status.INFEASIBLE), result.faults
        if result.plan is not None:
            assert verify(heavy, result.plan).holds


def test_an_infeasible_scenario_names_the_fewest_breaches_in_the_way() -> None:
    """Two of a team of three are past their limit, and a third of three is one: one too many."""
    posts = [case.post(f"P{i}", tenure_limit_years=1) for i in (1, 2)]
    scenario = case.scenario(
        posts=[*posts, case.post("P3"), case.post("P4", "U2"), case.post("P5", "U2")],
        cadres=[case.cadre("A", "P1"), case.cadre("B", "P2"), case.cadre("C", "P3")],
        laws={"tenure_limit": {}, "team_turnover": {}, "release_with_cause": {}},
    )
    result = solve(scenario)
    assert result.status is Status.INFEASIBLE
    [obstacle] = result.obstacles
    assert obstacle.rule in ("tenure_limit", "team_turnover")
    assert obstacle.cases == 1
    assert obstacle.text["zh"]


@pytest.mark.parametrize("seed", [3, 11, 17])
def test_plans_on_the_way_are_sound_and_claim_no_more_than_is_known(seed: int) -> None:
    """After each tier but the last there is a plan; what it says of itself holds, and each is at
    least as good as the one before."""
    scenario, found = mixed(seed), list[Plan]()
    last = solve(scenario, watch=Watch(plan_found=found.append)).plan
    if last is None:
        assert not found
        return
    assert len(found) == len(last.tiers) - 1
    for number, plan in enumerate(found, start=1):
        assert not audit(scenario, plan).claims
        assert all(tier.status is Status.OPTIMAL for tier in plan.tiers[:number])
        assert verify(scenario, plan).faults == ()
    values = [[tier.value for tier in plan.tiers] for plan in [*found, last]]
    assert values == sorted(values, reverse=True)
