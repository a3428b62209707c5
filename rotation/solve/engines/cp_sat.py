"""CP-SAT of OR-Tools.

The compiled helper is used directly: `cp_model` would import pandas (2 s) for nothing here, and
its repeated fields take whole lists. Settings: one worker with linearization_level 2 proves these
assignment-like programs far faster than the default portfolio; presolve_inclusion_work_limit 0
avoids a reported false OPTIMAL (or-tools #5293).
"""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
from ortools.sat.python import cp_model_helper as cp

from rotation.model.program import FREE, Ints, Linear, Program
from rotation.solve.engines.base import Limits, Outcome, Proof, Watch

_PROOFS = {
    cp.CpSolverStatus.OPTIMAL: Proof.OPTIMAL,
    cp.CpSolverStatus.FEASIBLE: Proof.FEASIBLE,
    cp.CpSolverStatus.INFEASIBLE: Proof.INFEASIBLE,
    cp.CpSolverStatus.UNKNOWN: Proof.UNKNOWN,
}
_POLL_SECONDS = 0.05


class CpSat:
    name = "CP-SAT"
    version = version("ortools")

    def open(self, program: Program) -> CpSatSession:
        return CpSatSession(program)


class CpSatSession:
    """The program as a CP-SAT model; the objective is exchanged from tier to tier."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.model = cp.CpModelProto()
        self._add_columns()
        self._add_rows()

    def _add_columns(self) -> None:
        variables = self.model.variables
        for low, high in zip(
            self.program.lower.tolist(), self.program.upper.tolist(), strict=True
        ):
            variables.add().domain.extend([low, high])

    def _add_rows(self) -> None:
        rows = self.program.rows
        start = rows.start.tolist()
        columns, coefficients = rows.columns.tolist(), rows.coefficients.tolist()
        bounds = zip(rows.lower.tolist(), rows.upper.tolist(), strict=True)
        choice = self._choice_rows()
        for i, (low, high) in enumerate(bounds):
            entries = slice(start[i], start[i + 1])
            if choice[i] and high == 1:
                constraint = self.model.constraints.add()
                kind = constraint.exactly_one if low == 1 else constraint.at_most_one
                kind.literals.extend(columns[entries])
            else:
                self._add_linear(columns[entries], coefficients[entries], low, high)

    def _choice_rows(self) -> list[bool]:
        """Rows over binaries with coefficients 1 and no duplicate: exactly or at most one of them."""
        rows, binaries = self.program.rows, self.program.binaries
        plain = (rows.coefficients == 1) & (rows.columns < binaries)
        odd = np.bincount(rows.row_of_entry[~plain], minlength=len(rows)) > 0
        one_sided = (rows.lower == 1) | (rows.lower <= 0)
        return (~odd & one_sided).tolist()

    def _add_linear(
        self, columns: Sequence[int], coefficients: Sequence[int], low: int, high: int
    ) -> None:
        linear = self.model.constraints.add().linear
        linear.vars.extend(columns)
        linear.coeffs.extend(coefficients)
        linear.domain.extend([max(low, -int(FREE)), min(high, int(FREE))])

    def hold(self, objective: Linear, value: int) -> None:
        self._add_linear(
            objective.columns.tolist(),
            objective.coefficients.tolist(),
            -int(FREE),
            value - objective.constant,
        )

    def minimise(
        self, objective: Linear, hint: Ints | None, limits: Limits, watch: Watch
    ) -> Outcome:
        self.model.clear_objective()
        self.model.objective.vars.extend(objective.columns.tolist())
        self.model.objective.coeffs.extend(objective.coefficients.tolist())
        self.model.clear_solution_hint()
        if hint is not None:
            self.model.solution_hint.vars.extend(range(len(hint)))
            self.model.solution_hint.values.extend(hint.tolist())
        response = _solve(self.model, objective, limits, watch)
        return self._outcome(objective, response)

    def _outcome(self, objective: Linear, response: cp.CpSolverResponse) -> Outcome:
        proof = _PROOFS.get(response.status)
        if proof is None:
            raise ValueError(f"CP-SAT refused the model: {cp.CpSatHelper.validate_model(self.model)}")
        if proof is Proof.INFEASIBLE:
            return Outcome(proof, None, None, None)
        bound = math.ceil(response.best_objective_bound - 1e-6) + objective.constant
        if proof is Proof.UNKNOWN:
            return Outcome(proof, None, None, None)
        x = np.array(list(response.solution), dtype=np.int64)
        value = objective.value(x)
        return Outcome(proof, x, value, value if proof is Proof.OPTIMAL else min(bound, value))


class _Follow(cp.SolutionCallback):  # type: ignore[misc]
    """Tells the watch of every incumbent."""

    def __init__(self, objective: Linear, watch: Watch) -> None:
        super().__init__()
        self.objective = objective
        self.watch = watch

    def OnSolutionCallback(self) -> None:  # noqa: N802 - the solver's own name
        constant = self.objective.constant
        bound = math.ceil(self.BestObjectiveBound() - 1e-6) + constant
        self.watch.seen(round(self.ObjectiveValue()) + constant, bound)


def _parameters(limits: Limits) -> cp.SatParameters:
    parameters = cp.SatParameters()
    parameters.num_workers = limits.workers
    parameters.random_seed = limits.seed
    parameters.linearization_level = 2
    parameters.presolve_inclusion_work_limit = 0
    parameters.catch_sigint_signal = False
    if limits.deterministic is None:
        parameters.max_time_in_seconds = max(limits.seconds, 0.01)
    else:
        parameters.max_deterministic_time = limits.deterministic
    return parameters


def _solve(
    model: cp.CpModelProto, objective: Linear, limits: Limits, watch: Watch
) -> cp.CpSolverResponse:
    """Solve in a thread of its own, so that a stop reaches the solver at once.

    A stop that comes before the search has begun is lost (or-tools #3621), so it is repeated.
    """
    solver = cp.SolveWrapper()
    solver.set_parameters(_parameters(limits))
    follow = _Follow(objective, watch)  # the solver keeps a bare pointer: it must outlive the solve
    solver.add_solution_callback(follow)
    answers: list[cp.CpSolverResponse] = []
    thread = threading.Thread(target=lambda: answers.append(solver.solve(model)), daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_POLL_SECONDS)
            if watch.stop.is_set():
                solver.stop_search()
    except KeyboardInterrupt:
        watch.stop.set()
        while thread.is_alive():
            solver.stop_search()
            thread.join(_POLL_SECONDS)
    solver.clear_solution_callback(follow)
    return answers[0]
