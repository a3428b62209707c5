"""Draws how far two runs were after how long, as an SVG."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from benchmarks.curve import Curve, Steps

WIDTH, LEFT, RIGHT, TOP, HEIGHT, GAP = 760, 56, 24, 64, 150, 52
COLOURS = ("#0a7d5a", "#c2571a")
PERCENT = (0.01, 1000.0)
"""From where to where percents are drawn; what is nothing stands below, at 0."""


@dataclass(frozen=True)
class _Panel:
    """height: where a value stands, from 0 at the bottom to 1. ticks: values with their words."""

    title: str
    lines: Sequence[Steps]
    height: Callable[[float], float]
    ticks: Mapping[float, str]


def drawn(title: str, curves: Mapping[str, Curve], best: Sequence[int]) -> str:
    """curves: by the engine's name. best: the best value of every tier."""
    tiers, both = len(best), list(curves.values())
    every = max(tiers // 4, 1)
    counts = {float(k): str(k) for k in range(0, tiers + 1, every)}
    percents = {0.0: "0", 0.1: "0.1 %", 1.0: "1 %", 10.0: "10 %", 100.0: "100 %", 1000.0: "1000 %"}
    panels = [
        _Panel(f"Tiers of {tiers}, in order, that are proven to be best",
               [c.proven(tiers) for c in both], lambda k: k / tiers, counts),
        _Panel(f"Tiers of {tiers}, in order, in which the plan at hand is as good as the best",
               [c.as_good(best) for c in both], lambda k: k / tiers, counts),
        _Panel("How far the plan's worst tier is from its best",
               [c.plan_off(best) for c in both], _of_percent, percents),
        _Panel("How far the bound of the tier under way is from what is best there",
               [c.bound_off(best) for c in both], _of_percent, percents),
    ]  # fmt: skip
    ends = [curve.end for curve in both]
    x = _Seconds(max(0.1, min(curve.first_plan for curve in both) / 2), max(ends))
    height = TOP + len(panels) * (HEIGHT + GAP)
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        f'<text x="{LEFT}" y="22" font-size="15">{escape(title)}</text>',
    ]
    for place, (name, end) in enumerate(zip(curves, ends, strict=True)):
        words = f"{escape(name)}, {end:,.1f} s"
        body += [
            f'<rect x="{LEFT + place * 300}" y="34" width="18" height="4" '
            f'fill="{COLOURS[place]}"/>',
            f'<text x="{LEFT + place * 300 + 24}" y="41">{words}</text>',
        ]
    for place, panel in enumerate(panels):
        body += _panel(panel, TOP + place * (HEIGHT + GAP) + 20, x, ends)
    return "\n".join([*body, "</svg>", ""])


class _Seconds:
    """Where a second stands: each tenfold time takes the same room."""

    def __init__(self, first: float, last: float) -> None:
        self.first, self.last = first, max(last, 2 * first)

    def __call__(self, seconds: float) -> float:
        share = math.log(max(seconds, self.first) / self.first) / math.log(self.last / self.first)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def ticks(self) -> list[float]:
        powers = range(-3, 6)
        marks = [step * 10.0**power for power in powers for step in (1, 2, 5)]
        return [mark for mark in marks if self.first <= mark <= self.last]


def _of_percent(percent: float) -> float:
    """Nothing at the bottom, above it each tenfold share the same room."""
    least, most = PERCENT
    if percent < least:
        return 0.0
    return math.log(min(percent, most) / least) / math.log(most / least)


def _panel(panel: _Panel, top: float, x: _Seconds, ends: Sequence[float]) -> list[str]:
    def y(value: float) -> float:
        return top + HEIGHT * (1 - panel.height(value))

    right, bottom = WIDTH - RIGHT, top + HEIGHT
    body = [f'<text x="{LEFT}" y="{top - 8}" font-weight="bold">{escape(panel.title)}</text>']
    for value, words in panel.ticks.items():
        body += [
            f'<path d="M{LEFT} {y(value):.1f}H{right}" stroke="#ddd"/>',
            f'<text x="{LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{words}</text>',
        ]
    for mark in x.ticks():
        body += [
            f'<path d="M{x(mark):.1f} {top}V{bottom}" stroke="#eee"/>',
            f'<text x="{x(mark):.1f}" y="{bottom + 15}" text-anchor="middle">{mark:g} s</text>',
        ]
    for colour, line, end in zip(COLOURS, panel.lines, ends, strict=False):
        if line:
            path = f"M{x(line[0][0]):.1f} {y(line[0][1]):.1f}"
            path += "".join(f"H{x(at):.1f}V{y(value):.1f}" for at, value in line[1:])
            path += f"H{x(end):.1f}"
            body.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
    return body
