"""The history of a plan: what made it, and what was done with it since."""

from __future__ import annotations

import streamlit as st

from rotation.locales import text
from rotation.store import PlanEntry
from rotation.ui.kept import store
from rotation.ui.navigation import link
from rotation.ui.opened import OpenedPlan
from rotation.ui.parts.history import show_events
from rotation.ui.words import language, moment, say


def show_plan_history(plan: OpenedPlan) -> None:
    st.header(say("history.of_plan"))
    _origin(plan.entry)
    show_events(store().plan_history(plan.entry.id))


def _origin(entry: PlanEntry) -> None:
    """The run that made it, or who brought it in; and for which revision of the scenario."""
    values = {"number": entry.revision, "who": entry.author, "when": moment(entry.created)}
    if entry.run_id is None:
        st.write(say("history.brought_in", **values))
        return
    run = store().run(entry.run_id)
    kind = text(f"run.kind.{run.kind}", language())
    st.write(say("history.made_by", kind=kind, **values))
    link("solve", say("history.to_run"), run=run.id)
