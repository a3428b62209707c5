"""The linear relaxation of a program, through MathOpt of OR-Tools.

MathOpt's protocol buffers are filled and solved directly, whole arrays at a time; its modelling
layer would make one Python object per column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    parameters_pb2,
    result_pb2,
)
from ortools.math_opt.core.python import solver as math_opt

from rotation.model.program import FREE, Ints, Linear, Program

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Relaxed:
    """An optimal solution of the relaxation: its value (without the objective's constant), the
    columns' values and reduced costs, and the duals of the rows (held rows last)."""

    value: float
    x: Floats
    reduced_costs: Floats
    duals: Floats


class Relaxation:
    """A program's relaxation, to be minimised for one objective after another."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.lower = program.lower.astype(float)
        self.upper = program.upper.astype(float)
        self.held: list[tuple[Linear, int]] = []

    def hold(self, objective: Linear, value: int) -> None:
        """Keep an objective at `value` or less from now on."""
        self.held.append((objective, value))

    def minimise(self, objective: Linear, seconds: float, solver: str = "HIGHS") -> Relaxed | None:
        """The relaxation's optimum; None if it was not reached in time or there is none."""
        model = self._model(objective, integer=False)
        parameters = parameters_pb2.SolveParametersProto()
        _limit(parameters, seconds)
        result = _solve(model, solver, parameters)
        if result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
            return None
        solution = result.solutions[0]
        return Relaxed(
            solution.primal_solution.objective_value,
            _dense(solution.primal_solution.variable_values, self.program.size),
            _dense(solution.dual_solution.reduced_costs, self.program.size),
            _dense(
                solution.dual_solution.dual_values, len(self.program.rows) + len(self.held)
            ),
        )

    def _model(self, objective: Linear, *, integer: bool) -> Any:
        program, model = self.program, model_pb2.ModelProto()
        model.variables.ids.extend(range(program.size))
        model.variables.lower_bounds.extend(self.lower.tolist())
        model.variables.upper_bounds.extend(self.upper.tolist())
        model.variables.integers.extend([integer] * program.size)
        model.objective.linear_coefficients.ids.extend(objective.columns.tolist())
        model.objective.linear_coefficients.values.extend(
            objective.coefficients.astype(float).tolist()
        )
        row, column, coefficient, lower, upper = self._matrix()
        model.linear_constraints.ids.extend(range(len(lower)))
        model.linear_constraints.lower_bounds.extend(_open(lower).tolist())
        model.linear_constraints.upper_bounds.extend(_open(upper).tolist())
        matrix = model.linear_constraint_matrix
        matrix.row_ids.extend(row.tolist())
        matrix.column_ids.extend(column.tolist())
        matrix.coefficients.extend(coefficient.astype(float).tolist())
        return model

    def _matrix(self) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        """Row, column and coefficient of every entry, in order; and the rows' bounds."""
        rows = self.program.rows
        order = np.lexsort((rows.columns, rows.row_of_entry))
        row, column = [rows.row_of_entry[order]], [rows.columns[order]]
        coefficient = [rows.coefficients[order]]
        lower, upper = [rows.lower], [rows.upper]
        for place, (objective, value) in enumerate(self.held, start=len(rows)):
            row.append(np.full(len(objective.columns), place))
            column.append(objective.columns)
            coefficient.append(objective.coefficients)
            lower.append(np.array([-FREE]))
            upper.append(np.array([value - objective.constant]))
        parts = (row, column, coefficient, lower, upper)
        entries = tuple(np.concatenate(part) for part in parts)
        return entries[0], entries[1], entries[2], entries[3], entries[4]


def _open(bounds: Ints) -> Floats:
    """Bounds as floats, infinite where there is none."""
    wide = bounds.astype(float)
    wide[bounds >= FREE] = np.inf
    wide[bounds <= -FREE] = -np.inf
    return wide


def _dense(sparse: Any, size: int) -> Floats:
    dense = np.zeros(size)
    dense[np.array(sparse.ids, dtype=np.int64)] = np.array(sparse.values)
    return dense


def _limit(parameters: Any, seconds: float) -> None:
    parameters.time_limit.seconds = int(seconds)
    parameters.time_limit.nanos = int(seconds % 1 * 1e9)


def _solve(model: Any, solver: str, parameters: Any) -> Any:
    return math_opt.solve(
        model,
        parameters_pb2.SolverTypeProto.Value(f"SOLVER_TYPE_{solver}"),
        parameters_pb2.SolverInitializerProto(),
        parameters,
        model_parameters_pb2.ModelSolveParametersProto(),
        None,
        callback_pb2.CallbackRegistrationProto(),
        None,
        None,
    )
