"""A relaxation begun from an earlier optimum has the value of one solved by itself."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from ortools.math_opt import parameters_pb2
from pybind11_abseil.status import BuildStatusNotOk, StatusCode

from rotation.assemble.assemble import assemble
from rotation.domain.plan import Status
from rotation.model.program import Linear
from rotation.solve.certificate import ReducedCostFixing, scaled
from rotation.solve.engines import highs, relaxation
from rotation.solve.engines.base import Watch
from rotation.solve.engines.highs import solve_model
from rotation.solve.engines.lagrangian import whole_view
from rotation.solve.engines.relaxation import Relaxation, Relaxed, optimum
from rotation.solve.question import tier_objectives
from rotation.solve.run import solve
from tests.seeds import seeds
from tests.solve.test_lexicographic import mixed

SOON = 1e12
"""A deadline that never comes."""


def asked(seed: int, rng: random.Random) -> tuple[list[Linear], ReducedCostFixing]:
    """The tiers of a scenario, and a question about it: columns barred, tiers held or not."""
    scenario = mixed(seed)
    program = assemble(scenario).program
    objectives = list(tier_objectives(scenario, program).values())
    barred = [column for column in range(program.binaries) if rng.random() < rng.choice([0, 0.3])]
    worst = [int(np.abs(each.coefficients) @ program.upper[each.columns]) for each in objectives]
    held = [
        (each, rng.randint(0, 1 + most // 8))
        for each, most in zip(objectives, worst, strict=True)
        if rng.random() < 0.5
    ]
    return objectives, ReducedCostFixing(program, held, barred)


@pytest.mark.parametrize("seed", seeds(40, 25))
def test_from_an_earlier_basis_the_optimum_is_the_same(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng, warm = random.Random(seed), list[object]()
    begun = relaxation._warm
    monkeypatch.setattr(relaxation, "_warm", lambda *given: warm.append(given) or begun(*given))
    kept = Relaxation(assemble(mixed(seed)).program)
    for _ in range(6):
        objectives, fixing = asked(seed, rng)
        for objective in objectives:
            view = whole_view(fixing.program, objective)
            ours = kept.minimise(objective, fixing, SOON, Watch())
            alone = optimum(fixing, view, SOON, Watch())
            if not isinstance(ours, Relaxed) or not isinstance(alone, Relaxed):
                assert ours is alone is False
                proof = kept.least_broken(fixing, SOON, Watch())
                assert proof is not None
                nothing = fixing.program.cost({})
                multipliers = scaled(fixing.program, fixing.held, proof.duals)
                assert fixing.derive(nothing, multipliers).exact > 0
                continue
            assert ours.value == pytest.approx(alone.value, abs=1e-6)
            multipliers = scaled(fixing.program, fixing.held, ours.duals)
            assert float(fixing.derive(objective, multipliers).exact) > ours.value - 1e-2
            assert kept.least_broken(fixing, SOON, Watch()) is None
    assert warm


def test_where_the_basis_is_worth_nothing_the_question_is_solved_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario = mixed(1)
    program = assemble(scenario).program
    *_, last = tier_objectives(scenario, program).values()
    kept, fixing = Relaxation(program), ReducedCostFixing(program)
    first = kept.minimise(last, fixing, SOON, Watch())
    cold, begun = relaxation._cold, []
    monkeypatch.setattr(relaxation, "_warm", lambda *_: None)
    monkeypatch.setattr(relaxation, "_cold", lambda *given: begun.append(given) or cold(*given))
    again = kept.minimise(last, fixing, SOON, Watch())
    assert isinstance(first, Relaxed)
    assert isinstance(again, Relaxed)
    assert again.value == pytest.approx(first.value)
    assert len(begun) == 1


def test_where_glop_loses_its_way_highs_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    program = assemble(mixed(1)).program
    view = whole_view(program, Linear(np.array([0]), np.array([1])))
    tried = []

    def breaks_off(model: Any, parameters: Any, solver: Any = None) -> Any:
        tried.append(solver)
        return None if solver is not None else solve_model(model, parameters)

    expected = optimum(ReducedCostFixing(program), view, SOON, Watch())
    monkeypatch.setattr(relaxation, "solve_model", breaks_off)
    found = optimum(ReducedCostFixing(program), view, SOON, Watch())
    assert isinstance(expected, Relaxed)
    assert isinstance(found, Relaxed)
    assert found.value == pytest.approx(expected.value)
    assert tried == [parameters_pb2.SOLVER_TYPE_GLOP, None]


class Abnormal:
    """A solver that has lost its way numerically, as MathOpt tells it."""

    def solve(self, *_: object) -> Any:
        raise BuildStatusNotOk(StatusCode.INTERNAL, "Unexpected GLOP termination reason: ABNORMAL")


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
