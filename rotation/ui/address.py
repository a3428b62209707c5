"""What the URL says: the language and the ids of what is open. A refresh loses nothing of it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

_OF_PLAN = ("why", "strikes", "pins")
_OF_SCENARIO = ("draft", "cadre", "plan", "plans", "run", *_OF_PLAN)
KEYS = ("lang", "scenario", "part", "view", "side", *_OF_SCENARIO)
"""part, view, side: which part of the pages Rules and goals, Plan, and Compare is shown. why: the
cadre whose treatment is explained. strikes, pins: ids of the cadres whose moves are to be struck
out, or kept."""
_BELOW = {"scenario": _OF_SCENARIO, "plan": _OF_PLAN}
"""What no longer holds when another id is opened."""
_MEMORY = "address"


def carry_on() -> None:
    """Write into the URL what a switch of pages has taken out of it; at the start of a run."""
    memory: dict[str, str] = st.session_state.setdefault(_MEMORY, {})
    for key in KEYS:
        if key in st.query_params:
            memory[key] = st.query_params[key]
        elif key in memory:
            st.query_params[key] = memory[key]


def get(key: str) -> str | None:
    """The value of a key; None where the URL has none."""
    found: str | None = st.query_params.get(key)
    return found or None


def number(key: str) -> int | None:
    """An id; None where there is none or it is no number."""
    found = get(key)
    return int(found) if found is not None and found.isdecimal() else None


def put(**values: object) -> None:
    """Write into the URL; None takes a key out. What hangs on another scenario goes with it."""
    memory: dict[str, str] = st.session_state.setdefault(_MEMORY, {})
    for key, value in _complete(values).items():
        if value is None:
            memory.pop(key, None)
            st.query_params.pop(key, None)
        else:
            memory[key] = st.query_params[key] = str(value)


def with_ids(values: Mapping[str, object]) -> dict[str, str]:
    """The URL's keys as they would be after `put`, for a link."""
    changed = _complete(values)
    kept = {key: found for key in KEYS if (found := get(key)) is not None}
    return {key: str(value) for key, value in {**kept, **changed}.items() if value is not None}


def _complete(values: Mapping[str, object]) -> dict[str, object]:
    """The values, and None for each key that no longer holds."""
    below = {
        key: None
        for above, keys in _BELOW.items()
        if above in values and get(above) not in (None, str(values[above]))
        for key in keys
    }
    return {**below, **values}
