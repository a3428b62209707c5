"""Two goals against each other: the points of a front and the plans compared; a point can be
picked."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rotation.compare.comparison import MOST
from rotation.report.of_comparison import Beside
from rotation.store import PlanEntry, Run
from rotation.ui import address
from rotation.ui.kept import plan_about, store
from rotation.ui.navigation import link
from rotation.ui.parts.front_points import Point, points_of, show_points
from rotation.ui.words import bare, language, plain, say, short_moment
from rotation.wording.names import rule_title


def show_front(beside: Beside, entries: Sequence[PlanEntry]) -> None:
    runs = [run for run in store().runs(entries[0].scenario_id) if run.kind == "front"]
    runs = [run for run in runs if run.result.get("points") and len(run.result["goals"]) == 2]
    run = _run(runs)
    goals = _goals(beside, run)
    points = points_of(run) if run is not None else []
    points += _of_plans(beside, entries, goals)
    if run is None:
        st.caption(say("front.none_yet"))
        link("solve", say("front.to_solve"))
    titles = rule_title(goals[0], language()), rule_title(goals[1], language())
    st.caption(say("front.note"))
    if not points:
        st.info(say("front.no_points"))
        return
    picked = show_points(points, titles, "front_chart")
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
    return bare("front.run_of", first=goals[0], second=goals[1], when=when)


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


def _of_plans(beside: Beside, entries: Sequence[PlanEntry], goals: tuple[str, str]) -> list[Point]:
    lines = {goal.code: goal.amounts for goal in beside.compared.goals}
    if not set(goals) <= lines.keys():
        return []
    return [
        Point(entry.id, lines[goals[0]][place], lines[goals[1]][place], place)
        for place, entry in enumerate(entries)
    ]


def _offer(plan_id: int, entries: Sequence[PlanEntry]) -> None:
    """What can be done with the plan that was picked."""
    ids = [entry.id for entry in entries]
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        about = plan_about(store().plan(plan_id))
        if about:
            st.write(plain(about))
        link("plan", say("front.open"), plan=plan_id)
        if plan_id in ids:
            st.caption(say("front.is_compared"))
        elif len(ids) >= MOST:
            st.caption(say("front.full", most=MOST))
        elif st.button(say("front.add"), key="front_add"):
            address.put(plans=",".join(map(str, [*ids, plan_id])))
            st.rerun()
