"""Yardsticks: the LP relaxation of every tier by HiGHS, on all columns at once, and the network
flow of the cadres and seats alone, without any row that couples them."""

from __future__ import annotations

import math
import time

import numpy as np
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    parameters_pb2,
    result_pb2,
)
from ortools.math_opt.core.python import solver as math_opt

from rotation.assemble.assemble import Assembled
from rotation.model.program import Ints, Program
from rotation.solve.certificate import repaired, scaled
from rotation.solve.engines.base import Watch
from rotation.solve.engines.combined import Combined
from rotation.solve.engines.highs import HighsPiece
from rotation.solve.engines.lagrangian import whole_view
from rotation.solve.engines.network import Network, cheapest
from rotation.solve.engines.relaxation import Relaxed
from rotation.solve.question import tier_objectives


def tiers_seconds(assembled: Assembled, limit: float, *, interior: bool = False) -> float:
    """Seconds for all tiers, each held at its bound rounded up; at most about `limit`.

    interior: by the interior point method, else as HiGHS chooses (its dual simplex).
    """
    program, held = assembled.program, []
    started = time.perf_counter()
    for objective in tier_objectives(assembled.scenario, program).values():
        piece = HighsPiece(program, np.arange(program.size), held)
        model = piece.model(whole_view(program, objective))
        model.variables.integers[:] = [False] * program.size
        left = limit - (time.perf_counter() - started)
        result = _solve(model, left, interior=interior)
        if result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
            break
        value = result.solutions[0].primal_solution.objective_value + objective.constant
        held = [*held, (objective, math.ceil(value - 1e-6))]
    return time.perf_counter() - started


def own_seconds(assembled: Assembled, limit: float) -> float:
    """The same as the default engine does it, with the columns dropped that
    cannot be used once a tier is held; infinite where the limit strikes."""
    session, started = Combined().open(assembled), time.perf_counter()
    fixing, program = session.fixing, assembled.program
    for objective in tier_objectives(assembled.scenario, program).values():
        found = session.relaxation.minimise(objective, fixing, time.monotonic() + limit, Watch())
        if not isinstance(found, Relaxed):
            return math.inf
        rough = scaled(program, fixing.held, found.duals)
        multipliers = repaired(program, objective, fixing.held, rough, fixing.upper)
        derived = fixing.derive(objective, multipliers)
        fixing.hold(objective, derived.bound, derived)
    return time.perf_counter() - started


def flow_seconds(assembled: Assembled) -> float:
    """Seconds of the cheapest flow for the last objective: no engine for the whole undercuts it."""
    program = assembled.program
    *_, objective = tier_objectives(assembled.scenario, program).values()
    cadre, post = _place(program, "one_action"), _place(program, "seats")
    seats = program.rows.upper[[rule == "seats" for rule in program.rows.rules]]
    cost = np.zeros(program.size, dtype=np.int64)
    np.add.at(cost, objective.columns, objective.coefficients)
    network = Network(
        cadres=int(cadre.max()) + 1,
        seats=seats,
        full=np.zeros(len(seats), dtype=np.bool_),
        cadre=cadre,
        post=np.where(post >= 0, post, len(seats)),
        cost=cost[: program.binaries],
    )
    started = time.perf_counter()
    assert isinstance(cheapest(network), np.ndarray)
    return time.perf_counter() - started


def _place(program: Program, rule: str) -> Ints:
    """By choice: which of the rows of this rule it stands in, counted from 0; -1 for none."""
    rows = program.rows
    chosen = np.array([name == rule for name in rows.rules])
    entry = chosen[rows.row_of_entry] & (rows.columns < program.binaries)
    place = np.full(program.binaries, -1, dtype=np.int64)
    place[rows.columns[entry]] = (np.cumsum(chosen) - 1)[rows.row_of_entry[entry]]
    return place


def _solve(model: object, seconds: float, *, interior: bool) -> result_pb2.SolveResultProto:
    parameters = parameters_pb2.SolveParametersProto()
    if interior:
        parameters.lp_algorithm = parameters_pb2.LP_ALGORITHM_BARRIER
    parameters.time_limit.seconds = max(1, int(seconds))
    return math_opt.solve(
        model,
        parameters_pb2.SOLVER_TYPE_HIGHS,
        parameters_pb2.SolverInitializerProto(),
        parameters,
        model_parameters_pb2.ModelSolveParametersProto(),
        None,
        callback_pb2.CallbackRegistrationProto(),
        None,
        None,
    )
