"""Charts in the look of the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

FONT = "'Source Sans', 'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif"
INK = "#1d2530"
LEAST_SHARE = 0.05
"""A part narrower than this share of the longest bar has no number of its own in it."""
BAR = 34
"""Pixels of a lying bar with the space around it."""


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
    band, part, count = titles
    data = pd.DataFrame(rows, columns=[band, part, count])
    data["place"] = data[part].map({name: i for i, name in enumerate(series)})
    totals = Counter[str]()
    for name, _, number in rows:
        totals[name] += number
    longest = max(totals.values(), default=0)
    across, along = (alt.X, alt.Y) if lying else (alt.Y, alt.X)
    names = along(
        f"{band}:N",
        sort=list(bands),
        axis=alt.Axis(labelAngle=0, title=None, labelLimit=200, labelOverlap=False, labelColor=INK),
    )
    size = across(
        f"{count}:Q", stack="zero", axis=None, scale=alt.Scale(domainMax=longest * 1.08 or 1)
    )
    at = {"x": size, "y": names} if lying else {"x": names, "y": size}
    layers = [
        _bars(data, at, titles, series, colours),
        _part_numbers(data, at, titles, longest, lying),
        _whole_numbers(totals, at, titles, lying),
    ]
    chart = alt.layer(*layers).properties(height=BAR * len(totals) + 40 if lying else height)
    st.altair_chart(chart.configure(font=FONT).configure_view(stroke=None), width="stretch")


def _bars(
    data: pd.DataFrame,
    at: dict[str, Any],
    titles: tuple[str, str, str],
    series: Sequence[str],
    colours: Sequence[str],
) -> Any:
    band, part, count = titles
    legend = alt.Legend(title=None, orient="top", symbolType="square", labelColor=INK, offset=4)
    colour = alt.Color(
        f"{part}:N",
        scale=alt.Scale(domain=list(series), range=list(colours[: len(series)])),
        legend=legend if len(series) > 1 else None,
        sort=list(series),
    )
    tooltip = [band, part, count] if len(series) > 1 else [band, count]
    return (
        alt.Chart(data)
        .mark_bar()
        .encode(**at, color=colour, order=alt.Order("place:Q"), tooltip=tooltip)
    )


def _part_numbers(
    data: pd.DataFrame,
    at: dict[str, Any],
    titles: tuple[str, str, str],
    longest: int,
    lying: bool,
) -> Any:
    """Numbers in the middle of their parts, where there is more than one part to a bar."""
    band, _, count = titles
    several = data.groupby(band)[count].transform("size") > 1
    roomy = data[several & (data[count] >= LEAST_SHARE * longest)].index
    shown = data.assign(said=[str(n) if i in roomy else "" for i, n in data[count].items()])
    across = alt.X if lying else alt.Y
    middle = across(f"{count}:Q", stack="zero", bandPosition=0.5)
    return (
        alt.Chart(shown)
        .mark_text(color="white", fontSize=12)
        .encode(**{**at, "x" if lying else "y": middle}, order=alt.Order("place:Q"), text="said:N")
    )


def _whole_numbers(
    totals: Counter[str], at: dict[str, Any], titles: tuple[str, str, str], lying: bool
) -> Any:
    """The sum at the end of each bar."""
    band, _, count = titles
    data = pd.DataFrame(list(totals.items()), columns=[band, count])
    place: dict[str, Any] = {"align": "left", "dx": 4} if lying else {"align": "center", "dy": -7}
    end = (alt.X if lying else alt.Y)(f"{count}:Q")
    return (
        alt.Chart(data)
        .mark_text(color=INK, fontSize=13, fontWeight="bold", **place)
        .encode(**{**at, "x" if lying else "y": end}, text=f"{count}:Q")
    )
