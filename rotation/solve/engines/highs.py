"""HiGHS as a branch-and-cut solver, through MathOpt of OR-Tools, on some of a program's columns.

Where the relaxation leaves a gap, HiGHS's cuts close it several times faster than CP-SAT. (The
`highspy` package cannot live in one process with OR-Tools; MathOpt brings HiGHS along.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib.metadata import version
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
from pybind11_abseil.status import StatusNotOk

from rotation.assemble.assemble import Assembled
from rotation.model.program import FREE, Ints, Linear, Program
from rotation.solve.certificate import Held
from rotation.solve.engines.base import Limits, Outcome, Proof, Watch
from rotation.solve.engines.lagrangian import View, whole_view
from rotation.solve.engines.watched import watched

NAME, VERSION = "HiGHS", f"(OR-Tools {version('ortools')})"
BY = f"{NAME} {VERSION}"
# HiGHS's presolve may not tell the two apart; every column here is bounded, so it is the first.
INFEASIBLE = (
    result_pb2.TERMINATION_REASON_INFEASIBLE,
    result_pb2.TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED,
)


class Highs:
    """The engine that leaves everything to HiGHS."""

    name, version = NAME, VERSION

    def open(self, assembled: Assembled) -> HighsSession:
        return HighsSession(assembled.program)


class HighsSession:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.begin((), np.empty(0, dtype=np.int64))

    def begin(self, held: Sequence[Held], barred: Ints, *_: object) -> None:
        self.held = list(held)
        self.columns = np.setdiff1d(np.arange(self.program.size), barred)

    def hold(self, objective: Linear, value: int) -> None:
        self.held.append((objective, value))

    def minimise(
        self,
        objective: Linear,
        hint: Ints | None,  # MathOpt passes no hints on to HiGHS
        limits: Limits,
        watch: Watch,
    ) -> Outcome:
        piece = HighsPiece(self.program, self.columns, self.held)
        return piece.minimise(objective, limits, watch)


class HighsPiece:
    """A program with only some of its columns (the others are 0)."""

    def __init__(self, program: Program, columns: Ints, held: Sequence[Held]) -> None:
        """columns: ascending; the others are kept at zero."""
        self.program = program
        self.columns = columns
        self.place = np.full(program.size, -1)
        self.place[columns] = np.arange(len(columns))
        self.held = held

    def minimise(
        self,
        objective: Linear,
        limits: Limits,
        watch: Watch,
        at_most: int | None = None,
        gap: int = 0,
    ) -> Outcome:
        """The best plan of these columns, or one that may lack `gap`.

        at_most: a value that a plan must not exceed to be of use; "infeasible" then says that there
        is none within it. HiGHS takes it as a bound that prunes from the root on, which is many
        times faster than none (measured: 2 s for 54 s), while a row that keeps the objective in a
        range makes these programs many times harder (29 s for 2 s).
        """
        view = whole_view(self.program, objective)
        result = self._answer(view, limits, watch, at_most, gap)
        if result is None:
            return Outcome(Proof.UNKNOWN, None, None, None, BY)
        if result.termination.reason in INFEASIBLE:
            return Outcome(Proof.INFEASIBLE, None, None, None, BY)
        bound = _bound(result, objective.constant, at_most)
        if not result.solutions:
            return Outcome(Proof.UNKNOWN, None, None, bound, BY)
        x = self._whole(result.solutions[0].primal_solution.variable_values)
        value = objective.value(x)
        if result.termination.reason == result_pb2.TERMINATION_REASON_OPTIMAL:
            # where nothing is left within the bound, a plan beyond it is called optimal; with a
            # gap it says no more than that none within is better by more than the gap
            if at_most is not None and value > at_most:
                proof = Proof.UNKNOWN if gap else Proof.INFEASIBLE
                return Outcome(proof, None, None, None, BY)
            if not gap:
                return Outcome(Proof.OPTIMAL, x, value, value, BY)
        return Outcome(Proof.FEASIBLE, x, value, None if bound is None else min(bound, value), BY)

    def _answer(
        self, view: View, limits: Limits, watch: Watch, at_most: int | None, gap: int = 0
    ) -> Any:
        model, parameters = self.model(view), _parameters(limits)
        parameters.absolute_gap_tolerance = gap + 0.5  # values are whole numbers
        if at_most is not None:
            within = at_most - view.constant + 0.5  # values are whole numbers
            parameters.highs.double_options["objective_bound"] = within
        # HiGHS cannot be stopped through MathOpt; it ends by its time limit
        return watched(lambda: solve_model(model, parameters), watch, stop=None)

    def model(self, view: View) -> Any:
        """The program of these columns, with the tiers held so far, as MathOpt's message."""
        model, count = model_pb2.ModelProto(), len(self.columns)
        model.variables.ids.extend(range(count))
        lower, upper = self.program.lower[self.columns], self.program.upper[self.columns]
        model.variables.lower_bounds.extend(lower.astype(float).tolist())
        model.variables.upper_bounds.extend(upper.astype(float).tolist())
        model.variables.integers.extend([True] * count)
        cost = view.cost[self.columns]
        priced = np.flatnonzero(cost)
        model.objective.linear_coefficients.ids.extend(priced.tolist())
        model.objective.linear_coefficients.values.extend(cost[priced].tolist())
        self._fill_rows(model, view.left_out)
        return model

    def _fill_rows(self, model: Any, left_out: NDArray[np.bool_]) -> None:
        """The program's rows (empty where left out), then one for each held tier."""
        rows, count = self.program.rows, len(self.program.rows)
        constraints = model.linear_constraints
        constraints.ids.extend(range(count + len(self.held)))
        lower = open_ended(np.where(left_out, -FREE, rows.lower))
        upper = open_ended(np.where(left_out, FREE, rows.upper))
        constraints.lower_bounds.extend(lower.tolist() + [-np.inf] * len(self.held))
        at_most = [float(value - expression.constant) for expression, value in self.held]
        constraints.upper_bounds.extend(upper.tolist() + at_most)
        entry = rows.by_column
        entry = entry[~left_out[rows.row_of_entry[entry]]]
        row, column = rows.row_of_entry[entry], rows.columns[entry]
        self._fill_matrix(model, row, column, rows.coefficients[entry])
        for place, (expression, _) in enumerate(self.held, start=count):
            order = np.argsort(expression.columns)
            column, coefficient = expression.columns[order], expression.coefficients[order]
            self._fill_matrix(model, np.full(len(order), place), column, coefficient)

    def _fill_matrix(self, model: Any, row: Ints, column: Ints, coefficient: Ints) -> None:
        """Entries of the program; those of other columns are passed over. MathOpt refuses them
        unless they ascend."""
        own = self.place[column] >= 0
        matrix = model.linear_constraint_matrix
        matrix.row_ids.extend(row[own].tolist())
        matrix.column_ids.extend(self.place[column[own]].tolist())
        matrix.coefficients.extend(coefficient[own].astype(float).tolist())

    def _whole(self, sparse: Any) -> Ints:
        """The solution over all columns, each shortfall at the least the rows allow."""
        taken = np.array(sparse.ids, dtype=np.int64)[np.array(sparse.values) > 0.5]
        columns = self.columns[taken]
        least = self.program.complete(columns[columns < self.program.binaries])
        if least is None:
            raise ValueError("HiGHS gave a solution that breaks a row of the program")
        return least


def _bound(result: Any, constant: float, at_most: int | None) -> int | None:
    """What was proven; of what it pruned HiGHS knows no more than that it is beyond `at_most`."""
    dual_bound = result.termination.objective_bounds.dual_bound
    if not math.isfinite(dual_bound):
        return None
    # HiGHS's own feasibility tolerance: 17.0000004 proves 17, not 18
    bound: int = math.ceil(dual_bound + constant - 1e-6)
    return bound if at_most is None else min(bound, at_most + 1)


def open_ended(bounds: Ints) -> NDArray[np.float64]:
    """Bounds as floats, infinite where there is none."""
    wide = bounds.astype(float)
    wide[bounds >= FREE] = np.inf
    wide[bounds <= -FREE] = -np.inf
    return wide


def time_limited(seconds: float) -> Any:
    """MathOpt's parameters with a limit of wall clock."""
    parameters = parameters_pb2.SolveParametersProto()
    seconds = max(seconds, 0.01)
    parameters.time_limit.seconds = int(seconds)
    parameters.time_limit.nanos = int(seconds % 1 * 1e9)
    return parameters


def _parameters(limits: Limits) -> Any:
    parameters = time_limited(limits.seconds)
    parameters.random_seed = limits.seed
    parameters.relative_gap_tolerance = 0.0
    return parameters


def solve_model(
    model: Any,
    parameters: Any,
    solver: Any = parameters_pb2.SOLVER_TYPE_HIGHS,
    begin: Any = None,
) -> Any:
    """A solver's answer to a model of MathOpt; None where it gives up with an error of its own, as
    HiGHS does now and then on a relaxation that it solves at another time.

    begin: where a simplex method is to start (ModelSolveParametersProto).
    """
    try:
        return math_opt.solve(
            model,
            solver,
            parameters_pb2.SolverInitializerProto(),
            parameters,
            begin or model_parameters_pb2.ModelSolveParametersProto(),
            None,
            callback_pb2.CallbackRegistrationProto(),
            None,
            None,
        )
    except StatusNotOk:
        return None
