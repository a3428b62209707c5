"""What the URL says: the language and the ids of what is open. A refresh loses nothing of it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

_OF_PLAN = ("why", "seat", "figure", "strikes", "pins", "steps", "undone")
_OF_OPEN = ("draft", "cadre", "post", "unit", "board", "plan", "plans", "run", "setting")
_OF_SCENARIO = (*_OF_OPEN, *_OF_PLAN)
_PARTS = ("part", "view", "list", "wall", "side", "ahead")
KEYS = ("lang", "scenario", "import", *_PARTS, *_OF_SCENARIO)
"""import: the one that is open. part, view, side, ahead: which part of the pages Rules and goals,
Plan, Compare and Years ahead is shown. list, wall: who is listed on the page Plan, and which teams;
unit: the one that is opened. why, seat: the cadre whose treatment is explained, the post whose
candidates are; figure: the one of the page for leaders whose people are listed;
post: the one that somebody is to be put into by hand. strikes, pins: ids of the cadres whose moves
are to be struck out, or kept. steps, undone: what is changed by hand, and what of it was undone;
board: the units that stand on the board for it. setting: what is to be tried at other values."""
_BELOW = {"scenario": _OF_SCENARIO, "plan": _OF_PLAN}
"""What no longer holds when another id is opened."""
_MEMORY = "address"


def carry_on() -> None:
    """Write into the URL what a switch of pages has taken out of it; at the start of a run.

    One that names a scenario is whole: somebody went back to it, or followed a link. Of what is not
    in it only changes that are not saved are kept.
    """
    memory: dict[str, str] = st.session_state.setdefault(_MEMORY, {})
    given = {key: st.query_params[key] for key in KEYS if key in st.query_params}
    whole = "scenario" in given
    same = given.get("scenario") == memory.get("scenario")
    kept = {key: memory[key] for key in ("draft",) if same and key in memory} if whole else memory
    _write({**kept, **given})


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
    _write(with_ids(values))


def _write(wanted: Mapping[str, str]) -> None:
    """All at once: every writing is a step that the browser goes back by."""
    st.session_state[_MEMORY] = dict(wanted)
    others = {key: value for key, value in st.query_params.items() if key not in KEYS}
    if st.query_params.to_dict() != {**others, **wanted}:
        st.query_params.from_dict({**others, **wanted})


def with_ids(values: Mapping[str, object]) -> dict[str, str]:
    """The URL's keys as they will be after `put`, also for a link."""
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
