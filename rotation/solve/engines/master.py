"""The linear relaxation by column generation: a restricted master, and pricing of all columns.

Most candidate actions never enter a good plan. The master holds only the columns that priced well
so far (GLOP, kept warm); pricing runs over all columns with numpy. When no column is left whose
reduced cost is negative, the master's optimum is the optimum of the whole relaxation.
"""

from __future__ import annotations

import time
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
)
from ortools.math_opt.core.python import solver as math_opt
from pybind11_abseil.status import StatusNotOk

from rotation.model.board import Board
from rotation.model.program import Ints, Linear, Program
from rotation.solve.engines.highs import open_ended

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_TOLERANCE = 1e-7
_PER_GROUP = 3
"""Columns that enter per cadre, and per destination, in one round of pricing."""


@dataclass(frozen=True)
class Relaxed:
    """Optimum of the relaxation: value without the objective's constant, the active columns'
    values (dense), the duals of rows and held tiers."""

    value: float
    x: Floats
    duals: Floats
    rounds: int


class Master:
    """The relaxation of one program, minimised for one objective after another."""

    def __init__(self, program: Program, board: Board) -> None:
        self.program = program
        self.rows = program.rows
        self.active = np.ones(program.size, dtype=np.bool_)
        self.active[: program.binaries] = ~board.placing
        self.groups = (board.cadre, np.where(board.placing, board.to_post, -1))
        self.held: list[tuple[Linear, int]] = []
        self.cost = np.zeros(program.size)
        self.dead = np.zeros(program.size, dtype=np.bool_)
        self.ids = np.full(program.size, -1)
        """The solver's number of each column; it wants them in the order of arrival."""
        self._arrived = np.empty(0, dtype=np.int64)
        self._entries_by_column()
        self._artificial = self._slack_rows()
        self._solver = self._open()
        self.feasible: bool | None = None

    def _entries_by_column(self) -> None:
        """Column-wise copy of the matrix, held rows apart."""
        rows = self.rows
        order = np.argsort(rows.columns, kind="stable")
        counts = np.bincount(rows.columns, minlength=self.program.size)
        self.column_start = np.concatenate([[0], np.cumsum(counts)])
        self.column_rows = rows.row_of_entry[order]
        self.column_coefficients = rows.coefficients[order].astype(float)

    def _slack_rows(self) -> Ints:
        """Rows that all columns at zero would break; they get an artificial column at first."""
        return np.flatnonzero((self.rows.lower > 0) | (self.rows.upper < 0))

    def _open(self) -> Any:
        """The solver with its artificial columns (numbered first) and the columns active now."""
        model, count = model_pb2.ModelProto(), len(self._artificial)
        model.linear_constraints.ids.extend(range(len(self.rows)))
        model.linear_constraints.lower_bounds.extend(open_ended(self.rows.lower).tolist())
        model.linear_constraints.upper_bounds.extend(open_ended(self.rows.upper).tolist())
        self._arrived = np.full(count, -1)
        _add_variables(model.variables, np.arange(count), np.zeros(count), np.full(count, np.inf))
        sign = np.where(self.rows.lower[self._artificial] > 0, 1.0, -1.0)
        model.linear_constraint_matrix.row_ids.extend(self._artificial.tolist())
        model.linear_constraint_matrix.column_ids.extend(range(count))
        model.linear_constraint_matrix.coefficients.extend(sign.tolist())
        model.objective.linear_coefficients.ids.extend(range(count))
        model.objective.linear_coefficients.values.extend([1.0] * count)
        kind = parameters_pb2.SolverTypeProto.Value("SOLVER_TYPE_GLOP")
        solver = math_opt.new(kind, model, parameters_pb2.SolverInitializerProto())
        self._update(solver, self._arrival(np.flatnonzero(self.active)))
        return solver

    def _arrival(self, columns: Ints) -> Any:
        """The update that brings columns into the master, numbered in the order of arrival."""
        update = model_update_pb2.ModelUpdateProto()
        self.ids[columns] = len(self._arrived) + np.arange(len(columns))
        self._arrived = np.concatenate([self._arrived, columns])
        self.active[columns] = True
        low, high = self.program.lower[columns], self.program.upper[columns]
        _add_variables(update.new_variables, self.ids[columns], low, high)
        self._fill_matrix(update.linear_constraint_matrix_updates, columns)
        self._set_costs(update, columns[self.cost[columns] != 0])
        return update

    def _set_costs(self, update: Any, columns: Ints) -> None:
        """Tell the solver these columns' costs; ids have to come in ascending order."""
        order = np.argsort(self.ids[columns])
        costs = update.objective_updates.linear_coefficients
        costs.ids.extend(self.ids[columns][order].tolist())
        costs.values.extend(self.cost[columns][order].tolist())

    def _fill_matrix(self, matrix: Any, columns: Ints) -> None:
        entry, owner = self._entries(columns)
        rows, coefficients = self.column_rows[entry], self.column_coefficients[entry]
        for place, (expression, _) in enumerate(self.held, start=len(self.rows)):
            member = np.isin(expression.columns, columns)
            rows = np.concatenate([rows, np.full(int(member.sum()), place)])
            owner = np.concatenate([owner, expression.columns[member]])
            coefficients = np.concatenate(
                [coefficients, expression.coefficients[member].astype(float)]
            )
        owner = self.ids[owner]
        order = np.lexsort((owner, rows))
        matrix.row_ids.extend(rows[order].tolist())
        matrix.column_ids.extend(owner[order].tolist())
        matrix.coefficients.extend(coefficients[order].tolist())

    def _entries(self, columns: Ints) -> tuple[Ints, Ints]:
        """Places of these columns' entries in the column-wise matrix, and whose they are."""
        first, last = self.column_start[columns], self.column_start[columns + 1]
        counts = last - first
        owner = np.repeat(columns, counts)
        offset = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(first, counts) + offset, owner

    @staticmethod
    def _update(solver: Any, update: Any) -> None:
        if not solver.update(update):
            raise RuntimeError("GLOP refused an update of the model")

    def hold(self, objective: Linear, value: int) -> None:
        """Keep an objective at `value` or less from now on."""
        place = len(self.rows) + len(self.held)
        self.held.append((objective, value))
        update = model_update_pb2.ModelUpdateProto()
        update.new_linear_constraints.ids.append(place)
        update.new_linear_constraints.lower_bounds.append(float("-inf"))
        update.new_linear_constraints.upper_bounds.append(float(value - objective.constant))
        member = self.active[objective.columns]
        ids = self.ids[objective.columns[member]]
        order = np.argsort(ids)
        matrix = update.linear_constraint_matrix_updates
        matrix.row_ids.extend([place] * len(ids))
        matrix.column_ids.extend(ids[order].tolist())
        coefficients = objective.coefficients[member][order]
        matrix.coefficients.extend(coefficients.astype(float).tolist())
        self._update(self._solver, update)

    def drop(self, dead: Bools) -> None:
        """Fix columns at zero for good, and never price them again."""
        gone = np.flatnonzero(dead & ~self.dead)
        self.dead |= dead
        ids = np.sort(self.ids[gone[self.active[gone]]])
        update = model_update_pb2.ModelUpdateProto()
        update.variable_updates.upper_bounds.ids.extend(ids.tolist())
        update.variable_updates.upper_bounds.values.extend([0.0] * len(ids))
        self._update(self._solver, update)

    def add(self, columns: Ints) -> None:
        """Bring columns into the master; those that are in it already are passed over."""
        columns = np.unique(columns[~self.active[columns]])
        if not len(columns):
            return
        self._update(self._solver, self._arrival(columns))

    def minimise(self, objective: Linear, deadline: float) -> Relaxed | None:
        """The relaxation's optimum over all columns; None if there is none, or not in time.

        deadline: of time.monotonic(). `feasible` tells the two apart: False where the relaxation,
        and so the program, has no solution at all.
        """
        if self.feasible is None and not self._first_phase(deadline):
            return None
        self._exchange_objective(objective)
        return self._generate(deadline)

    def _first_phase(self, deadline: float) -> bool:
        """Drive the artificial columns out; they stay at zero from then on."""
        reached = self._generate(deadline)
        if reached is None:
            return False
        self.feasible = reached.value < 1e-6
        self.infeasibility = reached
        if not self.feasible:
            return False
        update = model_update_pb2.ModelUpdateProto()
        ids = list(range(len(self._artificial)))
        update.variable_updates.upper_bounds.ids.extend(ids)
        update.variable_updates.upper_bounds.values.extend([0.0] * len(ids))
        update.objective_updates.linear_coefficients.ids.extend(ids)
        update.objective_updates.linear_coefficients.values.extend([0.0] * len(ids))
        self._update(self._solver, update)
        return True

    def _exchange_objective(self, objective: Linear) -> None:
        new = np.zeros(self.program.size)
        new[objective.columns] = objective.coefficients
        changed = np.flatnonzero((new != self.cost) & self.active)
        self.cost = new
        update = model_update_pb2.ModelUpdateProto()
        self._set_costs(update, changed)
        self._update(self._solver, update)

    def _generate(self, deadline: float) -> Relaxed | None:
        rounds = 0
        while True:
            rounds += 1
            solution = self._solve(deadline - time.monotonic())
            if solution is None:
                return None
            value, x, duals = solution
            wanted = self._priced(duals)
            if not len(wanted):
                return Relaxed(value, x, duals, rounds)
            self.add(wanted)

    def _solve(self, seconds: float) -> tuple[float, Floats, Floats] | None:
        """Value, columns and duals of the master; None if GLOP does not reach its optimum."""
        if seconds <= 0:
            return None
        result = self._result(seconds, parameters_pb2.LP_ALGORITHM_PRIMAL_SIMPLEX)
        if result is None:  # GLOP lost its way numerically: begin again, from the other side
            result = self._result(seconds, parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX)
        if result is None or result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
            return None
        solution = result.solutions[0]
        x = self._columns(solution.primal_solution.variable_values)
        duals = np.zeros(len(self.rows) + len(self.held))
        values = solution.dual_solution.dual_values
        duals[np.array(values.ids, dtype=np.int64)] = np.array(values.values)
        return solution.primal_solution.objective_value, x, duals

    def _result(self, seconds: float, algorithm: Any) -> Any:
        """GLOP's answer; None where it gives up as "abnormal"."""
        parameters = parameters_pb2.SolveParametersProto()
        parameters.time_limit.seconds = int(seconds)
        parameters.time_limit.nanos = int(seconds % 1 * 1e9)
        parameters.presolve = parameters_pb2.EMPHASIS_OFF  # presolve would lose the warm basis
        parameters.lp_algorithm = algorithm
        try:
            return self._solver.solve(
                parameters,
                model_parameters_pb2.ModelSolveParametersProto(),
                None,
                callback_pb2.CallbackRegistrationProto(),
                None,
                None,
            )
        except StatusNotOk:
            return None

    def _columns(self, sparse: Any) -> Floats:
        """The solver's values as one number per column of the program."""
        x = np.zeros(self.program.size)
        column = self._arrived[np.array(sparse.ids, dtype=np.int64)]
        real = column >= 0
        x[column[real]] = np.array(sparse.values)[real]
        return x

    def reduced_costs(self, duals: Floats) -> Floats:
        weighted = self.rows.coefficients * duals[self.rows.row_of_entry]
        costs = self.cost - np.bincount(
            self.rows.columns, weights=weighted, minlength=self.program.size
        )
        for place, (expression, _) in enumerate(self.held, start=len(self.rows)):
            costs[expression.columns] -= expression.coefficients * duals[place]
        return costs

    def _priced(self, duals: Floats) -> Ints:
        """The inactive columns that promise most: a few per cadre and a few per destination."""
        costs = self.reduced_costs(duals)
        good = np.flatnonzero(~self.active & ~self.dead & (costs < -_TOLERANCE))
        if not len(good):
            return good
        chosen = [self._best_of(good, costs[good], group[good]) for group in self.groups]
        return np.unique(np.concatenate(chosen))

    @staticmethod
    def _best_of(columns: Ints, costs: Floats, group: Ints) -> Ints:
        order = np.lexsort((costs, group))
        ordered = group[order]
        starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
        sizes = np.diff(np.concatenate([starts, [len(ordered)]]))
        rank = np.arange(len(ordered)) - np.repeat(starts, sizes)
        best: Ints = columns[order[rank < _PER_GROUP]]
        return best


def _add_variables(variables: Any, ids: Ints, lower: Ints | Floats, upper: Ints | Floats) -> None:
    variables.ids.extend(ids.tolist())
    variables.lower_bounds.extend(lower.astype(float).tolist())
    variables.upper_bounds.extend(upper.astype(float).tolist())
    variables.integers.extend([False] * len(ids))
