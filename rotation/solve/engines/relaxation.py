"""The linear relaxation of one tier after another, by GLOP's simplex methods.

A first question is presolved and, from a triangular basis (Maros), solved by the primal simplex: a
plan that moves nobody breaks few rows, so that it begins near the optimum. A later question differs
by some columns that are barred or by what is held: the basis of the last one with the same
objective is still dual feasible, and the dual simplex (Lemke 1954) is done in a few steps; where
it is not, the question is solved like a first one. Rows that run through the whole county are left
out where they can be paid for (lagrangian.py).

Measured at 3,000 posts, for the first five tiers: 0.2 to 0.8 s each; from the optimal basis of the
tier before 0.2 to 1.4 s, from GLOP's own first basis 0.7 to 2.2 s, the dual simplex of HiGHS 0.7 to
5.3 s, its barrier 1.3 to 2.8 s; at 10,000 posts 1.3 to 11 s, from the tier before 0.5 to 19 s.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.glop.parameters_pb2 import GlopParameters
from ortools.math_opt import model_parameters_pb2, parameters_pb2, result_pb2, solution_pb2

from rotation.model.program import FREE, Ints, Linear, Program
from rotation.solve.certificate import Held, ReducedCostFixing
from rotation.solve.engines.base import Watch
from rotation.solve.engines.highs import (
    INFEASIBLE,
    HighsPiece,
    open_ended,
    solve_model,
    time_limited,
)
from rotation.solve.engines.lagrangian import Floats, Shares, View, whole_view
from rotation.solve.engines.watched import watched

Bools = NDArray[np.bool_]
_BASIC = solution_pb2.BASIS_STATUS_BASIC
_AT_LOWER = solution_pb2.BASIS_STATUS_AT_LOWER_BOUND
_AT_UPPER = solution_pb2.BASIS_STATUS_AT_UPPER_BOUND
_LOST = (
    result_pb2.TERMINATION_REASON_IMPRECISE,
    result_pb2.TERMINATION_REASON_NUMERICAL_ERROR,
    result_pb2.TERMINATION_REASON_OTHER_ERROR,
)
_NIL = 1e-6
"""What is nearer to zero counts as zero. A wrong guess costs time, no truth: bounds are derived
again in exact arithmetic."""
_WARM, _PER_ITERATION = 0.05, 6e-9
"""What an earlier basis is worth, in GLOP's deterministic seconds: so much at least, and for each
row of the program so much per iteration that was needed without one (about half of what those
took)."""


@dataclass(frozen=True)
class Basis:
    """Which columns (dense) and rows are in it, as statuses (solution_pb2.BasisStatusProto); held:
    of the rows of what is held, by the expression's key. iterations: what it takes without one to
    begin with."""

    columns: Ints
    rows: Ints
    held: Mapping[str, int]
    iterations: int


@dataclass(frozen=True)
class Relaxed:
    """An optimum: value, the columns' values (dense), the duals of rows and then of what is held,
    the view in which it was found, and its basis."""

    value: float
    x: Floats
    duals: Floats
    view: View
    basis: Basis


class Relaxation:
    """The relaxation of one program, minimised for one objective after another."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.shares = Shares(program)
        self._bases: dict[str, Basis] = {}
        """The last optimum's, by the objective's key."""
        self._in_place: set[str] = set()
        """Keys of the objectives that need every share in its place."""

    def minimise(
        self,
        objective: Linear,
        fixing: ReducedCostFixing,
        deadline: float,
        watch: Watch,
        meanwhile: Callable[[], None] | None = None,
    ) -> Relaxed | bool | None:
        """The relaxation's optimum over all columns that are left; False where there is none, and
        so no plan; None where it was not found in time.

        deadline: of time.monotonic(). meanwhile: done while the solver is at it.
        """
        paying = objective.key not in self._in_place
        view = self.shares.view(objective, fixing.held, ~fixing.alive, paying=paying)
        found = self._optimum(fixing, view, deadline, watch, meanwhile)
        if not isinstance(found, Relaxed):
            return found
        x, as_paid = self.shares.settle(view, found.x)
        if as_paid:
            return replace(found, x=x)
        self._in_place.add(objective.key)
        self._bases[objective.key] = _with_rows(view, found.basis)
        return self.minimise(objective, fixing, deadline, watch)

    def _optimum(
        self,
        fixing: ReducedCostFixing,
        view: View,
        deadline: float,
        watch: Watch,
        meanwhile: Callable[[], None] | None = None,
    ) -> Relaxed | bool | None:
        found, basis = None, self._bases.get(view.objective.key)
        if basis is not None:
            found = optimum(fixing, view, deadline, watch, basis=basis)
        if found is None:
            found = optimum(fixing, view, deadline, watch, meanwhile=meanwhile)
        if isinstance(found, Relaxed):
            self._bases.setdefault(view.objective.key, found.basis)
        return found

    def least_broken(
        self, fixing: ReducedCostFixing, deadline: float, watch: Watch
    ) -> Relaxed | None:
        """The first phase: by how much the rows, and what is held, have to be broken together, and
        the duals that prove it; None where they need not be, or not in time."""
        elastic, broken = _elastic(self.program, fixing.held)
        every = ReducedCostFixing(elastic, (), np.flatnonzero(~fixing.alive))
        found = self._optimum(every, whole_view(elastic, broken), deadline, watch)
        return found if isinstance(found, Relaxed) and found.value > _NIL else None


def optimum(
    fixing: ReducedCostFixing,
    view: View,
    deadline: float,
    watch: Watch,
    *,
    basis: Basis | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Relaxed | bool | None:
    """The optimum of a view, from this basis if there is one; False where there is no solution,
    None where it was not found in time or a solver gave up."""
    columns = fixing.alive if basis is None else fixing.alive | (basis.columns == _BASIC)
    piece = HighsPiece(fixing.program, np.flatnonzero(columns), fixing.held)
    model = piece.model(view)
    model.variables.integers[:] = [False] * len(piece.columns)
    model.variables.upper_bounds[:] = open_ended(fixing.upper[piece.columns]).tolist()
    parameters = time_limited(deadline - time.monotonic())
    if basis is None:
        result = watched(lambda: _cold(model, parameters), watch, None, meanwhile)
    else:
        result = watched(lambda: _warm(model, parameters, basis, piece), watch, stop=None)
    if result is None or result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
        return False if result is not None and result.termination.reason in INFEASIBLE else None
    return _read(result, piece, view, basis)


def _cold(model: Any, parameters: Any) -> Any:
    """GLOP's answer; where it loses its way numerically, that of HiGHS's dual simplex."""
    parameters.lp_algorithm = parameters_pb2.LP_ALGORITHM_PRIMAL_SIMPLEX
    parameters.glop.initial_basis = GlopParameters.MAROS
    found = solve_model(model, parameters, parameters_pb2.SOLVER_TYPE_GLOP)
    if found is None or found.termination.reason in _LOST:
        parameters.lp_algorithm = parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX
        found = solve_model(model, parameters)
    return found


def _warm(model: Any, parameters: Any, basis: Basis, piece: HighsPiece) -> Any:
    parameters.lp_algorithm = parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX
    parameters.presolve = parameters_pb2.EMPHASIS_OFF  # it would lose the basis
    worth = _PER_ITERATION * basis.iterations * len(piece.program.rows)
    parameters.glop.max_deterministic_time = max(_WARM, worth)
    begin = model_parameters_pb2.ModelSolveParametersProto()
    held = [basis.held.get(expression.key, _BASIC) for expression, _ in piece.held]
    rows = [*basis.rows.tolist(), *held]
    _fill(begin.initial_basis.variable_status, basis.columns[piece.columns].tolist())
    _fill(begin.initial_basis.constraint_status, rows)
    return solve_model(model, parameters, parameters_pb2.SOLVER_TYPE_GLOP, begin)


def _read(result: Any, piece: HighsPiece, view: View, begun: Basis | None) -> Relaxed:
    program, solution = piece.program, result.solutions[0]
    count = len(program.rows)
    x = np.zeros(program.size)
    x[piece.columns] = _dense(solution.primal_solution.variable_values, len(piece.columns))
    duals = _dense(solution.dual_solution.dual_values, count + len(piece.held))
    duals[:count] += view.duals
    status = np.full(program.size, _AT_LOWER)
    status[piece.columns] = _dense(solution.basis.variable_status, len(piece.columns))
    rows = _dense(solution.basis.constraint_status, count + len(piece.held)).astype(np.int64)
    held = {e.key: int(row) for (e, _), row in zip(piece.held, rows[count:], strict=True)}
    iterations = begun.iterations if begun else result.solve_stats.simplex_iterations
    basis = Basis(status.astype(np.int64), rows[:count], held, iterations)
    value = solution.primal_solution.objective_value + view.constant
    return Relaxed(value, x, duals, view, basis)


def _with_rows(view: View, basis: Basis) -> Basis:
    """The basis once the shares that were paid for bind by their rows: the shortfalls come in, and
    in exchange their rows are at a bound."""
    columns, rows = basis.columns.copy(), basis.rows.copy()
    for share in view.paid:
        columns[share.column] = _BASIC
        rows[share.rows[0]] = _AT_LOWER if share.signs[0] > 0 else _AT_UPPER
    return replace(basis, columns=columns, rows=rows)


def _elastic(program: Program, held: Sequence[Held]) -> tuple[Program, Linear]:
    """The program and what is held, with an artificial column for each row that all-zero columns
    would break, so that it has a solution; and the sum of these columns."""
    rows, integers = program.rows, program.upper[program.binaries :]
    kept = [expression for expression, _ in held]
    at_most = [value - expression.constant for expression, value in held]
    lower = np.concatenate([rows.lower, np.full(len(held), -FREE)])
    upper = np.concatenate([rows.upper, np.array(at_most, dtype=np.int64)])
    broken = np.flatnonzero((lower > 0) | (upper < 0))
    sign = np.where(lower[broken] > 0, 1, -1)
    elastic = Program(program.binaries)
    elastic.add_integers("", [()] * len(integers), integers)
    artificial = elastic.add_integers("", [()] * len(broken), FREE)
    own = [np.full(len(each.columns), len(rows) + i) for i, each in enumerate(kept)]
    elastic.add_rows(
        "",
        [()] * len(lower),
        np.concatenate([rows.row_of_entry, *own, broken]),
        np.concatenate([rows.columns, *(each.columns for each in kept), artificial]),
        np.concatenate([rows.coefficients, *(each.coefficients for each in kept), sign]),
        lower=lower,
        upper=upper,
    )
    return elastic, Linear(artificial, np.ones(len(broken), dtype=np.int64))


def _fill(sparse: Any, values: Sequence[int]) -> None:
    sparse.ids.extend(range(len(values)))
    sparse.values.extend(values)


def _dense(sparse: Any, count: int) -> Floats:
    """Zero where nothing is said: MathOpt's messages leave zeros out."""
    dense = np.zeros(count)
    dense[np.array(sparse.ids, dtype=np.int64)] = np.array(sparse.values)
    return dense
