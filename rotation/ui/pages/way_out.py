"""Ways out: what of a scenario cannot hold together, and what would give it a plan."""

from __future__ import annotations

import streamlit as st

from rotation.domain.plan import Status
from rotation.explain.infeasible import Explanation
from rotation.jobs.kinds import BESIDE
from rotation.jobs.ways_out import CONFLICT
from rotation.store import Run
from rotation.ui.kept import store
from rotation.ui.navigation import link
from rotation.ui.opened import Opened, opened
from rotation.ui.parts.apply_way import say_applied
from rotation.ui.parts.conflict_list import show_conflicts
from rotation.ui.parts.run_list import show_runs
from rotation.ui.parts.run_panel import follow
from rotation.ui.parts.run_result import say_how_it_ended
from rotation.ui.parts.run_scenario import about, found_by, search_and_cause
from rotation.ui.parts.search_form import offer, search_again
from rotation.ui.parts.standing import say_unsaved
from rotation.ui.parts.ways_table import show_ways
from rotation.ui.words import moment, say


def draw() -> None:
    found = opened()
    st.caption(say("solve.of", name=found.scenario.name, number=found.revision.number))
    say_unsaved()
    say_applied(found)
    runs = store().runs(found.entry.id)
    search, cause = search_and_cause(runs)
    if search is None:
        offer(found, cause, [run for run in runs if run.kind not in BESIDE])
    elif search.under_way:
        follow(search.id)
    else:
        _ended(found, search)
    others = [run for run in runs if run.kind == CONFLICT and run != search]
    if others:
        show_runs(others, None, "way.others")


def _ended(found: Opened, search: Run) -> None:
    told = found_by(search)
    if about(search):
        st.caption(say("way.of_anew"))
    _say_stale(found, search)
    if told is None or told.status in (Status.UNKNOWN, Status.STOPPED):
        if search.message or not search.result:
            say_how_it_ended(search)
        else:
            st.warning(say("way.unreadable"))
        search_again(found, search)
    elif told.status is Status.FEASIBLE:
        st.success(say("way.feasible"))
        link("solve", say("to_solve"), run=None)
        search_again(found, search, aside=True)
    else:
        _infeasible(found, search, told)


def _say_stale(found: Opened, search: Run) -> None:
    """That the scenario has been saved since, by whom, and with which note."""
    now = found.revision
    if search.revision != now.number:
        when = moment(now.created)
        values = {"made": search.revision, "now": now.number, "who": now.author, "when": when}
        words = say("way.stale", note=now.note or say("way.no_note"), **values)
        st.info(words)


def _infeasible(found: Opened, search: Run, told: Explanation) -> None:
    if search.message:
        say_how_it_ended(search)
    show_conflicts(search, told)
    show_ways(found, search, told)
    search_again(found, search, aside=True)
