"""GLOP with some of a program's columns, changed in place and solved again from where it stood.

Spoken to through MathOpt's messages: its Python layer makes one object per coefficient. Columns
and rows are numbered here in the order in which they arrive, as the messages want them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    model_update_pb2,
    parameters_pb2,
    result_pb2,
    solution_pb2,
)
from ortools.math_opt.core.python import solver as math_opt
from pybind11_abseil.status import StatusNotOk

from rotation.model.program import FREE, Ints, Linear, Program
from rotation.solve.engines.highs import open_ended, time_limited

Floats = NDArray[np.float64]
PRIMAL = parameters_pb2.LP_ALGORITHM_PRIMAL_SIMPLEX
DUAL = parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX
_BASIC = solution_pb2.BASIS_STATUS_BASIC
_AT_LOWER = solution_pb2.BASIS_STATUS_AT_LOWER_BOUND
_AT_UPPER = solution_pb2.BASIS_STATUS_AT_UPPER_BOUND
_INFEASIBLE = (
    result_pb2.TERMINATION_REASON_INFEASIBLE,
    result_pb2.TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED,
)


@dataclass(frozen=True)
class Solved:
    """An optimum: value, the program's columns (dense), duals of every row, and the basis."""

    value: float
    x: Floats
    duals: Floats
    basis: Any
    iterations: int


class Glop:
    """The rows of a program, those of its columns that were brought in, rows added since, and for
    each row that all-zero columns would break an artificial column."""

    def __init__(self, program: Program, columns: Ints) -> None:
        self.program = program
        self.lives = 0
        """How often it had to begin anew; a basis is of one life."""
        self._entries_by_column()
        self._begin(columns)

    def _begin(self, columns: Ints) -> None:
        self.active = np.zeros(self.program.size, dtype=np.bool_)
        self.cost = np.zeros(self.program.size)
        self.ids = np.full(self.program.size, -1)
        """The solver's number of each column."""
        self._arrived = np.empty(0, dtype=np.int64)
        self._artificial = np.empty(0, dtype=np.int64)
        self._opened = False
        self._upper = self.program.upper.copy()
        self.extra: list[Linear] = []
        """The expressions of the rows added since, in their order."""
        self._at_most: list[float] = []
        self._left_out = np.zeros(len(self.program.rows), dtype=np.bool_)
        self._solver = self._open()
        self._add_artificial(self._broken_by_nothing())
        self.add(columns)

    def _begin_anew(self) -> None:
        """Open the solver again as it was: after "abnormal" it takes no further call."""
        active, cost, upper = np.flatnonzero(self.active), self.cost, self._upper
        extra, at_most, opened = self.extra, self._at_most, self._opened
        left_out = self._left_out
        self.lives += 1
        self._begin(active)
        for expression, most in zip(extra, at_most, strict=True):
            self.set_row(self.add_row(expression), most)
        self.set_upper(active, upper[active])
        self.set_cost(cost)
        self.leave_out(left_out)
        self.open_artificial(opened=opened)

    def _entries_by_column(self) -> None:
        """Column-wise copy of the program's matrix."""
        rows = self.program.rows
        order = np.argsort(rows.columns, kind="stable")
        counts = np.bincount(rows.columns, minlength=self.program.size)
        self._start = np.concatenate([[0], np.cumsum(counts)])
        self._row = rows.row_of_entry[order]
        self._coefficient = rows.coefficients[order].astype(float)

    def _open(self) -> Any:
        model, rows = model_pb2.ModelProto(), self.program.rows
        model.linear_constraints.ids.extend(range(len(rows)))
        model.linear_constraints.lower_bounds.extend(open_ended(rows.lower).tolist())
        model.linear_constraints.upper_bounds.extend(open_ended(rows.upper).tolist())
        kind = parameters_pb2.SolverTypeProto.Value("SOLVER_TYPE_GLOP")
        return math_opt.new(kind, model, parameters_pb2.SolverInitializerProto())

    def _broken_by_nothing(self) -> list[tuple[int, float]]:
        """Rows that need an artificial column, and its sign."""
        rows = self.program.rows
        places = np.flatnonzero((rows.lower > 0) | (rows.upper < 0))
        return [(int(i), 1.0 if rows.lower[i] > 0 else -1.0) for i in places]

    def _add_artificial(self, signs: Sequence[tuple[int, float]]) -> None:
        """Artificial columns, shut until `open_artificial`; signs: (row, coefficient)."""
        ids = len(self._arrived) + np.arange(len(signs))
        self._arrived = np.concatenate([self._arrived, np.full(len(signs), -1)])
        self._artificial = np.concatenate([self._artificial, ids])
        update = model_update_pb2.ModelUpdateProto()
        nothing = np.zeros(len(signs))
        _add_variables(update.new_variables, ids, nothing, nothing)
        matrix = update.linear_constraint_matrix_updates
        matrix.row_ids.extend(row for row, _ in signs)
        matrix.column_ids.extend(ids.tolist())
        matrix.coefficients.extend(sign for _, sign in signs)
        self._update(update)

    def open_artificial(self, *, opened: bool) -> None:
        """Let the artificial columns be used, at a cost of 1 each, or shut them."""
        self._opened = opened
        update, ids = model_update_pb2.ModelUpdateProto(), self._artificial.tolist()
        _set(update.variable_updates.upper_bounds, ids, [np.inf if opened else 0.0] * len(ids))
        _set(update.objective_updates.linear_coefficients, ids, [1.0 if opened else 0.0] * len(ids))
        self._update(update)

    def add(self, columns: Ints) -> None:
        """Bring columns in; those that are in already are passed over."""
        columns = np.unique(columns[~self.active[columns]])
        if not len(columns):
            return
        update = model_update_pb2.ModelUpdateProto()
        self.ids[columns] = len(self._arrived) + np.arange(len(columns))
        self._arrived = np.concatenate([self._arrived, columns])
        self.active[columns] = True
        low, high = self.program.lower[columns], self.program.upper[columns]
        _add_variables(update.new_variables, self.ids[columns], low, high)
        self._fill_matrix(update.linear_constraint_matrix_updates, columns)
        self._set_costs(update, columns[self.cost[columns] != 0])
        self._update(update)

    def _fill_matrix(self, matrix: Any, columns: Ints) -> None:
        entry, owner = self._entries(columns)
        rows, coefficients = [self._row[entry]], [self._coefficient[entry]]
        owners = [owner]
        for place, expression in enumerate(self.extra, start=len(self.program.rows)):
            member = np.isin(expression.columns, columns)
            rows.append(np.full(int(member.sum()), place))
            owners.append(expression.columns[member])
            coefficients.append(expression.coefficients[member].astype(float))
        ids, row = self.ids[np.concatenate(owners)], np.concatenate(rows)
        order = np.lexsort((ids, row))  # MathOpt refuses entries and ids that do not ascend
        matrix.row_ids.extend(row[order].tolist())
        matrix.column_ids.extend(ids[order].tolist())
        matrix.coefficients.extend(np.concatenate(coefficients)[order].tolist())

    def _entries(self, columns: Ints) -> tuple[Ints, Ints]:
        """Places of these columns' entries in the column-wise matrix, and whose they are."""
        first, last = self._start[columns], self._start[columns + 1]
        counts = last - first
        owner = np.repeat(columns, counts)
        offset = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(first, counts) + offset, owner

    def add_row(self, expression: Linear) -> int:
        """A row for an expression, with no bound yet; returns its place among all rows."""
        place = len(self.program.rows) + len(self.extra)
        self.extra.append(expression)
        self._at_most.append(np.inf)
        update = model_update_pb2.ModelUpdateProto()
        update.new_linear_constraints.ids.append(place)
        update.new_linear_constraints.lower_bounds.append(float("-inf"))
        update.new_linear_constraints.upper_bounds.append(float("inf"))
        member = self.active[expression.columns]
        ids = self.ids[expression.columns[member]]
        order = np.argsort(ids)
        matrix = update.linear_constraint_matrix_updates
        matrix.row_ids.extend([place] * len(ids))
        matrix.column_ids.extend(ids[order].tolist())
        coefficients = expression.coefficients[member][order]
        matrix.coefficients.extend(coefficients.astype(float).tolist())
        self._update(update)
        self._add_artificial([(place, -1.0)])
        return place

    def set_row(self, place: int, at_most: float) -> None:
        """Keep the row of an added expression at `at_most` or less."""
        self._at_most[place - len(self.program.rows)] = at_most
        update = model_update_pb2.ModelUpdateProto()
        _set(update.linear_constraint_updates.upper_bounds, [place], [at_most])
        self._update(update)

    def leave_out(self, rows: NDArray[np.bool_]) -> None:
        """Let these rows of the program bind nothing, and all others what they should."""
        changed = np.flatnonzero(rows != self._left_out)
        self._left_out = rows.copy()
        lower = np.where(rows, -FREE, self.program.rows.lower)[changed]
        upper = np.where(rows, FREE, self.program.rows.upper)[changed]
        update = model_update_pb2.ModelUpdateProto()
        updates = update.linear_constraint_updates
        _set(updates.lower_bounds, changed.tolist(), open_ended(lower).tolist())
        _set(updates.upper_bounds, changed.tolist(), open_ended(upper).tolist())
        self._update(update)

    def set_upper(self, columns: Ints, upper: Ints) -> None:
        """Upper bounds of columns that are in."""
        self._upper[columns] = upper
        ids = self.ids[columns]
        order = np.argsort(ids)
        update = model_update_pb2.ModelUpdateProto()
        values = upper.astype(float)[order].tolist()
        _set(update.variable_updates.upper_bounds, ids[order].tolist(), values)
        self._update(update)

    def set_cost(self, cost: Floats) -> None:
        """Costs of all of the program's columns."""
        changed = np.flatnonzero((cost != self.cost) & self.active)
        self.cost = cost
        update = model_update_pb2.ModelUpdateProto()
        self._set_costs(update, changed)
        self._update(update)

    def _set_costs(self, update: Any, columns: Ints) -> None:
        ids = self.ids[columns]
        order = np.argsort(ids)
        values = self.cost[columns][order].tolist()
        _set(update.objective_updates.linear_coefficients, ids[order].tolist(), values)

    def _update(self, update: Any) -> None:
        if not self._solver.update(update):
            raise RuntimeError("GLOP refused an update of the model")

    def solve(
        self, seconds: float, iterations: int, algorithm: Any, basis: Any = None
    ) -> Solved | bool | None:
        """The optimum; False where there is no solution; None where GLOP does not get there.

        iterations: at most so many. basis: where to begin, of an earlier optimum (later columns
        and rows are added to it).
        """
        parameters = time_limited(seconds)
        parameters.iteration_limit = iterations
        parameters.presolve = parameters_pb2.EMPHASIS_OFF  # presolve would lose the warm basis
        parameters.lp_algorithm = algorithm
        begin = model_parameters_pb2.ModelSolveParametersProto()
        if basis is not None:
            begin.initial_basis.CopyFrom(self._completed(basis))
        registration = callback_pb2.CallbackRegistrationProto()
        try:
            result = self._solver.solve(parameters, begin, None, registration, None, None)
        except StatusNotOk:  # "abnormal": it lost its way numerically
            self._begin_anew()
            return None
        if result.termination.reason in _INFEASIBLE:
            return False
        if result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
            return None
        return self._solved(result.solutions[0], result.solve_stats.simplex_iterations)

    def _solved(self, solution: Any, iterations: int) -> Solved:
        primal = solution.primal_solution
        x = np.zeros(self.program.size)
        column = self._arrived[np.array(primal.variable_values.ids, dtype=np.int64)]
        real = column >= 0
        x[column[real]] = np.array(primal.variable_values.values)[real]
        duals = np.zeros(len(self.program.rows) + len(self.extra))
        values = solution.dual_solution.dual_values
        duals[np.array(values.ids, dtype=np.int64)] = np.array(values.values)
        return Solved(primal.objective_value, x, duals, solution.basis, iterations)

    def basis_of(self, column_status: Ints, row_status: Mapping[int, int]) -> Any:
        """A basis in the solver's numbering, from one of the program's columns (dense) and rows.

        Columns in the basis are brought in. row_status: by the row's place; loose elsewhere.
        """
        self.add(np.flatnonzero(column_status == _BASIC))
        basis = solution_pb2.BasisProto()
        basis.variable_status.ids.extend(range(len(self._arrived)))
        status = np.where(
            self._arrived >= 0,
            column_status[self._arrived],
            _AT_LOWER,
        )
        basis.variable_status.values.extend(status.tolist())
        count = len(self.program.rows) + len(self.extra)
        basis.constraint_status.ids.extend(range(count))
        basis.constraint_status.values.extend(row_status.get(i, _BASIC) for i in range(count))
        return basis

    def with_basic(
        self, basis: Any, columns: Sequence[int], rows: Sequence[tuple[int, bool]]
    ) -> Any:
        """The basis with these columns of the program in it, and in exchange these rows at a bound.

        rows: place, and whether it is the lower bound.
        """
        changed = solution_pb2.BasisProto()
        changed.CopyFrom(basis)
        for column in columns:
            changed.variable_status.values[self.ids[column]] = _BASIC
        for place, lower in rows:
            changed.constraint_status.values[place] = _AT_LOWER if lower else _AT_UPPER
        return changed

    def _completed(self, basis: Any) -> Any:
        """An earlier basis with the columns (at zero) and rows (loose) that came after it."""
        whole = solution_pb2.BasisProto()
        whole.CopyFrom(basis)
        columns, rows = whole.variable_status, whole.constraint_status
        late = range(len(columns.ids), len(self._arrived))
        columns.ids.extend(late)
        columns.values.extend([_AT_LOWER] * len(late))
        late = range(len(rows.ids), len(self.program.rows) + len(self.extra))
        rows.ids.extend(late)
        rows.values.extend([_BASIC] * len(late))
        return whole


def _set(sparse: Any, ids: Sequence[int], values: Sequence[float]) -> None:
    sparse.ids.extend(ids)
    sparse.values.extend(values)


def _add_variables(variables: Any, ids: Ints, lower: Ints | Floats, upper: Ints | Floats) -> None:
    variables.ids.extend(ids.tolist())
    variables.lower_bounds.extend(lower.astype(float).tolist())
    variables.upper_bounds.extend(upper.astype(float).tolist())
    variables.integers.extend([False] * len(ids))
