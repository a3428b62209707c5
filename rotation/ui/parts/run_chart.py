"""Value and bound of the tiers over time, as a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from rotation.jobs.tries import SENSITIVITY
from rotation.store import Run
from rotation.ui.charts import FONT
from rotation.ui.words import say

SEVERAL = ("options", "front", SENSITIVITY)
"""Kinds that make several plans, each by its own tiers."""
LEAST_CHANGES = 3
LEAST_SECONDS = 1.0
HEIGHT = 200
_COLOURS = ("#1f5582", "#c8772e")


def show_history(progress: Mapping[str, Any], run: Run) -> None:
    """The tier at work, or another one that is picked, where something was to be seen in it."""
    drawn = [tier for tier in progress["tiers"] if len(_points(tier)) >= LEAST_CHANGES]
    if not drawn:
        return
    # Where several plans are made, their tiers stand one plan after another.
    seen = {tier["tier"]: tier for tier in (drawn[-1:] if run.kind in SEVERAL else drawn)}
    slowest = max(seen.values(), key=lambda tier: tier["seconds"])["tier"]
    usual = progress["tier"] if run.under_way and progress["tier"] in seen else slowest
    picked = usual
    if len(seen) > 1:
        words = {tier: say("run.tier_of", tier=tier) for tier in seen}
        picked = st.segmented_control(
            say("column.tier"), list(seen), format_func=words.__getitem__, key=f"tier_{run.id}",
            label_visibility="collapsed",
        ) or usual  # fmt: skip
    st.caption(say("run.chart", tier=picked))
    going_on = progress["tiers"][-1]["tier"] == picked
    _chart(_points(seen[picked]), progress["seconds"] if going_on else 0.0)


def _chart(points: Sequence[Sequence[Any]], end: float) -> None:
    """end: seconds at which the last values still stand, where that is later."""
    start, end = points[0][0], max(end, points[-1][0])
    value, bound = say("run.value"), say("column.bound")
    rows = [
        (moment, line, number)
        for moment, *numbers in [*points, [end, *points[-1][1:]]]
        for line, number in zip((value, bound), numbers, strict=True)
        if number is not None
    ]
    seconds, amount, which = say("run.seconds"), say("column.amount"), say("run.which")
    data = pd.DataFrame(rows, columns=[seconds, which, amount])
    scale = alt.Scale(domain=[value, bound], range=list(_COLOURS))
    chart = (
        alt.Chart(data)
        .mark_line(interpolate="step-after", strokeWidth=2.5)
        .encode(
            x=alt.X(
                f"{seconds}:Q",
                axis=alt.Axis(description=seconds, grid=False, format=".1f", tickCount=8),
                scale=alt.Scale(domain=[start, max(end, start + LEAST_SECONDS)], nice=False),
            ),
            y=alt.Y(f"{amount}:Q", axis=alt.Axis(description=amount), scale=alt.Scale(zero=False)),
            color=alt.Color(
                f"{which}:N",
                scale=scale,
                legend=alt.Legend(title=None, orient="top", description=f"{value} {bound}"),
            ),
            # A person who cannot tell the colours apart has the dashes.
            strokeDash=alt.StrokeDash(
                f"{which}:N", scale=alt.Scale(domain=[value, bound], range=[[1, 0], [6, 4]])
            ),
        )
        .properties(height=HEIGHT, description=f"{value} {bound}")
    )
    st.altair_chart(chart.configure(font=FONT), width="stretch")


def _points(tier: Mapping[str, Any]) -> list[list[Any]]:
    return list(tier["history"])
