"""One solver by itself on a program in the LP format, tier after tier; printed as a line of JSON.

It runs in an environment of its own (see benchmarks.environments): nothing of ours is imported, and
`highspy` cannot be loaded beside `ortools`. Each tier is minimised with a gap of zero, the tiers
before held at their values.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Solved = tuple[str, float | None, float | None]
"""What is proven (optimal, feasible, unknown), the value, and the bound."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("solver", choices=list(SOLVERS))
    parser.add_argument("program", type=Path)
    parser.add_argument("--limit", type=float, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    started = time.perf_counter()
    tiers = tiers_in(options.program)
    minimise, version = SOLVERS[options.solver](options.program, options.threads)
    read = time.perf_counter() - started
    values: list[int] = []
    bounds: list[float | None] = []
    proven, times = True, []
    began = time.perf_counter()
    for place, tier in enumerate(tiers):
        left = options.limit - (time.perf_counter() - began)
        share = left if place + 1 == len(tiers) else left / 2
        at = time.perf_counter()
        status, value, bound = minimise(tier, max(share, 0.1))
        times.append(round(time.perf_counter() - at, 2))
        if value is None:
            proven = False
            break
        values.append(round(value))
        bounds.append(bound)
        proven &= status == "optimal"
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - began,
                "read": read,
                "version": version,
                "values": values if len(values) == len(tiers) else None,
                "bounds": bounds,
                "proven": proven and len(values) == len(tiers),
                "times": times,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )
    return 0


def tiers_in(program: Path) -> list[str]:
    """The columns with the tiers' values, in order, as the file's second line says."""
    with program.open(encoding="utf-8") as file:
        return re.findall(r"tier_\d+", "".join(next(file) for _ in range(2)))


def highs(program: Path, threads: int) -> tuple[Callable[[str, float], Solved], str]:
    import highspy

    solver: Any = highspy.Highs()
    for name, setting in {
        "output_flag": False,
        "threads": threads,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.999,  # every value is whole: no better one is nearer than 1
    }.items():
        solver.setOptionValue(name, setting)
    solver.readModel(str(program))
    names = solver.getLp().col_names_
    column = {name: place for place, name in enumerate(names) if name.startswith("tier_")}

    def minimise(tier: str, seconds: float) -> Solved:
        for each in column.values():
            solver.changeColCost(each, 1.0 if each == column[tier] else 0.0)
        solver.setOptionValue("time_limit", solver.getRunTime() + seconds)
        solver.run()
        info = solver.getInfo()
        done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return "unknown", None, None
        value = round(info.objective_function_value)
        solution = solver.getSolution()
        solver.changeColBounds(column[tier], -highspy.kHighsInf, float(value))
        solver.setSolution(solution)
        return "optimal" if done else "feasible", value, info.mip_dual_bound

    return minimise, str(solver.version())


def scip(program: Path, _threads: int) -> tuple[Callable[[str, float], Solved], str]:
    import pyscipopt

    model = pyscipopt.Model()
    model.hideOutput()
    model.readProblem(str(program))
    model.setParam("limits/gap", 0.0)
    column = {v.name: v for v in model.getVars() if v.name.startswith("tier_")}

    def minimise(tier: str, seconds: float) -> Solved:
        model.freeTransform()
        model.setObjective(column[tier], "minimize")
        model.setParam("limits/time", seconds)
        model.optimize()
        if not model.getNSols():
            return "unknown", None, None
        done, value = model.getStatus() == "optimal", round(model.getObjVal())
        bound = model.getDualbound()
        model.freeTransform()
        model.chgVarUb(column[tier], value)
        return "optimal" if done else "feasible", value, bound

    return minimise, f"{model.version()} (PySCIPOpt {pyscipopt.__version__})"


SOLVERS = {"highs": highs, "scip": scip}

if __name__ == "__main__":
    sys.exit(main())
