"""What a search that was cut short says of itself: nothing is called proven that is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from rotation.domain.plan import Plan, Status
from rotation.domain.roster import Fit
from rotation.domain.scenario import Scenario
from rotation.explain import correction_sets
from rotation.explain.allowances import Allowed
from rotation.explain.alternative import Alternative, Outcome
from rotation.explain.base import Standing
from rotation.explain.explainer import Explainer
from rotation.explain.infeasible import Explanation, find_conflicts
from rotation.explain.oracle import Oracle
from rotation.explain.repairs import RepairKind
from rotation.rules import casework as case
from rotation.solve.engines.base import Watch
from rotation.solve.lexicographic import Minimised
from rotation.solve.run import solve
from rotation.solve.workbench import Workbench
from tests.explain.test_correction_sets import overfull
from tests.explain.test_prices import solved
from tests.explain.unsure import prove_nothing


def one_seat() -> Explainer:
    """A and B fit the empty post alike, C less; one of the two has it in the plan. Asked of nothing
    yet."""
    scenario, plan = _one_seat()
    return Explainer(Workbench(scenario), plan)


@cache
def _one_seat() -> tuple[Scenario, Plan]:
    fits = [Fit("A", "P", 80), Fit("B", "P", 80), Fit("C", "P", 50)]
    scenario = case.scenario(
        posts=[case.post("P")],
        cadres=[case.cadre(who) for who in "ABC"],
        fits=fits,
        goals={"fill_posts": {}, "cadre_post_fit": {}},
    )
    plan = solve(scenario).plan
    assert plan is not None
    return scenario, plan


def known(found: Alternative | None) -> tuple[bool, bool]:
    """What a price says of itself."""
    assert found is not None
    assert found.price is not None
    return found.price.proven, found.price.fewest


def test_what_a_post_costs_by_whom_is_proven_to_the_last() -> None:
    first, every = (one_seat().post("P", count) for count in (1, 9))
    assert [known(found) for found in every.candidates] == [(True, True)] * 2
    assert (every.left, every.exhausted, every.proven) == ((), True, True)
    assert (first.left, first.exhausted, first.proven) == (("C",), False, True)
    assert known(every.vacant) == (True, True)


def test_of_a_solver_that_proves_nothing_only_a_price_of_nothing_is_sure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It costs no less than the plan, which was proven before; all else may cost less."""
    explainer = one_seat()
    (holder,) = explainer.post("P", 0).holders
    prove_nothing(monkeypatch)
    found = explainer.post("P", 9)
    assert [known(candidate) for candidate in found.candidates] == [(True, False), (False, False)]
    assert (found.left, found.exhausted, found.proven) == ((), False, False)
    assert not explainer.cadre("C", 3).proven
    (stays,) = explainer.cadre(holder, 0).alternatives
    assert known(stays) == (True, False)


def test_nothing_is_impossible_to_a_solver_that_proves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario, plan, _, _ = solved(1)
    explainer = Explainer(Workbench(scenario), plan)
    prove_nothing(monkeypatch)
    for cadre in scenario.roster.cadres:
        found = explainer.cadre(cadre.cadre_id, 3)
        assert not found.exhausted or not found.left
        assert all(a.outcome is not Outcome.IMPOSSIBLE for a in found.alternatives)
    for post in scenario.roster.posts:
        vacant = explainer.post(post.post_id, 3).vacant
        assert vacant is None or vacant.outcome is not Outcome.IMPOSSIBLE


def test_a_plan_that_nothing_proves_is_not_called_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario, plan, _, _ = solved(1)
    prove_nothing(monkeypatch)
    unproven = replace(plan, certificate=None, status=Status.FEASIBLE)
    assert Explainer(Workbench(scenario), unproven).base.standing is Standing.OPEN


def stopped_at(stage: str, number: int = 1) -> Explanation:
    """The explanation of two conflicts, stopped when it comes to a stage for the nth time."""
    watch, seen = Watch(), [0]

    def tell(now: str, values: Mapping[str, object]) -> None:
        seen[0] += now == stage
        if now == stage and seen[0] == number:
            watch.stop.set()

    return find_conflicts(overfull(1, 3), watch=watch, tell=tell)


def test_a_stop_before_the_next_conflict_says_that_there_may_be_more() -> None:
    found = stopped_at("conflict", 2)
    assert [conflict.minimal for conflict in found.conflicts] == [True]
    assert (found.all_conflicts, found.all_repairs) == (False, False)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_stop_before_a_kind_of_repair_says_that_not_every_kind_was_looked_for(
    number: int,
) -> None:
    found = stopped_at("ways", number)
    assert (found.all_conflicts, found.all_repairs) == (True, False)
    assert len(found.repairs) == number - 1


def test_a_stop_while_a_repaired_scenario_is_solved_leaves_nothing_out_but_its_plan() -> None:
    found = stopped_at("solving")
    assert (found.all_conflicts, found.all_repairs) == (True, True)
    assert all(repair.least for repair in found.repairs)
    assert found.repairs[0].status is not Status.OPTIMAL


def test_repairs_of_a_solver_that_proves_nothing_are_not_called_the_least(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    best = Oracle.best

    def unsure(oracle: Oracle, *args: Any) -> Minimised:
        reached = best(oracle, *args)
        tiers = (replace(tier, status=Status.FEASIBLE) for tier in reached.tiers)
        return replace(reached, tiers=tuple(tiers))

    assert all(repair.least for repair in find_conflicts(overfull(1, 3)).repairs)
    monkeypatch.setattr(Oracle, "best", unsure)
    found = find_conflicts(overfull(1, 3))
    assert found.repairs
    assert not any(repair.least for repair in found.repairs)


def test_a_way_out_that_excuses_more_than_has_to_be_is_not_called_the_least(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = correction_sets.waivers

    def one_more(*args: Any) -> Iterator[Allowed]:
        steps = list(own(*args))
        yield from steps
        yield from steps[:1]

    monkeypatch.setattr(correction_sets, "waivers", one_more)
    repairs = find_conflicts(overfull(1, 3)).repairs
    assert {repair.kind: repair.least for repair in repairs} == {
        RepairKind.WAIVERS: False,
        RepairKind.DECISIONS: True,
        RepairKind.RULES: True,
    }
