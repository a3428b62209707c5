"""Times our engine beside the alternatives on the same programs, in one run on one machine.

    ./run bench [--repeat 3] [--most-posts 1000] [--limit 60] [--out docs/performance.md]

Every measurement is a process of its own (so peak memory is its own, and no warm cache helps);
figures are medians. An alternative gets ten times our time, at least 10 s and at most `--limit`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OURS = "combined"
ENGINES = {
    OURS: "ours (LP by column generation, then HiGHS on what is left)",
    "highs": "HiGHS as a MIP, whole program",
    "cp-sat": "CP-SAT, 1 worker, linearization_level 2",
    "cp-sat-default": "CP-SAT, default settings, 2 workers",
    "relaxation": "LP relaxation alone (HiGHS), every tier",
}
GENERATED = ((22, 10), (50, 10), (100, 10))


@dataclass(frozen=True)
class Case:
    """A scenario's folder, its name in the table, and how many posts it has."""

    name: str
    folder: Path
    posts: int


@dataclass(frozen=True)
class Figure:
    """Medians over the runs of one engine on one case."""

    seconds: float
    peak_mb: float
    document: dict[str, Any]


def main(argv: list[str] | None = None) -> int:
    options = _options(argv)
    if options.one:
        print(json.dumps(_measure(options.one, Path(options.scenario), options.limit)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        cases = [case for case in _cases(Path(folder)) if case.posts <= options.most_posts]
        table = "\n".join(_lines(cases, options.repeat, options.limit))
    text = f"{_HEAD}\n{_machine(options.repeat, options.limit)}\n\n{table}\n"
    Path(options.out).write_text(text, encoding="utf-8")
    print(text)
    return 0


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--most-posts", type=int, default=1000)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for an alternative")
    parser.add_argument("--out", default=str(ROOT / "docs" / "performance.md"))
    parser.add_argument("--one", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--scenario", help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def _cases(folder: Path) -> Iterator[Case]:
    for name, posts in (("jiangyan", 186), ("puyang", 267), ("qingshui", 555)):
        yield Case(name, ROOT / "scenarios" / name, posts)
    for units, posts_per_unit in GENERATED:
        case = Case(f"generated {units} x {posts_per_unit}", folder / f"{units}", units * 10)
        _generate(case.folder, units, posts_per_unit)
        yield case


def _generate(folder: Path, units: int, posts_per_unit: int) -> None:
    from rotation.generate.write import write_scenario

    write_scenario(folder, units=units, posts_per_unit=posts_per_unit, seed=1)


def _lines(cases: list[Case], repeat: int, limit: float) -> Iterator[str]:
    heads = "case", "posts", "candidates", "engine", "seconds", "ratio", "proven", "lost", "peak MB"
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for case in cases:
        ours = _median(OURS, case, repeat, 600.0)
        for engine in ENGINES:
            allowed = min(limit, max(10.0, 10 * ours.seconds))
            figure = ours if engine == OURS else _median(engine, case, repeat, allowed)
            yield _row(case, engine, figure, ours)


def _median(engine: str, case: Case, repeat: int, limit: float) -> Figure:
    documents = [_in_a_process(engine, case, limit) for _ in range(repeat)]
    middle = sorted(documents, key=lambda found: found["seconds"])[len(documents) // 2]
    return Figure(
        statistics.median(found["seconds"] for found in documents),
        statistics.median(found["peak_mb"] for found in documents),
        middle,
    )


def _in_a_process(engine: str, case: Case, limit: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.solver", "--one", engine]
    command += ["--scenario", str(case.folder), "--limit", str(limit)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(case.name, engine, found, file=sys.stderr, flush=True)
    return found


def _row(case: Case, engine: str, figure: Figure, ours: Figure) -> str:
    found = figure.document
    proven = "yes" if found.get("proven") else "no"
    lost = _lost(found.get("values"), ours.document["values"])
    if engine == "relaxation":
        proven, lost = "–", "–"
    cells = [
        case.name,
        str(case.posts),
        str(ours.document["candidates"]),
        ENGINES[engine],
        f"{figure.seconds:.2f}",
        f"{figure.seconds / ours.seconds:.1f}",
        proven,
        lost,
        f"{figure.peak_mb:.0f}",
    ]
    return "| " + " | ".join(cells) + " |"


def _lost(values: list[int] | None, best: list[int]) -> str:
    """The first tier in which a plan is worse than ours, and by how much."""
    if values is None:
        return "no plan in time"
    for tier, (value, least) in enumerate(zip(values, best, strict=True), start=1):
        if value != least:
            return f"tier {tier} of {len(best)}: {value} for {least}"
    return "nothing"


def _measure(engine: str, folder: Path, limit: float) -> dict[str, Any]:
    """Solve one scenario with one engine; seconds count the solve alone, not reading."""
    from rotation import load_scenario
    from rotation.model.assemble import assemble
    from rotation.solve.engines.base import Limits
    from rotation.solve.workbench import Workbench

    assembled = assemble(load_scenario(folder)[0])
    if engine == "relaxation":
        from benchmarks.relaxation import ladder_seconds

        found: dict[str, Any] = {"seconds": ladder_seconds(assembled, limit)}
    else:
        workers = 2 if engine == "cp-sat-default" else 1
        started = time.perf_counter()
        bench = Workbench(assembled, engine=_engine(engine), limits=Limits(limit, workers))
        reached = bench.ask()
        found = {"seconds": time.perf_counter() - started}
        found["proven"] = all(tier.status.value == "optimal" for tier in reached.tiers)
        values = [tier.value for tier in reached.tiers]
        found["values"] = None if reached.x is None else values
    found["candidates"] = len(assembled.board)
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def _engine(name: str) -> Any:
    from rotation.solve.engines import engine_named
    from rotation.solve.engines.cp_sat import CpSat

    return CpSat(tuned=False) if name == "cp-sat-default" else engine_named(name)


def _machine(repeat: int, limit: float) -> str:
    return (
        f"Measured {time.strftime('%Y-%m-%d')}: {os.cpu_count()} cores, {platform.machine()}, "
        f"{platform.system()}, Python {platform.python_version()}, OR-Tools {version('ortools')}; "
        f"medians of {repeat} runs. Seconds are the solve alone; read them as ratios. An "
        f"alternative had ten times our time, but no less than 10 s and no more than {limit:g} s."
    )


_HEAD = """# Performance

Made by `./run bench`. Every engine gets the same program with the same tiers in order; values are
compared tier by tier, so "nothing lost" means as good in every tier.
"""

if __name__ == "__main__":
    sys.exit(main())
