"""Two goals against each other: the points of a front and the plans compared; a point can be
picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd
import streamlit as st

from rotation.compare.comparison import MOST
from rotation.compare.wording import plan_word
from rotation.report.of_comparison import Beside
from rotation.store import PlanEntry, Run
from rotation.terminal.names import rule_title
from rotation.ui import address
from rotation.ui.charts import FONT, INK
from rotation.ui.kept import store
from rotation.ui.navigation import link
from rotation.ui.words import language, say, short_moment

HEIGHT = 380
_PICKED = "picked"


@dataclass(frozen=True)
class Point:
    """A plan by its amounts of two goals. place: among those compared, None for others."""

    plan_id: int
    x: int
    y: int
    place: int | None = None


def show_front(beside: Beside, entries: Sequence[PlanEntry]) -> None:
    runs = [run for run in store().runs(entries[0].scenario_id) if run.kind == "front"]
    runs = [run for run in runs if run.result.get("points") and len(run.result["goals"]) == 2]
    run = _run(runs)
    goals = _goals(beside, run)
    points = _of_run(run) if run is not None else []
    points += _of_plans(beside, entries, goals)
    if run is None:
        st.caption(say("front.none_yet"))
        link("solve", say("front.to_solve"))
    titles = rule_title(goals[0], language()), rule_title(goals[1], language())
    st.caption(say("front.note"))
    picked = _chart(points, titles)
    if picked is not None:
        _offer(picked, entries)


def _run(runs: Sequence[Run]) -> Run | None:
    if not runs:
        return None
    words = {run.id: _run_words(run) for run in runs}
    chosen = st.selectbox(
        say("front.run"), list(words), format_func=words.__getitem__, key="front_run"
    )
    return next(run for run in runs if run.id == (chosen or runs[0].id))


def _run_words(run: Run) -> str:
    goals = [rule_title(code, language()) for code in run.result["goals"]]
    when = short_moment(run.created)
    return say("front.run_of", first=goals[0], second=goals[1], when=when)


def _goals(beside: Beside, run: Run | None) -> tuple[str, str]:
    """The two goals of the run; without one those that are picked."""
    if run is not None:
        first, second = run.result["goals"]
        return str(first), str(second)
    codes = [goal.code for goal in beside.compared.goals]
    words = {code: rule_title(code, language()) for code in codes}
    left, right = st.columns(2)
    chosen = []
    for place, (column, which) in enumerate(((left, "first"), (right, "second"))):
        with column:
            picked = st.selectbox(
                say(f"ask.{which}_goal"),
                codes,
                index=min(place, len(codes) - 1),
                format_func=words.__getitem__,
                key=f"front_{which}",
            )
            chosen.append(picked or codes[0])
    return chosen[0], chosen[1]


def _of_run(run: Run) -> list[Point]:
    """The plans of a front, by the amounts that their labels name."""
    found = []
    for entry in store().plans_of_run(run.id):
        amounts = entry.label.split()[1:]
        if len(amounts) == 2 and all(amount.isdecimal() for amount in amounts):
            found.append(Point(entry.id, int(amounts[0]), int(amounts[1])))
    return found


def _of_plans(beside: Beside, entries: Sequence[PlanEntry], goals: tuple[str, str]) -> list[Point]:
    lines = {goal.code: goal.amounts for goal in beside.compared.goals}
    if not set(goals) <= lines.keys():
        return []
    return [
        Point(entry.id, lines[goals[0]][place], lines[goals[1]][place], place)
        for place, entry in enumerate(entries)
    ]


def _chart(points: Sequence[Point], titles: tuple[str, str]) -> int | None:
    """Draw the points; gives the id of the plan that is picked."""
    if not points:
        st.info(say("front.no_points"))
        return None
    kinds = say("front.of_front"), say("front.of_compared")
    lang = language()
    data = pd.DataFrame(
        [
            (p.plan_id, p.x, p.y, kinds[p.place is not None],
             "" if p.place is None else plan_word(p.place, lang))
            for p in points
        ],
        columns=["id", "x", "y", "kind", "name"],
    )  # fmt: skip
    select = alt.selection_point(name=_PICKED, fields=["id"], on="click", toggle=False)
    at = {
        "x": alt.X("x:Q", title=titles[0], scale=alt.Scale(zero=False, nice=True)),
        "y": alt.Y("y:Q", title=titles[1], scale=alt.Scale(zero=False, nice=True)),
    }
    tooltip = [alt.Tooltip("x:Q", title=titles[0]), alt.Tooltip("y:Q", title=titles[1])]
    scale = alt.Scale(domain=list(kinds), range=["#1f5582", "#c8772e"])
    shape = alt.Scale(domain=list(kinds), range=["circle", "diamond"])
    legend = alt.Legend(title=None, orient="top", labelColor=INK)
    line = (
        alt.Chart(data[data["kind"] == kinds[0]])
        .mark_line(interpolate="step-after", color="#9db8cf", strokeWidth=1.5)
        .encode(**at)
    )
    marks = (
        alt.Chart(data)
        .mark_point(filled=True, size=150)
        .encode(
            **at,
            color=alt.Color("kind:N", scale=scale, legend=legend),
            shape=alt.Shape("kind:N", scale=shape, legend=legend),
            opacity=alt.condition(select, alt.value(1.0), alt.value(0.55)),
            tooltip=tooltip,
        )
        .add_params(select)
    )
    names = alt.Chart(data).mark_text(dy=-14, color=INK, fontSize=13).encode(**at, text="name:N")
    chart = alt.layer(line, marks, names).properties(height=HEIGHT).configure(font=FONT)
    found = st.altair_chart(
        chart, width="stretch", on_select="rerun", selection_mode=_PICKED, key="front_chart"
    )
    rows = found["selection"].get(_PICKED) or []
    return int(rows[0]["id"]) if rows else None


def _offer(plan_id: int, entries: Sequence[PlanEntry]) -> None:
    """What can be done with the plan that was picked."""
    ids = [entry.id for entry in entries]
    with st.container(border=True, horizontal=True):
        link("plan", say("front.open"), plan=plan_id)
        if plan_id in ids:
            st.caption(say("front.is_compared"))
        elif len(ids) >= MOST:
            st.caption(say("front.full", most=MOST))
        elif st.button(say("front.add"), key="front_add"):
            address.put(plans=",".join(map(str, [*ids, plan_id])))
            st.rerun()
