"""Every row is what the changed scenario would be answered alone; nothing is lost in silence."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import reduce
from pathlib import Path

import pytest

from rotation import load_scenario
from rotation.domain.plan import Status
from rotation.domain.scenario import LawChoice, Mode, Scenario
from rotation.options import sweep
from rotation.options.sensitivity import Sensitivity, sensitivity
from rotation.options.sweep import Row, Task
from rotation.rules.settings import parameter_problems
from rotation.rules.variations import OFF, ON, Variation, settings, usual_variations, varied
from rotation.solve.engines.base import Watch
from rotation.solve.run import solve
from tests.options.enumerated import crowded
from tests.options.inline import Inline, inline_rows
from tests.solve.test_lexicographic import mixed

SCENARIOS = Path(__file__).parents[2] / "scenarios"
pytestmark = pytest.mark.usefixtures("inline")
inline = inline_rows


def answered(scenario: Scenario) -> tuple[Status, list[tuple[int, int | None]]]:
    result = solve(scenario)
    tiers = () if result.plan is None else result.plan.tiers
    return result.status, [(tier.tier, tier.value) for tier in tiers]


def told(row: Row) -> tuple[Status, list[tuple[int, int | None]]]:
    return row.status, [(tier.tier, tier.value) for tier in row.tiers]


@pytest.mark.parametrize("seed", [1, 3, 4, 9])
def test_a_row_is_what_the_changed_scenario_is_answered(seed: int) -> None:
    scenario = mixed(seed)
    found = sensitivity(scenario)
    assert found.base is not None
    assert told(found.base) == answered(scenario)
    assert [row.changes for row in found.rows] == [(c,) for c in usual_variations(scenario)]
    for row in found.rows:
        assert told(row) == answered(reduce(varied, row.changes, scenario)), row.changes


def test_changes_made_together_are_one_row() -> None:
    scenario = crowded(1)
    both = [
        Variation("goals.women_in_team.minimum", 1, 2),
        Variation("laws.release_with_cause", ON, OFF),
    ]
    found = sensitivity(scenario, [both, both[:1]])
    assert [len(row.changes) for row in found.rows] == [2, 1]
    for row in found.rows:
        assert told(row) == answered(reduce(varied, row.changes, scenario))


def test_a_change_without_effect_on_the_program_is_told_as_such() -> None:
    scenario = crowded(1)  # nobody is under a sanction
    law = Variation("laws.sanction_period", OFF, ON)
    (row,) = sensitivity(scenario, [[law]]).rows
    assert row.same
    assert told(row) == answered(scenario)
    (row,) = sensitivity(scenario, [[Variation("goals.few_moves.weight", 1, 3)]]).rows
    assert not row.same


def test_a_process_that_dies_takes_only_its_own_row_with_it(inline: type[Inline]) -> None:
    scenario = crowded(1)
    changes = [[Variation("goals.few_moves.weight", 1, weight)] for weight in (2, 3, 4)]
    inline.deadly = {2}
    found = sensitivity(scenario, changes)
    assert found.died == (tuple(changes[1]),)
    assert [row.changes[0].after for row in found.rows] == [2, 4]
    assert found.base is not None
    assert found.undone == ()


def test_each_finished_row_is_told_with_how_many_there_are() -> None:
    seen: list[tuple[int, int]] = []
    changes = [[Variation("goals.few_moves.weight", 1, weight)] for weight in (2, 3)]
    sensitivity(crowded(1), changes, ready=lambda _, done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_what_a_stop_left_out_is_named() -> None:
    watch = Watch()
    watch.stop.set()
    changes = [[Variation("goals.few_moves.weight", 1, 2)]]

    found: Sensitivity = sensitivity(crowded(1), changes, watch=watch)
    assert found.stopped
    assert len(found.rows) + len(found.undone) == 1


def test_a_row_begun_after_a_stop_is_no_row() -> None:
    stop = threading.Event()
    kept = sweep.begin(crowded(1), stop)
    assert sweep.solve_row(kept, Task(0, ())) is not None
    stop.set()
    assert sweep.solve_row(kept, Task(0, ())) is None


@pytest.mark.parametrize("name", ["jiangyan", "puyang", "qingshui"])
def test_every_usual_change_is_one_that_the_rules_allow(name: str) -> None:
    scenario, _ = load_scenario(SCENARIOS / name)
    changes = usual_variations(scenario)
    known = settings(scenario)
    assert {c.path for c in changes if c.after == OFF} == {
        f"laws.{choice.code}" for choice in scenario.laws
    }
    assert len(changes) == len(set(map(repr, changes)))
    for change in changes:
        assert known[change.path] == change.before != change.after
        assert not parameter_problems(varied(scenario, change))


def test_a_step_ends_at_the_bounds() -> None:
    scenario = crowded(1)
    for given, steps in (({"share": 1.0}, {0.9}), ({"share": 0.04}, {0.14}), ({}, {0.23, 0.43})):
        on = LawChoice("team_turnover", given)
        found = usual_variations(_with(scenario, on))
        assert {c.after for c in found if c.path.endswith(".share")} == steps


def _with(scenario: Scenario, *laws: LawChoice) -> Scenario:
    return replace(scenario, laws=laws)


def test_settings_are_changed_where_they_stand_and_nowhere_else() -> None:
    scenario = _with(crowded(1), LawChoice("tenure_limit", {"years": {"I": 6}}))
    (law,) = varied(scenario, Variation("laws.tenure_limit.years.II", 8.0, 7)).laws
    assert law.parameters == {"years": {"I": 6, "II": 7}}
    (law,) = varied(scenario, Variation("laws.tenure_limit.mode", "hard", "waivable")).laws
    assert law.mode is Mode.WAIVABLE
    assert varied(scenario, Variation("laws.tenure_limit", ON, OFF)).laws == ()
    turned = varied(scenario, Variation("categories.protective.planned_years", 3, 4))
    assert turned.categories == {"protective": {"planned_years": 4}}
    goals = varied(scenario, Variation("goals.few_moves.tier", 4, 9)).goals
    assert {g.code: g.tier for g in goals}["few_moves"] == 9
    assert scenario.laws[0].parameters == {"years": {"I": 6}}
