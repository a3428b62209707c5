"""A page as a whole: the sidebar, the title with what to do next, and what is below."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from rotation.errors import RotationError
from rotation.ui import address
from rotation.ui.navigation import FIRST, Ended, pages
from rotation.ui.next_step import show_next
from rotation.ui.shell import ICON, ask_for_name, dress, language_switch
from rotation.ui.words import plain, say, show_fault


def run() -> None:
    """Draw the page that the URL names."""
    address.carry_on()
    st.set_page_config(
        page_title=say("title"), page_icon=ICON, layout="wide", initial_sidebar_state=230
    )
    current = st.navigation(pages(), expanded=True)
    with st.sidebar:
        language_switch()
        ask_for_name()
    dress()
    head = st.container(horizontal=True, vertical_alignment="center", key="head")
    with head:
        st.title(plain(current.title), width="content")
    try:
        with suppress(Ended):
            current.run()
        with head:
            show_next(current.url_path or FIRST)
    except RotationError as fault:
        show_fault(fault)
