"""Which parameter of a rule is to be tried, and at which values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from rotation.domain.scenario import Scenario
from rotation.rules.variations import Adjustable, adjustable
from rotation.ui import address
from rotation.ui.words import bare, join, language, say
from rotation.wording.settings import setting_value, setting_words

USUAL, MOST = 2, 6
"""Values that are proposed, and that may be tried at once."""


def values_asked(scenario: Scenario) -> dict[str, Any] | None:
    """Path and values, as the run's parameters have them; None where none is picked."""
    known = adjustable(scenario)
    if not known:
        st.info(say("ask.no_settings"))
        return None
    words = {path: _setting(one) for path, one in known.items()}
    path = st.selectbox(
        say("ask.setting"),
        list(words),
        index=_first(known),
        format_func=words.__getitem__,
        help=say("ask.setting_help"),
        key=f"order_setting_{address.get('setting')}_{hash(tuple(words.values()))}",
    )
    values = _values(path, known[path]) if path else []
    return {"path": path, "values": values} if values else None


def _setting(one: Adjustable) -> str:
    """The rule, the parameter, and what holds now."""
    name, now = setting_words(one.place, language()), setting_value(one.place, one.now, language())
    return bare("ask.setting_now", name=name, now=now)


def _first(known: Mapping[str, Adjustable]) -> int:
    """The place of the first parameter of the rule, or group, that the URL names."""
    wanted = address.get("setting")
    starts = (place for place, path in enumerate(known) if wanted and path.startswith(wanted))
    return next(starts, 0)


def _values(path: str, one: Adjustable) -> list[Any]:
    """The values that are picked, or typed; those the rule does not take are told and left out."""
    words = {str(value): setting_value(one.place, value, language()) for value in one.others}
    codes = {str(value): value for value in one.others}
    picked = st.multiselect(
        say("ask.values"),
        list(words),
        default=list(words)[:USUAL],
        format_func=lambda code: words.get(code, code),
        max_selections=MOST,
        accept_new_options=one.counted,
        help=say("ask.values_help", most=MOST) if one.counted else None,
        placeholder=say("ask.values_hint"),
        key=f"order_values_{path}_{one.now}",
    )
    read = {typed: codes[typed] if typed in codes else one.read(typed) for typed in picked}
    wrong = [typed for typed, value in read.items() if value is None]
    if wrong:
        st.warning(say("ask.values_wrong", values=join(wrong)))
    return [value for value in dict.fromkeys(read.values()) if value not in (None, one.now)]
