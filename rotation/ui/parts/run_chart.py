"""Value and bound of a tier over time, as a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from rotation.ui.words import say

LEAST_CHANGES = 3
HEIGHT = 200
_COLOURS = ("#1f5582", "#c8772e")


def worth_drawing(tiers: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The last tier in which something was to be seen; None where there is none."""
    seen = [tier for tier in tiers if len(_points(tier)) >= LEAST_CHANGES]
    return seen[-1] if seen else None


def show_chart(tier: Mapping[str, Any], end: float) -> None:
    """end: seconds at which the last values still stand."""
    value, bound = say("run.value"), say("run.bound")
    rows = [
        (moment, line, number)
        for moment, *numbers in [*_points(tier), [end, *_points(tier)[-1][1:]]]
        for line, number in zip((value, bound), numbers, strict=True)
        if number is not None
    ]
    seconds, amount, which = say("run.seconds"), say("run.amount"), say("run.which")
    data = pd.DataFrame(rows, columns=[seconds, which, amount])
    scale = alt.Scale(domain=[value, bound], range=list(_COLOURS))
    chart = (
        alt.Chart(data)
        .mark_line(interpolate="step-after", strokeWidth=2.5)
        .encode(
            x=alt.X(f"{seconds}:Q", axis=alt.Axis(grid=False)),
            y=alt.Y(f"{amount}:Q", scale=alt.Scale(zero=False)),
            color=alt.Color(f"{which}:N", scale=scale, legend=alt.Legend(title=None, orient="top")),
            # A person who cannot tell the colours apart has the dashes.
            strokeDash=alt.StrokeDash(
                f"{which}:N", scale=alt.Scale(domain=[value, bound], range=[[1, 0], [6, 4]])
            ),
        )
        .properties(height=HEIGHT)
    )
    st.altair_chart(chart, width="stretch")


def _points(tier: Mapping[str, Any]) -> list[list[Any]]:
    return list(tier["history"])
