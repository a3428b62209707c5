"""The linear relaxation over every column at once: GLOP, presolve, a triangular basis to begin
with (Maros), then the primal simplex.

A plan that moves nobody breaks few rows, so that the primal simplex begins near the optimum.
Measured at 3,000 posts, for the first five tiers: 0.4 to 0.8 s each; from GLOP's own first basis
0.7 to 2.2 s, the dual simplex of HiGHS 0.7 to 5.3 s, its barrier 1.3 to 2.8 s; at 10,000 posts 2 to
10 s, its barrier 20 to 40 s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.glop.parameters_pb2 import GlopParameters
from ortools.math_opt import parameters_pb2, result_pb2, solution_pb2

from rotation.model.program import Ints, Program
from rotation.solve.certificate import Held
from rotation.solve.engines.base import Watch
from rotation.solve.engines.glop import Floats
from rotation.solve.engines.highs import HighsPiece, solve_model, time_limited
from rotation.solve.engines.lagrangian import View
from rotation.solve.engines.watched import watched


@dataclass(frozen=True)
class WholeOptimum:
    """value without the constant; x (dense); duals of rows, then of what is held; the basis as
    statuses (solution_pb2.BasisStatusProto) of the program's columns (dense) and of those rows."""

    value: float
    x: Floats
    duals: Floats
    column_status: Ints
    row_status: Ints


def relaxed_whole(
    program: Program,
    columns: Ints,
    held: Sequence[Held],
    view: View,
    *,
    seconds: float,
    watch: Watch,
) -> WholeOptimum | None:
    """The relaxation's optimum over `columns`; None where there is none, or not in time."""
    piece = HighsPiece(program, columns, held)
    model = piece.model(view)
    model.variables.integers[:] = [False] * len(columns)
    parameters = time_limited(seconds)
    result = watched(lambda: _solved(model, parameters), watch, stop=None)
    if result is None or result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
        return None
    solution = result.solutions[0]
    x = np.zeros(program.size)
    values = solution.primal_solution.variable_values
    x[columns[np.array(values.ids, dtype=np.int64)]] = np.array(values.values)
    count = len(program.rows) + len(held)
    duals = np.zeros(count)
    values = solution.dual_solution.dual_values
    duals[np.array(values.ids, dtype=np.int64)] = np.array(values.values)
    status = np.full(program.size, solution_pb2.BASIS_STATUS_AT_LOWER_BOUND)
    status[columns] = _statuses(solution.basis.variable_status, len(columns))
    return WholeOptimum(
        solution.primal_solution.objective_value,
        x,
        duals,
        status,
        _statuses(solution.basis.constraint_status, count),
    )


def _solved(model: Any, parameters: Any) -> Any:
    """GLOP's answer; where it loses its way numerically, that of HiGHS's dual simplex."""
    parameters.lp_algorithm = parameters_pb2.LP_ALGORITHM_PRIMAL_SIMPLEX
    parameters.glop.initial_basis = GlopParameters.MAROS
    found = solve_model(model, parameters, parameters_pb2.SOLVER_TYPE_GLOP)
    if found is None:
        parameters.lp_algorithm = parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX
        found = solve_model(model, parameters)
    return found


def _statuses(sparse: Any, count: int) -> Ints:
    status = np.full(count, solution_pb2.BASIS_STATUS_AT_LOWER_BOUND)
    status[np.array(sparse.ids, dtype=np.int64)] = np.array(sparse.values)
    return status
