"""Years ahead: what comes of a plan, or of the scenario, year by year; what becomes of a plan if
people refuse or drop out; and several plans by what comes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from rotation.report.annex import AHEAD, FOLLOWED, STRESS
from rotation.store import Run
from rotation.ui import address
from rotation.ui.kept import store
from rotation.ui.navigation import picked_part
from rotation.ui.opened import Opened, opened
from rotation.ui.parts.ahead_form import ask_for_years, ask_to_follow, ask_to_refuse
from rotation.ui.parts.run_list import show_runs
from rotation.ui.parts.run_panel import follow
from rotation.ui.parts.standing import say_unsaved
from rotation.ui.words import say

VIEWS: Mapping[str, Callable[[Opened], Run | None]] = {
    AHEAD: ask_for_years,
    STRESS: ask_to_refuse,
    FOLLOWED: ask_to_follow,
}
"""By kind of run the form that asks for one; it gives the one that was just asked for."""


def draw() -> None:
    found = opened()
    st.caption(say("solve.of", name=found.scenario.name, number=found.revision.number))
    say_unsaved()
    kind = picked_part("ahead", {code: say(f"ahead.{code}") for code in VIEWS}, "ahead_view")
    runs = [run for run in store().runs(found.entry.id) if run.kind == kind]
    followed = _followed(runs)
    if followed is None:
        st.caption(say(f"ahead.about_{kind}"))
        asked = VIEWS[kind](found)
    else:
        with st.expander(say(f"ahead.again_{kind}")):
            asked = VIEWS[kind](found)
    if asked is not None:
        address.put(run=asked.id)
        st.rerun()
    if followed is not None:
        follow(followed)
    if len(runs) > 1:
        show_runs(runs, followed)


def _followed(runs: Sequence[Run]) -> int | None:
    """The run in the URL, if it is one of these; else the newest."""
    wanted = address.number("run")
    ids = [run.id for run in runs]
    return wanted if wanted in ids else next(iter(ids), None)
