"""What stands around every page: its config, the sidebar, the page's language."""

from __future__ import annotations

import streamlit as st

from rotation.errors import RotationError
from rotation.ui import address, person
from rotation.ui.look import dress
from rotation.ui.navigation import pages
from rotation.ui.words import language, say, show_fault

ICON = "🔁"  # an icon font's name would make the browser ask an outside host


def run() -> None:
    """Draw the page that the URL names."""
    address.carry_on()
    st.set_page_config(
        page_title=say("title"), page_icon=ICON, layout="wide", initial_sidebar_state=230
    )
    current = st.navigation(pages(), expanded=True)
    with st.sidebar:
        _language_switch()
        person.ask()
    dress()
    try:
        st.title(current.title)
        current.run()
    except RotationError as fault:
        show_fault(fault)


_SWITCH = "language"
_LANGUAGES = {"zh": "中文", "en": "English"}


def _language_switch() -> None:
    st.session_state[_SWITCH] = language()  # the URL decides, also where one goes back in it
    st.segmented_control(
        say("language"),
        list(_LANGUAGES),
        format_func=_LANGUAGES.__getitem__,
        required=True,
        key=_SWITCH,
        on_change=_switched,
    )


def _switched() -> None:
    address.put(lang=st.session_state[_SWITCH])
