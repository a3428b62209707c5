"""What came of a run: a sentence, the plans it made, and where to go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from rotation.compare.comparison import MOST
from rotation.domain.plan import Status
from rotation.jobs.tries import SENSITIVITY
from rotation.jobs.ways_out import CONFLICT
from rotation.locales import text
from rotation.rules.profiles import known_profiles
from rotation.store import PlanEntry, Run, RunState
from rotation.ui.kept import plan_title, store
from rotation.ui.navigation import link
from rotation.ui.parts.run_ahead import YEARS_AND_CASES, show_ahead
from rotation.ui.parts.run_front import has_two_goals, show_run_front
from rotation.ui.parts.run_scenario import scenario_of
from rotation.ui.parts.run_tries import show_tries
from rotation.ui.words import language, plain, say
from rotation.wording.profiles import option_name

LISTED = 8


def show_result(run: Run) -> None:
    say_how_it_ended(run)
    if run.kind == CONFLICT:
        link("way_out", say("result.of_search"), run=run.id)
        return
    plans = store().plans_of_run(run.id)
    if run.result.get("status") == Status.INFEASIBLE:
        _show_obstacles(run.result.get("obstacles", ()))
        link("way_out", say("result.to_way_out"), run=run.id)
    if has_two_goals(run):
        show_run_front(run)
    elif run.kind == SENSITIVITY:
        show_tries(run)
    elif run.kind in YEARS_AND_CASES:
        show_ahead(run)
    elif plans:
        _show_plans(run, plans)
    _show_left(run)


def say_how_it_ended(run: Run) -> None:
    """Good news, a warning, or an error; what the program's keepers need stands in the log."""
    if run.message:
        words = text(f"run.message.{run.message}", language())
        show = st.error if run.state is RunState.FAILED else st.warning
        show(words)
    elif run.state is RunState.CANCELLED:
        st.info(say("result.cancelled"))
    elif run.kind == CONFLICT:
        st.info(say("result.searched"))
    elif run.kind == "front":
        complete = "complete" if run.result.get("complete") else "open"
        points = run.result.get("points", ())
        st.success(say(f"result.front_{complete}", count=len(points)))
    elif run.state is RunState.DONE:
        st.success(say(f"result.{run.result.get('status', 'done')}"))


def _show_obstacles(obstacles: Sequence[Mapping[str, Any]]) -> None:
    if not obstacles:
        return
    st.write(say("result.obstacles", count=len(obstacles)))
    sentences = [str(found["text"].get(language(), "")) for found in obstacles[:LISTED]]
    st.markdown("\n".join(f"- {plain(words)}" for words in sentences))
    if len(obstacles) > LISTED:
        st.caption(say("result.more", count=len(obstacles) - LISTED))


def _show_plans(run: Run, plans: Sequence[PlanEntry]) -> None:
    scenario = scenario_of(run)
    shown = plans[:LISTED]
    for entry in shown:
        link("plan", say("result.open_plan", title=plan_title(entry, scenario)), plan=entry.id)
    if len(plans) > len(shown):
        st.caption(say("result.more_plans", count=len(plans) - len(shown)))
    if len(plans) > 1:
        ids = [str(entry.id) for entry in plans[:MOST]]
        link("compare", say("result.compare", count=len(ids)), plans=",".join(ids))
    elif run.kind == "plan" and not run.under_way:
        st.caption(say("result.next", options=text("run.kind.options", language())))


def _show_left(run: Run) -> None:
    """What was asked for and is not offered, and why."""
    left = run.result.get("left", ())
    if not left:
        return
    known = known_profiles(scenario_of(run))

    def name(label: str) -> str:
        return option_name(label, known.get(label), language())

    with st.expander(say("result.left", count=len(left))):
        for found in left:
            words = text(
                f"terminal.options.why.{found['why']}",
                language(),
                name=name(found["label"]),
                like=name(found["like"] or ""),
                apart=run.result.get("apart", 0),
            )
            st.markdown(f"- {plain(words)}")
