"""One measurement in a process of its own, printed as one line of JSON."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cases import OWN_QUESTIONS, changed, scenario_of
from benchmarks.curve import Curve
from benchmarks.newest import SECONDS_OF_QUESTIONS
from benchmarks.relaxation import flow_seconds, own_seconds, tiers_seconds
from rotation.assemble.assemble import Assembled, assemble
from rotation.model.program import Ints
from rotation.solve.engines import engine_named
from rotation.solve.engines.base import Engine, Limits, Watch
from rotation.solve.engines.cp_sat import CpSat
from rotation.solve.lexicographic import Minimised
from rotation.solve.question import Question, own_question, tier_objectives
from rotation.solve.workbench import Workbench


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
    if engine == "columns":
        return {"seconds": own_seconds(assembled, limit)}
    if engine == "flow":
        return {"seconds": flow_seconds(assembled)}
    if engine == "after":
        return _after(assembled, limit)
    place = {tier: k for k, tier in enumerate(own_question(assembled).objectives)}
    curve = Curve()
    watch = Watch(report=lambda seen: curve.see(place[seen.tier], seen.value, seen.bound))
    limits = Limits(limit, _workers(engine))
    bench = Workbench(assembled, engine=_engine(engine), limits=limits, watch=watch)
    curve.started = time.perf_counter()
    reached = bench.ask(on_the_way=lambda reached: curve.plan(_values(reached)))
    seconds = time.perf_counter() - curve.started
    if reached.x is not None:
        curve.plan(_values(reached))
    return {"seconds": seconds, "curve": curve.document(), **_told(reached)}


def _values(reached: Minimised) -> list[int]:
    return [tier.value for tier in reached.tiers if tier.value is not None]


def _told(reached: Minimised) -> dict[str, Any]:
    proven = all(tier.status.value == "optimal" for tier in reached.tiers)
    return {
        "proven": proven and reached.x is not None,
        "values": None if reached.x is None else _values(reached),
        "bounds": [tier.bound for tier in reached.tiers],
    }


def _engine(name: str) -> Engine:
    return CpSat(tuned=False) if name == "cp-sat-default" else engine_named(name)


def _workers(name: str) -> int:
    return 2 if name == "cp-sat-default" else 1


def _after(assembled: Assembled, limit: float) -> dict[str, Any]:
    """The first solve, then, on the same workbench, the same with one cadre pinned elsewhere, with
    one of its moves forbidden, and with one weight changed. Pins that leave no plan are answered at
    once and do not count."""
    bench = Workbench(assembled, limits=Limits(limit))
    started = time.perf_counter()
    reached = bench.ask()
    cold, x = time.perf_counter() - started, reached.x
    if x is None:
        return {"seconds": cold, **_told(reached)}
    pins = _answers(bench, _pinned(bench, x))
    forbidden = _answers(bench, _forbidden(bench, x))
    changes = _answers(bench, _reweighted(bench, x))
    questions = {"pin": pins, "forbid": forbidden, "change": changes}
    return {"seconds": cold, **questions, **_told(reached)}


def _answers(bench: Workbench, questions: Mapping[int, Question]) -> dict[str, Any]:
    """What the first questions took that have an answer, their values, and which they were."""
    asked, times, values, proven = list[int](), list[float](), list[list[int]](), True
    for number, question in questions.items():
        started = time.perf_counter()
        reached = bench.ask(question)
        if not reached.infeasible:
            asked.append(number)
            times.append(time.perf_counter() - started)
            values.append(_values(reached))
            proven &= bool(_told(reached)["proven"])
        if len(times) == OWN_QUESTIONS or sum(times) > SECONDS_OF_QUESTIONS:
            break
    return {"asked": asked, "seconds": times, "values": values, "proven": proven}


def _pinned(bench: Workbench, x: Ints) -> dict[int, Question]:
    """Pins of cadres to posts that the plan does not give them, drawn with a fixed seed."""
    board = bench.assembled.board
    others = np.flatnonzero(board.placing & (x[: len(board)] == 0))
    return {row: bench.own.taking(board, np.array([row])) for row in _drawn(others)}


def _forbidden(bench: Workbench, x: Ints) -> dict[int, Question]:
    """Moves of the plan, each forbidden by itself, drawn in the same way."""
    board = bench.assembled.board
    moves = np.flatnonzero(board.placing & (x[: len(board)] > 0))
    return {row: bench.own.without(np.array([row])) for row in _drawn(moves)}


def _drawn(rows: Ints) -> list[int]:
    drawn = np.random.default_rng(1).choice(rows, size=min(40, len(rows)), replace=False)
    return [int(row) for row in drawn]


def _reweighted(bench: Workbench, x: Ints) -> dict[int, Question]:
    """The tiers with one weight changed, from the plan that is there."""
    program = bench.assembled.program
    tiers = (tier_objectives(scenario, program) for scenario in changed(bench.scenario))
    return {number: Question(objectives, start=x) for number, objectives in enumerate(tiers)}


if __name__ == "__main__":
    sys.exit(main())
