"""Name and date of a scenario."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from rotation.ui.draft import Draft
from rotation.ui.words import say


def basics_set(draft: Draft) -> dict[str, Any]:
    """Draw them; gives them as they are set now."""
    scenario = draft.after
    name = st.text_input(
        say("basics.name"), value=scenario.name, key=draft.key("name"), max_chars=100
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
