"""One solver by itself on a program in the LP format, tier after tier; printed as a line of JSON.

It runs in an environment of its own (see benchmarks.environments): nothing of ours is imported, and
`highspy` cannot be loaded beside `ortools`. Each tier is minimised with a gap of zero, the tiers
before held at their values. Then, as far as asked for, the same with one column pinned, and other
programs of the same columns: each once from nothing and once from the first answer.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.curve import Curve

Solved = tuple[str, float | None, float | None]
"""What is proven (optimal, feasible, unknown), the value, and the bound."""
Solution = Mapping[str, float]
FIRST = "tier_"
SECONDS_OF_QUESTIONS = 200.0
"""After so long no further question of a kind is asked."""


@dataclass(frozen=True)
class Reached:
    seconds: float
    values: list[int] | None
    bounds: list[float | None]
    proven: bool
    times: list[float]
    curve: Curve


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("solver", choices=list(SOLVERS))
    parser.add_argument("program", type=Path)
    parser.add_argument("--limit", type=float, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--relaxed", action="store_true", help="without whole numbers")
    parser.add_argument("--pin", type=int, nargs="*", default=[], help="columns to be taken")
    parser.add_argument("--changed", type=Path, nargs="*", default=[], help="other programs")
    options = parser.parse_args()

    def opened(program: Path) -> Highs | Scip:
        return SOLVERS[options.solver](program, options.threads, relaxed=options.relaxed)

    started = time.perf_counter()
    solver = opened(options.program)
    read = time.perf_counter() - started
    reached = ladder(solver, options.limit)
    curve = reached.curve.document()
    found = {**vars(reached), "curve": curve, "read": read, "version": solver.version}
    if (options.pin or options.changed) and reached.proven:
        first = solver.solution()
        pins = [_pinned(options.program, column) for column in options.pin]
        changes = [(program, None) for program in options.changed]
        for name, questions in (("pin", pins), ("change", changes)):
            found[name] = _answers(opened, questions, first, options.limit)
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))
    return 0


def ladder(solver: Highs | Scip, limit: float) -> Reached:
    """All tiers in order; each before the last has half of the time that is left."""
    values, bounds, times, proven = list[int](), list[float | None](), list[float](), True
    curve = solver.curve = Curve()
    began = time.perf_counter()
    for place, tier in enumerate(solver.tiers):
        left = limit - (time.perf_counter() - began)
        share = left if place + 1 == len(solver.tiers) else left / 2
        at = time.perf_counter()
        status, value, bound = solver.minimise(tier, max(share, 0.1))
        times.append(round(time.perf_counter() - at, 2))
        if value is None:
            break
        values.append(round(value))
        bounds.append(bound)
        curve.see(place, round(value), whole(bound))
        proven &= status == "optimal"
    seconds, all_ = time.perf_counter() - began, len(values) == len(solver.tiers)
    return Reached(seconds, values if all_ else None, bounds, proven and all_, times, curve)


def _answers(
    opened: Callable[[Path], Highs | Scip],
    questions: Sequence[tuple[Path, str | None]],
    first: Solution,
    limit: float,
) -> dict[str, Any]:
    """What further questions took, from nothing and from the first answer, and their values."""
    cold, started, values, proven = list[float](), list[float](), list[list[int] | None](), True
    for program, pinned in questions:
        for times, start in ((cold, None), (started, first)):
            solver = opened(program)
            if pinned is not None:
                solver.pin(pinned)
            if start is not None:
                solver.start(start)
            reached = ladder(solver, limit)
            times.append(reached.seconds)
            proven &= reached.proven
        values.append(reached.values)
        if sum(cold) + sum(started) > SECONDS_OF_QUESTIONS:
            break
    return {"cold": cold, "started": started, "values": values, "proven": proven}


def _pinned(program: Path, column: int) -> tuple[Path, str]:
    """The program with the name of a column, which begins with its place."""
    with program.open(encoding="utf-8") as file:
        names = (line.strip() for line in file if line.startswith(f" x{column}_"))
        return program, next(names)


def _tiers_in(program: Path) -> list[str]:
    """The columns with the tiers' values, in order, as the file's second line says."""
    with program.open(encoding="utf-8") as file:
        words = "".join(next(file) for _ in range(2)).replace(",", " ").split()
    return [word for word in words if word.startswith(FIRST)]


def whole(bound: float | None) -> int | None:
    """A bound rounded up: every value is whole."""
    return None if bound is None or math.isinf(bound) else math.ceil(bound - 1e-6)


class Highs:
    def __init__(self, program: Path, threads: int, *, relaxed: bool) -> None:
        import highspy

        self.highspy, self.curve, self.tiers = highspy, Curve(), _tiers_in(program)
        self.solver: Any = highspy.Highs()
        self.version = str(self.solver.version())
        for name, setting in {
            "output_flag": False,
            "threads": threads,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.999,  # every value is whole: no better one is nearer than 1
            "solve_relaxation": relaxed,
        }.items():
            self.solver.setOptionValue(name, setting)
        self.solver.readModel(str(program))
        self.names = self.solver.getLp().col_names_
        self.place = {name: place for place, name in enumerate(self.names)}
        self.relaxed, self.under_way = relaxed, 0
        if not relaxed:
            self.solver.cbMipImprovingSolution += self._better
            self.solver.cbMipInterrupt += self._bounded

    def _better(self, event: Any) -> None:
        solution = event.data_out.mip_solution
        self.curve.plan([round(solution[self.place[tier]]) for tier in self.tiers])
        self._bounded(event)

    def _bounded(self, event: Any) -> None:
        value, bound = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
        self.curve.see(self.under_way, None if math.isinf(value) else round(value), whole(bound))

    def minimise(self, tier: str, seconds: float) -> Solved:
        solver, highspy = self.solver, self.highspy
        self.under_way = self.tiers.index(tier)
        for each in self.tiers:
            solver.changeColCost(self.place[each], 1.0 if each == tier else 0.0)
        solver.setOptionValue("time_limit", seconds)  # of this run alone
        solver.run()
        info = solver.getInfo()
        done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return "unknown", None, None
        objective = info.objective_function_value
        value = math.ceil(objective - 1e-6) if self.relaxed else round(objective)
        solution = solver.getSolution()
        solver.changeColBounds(self.place[tier], -highspy.kHighsInf, float(value))
        solver.setSolution(solution)
        return "optimal" if done else "feasible", value, info.mip_dual_bound

    def solution(self) -> Solution:
        return dict(zip(self.names, self.solver.getSolution().col_value, strict=True))

    def pin(self, column: str) -> None:
        self.solver.changeColBounds(self.place[column], 1.0, 1.0)

    def start(self, known: Solution) -> None:
        solution = self.highspy.HighsSolution()
        solution.col_value = [known[name] for name in self.names]
        self.solver.setSolution(solution)


class Scip:
    def __init__(self, program: Path, _threads: int, *, relaxed: bool) -> None:
        import pyscipopt

        if relaxed:
            raise NotImplementedError
        self.curve, self.tiers = Curve(), _tiers_in(program)
        self.model = model = pyscipopt.Model()
        self.version = f"{model.version()} (PySCIPOpt {pyscipopt.__version__})"
        model.hideOutput()
        model.readProblem(str(program))
        model.setParam("limits/gap", 0.0)
        self.columns = {column.name: column for column in model.getVars()}

    def minimise(self, tier: str, seconds: float) -> Solved:
        model = self.model
        model.freeTransform()
        model.setObjective(self.columns[tier], "minimize")
        model.setParam("limits/time", seconds)
        model.optimize()
        if not model.getNSols():
            return "unknown", None, None
        done, value = model.getStatus() == "optimal", round(model.getObjVal())
        bound = model.getDualbound()
        self.known = {name: model.getVal(column) for name, column in self.columns.items()}
        model.freeTransform()
        model.chgVarUb(self.columns[tier], value)
        return "optimal" if done else "feasible", value, bound

    def solution(self) -> Solution:
        return self.known

    def pin(self, column: str) -> None:
        self.model.chgVarLb(self.columns[column], 1.0)

    def start(self, known: Solution) -> None:
        solution = self.model.createSol()
        for name, column in self.columns.items():
            self.model.setSolVal(solution, column, known[name])
        self.model.addSol(solution)


SOLVERS: dict[str, type[Highs] | type[Scip]] = {"highs": Highs, "scip": Scip}

if __name__ == "__main__":
    sys.exit(main())
