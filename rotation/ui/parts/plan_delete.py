"""Deleting a plan, which is asked twice."""

from __future__ import annotations

import streamlit as st

from rotation.domain.scenario import Scenario
from rotation.store import PlanEntry
from rotation.ui import address
from rotation.ui.kept import plan_title, store
from rotation.ui.shell import author
from rotation.ui.words import say

_ASKED = "delete_plan_asked"


def ask_to_delete(entry: PlanEntry, scenario: Scenario) -> None:
    """A button; once it is clicked, what will be gone, and whether that is meant."""
    asked = st.session_state.get(_ASKED) == entry.id
    if not asked:
        st.button(say("plan.delete"), key="delete_plan", on_click=_ask, args=[entry.id])
        return
    title = plan_title(entry, scenario)
    st.warning(say("plan.delete_text", title=title))
    if entry.chosen:
        st.warning(say("plan.delete_chosen"))
    with st.container(horizontal=True):
        if st.button(say("delete_yes"), type="primary", key="delete_plan_yes"):
            _close()
            store().delete_plan(entry.id, author=author(), note=title)
            address.put(plan=None)
            st.rerun()
        st.button(say("plan.delete_no"), key="delete_plan_no", on_click=_close)


def _ask(plan_id: int) -> None:
    st.session_state[_ASKED] = plan_id


def _close() -> None:
    st.session_state.pop(_ASKED, None)
