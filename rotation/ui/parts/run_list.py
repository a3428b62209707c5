"""The runs of a scenario, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from rotation.jobs.ways_out import CONFLICT
from rotation.locales import text
from rotation.report.annex import AHEAD, FOLLOWED, STRESS
from rotation.store import Run
from rotation.ui.kept import store
from rotation.ui.navigation import link
from rotation.ui.shell import author
from rotation.ui.words import language, say, short_moment

LISTED = 15
EVERY_SECONDS = 2.0
SHOWN_AT: Mapping[str, tuple[str, Mapping[str, str]]] = {
    CONFLICT: ("way_out", {}),
    AHEAD: ("ahead", {"ahead": AHEAD}),
    STRESS: ("ahead", {"ahead": STRESS}),
    FOLLOWED: ("ahead", {"ahead": FOLLOWED}),
}
"""By kind of run the page that shows it, where it is not that for solving, and what names it
there."""
_WIDTHS = (2, 3, 2, 2, 2, 1.4)


def show_runs(runs: Sequence[Run], followed: int | None, heading: str = "runs.heading") -> None:
    """A line for each run, with a way to it; one that has ended may be deleted. Drawn anew while
    one of them is under way."""
    live = any(run.under_way for run in runs)
    st.fragment(run_every=EVERY_SECONDS if live else None)(_list)(runs, followed, heading, live)


def _list(given: Sequence[Run], followed: int | None, heading: str, live: bool) -> None:
    ids = {run.id for run in given}
    runs = [run for run in store().runs(given[0].scenario_id) if run.id in ids]
    if live and not any(run.under_way for run in runs):
        st.rerun()  # the whole page, so that the clock stops
    st.header(say(heading))
    for place, key in zip(
        st.columns(_WIDTHS), ("when", "kind", "who", "state", "", ""), strict=True
    ):
        if key:
            place.caption(say(f"runs.{key}"))
    for run in runs[:LISTED]:
        _line(run, shown=run.id == followed)
    if len(runs) > LISTED:
        st.caption(say("runs.more", count=len(runs) - LISTED))


def _line(run: Run, *, shown: bool) -> None:
    when, kind, who, state, way, out = st.columns(_WIDTHS, vertical_alignment="center")
    when.text(short_moment(run.created))
    kind.text(text(f"run.kind.{run.kind}", language()))
    who.text(run.author)
    state.text(text(f"run.state.{run.state}", language()))
    with way:
        if shown:
            st.caption(say("runs.shown"))
        else:
            to, ids = SHOWN_AT.get(run.kind, ("solve", {}))
            link(to, say("runs.show"), run=run.id, **ids)
    if not run.under_way:
        with out, st.popover(say("delete")):
            _ask_to_delete(run)


def _ask_to_delete(run: Run) -> None:
    st.write(say("runs.delete_text", count=len(store().plans_of_run(run.id))))
    if st.button(say("delete_yes"), type="primary", key=f"delete_run_{run.id}"):
        store().delete_run(run.id, author=author())
        st.rerun()
