"""A linear solver that has to be replaced goes on where the one before it stood."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pybind11_abseil.status import BuildStatusNotOk, StatusCode

from rotation.assemble.assemble import assemble
from rotation.domain.plan import Status
from rotation.solve.engines import highs
from rotation.solve.engines.glop import PRIMAL, Glop, Solved
from rotation.solve.question import tier_objectives
from rotation.solve.run import solve
from tests.solve.test_lexicographic import mixed


class Abnormal:
    """A solver that has lost its way numerically, as MathOpt tells it."""

    def solve(self, *_: object) -> Any:
        raise BuildStatusNotOk(StatusCode.INTERNAL, "Unexpected GLOP termination reason: ABNORMAL")


def prepared(seed: int) -> Glop:
    """Every column in, a column shut, a row added and bounded, the costs set."""
    scenario = mixed(seed)
    program = assemble(scenario).program
    first, *_ = tier_objectives(scenario, program).values()
    glop = Glop(program, np.arange(program.size))
    row = glop.add_row(first)
    glop.set_row(row, float(program.upper[first.columns] @ np.abs(first.coefficients)))
    glop.set_upper(np.array([0]), np.array([0]))
    cost = np.zeros(program.size)
    cost[first.columns] = first.coefficients
    glop.set_cost(cost)
    return glop


@pytest.mark.parametrize("seed", range(12))
def test_after_an_abnormal_end_the_same_question_has_the_same_answer(seed: int) -> None:
    glop, other = prepared(seed), prepared(seed)
    glop._solver = Abnormal()
    assert glop.solve(10, 10_000, PRIMAL) is None
    again, expected = glop.solve(10, 10_000, PRIMAL), other.solve(10, 10_000, PRIMAL)
    if isinstance(expected, Solved):
        assert isinstance(again, Solved)
        assert again.value == pytest.approx(expected.value)
    else:
        assert again == expected


@pytest.mark.parametrize("seed", [1, 3])
def test_where_a_solver_gives_up_the_answer_is_found_in_another_way(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    before = solve(mixed(seed))
    monkeypatch.setattr(highs.math_opt, "solve", Abnormal().solve)
    after = solve(mixed(seed))
    assert (before.status, after.status) == (Status.OPTIMAL, Status.OPTIMAL)
    assert before.plan is not None
    assert after.plan is not None
    assert after.plan.goals == before.plan.goals
