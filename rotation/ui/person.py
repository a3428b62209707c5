"""Who is at the screen, for the history: a name that the browser keeps."""

from __future__ import annotations

import getpass
from urllib.parse import quote, unquote

import streamlit as st

from rotation.ui.words import say

COOKIE = "rotation_person"
_KEY = "person"
_A_YEAR = 365 * 24 * 3600


def author() -> str:
    """The name to be kept with what is saved."""
    return str(st.session_state.get(_KEY) or "").strip() or _usual()


def ask() -> None:
    """The field for the name."""
    st.text_input(
        say("person.label"), key=_KEY, value=_usual(), max_chars=40, help=say("person.help")
    )


def script() -> str:
    """What makes the browser keep the name."""
    value = f"{COOKIE}={quote(author())}; max-age={_A_YEAR}; path=/; SameSite=Strict"
    return f'document.cookie = "{value}";'


def _usual() -> str:
    """The name that was given before, else that of the account on this machine."""
    kept = unquote(str(st.context.cookies.get(COOKIE, ""))).strip()
    if kept:
        return kept[:40]
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return say("person.nobody")
