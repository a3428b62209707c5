"""Charts in the look of the pages, written as Vega-Lite: altair's checks of every part took as long
as the rest of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import streamlit as st

FONT = "'Source Sans', 'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif"
INK = "#1d2530"
LEAST_SHARE = 0.05
"""A part narrower than this share of the longest bar has no number of its own in it."""
LEGEND_ABREAST = 2
"""Words of a legend in a row: more are cut off where the page is enlarged."""
BAR = 34
"""Pixels of a lying bar with the space around it."""
Spec = dict[str, Any]


def stacked_bars(
    rows: Sequence[tuple[str, str, int]],
    *,
    bands: Sequence[str],
    series: Sequence[str],
    titles: tuple[str, str, str],
    colours: Sequence[str],
    lying: bool = False,
    height: int = 220,
) -> None:
    """Counts by band, stacked by series, with the number of each part and of the whole bar.

    rows: (band, series, count) in words. titles: of bands, series and counts. Whoever cannot tell
    the colours apart has the numbers, and the legend in the order of the stack.
    """
    totals = Counter[str]()
    for band, _, count in rows:
        totals[band] += count
    longest = max(totals.values(), default=0)
    along, across = ("y", "x") if lying else ("x", "y")
    names = {
        "field": "band",
        "type": "nominal",
        "sort": list(bands),
        "axis": {**PLAIN_AXIS, "labelLimit": 200, "description": titles[0]},
    }
    size = {**_COUNT, "stack": "zero", "axis": None, "scale": {"domainMax": longest * 1.08 or 1}}
    draw(
        [
            _bars({along: names, across: size}, titles, series, colours),
            _part_numbers({along: names, across: {**_COUNT, "stack": "zero", "bandPosition": 0.5}}),
            _whole_numbers({along: names, across: _COUNT}, totals, lying),
        ],
        _parts(rows, series, longest),
        about=" ".join(titles),
        height=BAR * len(totals) + 20 * (1 + -(-len(series) // LEGEND_ABREAST))
        if lying
        else height,
    )


def draw(layers: Sequence[Spec], data: Sequence[Spec], *, about: str, height: int) -> None:
    """Layers over the same data, as wide as the place they stand in. about: said of the whole."""
    st.vega_lite_chart(
        {
            "description": about,
            "data": {"values": list(data)},
            "layer": list(layers),
            "height": height,
            "config": {"font": FONT, "view": {"stroke": None}},
        },
        width="stretch",
    )


PLAIN_AXIS = {"labelAngle": 0, "title": None, "labelOverlap": False, "labelColor": INK}
_COUNT = {"field": "count", "type": "quantitative"}
_TOLD = {"field": "told", "type": "nominal"}
"""What a screen reader says of a bar; the numbers beside it are not said again."""
_IN_STACK = {"field": "place", "type": "quantitative"}


def coloured(series: Sequence[str], colours: Sequence[str]) -> Spec:
    """The series by colour; a legend where there are several."""
    legend: Spec = {"title": None, "orient": "top", "symbolType": "square", "labelColor": INK}
    legend |= {"columns": LEGEND_ABREAST, "description": " ".join(series)}
    return {
        "field": "series",
        "type": "nominal",
        "sort": list(series),
        "scale": {"domain": list(series), "range": list(colours[: len(series)])},
        "legend": {**legend, "offset": 4} if len(series) > 1 else None,
    }


def pointed_at(titles: Sequence[str], fields: Sequence[str]) -> list[Spec]:
    """What is told of a bar that is pointed at."""
    return [
        {"field": field, "title": title, "type": _COUNT["type"] if field == "count" else "nominal"}
        for field, title in zip(fields, titles, strict=True)
    ]


def _parts(rows: Sequence[tuple[str, str, int]], series: Sequence[str], longest: int) -> list[Spec]:
    """The parts of the bars; `said` is the number in a part, where there are several to a bar and
    this one is wide enough."""
    several = Counter(band for band, _, _ in rows)
    place = {name: number for number, name in enumerate(series)}
    return [
        {
            "band": band,
            "series": part,
            "count": count,
            "told": f"{band} {part} {count}",
            "place": place[part],
            "said": str(count) if several[band] > 1 and count >= LEAST_SHARE * longest else "",
        }
        for band, part, count in rows
    ]


def _bars(
    at: Spec, titles: tuple[str, str, str], series: Sequence[str], colours: Sequence[str]
) -> Spec:
    band, part, count = titles
    told = pointed_at((band, part, count), ("band", "series", "count"))
    return {
        "mark": "bar",
        "encoding": {
            **at,
            "color": coloured(series, colours),
            "order": _IN_STACK,
            "description": _TOLD,
            "tooltip": told if len(series) > 1 else [told[0], told[2]],
        },
    }


def _part_numbers(at: Spec) -> Spec:
    """Numbers in the middle of their parts."""
    return {
        "mark": {"type": "text", "aria": False, "color": "white", "fontSize": 12},
        "encoding": {**at, "order": _IN_STACK, "text": {"field": "said", "type": "nominal"}},
    }


def _whole_numbers(at: Spec, totals: Counter[str], lying: bool) -> Spec:
    """The sum at the end of each bar."""
    place = {"align": "left", "dx": 4} if lying else {"align": "center", "dy": -7}
    return {
        "data": {"values": [{"band": band, "count": count} for band, count in totals.items()]},
        "mark": {
            "type": "text",
            "aria": False,
            "color": INK,
            "fontSize": 13,
            "fontWeight": "bold",
            **place,
        },
        "encoding": {**at, "text": _COUNT},
    }


LINES = ("#1f5582", "#c8772e", "#2e7d4f", "#8c4a6b", "#5b6470")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
LINES_HEIGHT = 260


def lines(points: Sequence[tuple[str, str, int]], *, titles: tuple[str, str, str]) -> None:
    """Counts along bands, a line for each series; each has its own shape of points, too.

    points: (band, series, count) in words, in the order of the bands. titles: of bands, series and
    counts.
    """
    series = list(dict.fromkeys(name for _, name, _ in points))
    data = [
        {"band": band, "series": name, "count": count, "told": f"{band} {name} {count}"}
        for band, name, count in points
    ]
    along = {
        "field": "band",
        "type": "nominal",
        "sort": list(dict.fromkeys(band for band, _, _ in points)),
        "axis": {**PLAIN_AXIS, "title": titles[0], "description": titles[0]},
    }
    up = {**_COUNT, "axis": {"title": titles[2], "description": titles[2], "tickMinStep": 1}}
    at = {"x": along, "y": up, "color": coloured(series, LINES)}
    shapes = {"domain": series, "range": list(SHAPES[: len(series)])}
    shape = {"field": "series", "type": "nominal", "legend": None, "scale": shapes}
    marks = {
        "mark": {"type": "point", "filled": True, "size": 90},
        "encoding": {
            **at,
            "shape": shape,
            "description": _TOLD,
            "tooltip": pointed_at(titles, ("band", "series", "count")),
        },
    }
    line = {"mark": {"type": "line", "aria": False, "strokeWidth": 2}, "encoding": at}
    draw([line, marks], data, about=" ".join(titles), height=LINES_HEIGHT)


BEFORE_AND_AFTER = ("#9aa3ad", "#1f5582")
GROUPED_HEIGHT = 250


def grouped_bars(
    rows: Sequence[tuple[str, int, int]], *, series: tuple[str, str], titles: tuple[str, str]
) -> None:
    """rows: (band, before, after) in words. titles: of bands and counts."""
    band, count = titles
    data = [
        {"band": name, "series": word, "count": number, "told": f"{name} {word} {number}"}
        for name, *both in rows
        for word, number in zip(series, both, strict=True)
    ]
    at = {
        "x": {
            "field": "band",
            "type": "nominal",
            "sort": [name for name, _, _ in rows],
            "axis": {**PLAIN_AXIS, "description": band},
        },
        "xOffset": {"field": "series", "type": "nominal", "sort": list(series)},
        "y": {"field": "count", "type": "quantitative", "axis": None},
    }
    told = pointed_at((band, " ", count), ("band", "series", "count"))
    bars = {
        "mark": "bar",
        "encoding": {
            **at,
            "color": coloured(series, BEFORE_AND_AFTER),
            "description": _TOLD,
            "tooltip": told,
        },
    }
    numbers = {
        "mark": {"type": "text", "aria": False, "dy": -7, "color": INK, "fontSize": 12},
        "encoding": {**at, "text": {"field": "count", "type": "quantitative"}},
    }
    draw([bars, numbers], data, about=" ".join(titles), height=GROUPED_HEIGHT)
