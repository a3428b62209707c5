"""Times our engine beside the alternatives on the same programs, in one run on one machine.

    ./run bench [--only PART] [--resume] [--repeat 3] [--most-posts 10000] [--out FILE] ...

Every measurement is a process of its own (so peak memory is its own, and no warm cache helps);
figures are medians. An alternative is run twice: for our own time, to see what plan it has by
then, and for ten times that (thirty in the ladder), at least 5 s and at most `--limit`;
where we need longer than that ourselves, once and for our own time. Cases from `--once-from` posts
on are measured once. The page is written part by part, the other parts of it stay; what a run that
was interrupted has measured is taken up with `--resume`.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import bare, ladder, province
from benchmarks.cases import LADDER, ROOT, Case, cases
from benchmarks.curve import Curve
from benchmarks.page import line, lost, put
from benchmarks.runs import LEAST_LIMIT, OURS, Figure, Runs

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
RELAXATIONS = ("relaxation", "interior", "flow")
FOR_ONE_OBJECTIVE = ("interior", "flow")
NEAR = 1e-4
"""Within so much of the best, a plan counts as found in the table of growth."""


def main(argv: list[str] | None = None) -> int:
    given = sys.argv[1:] if argv is None else argv
    if given[:1] == ["province"]:
        return province.main(given[1:])
    options = _options(given)
    runs, out = Runs(options.repeat, options.once_from, resume=options.resume), Path(options.out)
    for part in [options.only] if options.only else PARTS:
        put(out, f"{_HEAD}\n{PARTS[part](runs, options)}")
    print(out.read_text(encoding="utf-8"))
    return 0


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", choices=list(PARTS))
    parser.add_argument("--resume", action="store_true", help="take up an interrupted run")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--once-from", type=int, default=10_000, help="posts")
    parser.add_argument("--most-posts", type=int, default=10_000)
    parser.add_argument("--units", type=int, nargs="*", default=LADDER, help="of the ladder")
    parser.add_argument("--ours", type=float, default=1800.0, help="seconds for ours at most")
    parser.add_argument("--limit", type=float, default=30.0, help="seconds for an alternative")
    parser.add_argument("--ladder-limit", type=float, default=900.0, help="the same, ladder")
    parser.add_argument("--before", metavar="REVISION", help="to hold the whole command against")
    parser.add_argument("--out", default=str(ROOT / "docs" / "performance.md"))
    return parser.parse_args(argv)


def _beside(runs: Runs, options: argparse.Namespace) -> str:
    """Every engine on every case, and how our own time grows."""
    beside, growth = list[str](), list[str]()
    for case in cases(runs.folder, options.most_posts):
        ours = runs.median(OURS, case, options.ours)
        after = runs.median("after", case, options.ours)
        growth.append(line(_growth(case, ours, after)))
        allowed = runs.allowed(ours.seconds, options.limit)
        for engine in ENGINES:
            if engine in FOR_ONE_OBJECTIVE and not case.single:
                continue
            figure = ours
            if engine != OURS:
                limit = max(allowed, 5 * options.limit) if engine in RELAXATIONS else allowed
                figure = runs.median(engine, case, limit)
            then = None
            if engine not in (OURS, *RELAXATIONS):
                same = allowed == ours.seconds
                then = figure if same else runs.median(engine, case, max(ours.seconds, 0.1))
            beside.append(line(_row(case, engine, figure, ours, then)))
    head = _SIDE.format(
        machine=runs.machine(), least=LEAST_LIMIT, most=options.limit, lp=5 * options.limit
    )
    return "\n".join([head, *beside, "", _GROWTH, *growth, ""])


def _growth(case: Case, ours: Figure, after: Figure) -> list[str]:
    found, pins = ours.document, after.document["pin"]["seconds"]
    near = Curve.of(found["curve"]).within(NEAR, len(found["values"]))
    pin = statistics.median(pins) if pins else math.nan
    return [
        case.name,
        case.what,
        f"{case.posts:,}",
        f"{found['columns']:,}",
        f"{found['rows']:,}",
        *(f"{seconds:.1f}" for seconds in found["around"]),
        f"{ours.seconds:.2f}",
        "–" if near is None else f"{near:.2f}",
        f"{pin:.2f} ({pin / after.seconds:.2f})",
        f"{ours.peak_mb:.0f}",
    ]


def _row(case: Case, engine: str, figure: Figure, ours: Figure, then: Figure | None) -> list[str]:
    best = ours.document["values"]
    alone = engine in RELAXATIONS
    return [
        case.name,
        case.what,
        ENGINES[engine].format(version=figure.document.get("version", "")),
        f"{figure.seconds:.2f}",
        f"{figure.seconds / ours.seconds:.2g}",
        "–" if alone else f"{figure.whole / ours.whole:.2g}",
        "–" if alone else "yes" if figure.document.get("proven") else "no",
        "–" if alone else lost(figure.document.get("values"), best),
        "–" if then is None else lost(then.document.get("values"), best),
        f"{figure.peak_mb:.0f}",
    ]


_HEAD = """# Performance

Made by `./run bench`. Every engine gets the same program with the same tiers in order; values are
compared tier by tier, so "nothing" lost means as good in every tier. "One objective" puts all goals
of the scenario into one tier with weights. Cities are generated: units x posts per unit, with
about 28 nominated posts per cadre. A tier before the last has half of the time that is left, and an
engine that finds no plan in it ends there.

The newest HiGHS and SCIP run by themselves, in environments of their own, made when they are
missing (`.bench/`; deleted, they are made anew with what is newest then), on the program that
`solve --write-program` writes, with a gap of zero. "Whole" is the process from start to end:
reading the roster and making the program for ours, reading the program for theirs.
"""
_SIDE = """## Beside the alternatives

{machine} An alternative had ten times our time, but no less than {least:g} s
and no more than {most:g} s, or our own time where that is longer (a relaxation at least {lp:g} s).
Whole: its ratio.

Two rows are yardsticks and no engines. The linear relaxation, tier by tier, is what a bound costs
when it is computed plainly. "Cadres and seats alone" leaves out every row that couples cadres: what
is left is a network flow, and no engine for the whole program can hope for less.

| case | tiers | engine | seconds | of ours | whole | proven | lost | lost in our time | peak MB |
|---|---|---|---|---|---|---|---|---|---|"""
_GROWTH = """## How time grows

Reading and board with program in seconds of wall clock, then the solve, and when in it a plan was
known to be within 0.01 % of the best; after a pin: the median of up to three pins of a cadre to
another post, each solved again to proof, and its share of the first solve.

| case | tiers | posts | columns | rows | reading | program | solve | 0.01 % | pin | peak MB |
|---|---|---|---|---|---|---|---|---|---|---|"""

PARTS: dict[str, Callable[[Runs, argparse.Namespace], str]] = {
    "ladder": ladder.text,
    "beside": _beside,
    "bare": lambda runs, _: bare.section(runs.repeat),
}

if __name__ == "__main__":
    sys.exit(main())
