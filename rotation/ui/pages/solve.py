"""Solving: what is asked for, the run that is going on, and the runs so far."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rotation.jobs.kinds import BESIDE
from rotation.store import Run
from rotation.ui import address
from rotation.ui.kept import store
from rotation.ui.opened import opened
from rotation.ui.parts.order_form import ask
from rotation.ui.parts.run_list import show_runs
from rotation.ui.parts.run_panel import follow
from rotation.ui.parts.standing import say_unsaved
from rotation.ui.words import say


def draw() -> None:
    found = opened()
    st.caption(say("solve.of", name=found.scenario.name, number=found.revision.number))
    say_unsaved()
    left, right = st.columns([4, 9], gap="medium")
    with left:
        asked = ask(found)
    if asked is not None:
        address.put(run=asked.id)
        st.rerun()
    runs = store().runs(found.entry.id)
    followed = _followed(runs)
    with right:
        if followed is None:
            st.info(say("solve.nothing_yet"))
        else:
            follow(followed)
    if runs:
        show_runs(runs, followed)


def _followed(runs: Sequence[Run]) -> int | None:
    """The run in the URL; else the first one under way, else the newest that solved."""
    wanted = address.number("run")
    if wanted is not None:
        return wanted
    under_way = [run.id for run in runs if run.under_way]
    newest = [run.id for run in runs if run.kind not in BESIDE]
    return next(iter([*under_way[::-1], *newest]), None)
