"""CP-SAT of OR-Tools, on the whole program or on some of its columns.

The compiled helper is used directly: `cp_model` would import pandas (2 s) for nothing here, and
its repeated fields take whole lists. Settings: one worker with linearization_level 2 proves these
assignment-like programs far faster than the default portfolio; presolve_inclusion_work_limit 0
avoids a reported false OPTIMAL (or-tools #5293).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
from ortools.sat.python import cp_model_helper as cp

from rotation.assemble.assemble import Assembled
from rotation.model.program import FREE, Ints, Linear, Program
from rotation.solve.certificate import Held
from rotation.solve.engines.base import Limits, Outcome, Proof, Watch
from rotation.solve.engines.watched import watched

_PROOFS = {
    cp.CpSolverStatus.OPTIMAL: Proof.OPTIMAL,
    cp.CpSolverStatus.FEASIBLE: Proof.FEASIBLE,
    cp.CpSolverStatus.INFEASIBLE: Proof.INFEASIBLE,
    cp.CpSolverStatus.UNKNOWN: Proof.UNKNOWN,
}
NAME, VERSION = "CP-SAT", version("ortools")


class CpSat:
    """The engine that leaves everything to CP-SAT; not tuned, with its own default settings."""

    name, version = NAME, VERSION

    def __init__(self, *, tuned: bool = True) -> None:
        self.tuned = tuned

    def open(self, assembled: Assembled) -> CpSatSession:
        return CpSatSession(assembled.program, tuned=self.tuned)


class CpSatSession:
    def __init__(self, program: Program, *, tuned: bool = True) -> None:
        self.program = program
        self.tuned = tuned
        self.begin((), np.empty(0, dtype=np.int64))

    def begin(self, held: Sequence[Held], barred: Ints, *_: object) -> None:
        self.held = list(held)
        self.columns = np.setdiff1d(np.arange(self.program.size), barred)

    def hold(self, objective: Linear, value: int) -> None:
        self.held.append((objective, value))

    def minimise(
        self, objective: Linear, hint: Ints | None, limits: Limits, watch: Watch
    ) -> Outcome:
        piece = Piece(self.program, self.columns, self.held, tuned=self.tuned)
        return piece.minimise(objective, hint, limits, watch)


class Piece:
    """A program with only some of its columns (the others are 0), as a CP-SAT model."""

    def __init__(
        self, program: Program, columns: Ints, held: Sequence[Held], *, tuned: bool = True
    ) -> None:
        """columns: ascending; the others are kept at zero."""
        self.program = program
        self.tuned = tuned
        self.columns = columns
        self.place = np.full(program.size, -1)
        self.place[columns] = np.arange(len(columns))
        self.model = cp.CpModelProto()
        self._add_columns()
        self._add_rows()
        for objective, value in held:
            self._hold(objective, value)

    def _add_columns(self) -> None:
        variables = self.model.variables
        lower, upper = self.program.lower[self.columns], self.program.upper[self.columns]
        for low, high in zip(lower.tolist(), upper.tolist(), strict=True):
            variables.add().domain.extend([low, high])

    def _add_rows(self) -> None:
        rows = self.program.rows
        kept = self.place[rows.columns] >= 0
        places = self.place[rows.columns[kept]].tolist()
        coefficients = rows.coefficients[kept].tolist()
        counts = np.bincount(rows.row_of_entry[kept], minlength=len(rows))
        ends = np.cumsum(counts).tolist()
        choice = self._choice_rows()
        bounds = zip(rows.lower.tolist(), rows.upper.tolist(), strict=True)
        start = 0
        for i, (low, high) in enumerate(bounds):
            entries = slice(start, ends[i])
            start = ends[i]
            if entries.start == entries.stop and low <= 0 <= high:
                continue
            if choice[i] and high == 1:
                self._add_choice(places[entries], low)
            else:
                self._add_linear(places[entries], coefficients[entries], low, high)

    def _choice_rows(self) -> list[bool]:
        """Rows over binaries with coefficients 1 only: exactly one of them, or at most one."""
        rows, binaries = self.program.rows, self.program.binaries
        plain = (rows.coefficients == 1) & (rows.columns < binaries)
        odd = np.bincount(rows.row_of_entry[~plain], minlength=len(rows)) > 0
        result: list[bool] = (~odd & (rows.lower <= 1)).tolist()
        return result

    def _add_choice(self, places: Sequence[int], low: int) -> None:
        constraint = self.model.constraints.add()
        kind = constraint.exactly_one if low == 1 else constraint.at_most_one
        kind.literals.extend(places)

    def _add_linear(
        self, places: Sequence[int], coefficients: Sequence[int], low: int, high: int
    ) -> None:
        linear = self.model.constraints.add().linear
        linear.vars.extend(places)
        linear.coeffs.extend(coefficients)
        linear.domain.extend([max(low, -int(FREE)), min(high, int(FREE))])

    def _terms(self, objective: Linear) -> tuple[list[int], list[int]]:
        places = self.place[objective.columns]
        kept = places >= 0
        return places[kept].tolist(), objective.coefficients[kept].tolist()

    def _hold(self, objective: Linear, value: int) -> None:
        places, coefficients = self._terms(objective)
        self._add_linear(places, coefficients, -int(FREE), value - objective.constant)

    def minimise(
        self,
        objective: Linear,
        hint: Ints | None,
        limits: Limits,
        watch: Watch,
        *,
        at_least: int = -int(FREE),
        at_most: int = int(FREE),
    ) -> Outcome:
        """Minimise over the plans whose objective lies in [at_least, at_most].

        Both ends include the objective's constant. at_least must be a proven bound: reaching it
        ends the search.
        """
        places, coefficients = self._terms(objective)
        proto = self.model.objective
        proto.vars.extend(places)
        proto.coeffs.extend(coefficients)
        proto.domain.extend([at_least - objective.constant, at_most - objective.constant])
        if hint is not None:
            self.model.solution_hint.vars.extend(range(len(self.columns)))
            self.model.solution_hint.values.extend(hint[self.columns].tolist())
        parameters = _parameters(limits, tuned=self.tuned)
        response = _solve(self.model, parameters, objective.constant, watch)
        return self._outcome(objective, response)

    def _outcome(self, objective: Linear, response: cp.CpSolverResponse) -> Outcome:
        proof = _PROOFS.get(response.status)
        if proof is None:
            fault = cp.CpSatHelper.validate_model(self.model)
            raise ValueError(f"CP-SAT refused the model: {fault}")
        if proof in (Proof.INFEASIBLE, Proof.UNKNOWN):
            return Outcome(proof, None, None, None, f"{NAME} {VERSION}")
        x = self._whole(np.array(list(response.solution), dtype=np.int64))
        value = objective.value(x)
        # an integer in CP-SAT, told as a double
        bound = math.ceil(response.best_objective_bound - 1e-6) + objective.constant
        bound = value if proof is Proof.OPTIMAL else min(bound, value)
        return Outcome(proof, x, value, bound, f"{NAME} {VERSION}")

    def _whole(self, values: Ints) -> Ints:
        """The solution over all columns, each shortfall at the least the rows allow.

        An unfinished search may leave a shortfall larger than need be.
        """
        x = np.zeros(self.program.size, dtype=np.int64)
        x[self.columns] = values
        least = self.program.complete(np.flatnonzero(x[: self.program.binaries]))
        if least is None:
            raise ValueError("CP-SAT gave a solution that breaks a row of the program")
        return least


class _Follow(cp.SolutionCallback):
    """Tells the watch of every incumbent."""

    def __init__(self, constant: int, watch: Watch) -> None:
        super().__init__()
        self.constant = constant
        self.watch = watch

    def OnSolutionCallback(self) -> None:  # noqa: N802 - the solver's own name
        bound = self.BestObjectiveBound()
        proven = math.ceil(bound - 1e-6) + self.constant if math.isfinite(bound) else None
        self.watch.seen(round(self.ObjectiveValue()) + self.constant, proven)


def _parameters(limits: Limits, *, tuned: bool) -> cp.SatParameters:
    parameters = cp.SatParameters()
    parameters.num_workers = limits.workers
    parameters.random_seed = limits.seed
    if tuned:
        parameters.linearization_level = 2
        parameters.presolve_inclusion_work_limit = 0
    parameters.catch_sigint_signal = False
    if limits.deterministic is None:
        parameters.max_time_in_seconds = max(limits.seconds, 0.01)
    else:
        parameters.max_deterministic_time = limits.deterministic
    return parameters


def _solve(
    model: cp.CpModelProto, parameters: cp.SatParameters, constant: int, watch: Watch
) -> cp.CpSolverResponse:
    solver = cp.SolveWrapper()
    solver.set_parameters(parameters)
    follow = _Follow(constant, watch)  # the solver keeps a bare pointer: it must outlive the solve
    solver.add_solution_callback(follow)
    response: cp.CpSolverResponse | None = watched(
        lambda: solver.solve(model), watch, solver.stop_search
    )
    solver.clear_solution_callback(follow)
    if response is None:
        raise RuntimeError("CP-SAT gave no response")
    return response
