"""Refusals and drop-outs: each repaired with the fewest changes of others, against enumeration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from threading import Event

import pytest

from rotation.ahead.stress import (
    Blow,
    Case,
    Repair,
    drawn,
    load_of,
    refusals,
    repaired,
    stress,
    struck,
)
from rotation.audit.report import audit, tier_values
from rotation.domain.cadre import Status as Standing
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import Scenario
from rotation.parallel.processes import in_processes
from rotation.rules.treatment import changed_cadres
from rotation.solve.run import solve
from tests.rules.tiny import seated_plans
from tests.solve.test_lexicographic import mixed
from tests.solve.test_replan import all_counted


def solvable() -> Iterator[tuple[Scenario, Plan]]:
    """Tiny rosters whose plan places somebody anew."""
    for seed in range(40):
        scenario = all_counted(mixed(seed))
        goals = tuple(goal for goal in scenario.goals if goal.code != "few_changes")
        scenario = replace(scenario, goals=goals)
        plan = solve(scenario).plan
        if plan is not None and refusals(plan):
            yield scenario, plan


def _falling_ill(plan: Plan) -> list[tuple[Case, ...]]:
    return [((action.cadre_id, Blow.ILL),) for action in plan.actions]


def fewest(after: Scenario) -> int | None:
    """The fewest treated otherwise over every lawful plan; waivers come first, as in any plan."""
    found = []
    for plan in seated_plans(after):
        report = audit(after, plan)
        if not report.broken:
            found.append((tier_values(report)[0], len(changed_cadres(after, plan))))
    return min(found)[1] if found else None


def test_every_single_refusal_changes_as_few_as_enumeration_says() -> None:
    seen = set()
    for scenario, plan in solvable():
        one = refusals(plan)
        for cases in (*one, *(a + b for a, b in combinations(one, 2)), *_falling_ill(plan)):
            after = struck(scenario, plan, cases)
            repair = repaired(scenario, plan, cases)
            best = fewest(after)
            if best is None:
                assert repair.changed is None
                assert repair.status is Status.INFEASIBLE
            else:
                assert repair.changed is not None
                hit = {who for who, _ in cases}
                assert repair.total == best, cases
                assert not hit & set(repair.changed)
            seen.add(best)
    assert len(seen) > 1


def test_whoever_is_hit_does_not_take_the_post() -> None:
    scenario, plan = next(solvable())
    ((who, _),) = refusals(plan)[0]
    seat = plan.action_of[who].to_post_id
    for blow in Blow:
        after = struck(scenario, plan, ((who, blow),))
        repair = repaired(scenario, plan, ((who, blow),))
        assert repair.filled.get(str(seat)) != who
        if blow in (Blow.ILL, Blow.REVIEW):
            status = after.roster.cadre[who].status
            assert status is {Blow.ILL: Standing.SICK, Blow.REVIEW: Standing.UNDER_REVIEW}[blow]


def test_draws_are_the_same_for_a_seed_and_follow_their_chances() -> None:
    scenario, plan = next(solvable())
    chances = {Blow.REFUSES: 0.5, Blow.ILL: 0.25}
    assert drawn(plan, chances, 20, 7) == drawn(plan, chances, 20, 7)
    assert drawn(plan, {Blow.ILL: 1.0}, 1, 0) == [
        tuple((c.cadre_id, Blow.ILL) for c in scenario.roster.cadres)
    ]
    assert drawn(plan, dict.fromkeys(Blow, 0.0), 3, 0) == [(), (), ()]


def test_the_load_worked_by_hand() -> None:
    """0, 0, 1, 3 and one without a repair: mean 1, deviation sqrt(2), 1.96 x sqrt(2) / 2 = 1.386;
    the worst tenth of four is one: 3."""
    made = [Repair((), Status.OPTIMAL, ("x",) * n) for n in (0, 3, 0, 1)]
    load = load_of([*made, Repair((), Status.INFEASIBLE)])
    assert (load.draws, load.unchanged, load.lost, load.mean, load.worst_tenth) == (5, 2, 1, 1, 3)
    assert load.within == pytest.approx(1.386, abs=0.001)
    assert load_of([]).mean == 0


def test_several_processes_give_the_same() -> None:
    scenario, plan = next(solvable())
    cases = [*refusals(plan), *drawn(plan, {Blow.REFUSES: 0.5}, 3, 1)]
    assert stress(scenario, plan, cases, at=in_processes(2)) == stress(scenario, plan, cases)


def test_a_stop_keeps_what_is_repaired() -> None:
    scenario, plan = next(solvable())
    cases, stop = refusals(plan), Event()
    first = stress(scenario, plan, cases, stop=stop, ready=lambda *_: stop.set())
    assert first == {0: stress(scenario, plan, cases)[0]}
