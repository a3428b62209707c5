"""An import as it goes on: how far it is, and how to end it."""

from __future__ import annotations

import time

import streamlit as st

from rotation.ui.imports import Held
from rotation.ui.words import say

EVERY_SECONDS = 1.0


def follow(held: Held) -> None:
    """Drawn anew every second."""
    st.fragment(run_every=EVERY_SECONDS)(_panel)(held)


def _panel(held: Held) -> None:
    work = held.work
    if not work.under_way:
        st.rerun()  # the whole page, so that the clock stops and the report is shown
    stage, number, of = work.stage
    with st.container(border=True):
        st.header(say("papers.at_work", name=held.name))
        st.progress(number / of if of else 0.0, say(f"import_stage.{stage}", done=number, of=of))
        st.caption(say("papers.lasts", seconds=int(time.monotonic() - work.began)))
        st.button(say("papers.cancel"), key="import_cancel", on_click=work.cancel)
