"""What a search that was cut short says of itself: nothing is called proven that is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from rotation.domain.plan import Status
from rotation.explain.alternative import Outcome
from rotation.explain.base import Standing
from rotation.explain.explainer import Explainer
from rotation.explain.infeasible import Explanation, find_conflicts
from rotation.explain.oracle import Oracle
from rotation.solve.engines.base import Watch
from rotation.solve.lexicographic import Minimised
from rotation.solve.workbench import Workbench
from tests.explain.test_correction_sets import overfull
from tests.explain.test_prices import solved
from tests.explain.unsure import prove_nothing


def test_prices_of_a_solver_that_proves_nothing_are_upper_bounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario, _, _, explainer = solved(1)
    sure = explainer.cadre(scenario.roster.cadres[0].cadre_id, 3)
    assert all(a.price.proven and a.price.fewest for a in sure.alternatives if a.price)
    prove_nothing(monkeypatch)
    for cadre in scenario.roster.cadres:
        found = explainer.cadre(cadre.cadre_id, 3)
        assert not found.exhausted or not found.left
        assert not any(a.price.fewest for a in found.alternatives if a.price)
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
