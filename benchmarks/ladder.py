"""All tiers in order, of cities up to the largest: ours beside the newest HiGHS and SCIP, what the
engine is to reach, and a chart of each size."""

from __future__ import annotations

import argparse
import math
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.before import medians
from benchmarks.cases import QUESTIONS, Case, ladder_cases
from benchmarks.chart import drawn
from benchmarks.curve import Curve
from benchmarks.environments import environment_of
from benchmarks.page import line, lost
from benchmarks.runs import NEWEST, OURS, Figure, Runs

HIGHS, SCIP = f"{NEWEST}highs", f"{NEWEST}scip"
NAMES = {
    OURS: "**ours**",
    HIGHS: "HiGHS {version}, 2 threads",
    SCIP: "SCIP {version}",
}
_TIMES = 30
NEAR = 0.001
"""What every tier of the largest city is to be within, proven."""
TO_REACH = {1_000: 0.25, 3_000: 0.25}
PIN_TO_REACH = {1_000: 0.3, 10_000: 1.0}
"""By posts: of the newest HiGHS's time, and of our own first solve."""
NEAR_TO_REACH = {10_000: 3.0}
"""Of what the linear relaxations of all tiers take."""


@dataclass(frozen=True)
class City:
    """What was measured of one. after: the first solve and further questions, by engine.
    then: what the newest HiGHS has in our time. relaxed: the linear relaxations of all tiers."""

    case: Case
    ladder: dict[str, Figure]
    after: dict[str, Figure]
    then: Figure
    relaxed: dict[str, Figure]

    @property
    def ours(self) -> Figure:
        return self.ladder[OURS]

    @property
    def best(self) -> list[int]:
        """Lexicographically the better of our values and those of the others."""
        found = (figure.document["values"] for figure in self.ladder.values())
        return min(values for values in found if values)

    @property
    def near(self) -> float | None:
        """When we had proven every tier to be near its best."""
        return Curve.of(self.ours.document["curve"]).within(NEAR, len(self.best))


def text(runs: Runs, options: argparse.Namespace) -> str:
    """The sections of the page; charts are drawn beside it."""
    measured = ladder_cases(runs.folder, options.units, options.most_posts)
    cities = [_measured(runs, case, options) for case in measured]
    charts = [_chart(city, Path(options.out)) for city in cities]
    return "\n".join(
        [
            _REACH, *map(line, to_reach(cities, options)), "",
            _LADDER.format(machine=runs.machine(), most=options.ladder_limit, dated=_dated()),
            *(line(row) for city in cities for row in _rows(city)), "", _CHARTS, *charts, "",
        ]
    )  # fmt: skip


def _measured(runs: Runs, case: Case, options: argparse.Namespace) -> City:
    ours = runs.median(OURS, case, options.ours)
    allowed = runs.allowed(ours.seconds, options.ladder_limit, _TIMES)
    ladder = {OURS: ours} | {name: runs.median(name, case, allowed) for name in (HIGHS, SCIP)}
    same = allowed == ours.seconds
    then = ladder[HIGHS] if same else runs.once(HIGHS, case, max(ours.seconds, 0.1))
    after = {OURS: runs.once("after", case, options.ours)}
    few = QUESTIONS if case.posts < runs.once_from else 1
    asked = _questions(runs, case, after[OURS].document, few)
    for name in (HIGHS, SCIP):
        if asked and ladder[name].document["proven"]:
            after[name] = runs.once(name, case, 2 * allowed, *asked)
    relaxed = {
        "ours": runs.median("columns", case, options.ours),
        NAMES[HIGHS]: runs.median(HIGHS, case, options.ours, "--relaxed"),
    }
    return City(case, ladder, after, then, relaxed)


def _questions(runs: Runs, case: Case, after: dict[str, Any], few: int) -> list[str]:
    """The first questions that ours was asked, for another solver; none where it had no answer."""
    if "pin" not in after:
        return []
    pins = map(str, after["pin"]["asked"][:few])
    programs = (str(runs.program(case, change)) for change in after["change"]["asked"][:few])
    return ["--pin", *pins, "--changed", *programs]


def _rows(city: City) -> Iterator[list[str]]:
    for name, figure in city.ladder.items():
        yield [
            f"{city.case.posts:,}",
            NAMES[name].format(**{"version": "", **figure.document}),
            f"{figure.seconds:.2f}",
            f"{figure.seconds / city.ours.seconds:.2g}",
            f"{figure.whole:.2f} ({figure.whole / city.ours.whole:.2g})",
            "yes" if figure.document["proven"] else "no",
            lost(figure.document["values"], city.best),
            lost(city.then.document["values"], city.best) if name == HIGHS else "–",
            *(_answered(city, name, kind) for kind in ("pin", "change")),
            f"{figure.peak_mb:.0f}",
        ]
    for name, figure in city.relaxed.items():
        yield [
            f"{city.case.posts:,}",
            f"LP of every tier: {name.format(**{'version': '', **figure.document})}",
            *_relaxed_cells(figure, city.ours.seconds),
            *"–" * 6,
            f"{figure.peak_mb:.0f}",
        ]


def _relaxed_cells(figure: Figure, ours: float) -> list[str]:
    seconds = _relaxed_seconds(figure)
    if seconds == math.inf:
        return ["not in time", "–"]
    return [f"{seconds:.2f}", f"{seconds / ours:.2g}"]


def _relaxed_seconds(figure: Figure) -> float:
    return figure.seconds if figure.document.get("values", True) else math.inf


def _answered(city: City, name: str, kind: str) -> str:
    """What a further question took, and its share of the first solve."""
    figure = city.after.get(name)
    found = figure and figure.document.get(kind)
    if not figure or not found or not (found.get("seconds") or found.get("cold")):
        return "–"
    ways = {way: found[way] for way in ("seconds", "cold", "started") if way in found}
    way = min(ways, key=lambda name: statistics.median(ways[name]))
    seconds = statistics.median(ways[way])
    cell = f"{seconds:.2f} ({seconds / figure.seconds:.2g}){_WAYS[way]}"
    ours = city.after[OURS].document[kind]
    if not found["proven"]:
        return f"{cell}, not proven"
    agree = all(a == b for a, b in zip(found["values"], ours["values"], strict=False))
    return cell if agree or not ours["proven"] else f"{cell}, **other values**"


def to_reach(cities: list[City], options: argparse.Namespace) -> Iterator[list[str]]:
    """What was asked of the engine, and whether it is so."""
    for city in cities:
        posts, newest = city.case.posts, city.ladder[HIGHS]
        if posts in NEAR_TO_REACH:
            yield from _nearto_reach(city)
        else:
            ratio = city.ours.seconds / newest.seconds if city.ours.document["proven"] else math.inf
            least = "" if newest.document["proven"] else "less than "
            of = f"{newest.seconds:.1f} s of the newest HiGHS"
            yield _reach(f"ladder, {posts:,} posts", of, TO_REACH.get(posts), ratio, least)
        first = city.after[OURS]
        for kind in ("pin", "forbid"):
            times = first.document.get(kind, {}).get("seconds")
            if times:
                ratio = statistics.median(times) / first.seconds
                of = f"{first.seconds:.1f} s of the first solve, median of {len(times)}"
                yield _reach(f"one {kind}, {posts:,} posts", of, PIN_TO_REACH.get(posts), ratio)
    if options.before:
        for name, now, before in medians(options.before, options.repeat):
            ratio = math.inf if before is None else now / before
            of = f"{before or math.nan:.2f} s of {options.before}"
            yield _reach(f"{name}, whole command", of, 1.0, ratio)


def _nearto_reach(city: City) -> Iterator[list[str]]:
    what = f"every tier within {NEAR:.1%}, proven, {city.case.posts:,} posts"
    for name, figure in city.relaxed.items():
        seconds = _relaxed_seconds(figure)
        if seconds == math.inf:
            continue
        of = f"{seconds:.1f} s of its LPs, {name.format(**{'version': '', **figure.document})}"
        ratio = math.inf if city.near is None else city.near / seconds
        yield _reach(what, of, NEAR_TO_REACH[city.case.posts], ratio)
    has = lost(city.then.document["values"], city.best)
    yield [what, "the newest HiGHS in the same time", "–", f"it has lost: {has}", "–"]


def _reach(what: str, of: str, most: float | None, ratio: float, least: str = "") -> list[str]:
    asked = "–" if most is None else f"≤ {most:g} ×"
    reached = "–" if most is None else "yes" if round(ratio, 2) <= most else "no"
    return [
        what,
        of,
        asked,
        "not in time" if ratio == math.inf else f"{least}{ratio:.2f} ×",
        reached,
    ]


def _chart(city: City, out: Path) -> str:
    path = out.parent / f"ladder_{city.case.posts}.svg"
    title = f"{city.case.posts:,} posts, {len(city.best)} tiers in order"
    curves = {
        "ours": Curve.of(city.ours.document["curve"]),
        NAMES[HIGHS].format(**city.ladder[HIGHS].document): Curve.of(
            city.ladder[HIGHS].document["curve"]
        ),
    }
    path.write_text(drawn(title, curves, city.best), encoding="utf-8")
    return f"![{title}]({path.name})\n"


def _dated() -> str:
    found = (environment_of(name.removeprefix(NEWEST)) for name in (HIGHS, SCIP))
    return "; ".join(f"{one.package}, {one.dated}" for one in found)


_WAYS = {"seconds": "", "cold": " from nothing", "started": " from the first plan"}
_REACH = """## To reach

Ratios of the tables below.

| what | of | asked | measured | reached |
|---|---|---|---|---|"""
_LADDER = """## The ladder

Cities of units of ten posts, drawn with seed 77: all tiers in order, to proof. The others are the
newest of the package index: {dated}.

{machine} The others had thirty times our time, but no
more than {most:g} s, or our own time where that is longer, and twice that for each question after
it. In our time: what the plan of HiGHS has lost by then. Pin, weight: the median of pins of
a cadre to another post (up to fifteen of ours, the first three of the others, of the largest cases
the first), and of up to three goals that weigh one more, each solved again to proof, and its share
of the first solve. Ours keeps its workbench; the others begin from nothing or from the first plan,
whichever is quicker.

| posts | engine | seconds | of ours | whole | proven | lost | in our time | pin | weight | MB |
|---|---|---|---|---|---|---|---|---|---|---|"""
_CHARTS = """## How far after how long

What a planner sees who waits, and what they would see of the newest HiGHS: how many tiers are
proven and in how many the plan at hand is already as good as it gets, how far its worst tier is
from the best, and how far the proof is in the tier under way. Where the best of a tier is 0, each
one more counts 100 %. Each tenfold time takes the same room.
"""
