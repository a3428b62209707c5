"""Conflicts are minimal and ways out suffice: held against every plan of tiny rosters."""

from __future__ import annotations

from functools import cache

import pytest

from rotation.audit.report import audit
from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.explain.infeasible import Explanation, find_conflicts
from rotation.explain.repairs import RepairKind, apply
from rotation.rules.base import WaivedBy
from rotation.rules.registry import laws
from rotation.solve.run import solve
from tests.explain.contradictions import Broken, Mark, contradictory, every_breach, marks_of

SEEDS = (1, 3, 4, 6, 7, 9, 11, 13, 16, 18, 19, 24, 25, 28, 32, 33, 36, 39, 42, 54)
"""Few, but of every kind, as the last test holds."""


@cache
def known(seed: int) -> tuple[Scenario, list[Broken], Explanation]:
    scenario = contradictory(seed)
    return scenario, every_breach(scenario), find_conflicts(scenario)


def breaks_only(plans: list[Broken], some: set[Mark], allowed: set[Mark]) -> bool:
    """Whether a plan breaks, of some marks, none but those allowed."""
    return any(some & plan.marks.keys() <= allowed for plan in plans)


NEVER_WAIVED = {code for code, law in laws().items() if law.waived_by is WaivedBy.NOBODY}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_scenario_is_infeasible_exactly_if_every_plan_breaks_something(seed: int) -> None:
    _, plans, found = known(seed)
    feasible = any(not plan.marks for plan in plans)
    assert found.status is (Status.FEASIBLE if feasible else Status.INFEASIBLE)
    assert bool(found.conflicts) is not feasible


@pytest.mark.parametrize("seed", SEEDS)
def test_no_plan_keeps_a_conflict_and_one_keeps_it_without_any_one_requirement(seed: int) -> None:
    scenario, plans, found = known(seed)
    for conflict in found.conflicts:
        assert conflict.minimal
        marks = set(marks_of(scenario, conflict))
        assert len(marks) == len(conflict.requirements)
        assert not breaks_only(plans, marks, set())
        for mark in marks:
            assert breaks_only(plans, marks, {mark}), mark


@pytest.mark.parametrize("seed", SEEDS)
def test_conflicts_share_nothing_and_without_them_the_rest_holds(seed: int) -> None:
    scenario, plans, found = known(seed)
    apart = [conflict for conflict in found.conflicts if not conflict.related]
    marks = [mark for conflict in apart for mark in marks_of(scenario, conflict)]
    assert len(set(marks)) == len(marks)
    assert found.all_conflicts
    assert any(plan.marks.keys() <= set(marks) for plan in plans)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_step_of_a_way_out_loosens_a_conflict_that_is_told(seed: int) -> None:
    _, _, found = known(seed)
    for repair in found.repairs:
        for taken in repair.taken:
            assert taken.conflicts
            for place in taken.conflicts:
                assert set(taken.places) & set(found.conflicts[place].places)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_way_out_gives_a_plan_that_passes_its_audit(seed: int) -> None:
    scenario, _, found = known(seed)
    assert found.all_repairs
    assert bool(found.repairs) is (found.status is Status.INFEASIBLE)
    for repair in found.repairs:
        repaired = apply(scenario, repair)
        result = solve(repaired)
        assert result.status is Status.OPTIMAL
        assert result.plan is not None
        assert not audit(repaired, result.plan).broken


@pytest.mark.parametrize("seed", SEEDS)
def test_every_way_excuses_as_few_cases_as_any_plan_could(seed: int) -> None:
    _, every, found = known(seed)
    plans = [plan for plan in every if not {mark[0] for mark in plan.marks} & NEVER_WAIVED]
    for repair in found.repairs:
        lifted = sum(step.code == "lift" for step in repair.steps)
        waived = sum(step.code == "waive" for step in repair.steps)
        assert repair.least
        if repair.kind is RepairKind.WAIVERS:
            assert (lifted, waived) == min((plan.orders, plan.cases) for plan in plans)
        elif repair.kind is RepairKind.DECISIONS:
            assert (waived, lifted) == min((plan.cases, plan.orders) for plan in plans)
        elif all(step.code != "parameter" for step in repair.steps):
            cheapest = min((plan.marks.total() - plan.seats, plan.seats) for plan in plans)
            assert (lifted + waived, repair.cases - lifted - waived) == cheapest
        assert repair.cases >= min(plan.marks.total() for plan in plans)


def test_the_seeds_hold_conflicts_of_every_size_and_ways_of_every_kind() -> None:
    explained = [known(seed)[2] for seed in SEEDS]
    sizes = {len(c.requirements) for found in explained for c in found.conflicts}
    assert {2, 3} <= sizes
    assert {repair.kind for found in explained for repair in found.repairs} == set(RepairKind)
    assert any(len(found.conflicts) > 1 for found in explained)
    assert any(conflict.premises for found in explained for conflict in found.conflicts)
    assert any(conflict.related for found in explained for conflict in found.conflicts)
    assert sum(found.status is Status.FEASIBLE for found in explained) > 1
