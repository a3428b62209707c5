"""One measurement in a process of its own, printed as one line of JSON."""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cases import scenario_of
from benchmarks.relaxation import flow_seconds, tiers_seconds
from rotation.assemble.assemble import Assembled, assemble
from rotation.solve.engines import engine_named
from rotation.solve.engines.base import Engine, Limits, Progress, Watch
from rotation.solve.engines.cp_sat import CpSat
from rotation.solve.lexicographic import Minimised
from rotation.solve.question import Question, tier_objectives
from rotation.solve.workbench import Workbench

OURS = "combined"
PINS = 5
SECONDS_OF_PINS = 200.0
"""After so long no further pin is asked for."""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("engine")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--single", action="store_true")
    parser.add_argument("--limit", type=float, required=True)
    options = parser.parse_args()
    started = time.perf_counter()
    scenario = scenario_of(options.folder, single=options.single)
    read = time.perf_counter() - started
    assembled = assemble(scenario)
    program = time.perf_counter() - started - read
    found = _measured(options.engine, assembled, options.limit)
    found["around"] = round(read, 2), round(program, 2)
    found["columns"] = assembled.program.size
    found["rows"] = len(assembled.program.rows)
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))
    return 0


def _measured(engine: str, assembled: Assembled, limit: float) -> dict[str, Any]:
    """Seconds of the solve alone; reading and the program are not counted."""
    if engine == "relaxation":
        return {"seconds": tiers_seconds(assembled, limit)}
    if engine == "interior":
        return {"seconds": tiers_seconds(assembled, limit, interior=True)}
    if engine == "flow":
        return {"seconds": flow_seconds(assembled)}
    if engine == "pin":
        return _after_a_pin(assembled, limit)
    near, started = _Near(max(tier_objectives(assembled.scenario, assembled.program))), 0.0
    watch = Watch(report=lambda progress: near.take(progress, time.perf_counter() - started))
    limits = Limits(limit, _workers(engine))
    bench = Workbench(assembled, engine=_engine(engine), limits=limits, watch=watch)
    started = time.perf_counter()
    reached = bench.ask()
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "near": near.seconds or seconds, **_told(reached)}


class _Near:
    """When a plan was known to be within 0.01 % of the best, as far as the last tier goes."""

    def __init__(self, last: int) -> None:
        self.last, self.seconds = last, 0.0

    def take(self, progress: Progress, seconds: float) -> None:
        if progress.tier != self.last or self.seconds or progress.value is None:
            return
        if progress.bound is not None and progress.value - progress.bound <= progress.value / 1e4:
            self.seconds = seconds


def _told(reached: Minimised) -> dict[str, Any]:
    values = None if reached.x is None else [tier.value for tier in reached.tiers]
    proven = all(tier.status.value == "optimal" for tier in reached.tiers)
    return {
        "proven": proven and reached.x is not None,
        "values": values,
        "bounds": [tier.bound for tier in reached.tiers],
    }


def _engine(name: str) -> Engine:
    return CpSat(tuned=False) if name == "cp-sat-default" else engine_named(name)


def _workers(name: str) -> int:
    return 2 if name == "cp-sat-default" else 1


def _after_a_pin(assembled: Assembled, limit: float) -> dict[str, Any]:
    """The same question with one cadre pinned elsewhere, again and again: the median's seconds.

    Pins that leave no plan are answered at once and do not count.
    """
    bench = Workbench(assembled, limits=Limits(limit))
    started = time.perf_counter()
    x = bench.ask().x
    cold = time.perf_counter() - started
    if x is None:
        return {"seconds": cold, "proven": False, "values": None}
    times, proven = list[float](), True
    for question in _pinned(bench, x):
        started = time.perf_counter()
        reached = bench.ask(question)
        if not reached.infeasible:
            times.append(time.perf_counter() - started)
            proven &= bool(_told(reached)["proven"])
        if len(times) == PINS or sum(times) > SECONDS_OF_PINS:
            break
    seconds = statistics.median(times) if times else float("nan")
    return {"seconds": seconds, "cold": cold, "all": times, "proven": proven, "values": None}


def _pinned(bench: Workbench, x: Any) -> list[Question]:
    """Pins of cadres to posts that the plan does not give them, drawn with a fixed seed."""
    board = bench.assembled.board
    others = np.flatnonzero(board.placing & (x[: len(board)] == 0))
    drawn = np.random.default_rng(1).choice(others, size=min(40, len(others)), replace=False)
    return [bench.own.taking(board, np.array([row])) for row in drawn]


if __name__ == "__main__":
    sys.exit(main())
