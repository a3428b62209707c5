"""Name and date of a scenario."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from rotation.ui.draft import Draft
from rotation.ui.words import say

_MOST_LETTERS = 100


def basics_set(draft: Draft) -> dict[str, Any]:
    """Draw them; gives them as they are set now."""
    scenario = draft.after
    most = max(_MOST_LETTERS, len(scenario.name))  # a longer one from a file is not cut by a look
    name = st.text_input(
        say("basics.name"), value=scenario.name, key=draft.key("name"), max_chars=most
    )
    left, _ = st.columns([1, 2])
    with left:
        date = st.date_input(
            say("basics.date"),
            value=scenario.date,
            key=draft.key("date"),
            format="YYYY-MM-DD",
            min_value=dt.date(1990, 1, 1),
            max_value=dt.date(2099, 12, 31),
            help=say("basics.date_help"),
        )
    return {
        "name": str(name or "").strip() or scenario.name,
        "date": date if isinstance(date, dt.date) else scenario.date,
    }
