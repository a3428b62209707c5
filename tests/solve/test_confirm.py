"""What one solver says is believed when exact arithmetic or a second solver says it too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import rotation.solve.confirm as module
from rotation.domain.plan import Status
from rotation.domain.scenario import GoalChoice
from rotation.rules import casework as case
from rotation.solve.confirm import CONFIRMED_BY, confirmed_bounds
from rotation.solve.engines import engine_named
from rotation.solve.engines.base import Limits, Outcome, Proof, Session, Watch
from rotation.solve.run import solve
from rotation.solve.workbench import Workbench
from tests.seeds import seeds
from tests.solve.test_lexicographic import mixed


class Mistaken:
    """An engine whose answers are falsified on their way out."""

    name, version = "mistaken", "1"

    def __init__(self, falsify: Callable[[Outcome], Outcome], engine: str = "highs") -> None:
        self.falsify, self.engine = falsify, engine

    def open(self, assembled: Any) -> Session:
        session: Any = engine_named(self.engine).open(assembled)
        minimise = session.minimise
        session.minimise = lambda *given: self.falsify(minimise(*given))
        return session  # type: ignore[no-any-return]


def says_infeasible(found: Outcome) -> Outcome:
    return Outcome(Proof.INFEASIBLE, None, None, None, found.proven_by)


def says_too_much(found: Outcome) -> Outcome:
    """A bound one above the value of the plan found."""
    assert found.value is not None
    return replace(found, bound=found.value + 1)


def keeps_the_worst(found: Outcome) -> Outcome:
    """The value told is called optimal, although it is not the least."""
    return replace(found, proof=Proof.OPTIMAL, bound=found.value)


def seats_for_two() -> Any:
    scenario = case.scenario(
        posts=[case.post("P1"), case.post("P2", "U2")],
        cadres=[case.cadre("A"), case.cadre("B")],
    )
    return replace(scenario, goals=(GoalChoice("fill_posts", 1), GoalChoice("few_moves", 2)))


def test_a_false_infeasible_is_a_defect_and_no_answer() -> None:
    result = solve(seats_for_two(), engine=Mistaken(says_infeasible))
    assert result.status is Status.DEFECT
    assert result.plan is None
    assert "CP-SAT has a plan" in result.faults[0]


def test_a_bound_above_a_known_plan_is_a_defect() -> None:
    result = solve(seats_for_two(), engine=Mistaken(says_too_much))
    assert result.status is Status.DEFECT
    assert "but a plan has" in result.faults[0]


def test_an_infeasible_that_nobody_else_confirms_in_time_is_not_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Silent:
        name, version = "silent", "1"

        def open(self, assembled: Any) -> Session:
            session: Any = engine_named("highs").open(assembled)
            session.minimise = lambda *_: Outcome(Proof.UNKNOWN, None, None, None)
            return session  # type: ignore[no-any-return]

    monkeypatch.setattr(module, "_other_than", lambda _: Silent())
    result = solve(seats_for_two(), engine=Mistaken(says_infeasible))
    assert result.status is Status.UNKNOWN
    assert result.plan is None


@pytest.mark.parametrize("engine", ["highs", "cp-sat"])
@pytest.mark.parametrize("seed", seeds(0, 6))
def test_every_claim_of_one_engine_is_confirmed_by_the_other(seed: int, engine: str) -> None:
    bench = Workbench(mixed(seed), engine=engine_named(engine))
    reached = bench.ask()
    again = bench.confirm(reached, Limits(30))
    assert again.faults == ()
    assert [tier.value for tier in again.tiers] == [tier.value for tier in reached.tiers]
    if not reached.infeasible:
        claimed = [t.proven_by for t in again.tiers if t.proven_by.startswith(("HiGHS", "CP"))]
        assert all(CONFIRMED_BY in word for word in claimed)


def test_a_plan_called_optimal_that_is_not_is_found_out() -> None:
    """Both may be placed; HiGHS's word is turned into 'leaving both out is best'."""
    bench = Workbench(seats_for_two(), engine=engine_named("highs"))
    reached = bench.ask()
    nobody = bench.assembled.program.complete(_staying(bench))
    assert nobody is not None
    first = replace(reached.tiers[0], value=2, bound=2)
    again = confirmed_bounds(
        bench.assembled,
        bench.own,
        replace(reached, x=nobody, tiers=(first, *reached.tiers[1:])),
        Limits(10),
        Watch(),
    )
    assert "has a plan of" in again.faults[0]


def _staying(bench: Workbench) -> Any:
    return np.flatnonzero(~bench.assembled.board.placing)
