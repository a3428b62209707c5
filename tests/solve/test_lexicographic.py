"""Plans are lexicographically optimal: held against full enumeration on tiny rosters."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from rotation.audit.report import audit, tier_values
from rotation.domain.plan import FindingStatus, Plan, Status
from rotation.domain.scenario import GoalChoice, LawChoice, Mode, Scenario
from rotation.rules import casework as case
from rotation.rules.registry import goals, laws
from rotation.solve.engines.base import Limits, Progress, Watch
from rotation.solve.run import solve
from tests.rules.tiny import SPECIAL, seated_plans, tiny_scenarios
from tests.seeds import seeds

BASE = next(iter(laws().values()))


def mixed(seed: int) -> Scenario:
    """A tiny roster with a random handful of laws (some waivable) and goals in random tiers."""
    rng = random.Random(seed)
    scenario = list(tiny_scenarios(goals()["few_moves"]))[seed % 24]
    chosen = rng.sample(sorted(laws()), 5)
    modes = [rng.choice([Mode.HARD, Mode.HARD, Mode.WAIVABLE]) for _ in chosen]
    wanted = rng.sample(sorted(goals()), 4)
    return replace(
        scenario,
        laws=tuple(LawChoice(code, {}, mode) for code, mode in zip(chosen, modes, strict=True)),
        goals=tuple(GoalChoice(code, rng.randint(1, 3), rng.randint(1, 5)) for code in wanted),
    )


def biting(seed: int) -> Scenario:
    """A tiny roster made for one rule, with a random handful of others, each under parameters with
    which it bites on so few people."""
    rng = random.Random(seed)
    rule = rng.choice(sorted((laws() | goals()).items()))[1]
    scenario = list(tiny_scenarios(rule))[rng.randrange(24)]
    own = {choice.code for choice in scenario.laws}
    chosen = [code for code in rng.sample(sorted(laws()), 4) if code not in own]
    modes = [rng.choice([Mode.HARD, Mode.WAIVABLE]) for _ in chosen]
    wanted = {rule.code} & set(goals()) | set(rng.sample(sorted(goals()), 4))
    return replace(
        scenario,
        laws=(
            *scenario.laws,
            *(LawChoice(code, SPECIAL.get(code, {}), mode)
              for code, mode in zip(chosen, modes, strict=True)),
        ),
        goals=tuple(
            GoalChoice(code, rng.randint(1, 3), rng.randint(1, 5), SPECIAL.get(code, {}))
            for code in sorted(wanted)
        ),
    )  # fmt: skip


def best_by_enumeration(scenario: Scenario) -> list[int] | None:
    """The least tier values over every plan that the audit finds unbroken; None if there is
    none."""
    best: list[int] | None = None
    for plan in seated_plans(scenario):
        report = audit(scenario, plan)
        if report.broken:
            continue
        values = tier_values(report)
        tiers = sorted({choice.tier for choice in scenario.goals})
        in_order = [values[0], *(values.get(tier, 0) for tier in tiers)]
        if best is None or in_order < best:
            best = in_order
    return best


@pytest.mark.parametrize("made", [mixed, biting])
@pytest.mark.parametrize("seed", seeds(0, 12))
def test_a_plan_is_as_good_as_full_enumeration_says(
    made: Callable[[int], Scenario], seed: int
) -> None:
    scenario = made(seed)
    expected = best_by_enumeration(scenario)
    result = solve(scenario)
    if expected is None:
        assert result.status is Status.INFEASIBLE
        return
    assert result.status is Status.OPTIMAL, result.faults
    assert result.plan is not None
    assert all(tier.value == tier.bound for tier in result.plan.tiers)
    waivable = any(choice.mode is Mode.WAIVABLE for choice in scenario.laws)
    values = [tier.value for tier in result.plan.tiers]
    assert values == (expected if waivable else expected[1:])


def two_for_one() -> Scenario:
    """Two in the pool for one empty seat."""
    return case.scenario(
        posts=[case.post("P1")],
        cadres=[case.cadre("A"), case.cadre("B")],
        goals={"fill_posts": {}, "few_moves": {}},
    )


def test_the_same_seed_gives_the_same_plan_twice() -> None:
    scenario = mixed(3)
    plans = [solve(scenario, limits=Limits(seed=7)).plan for _ in range(2)]
    assert plans[0] is not None
    assert plans[1] is not None
    assert plans[0].actions == plans[1].actions


def test_a_later_tier_never_costs_an_earlier_one() -> None:
    result = solve(two_for_one())
    assert result.plan is not None
    assert [tier.value for tier in result.plan.tiers] == [0, 1]


def test_no_laws_that_can_hold_together_is_told_as_infeasible_with_the_people() -> None:
    scenario = case.scenario(
        posts=[case.post("P1", risk_grade=None, tenure_limit_years=1)],
        cadres=[case.cadre("A", "P1")],
        laws={"tenure_limit": {}, "release_with_cause": {}},
    )
    result = solve(scenario)
    assert result.status is Status.INFEASIBLE
    assert result.plan is None
    assert [stuck.cadre_id for stuck in result.stuck] == ["A"]
    assert set(result.stuck[0].laws) == {"tenure_limit", "release_with_cause"}


def test_a_run_stopped_before_it_began_has_no_plan_and_says_so() -> None:
    watch = Watch()
    watch.stop.set()
    result = solve(two_for_one(), watch=watch)
    assert result.status in (Status.STOPPED, Status.OPTIMAL, Status.FEASIBLE)
    assert (result.plan is None) == (result.status is Status.STOPPED)


def test_progress_names_the_tier_and_never_a_bound_above_the_value() -> None:
    seen: list[Progress] = []
    solve(two_for_one(), watch=Watch(report=seen.append))
    assert {progress.tier for progress in seen} == {1, 2}
    for progress in seen:
        assert progress.bound is not None
        assert progress.value is None or progress.bound <= progress.value
    assert seen[-1].value == seen[-1].bound == 1


def test_solving_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    solve(two_for_one())
    assert threading.active_count() == before


def test_a_waivable_law_is_broken_only_where_it_must_be_and_listed_for_approval() -> None:
    scenario = replace(
        case.scenario(
            posts=[case.post("P1", tenure_limit_years=1)],
            cadres=[case.cadre("A", "P1")],
        ),
        laws=(LawChoice("tenure_limit", {}, Mode.WAIVABLE), LawChoice("release_with_cause")),
        goals=(GoalChoice("few_moves", 1),),
    )
    result = solve(scenario)
    assert result.plan is not None
    assert [(tier.tier, tier.value) for tier in result.plan.tiers] == [(0, 1), (1, 0)]
    assert [f.status for f in result.plan.waivers] == [FindingStatus.NEEDS_APPROVAL]


def test_a_plan_reads_back_as_it_was_written(tmp_path: object) -> None:
    from pathlib import Path

    from rotation.io.plan_file import read_plan, write_plan

    scenario = mixed(1)
    plan = solve(scenario).plan
    assert isinstance(plan, Plan)
    path = Path(str(tmp_path)) / "plan.json"
    write_plan(path, plan)
    again = read_plan(path, scenario)
    assert again.actions == plan.actions
    assert again.tiers == plan.tiers
    assert again.goals == plan.goals
    assert [f.text for f in again.findings] == [f.text for f in plan.findings]
