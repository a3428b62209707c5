"""Times our engine beside the alternatives on the same programs, in one run on one machine.

    ./run bench [--repeat 3] [--once-from 10000] [--most-posts 10000] [--limit 30] [--out FILE]

Every measurement is a process of its own (so peak memory is its own, and no warm cache helps);
figures are medians. An alternative is run twice: for our own time, to see what plan it has by
then, and for ten times that, at least 5 s and at most `--limit`; where we need longer than that
ourselves, once and for our own time. Cases from `--once-from` posts on are measured once.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import bare, province
from benchmarks.cases import ROOT, Case, cases
from benchmarks.environments import environment_of

OURS = "combined"
ENGINES = {
    OURS: "**ours**",
    "newest-highs": "HiGHS {version} by itself, 2 threads",
    "newest-scip": "SCIP {version} by itself",
    "highs": "HiGHS of OR-Tools, as a MIP",
    "cp-sat": "CP-SAT, 1 worker, linearization_level 2",
    "cp-sat-default": "CP-SAT, default, 2 workers",
    "relaxation": "LP relaxation alone, HiGHS",
    "interior": "LP relaxation alone, HiGHS interior point",
    "flow": "cadres and seats alone, network flow",
}
NEWEST = "newest-"
RELAXATIONS = ("relaxation", "interior", "flow")
FOR_ONE_OBJECTIVE = ("interior", "flow")
OURS_AT_MOST = 1800.0
LEAST_LIMIT = 5.0


@dataclass(frozen=True)
class Figure:
    """Medians over the runs of one engine on one case; document: the run in the middle."""

    seconds: float
    peak_mb: float
    document: dict[str, Any]


def main(argv: list[str] | None = None) -> int:
    given = sys.argv[1:] if argv is None else argv
    if given[:1] == ["province"]:
        return province.main(given[1:])
    options = _options(given)
    with tempfile.TemporaryDirectory() as folder:
        told = _Told(options.repeat, options.once_from, options.limit, Path(folder))
        for case in cases(Path(folder), options.most_posts):
            told.measure(case)
    out = Path(options.out)
    text = f"{told.page()}\n{bare.section(options.repeat)}{_measured_apart(out)}"
    out.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _measured_apart(out: Path) -> str:
    """What the file says of a province and of the screen, which are not measured here."""
    said = out.read_text(encoding="utf-8") if out.exists() else ""
    _, heading, rest = said.partition(province.HEADING)
    return heading + rest


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--once-from", type=int, default=10_000, help="posts")
    parser.add_argument("--most-posts", type=int, default=10_000)
    parser.add_argument("--limit", type=float, default=30.0, help="seconds for an alternative")
    parser.add_argument("--out", default=str(ROOT / "docs" / "performance.md"))
    return parser.parse_args(argv)


class _Told:
    """The tables, row by row as they are measured."""

    def __init__(self, repeat: int, once_from: int, limit: float, folder: Path) -> None:
        self.repeat, self.once_from, self.limit = repeat, once_from, limit
        self.folder = folder
        self.beside: list[str] = []
        self.growth: list[str] = []

    def measure(self, case: Case) -> None:
        ours = self._median(OURS, case, OURS_AT_MOST)
        self.growth.append(self._growth_row(case, ours))
        allowed = max(ours.seconds, min(self.limit, max(LEAST_LIMIT, 10 * ours.seconds)))
        for engine in ENGINES:
            if engine in FOR_ONE_OBJECTIVE and not case.single:
                continue
            figure = ours
            if engine != OURS:
                limit = max(allowed, 5 * self.limit) if engine in RELAXATIONS else allowed
                figure = self._median(engine, case, limit)
            then = None
            if engine not in (OURS, *RELAXATIONS):
                same = allowed == ours.seconds
                then = figure if same else self._median(engine, case, max(ours.seconds, 0.1))
            self.beside.append(_row(case, engine, figure, ours, then))

    def _growth_row(self, case: Case, ours: Figure) -> str:
        pin = self._median("pin", case, OURS_AT_MOST)
        found = ours.document
        read, program = found["around"]
        cells = [
            case.name,
            case.what,
            f"{case.posts:,}",
            f"{found['columns']:,}",
            f"{found['rows']:,}",
            f"{read:.1f}",
            f"{program:.1f}",
            f"{ours.seconds:.2f}",
            f"{found['near']:.2f}",
            f"{pin.seconds:.2f} ({pin.seconds / ours.seconds:.2f})",
            f"{ours.peak_mb:.0f}",
        ]
        return _line(cells)

    def _median(self, engine: str, case: Case, limit: float) -> Figure:
        repeat = self.repeat if case.posts < self.once_from else 1
        documents = [self._in_a_process(engine, case, limit) for _ in range(repeat)]
        middle = sorted(documents, key=lambda found: found["seconds"])[len(documents) // 2]
        return Figure(
            statistics.median(found["seconds"] for found in documents),
            statistics.median(found["peak_mb"] for found in documents),
            middle,
        )

    def _in_a_process(self, engine: str, case: Case, limit: float) -> dict[str, Any]:
        """What one process measured; whole: its seconds from start to end."""
        if engine.startswith(NEWEST):
            solver = engine.removeprefix(NEWEST)
            command = [
                str(environment_of(solver).python),
                str(ROOT / "benchmarks" / "newest.py"),
                solver,
            ]
            command.append(str(_program(self.folder, case)))
        else:
            command = [sys.executable, "-m", "benchmarks.measure", engine, str(case.folder)]
            command += ["--single"] if case.single else []
        started = time.perf_counter()
        done = subprocess.run(
            [*command, "--limit", str(limit)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        found["whole"] = time.perf_counter() - started
        print(case.name, case.what, engine, found, file=sys.stderr, flush=True)
        return found

    def page(self) -> str:
        return "\n".join(
            [_HEAD, self._machine(), "", _SIDE, *self.beside, "", _GROWTH, *self.growth, ""]
        )

    def _machine(self) -> str:
        return (
            f"Measured {time.strftime('%Y-%m-%d')}: {os.cpu_count()} cores, {platform.machine()}, "
            f"{platform.system()}, Python {platform.python_version()}, OR-Tools "
            f"{version('ortools')}; medians of {self.repeat}, from {self.once_from:,} posts on of "
            f"one run. Seconds are the solve alone; read "
            f"them as ratios. An alternative had ten times our time, but no less than "
            f"{LEAST_LIMIT:g} s and no more than {self.limit:g} s, or our own time where that is "
            f"longer (a relaxation at least {5 * self.limit:g} s)."
        )


@cache
def _program(folder: Path, case: Case) -> Path:
    """The program of a case in the LP format."""
    path = folder / f"{case.name}, {case.what}.lp".replace(" ", "_")
    command = [sys.executable, "-m", "benchmarks.program", str(case.folder), str(path)]
    subprocess.run([*command, *(["--single"] if case.single else [])], cwd=ROOT, check=True)
    return path


def _row(case: Case, engine: str, figure: Figure, ours: Figure, then: Figure | None) -> str:
    best = ours.document["values"]
    alone = engine in RELAXATIONS
    cells = [
        case.name,
        case.what,
        ENGINES[engine].format(version=figure.document.get("version", "")),
        f"{figure.seconds:.2f}",
        f"{figure.seconds / ours.seconds:.2g}",
        "–" if alone else f"{figure.document['whole'] / ours.document['whole']:.2g}",
        "–" if alone else "yes" if figure.document.get("proven") else "no",
        "–" if alone else _lost(figure.document.get("values"), best),
        "–" if then is None else _lost(then.document.get("values"), best),
        f"{figure.peak_mb:.0f}",
    ]
    return _line(cells)


def _lost(values: list[int] | None, best: list[int]) -> str:
    """The first tier in which a plan is worse than ours, and by how much."""
    if values is None:
        return "no plan"
    for tier, (value, least) in enumerate(zip(values, best, strict=False), start=1):
        if value != least:
            share = f" ({(value - least) / least:.1%})" if least > 0 else ""
            return f"tier {tier} of {len(best)}: {value} for {least}{share}"
    return "nothing" if len(values) == len(best) else "later tiers"


def _line(cells: Iterator[str] | list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


_HEAD = """# Performance

Made by `./run bench`. Every engine gets the same program with the same tiers in order; values are
compared tier by tier, so "nothing" lost means as good in every tier. "One objective" puts all goals
of the scenario into one tier with weights. Cities are generated: units x posts per unit, with
about 28 nominated posts per cadre. A tier before the last has half of the time that is left, and an
engine that finds no plan in it ends there.

The newest HiGHS and SCIP run by themselves, in environments of their own, made when they are
missing (`.bench/`; deleted, they are made anew with what is newest then), on the program that
`solve --write-program` writes, with a gap of zero. "Whole" is the ratio of processes from start to
end, reading the roster and making the program for ours, reading the program for theirs.

Two rows are yardsticks and no engines. The linear relaxation, tier by tier, is what a bound costs
when it is computed plainly. "Cadres and seats alone" leaves out every row that couples cadres: what
is left is a network flow, and no engine for the whole program can hope for less.
"""
_SIDE = """## Beside the alternatives

| case | tiers | engine | seconds | of ours | whole | proven | lost | lost in our time | peak MB |
|---|---|---|---|---|---|---|---|---|---|"""
_GROWTH = """## How time grows

Reading and board with program in seconds of wall clock, then the solve, and when in it a plan was
known to be within 0.01 % of the best; after a pin: the median of up to five pins of a cadre to
another post, each solved again to proof, and its share of the first solve.

| case | tiers | posts | columns | rows | reading | program | solve | 0.01 % | pin | peak MB |
|---|---|---|---|---|---|---|---|---|---|---|"""

if __name__ == "__main__":
    sys.exit(main())
