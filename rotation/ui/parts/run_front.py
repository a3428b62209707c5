"""The front that a run finds, point by point: each leads to its plan."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rotation.compare.comparison import MOST
from rotation.store import Run
from rotation.ui.kept import plan_about, store
from rotation.ui.navigation import link
from rotation.ui.parts.front_points import Point, points_of, show_points
from rotation.ui.words import language, plain, say
from rotation.wording.names import rule_title


def has_two_goals(run: Run) -> bool:
    """Whether it is a front that can be drawn."""
    return run.kind == "front" and len(run.parameters.get("goals", ())) == 2


def show_run_front(run: Run) -> None:
    """Nothing where there is no point yet."""
    points = points_of(run)
    if not points:
        return
    first, second = (rule_title(code, language()) for code in run.parameters["goals"])
    st.caption(say("front.pick_note"))
    picked = show_points(points, (first, second), f"front_of_run_{run.id}")
    known = {point.plan_id for point in points}
    if picked in known:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.write(plain(plan_about(store().plan(picked))))
            link("plan", say("front.open"), plan=picked)
    if len(points) > 1 and not run.under_way:
        chosen = spread(points)
        ids = ",".join(str(point.plan_id) for point in chosen)
        link("compare", say("result.compare_spread", count=len(chosen)), plans=ids)


def spread(points: Sequence[Point]) -> list[Point]:
    """As many as can be compared, from one end to the other at even distances."""
    if len(points) <= MOST:
        return list(points)
    last = len(points) - 1
    return [points[round(place * last / (MOST - 1))] for place in range(MOST)]
