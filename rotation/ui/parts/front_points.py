"""The points of a front as a chart: plans by their amounts of two goals. A point can be picked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from rotation.errors import Outdated
from rotation.jobs.several_plans import amounts_in
from rotation.store import PlanEntry, Run
from rotation.ui.charts import FONT, INK
from rotation.ui.kept import store
from rotation.ui.words import join, language, say
from rotation.wording.comparisons import plan_word

HEIGHT = 380
_PICKED = "picked"
_NEAR = 0.06
"""Points this share of the chart apart, or less, are named together."""
_PADDING = 30
"""Pixels at the sides, so that words at the last point are not cut off."""
_COLOURS, _SHAPES = ["#1f5582", "#c8772e"], ["circle", "diamond"]


@dataclass(frozen=True)
class Point:
    """A plan by its amounts of two goals. place: among those compared, None for others."""

    plan_id: int
    x: int
    y: int
    place: int | None = None


def points_of(run: Run) -> list[Point]:
    """The plans of a front of two goals, by the first."""
    goals = tuple(map(str, run.parameters["goals"]))
    found = []
    for entry in store().plans_of_run(run.id):
        with suppress(Outdated):
            found.append((*_amounts(entry, goals), entry.id))
    return [Point(plan_id, x, y) for x, y, plan_id in sorted(found)]


def _amounts(entry: PlanEntry, goals: tuple[str, ...]) -> tuple[int, int]:
    """As the label says; of a plan that a person has given a name, as its file says."""
    said = amounts_in(entry.label)
    if said and len(said) == len(goals):
        return said[0], said[1]
    amounts = {goal.code: goal.amount for goal in store().load_plan(entry.id)[0].goals}
    return amounts.get(goals[0], 0), amounts.get(goals[1], 0)


def show_points(points: Sequence[Point], titles: tuple[str, str], key: str) -> int | None:
    """Draw the points; gives the id of the plan that is picked."""
    kinds = [say("front.of_front"), say("front.of_compared")]
    lang = language()
    data = pd.DataFrame(
        [
            (p.plan_id, p.x, p.y, kinds[p.place is not None],
             name := kinds[0] if p.place is None else plan_word(p.place, lang),
             f"{name} {titles[0]} {p.x} {titles[1]} {p.y}")
            for p in points
        ],
        columns=["id", "x", "y", "kind", "name", "told"],
    )  # fmt: skip
    at = {
        "x": alt.X(
            "x:Q",
            title=titles[0],
            axis=alt.Axis(description=titles[0], format="d", tickMinStep=1),
            scale=alt.Scale(zero=False, padding=_PADDING),
        ),
        "y": alt.Y(
            "y:Q",
            title=titles[1],
            axis=alt.Axis(description=titles[1], format="d", tickMinStep=1),
            scale=alt.Scale(zero=False, nice=True),
        ),
    }
    line = (
        alt.Chart(data[[point.place is None for point in points]])
        .mark_line(aria=False, interpolate="step-after", color="#9db8cf", strokeWidth=1.5)
        .encode(**at)
    )
    layers = [line, _marks(data, at, titles, kinds), _names(points, at)]
    chart = (
        alt.layer(*layers)
        .properties(height=HEIGHT, description=" ".join(titles))
        .configure(font=FONT)
    )
    found = st.altair_chart(
        chart, width="stretch", on_select="rerun", selection_mode=_PICKED, key=key
    )
    rows = found["selection"].get(_PICKED) or []
    return int(rows[0]["id"]) if rows else None


def _marks(
    data: pd.DataFrame, at: dict[str, Any], titles: tuple[str, str], kinds: list[str]
) -> Any:
    """The plans; those compared have another shape, too."""
    select = alt.selection_point(name=_PICKED, fields=["id"], on="click", toggle=False)
    shown = [kind for kind in kinds if kind in set(data["kind"])]
    legend = alt.Legend(
        title=None, orient="top", labelColor=INK, values=shown, description=" ".join(shown)
    )
    colour, shape = (alt.Scale(domain=kinds, range=each) for each in (_COLOURS, _SHAPES))
    return (
        alt.Chart(data)
        .mark_point(filled=True, size=150)
        .encode(
            **at,
            color=alt.Color("kind:N", scale=colour, legend=legend),
            shape=alt.Shape("kind:N", scale=shape, legend=legend),
            opacity=alt.condition(select, alt.value(1.0), alt.value(0.55)),
            description=alt.Description("told:N"),
            tooltip=[
                alt.Tooltip("name:N", title=say("column.then")),
                alt.Tooltip("x:Q", title=titles[0]),
                alt.Tooltip("y:Q", title=titles[1]),
            ],
        )
        .add_params(select)
    )


def _names(points: Sequence[Point], at: dict[str, Any]) -> Any:
    """Which plans of those compared stand at a point, above it; of points so near to each other
    that their words would run together, in one."""
    lang = language()
    wide, high = (
        max(values) - min(values) for values in zip(*((p.x, p.y) for p in points), strict=True)
    )
    standing: dict[tuple[int, int], list[str]] = {}
    for point in sorted(points, key=lambda point: -point.y):
        if point.place is None:
            continue
        near = next(
            (
                (x, y)
                for x, y in standing
                if abs(x - point.x) <= _NEAR * wide and abs(y - point.y) <= _NEAR * high
            ),
            (point.x, point.y),
        )
        standing.setdefault(near, []).append(plan_word(point.place, lang))
    rows = [(x, y, join(names)) for (x, y), names in standing.items()]
    data = pd.DataFrame(rows, columns=["x", "y", "name"])
    return (
        alt.Chart(data)
        .mark_text(aria=False, dy=-14, color=INK, fontSize=13)
        .encode(**at, text="name:N")
    )
