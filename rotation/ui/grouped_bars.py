"""Bars of before and after, side by side, with their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from rotation.ui.charts import INK, PLAIN_AXIS, coloured, draw, pointed_at

COLOURS = ("#9aa3ad", "#1f5582")
HEIGHT = 250


def grouped_bars(
    rows: Sequence[tuple[str, int, int]], *, series: tuple[str, str], titles: tuple[str, str]
) -> None:
    """rows: (band, before, after) in words. titles: of bands and counts."""
    band, count = titles
    data = [
        {"band": name, "series": word, "count": number}
        for name, *both in rows
        for word, number in zip(series, both, strict=True)
    ]
    at = {
        "x": {
            "field": "band",
            "type": "nominal",
            "sort": [name for name, _, _ in rows],
            "axis": PLAIN_AXIS,
        },
        "xOffset": {"field": "series", "type": "nominal", "sort": list(series)},
        "y": {"field": "count", "type": "quantitative", "axis": None},
    }
    told = pointed_at((band, " ", count), ("band", "series", "count"))
    bars = {
        "mark": "bar",
        "encoding": {**at, "color": coloured(series, COLOURS), "tooltip": told},
    }
    numbers = {
        "mark": {"type": "text", "dy": -7, "color": INK, "fontSize": 12},
        "encoding": {**at, "text": {"field": "count", "type": "quantitative"}},
    }
    draw([bars, numbers], data, height=HEIGHT)
