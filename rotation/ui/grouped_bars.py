"""Bars of before and after, side by side, with their numbers."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from rotation.ui.charts import FONT, INK

COLOURS = ("#9aa3ad", "#1f5582")
HEIGHT = 250


def grouped_bars(
    rows: Sequence[tuple[str, int, int]], *, series: tuple[str, str], titles: tuple[str, str]
) -> None:
    """rows: (band, before, after) in words. titles: of bands and counts."""
    band, count = titles
    data = pd.DataFrame(
        [(name, word, n) for name, *both in rows for word, n in zip(series, both, strict=True)],
        columns=[band, "series", count],
    )
    order, parts = [name for name, _, _ in rows], list(series)
    at = {
        "x": alt.X(
            f"{band}:N",
            sort=order,
            axis=alt.Axis(labelAngle=0, title=None, labelOverlap=False, labelColor=INK),
        ),
        "xOffset": alt.XOffset("series:N", sort=parts),
        "y": alt.Y(f"{count}:Q", axis=None),
    }
    legend = alt.Legend(title=None, orient="top", symbolType="square", labelColor=INK)
    scale = alt.Scale(domain=parts, range=list(COLOURS))
    bars = (
        alt.Chart(data)
        .mark_bar()
        .encode(
            **at,
            color=alt.Color("series:N", scale=scale, legend=legend, sort=parts),
            tooltip=[band, alt.Tooltip("series:N", title=" "), count],
        )
    )
    numbers = (
        alt.Chart(data).mark_text(dy=-7, color=INK, fontSize=12).encode(**at, text=f"{count}:Q")
    )
    chart = alt.layer(bars, numbers).properties(height=HEIGHT)
    st.altair_chart(chart.configure(font=FONT).configure_view(stroke=None), width="stretch")
