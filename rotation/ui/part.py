"""The part of a page that is shown: picked on the page, kept in the URL."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from rotation.ui import address
from rotation.ui.words import say


def picked_part(name: str, words: Mapping[str, str], key: str) -> str:
    """Code of the part that is shown: the one in the URL, else the first.

    name: of the URL's key. words: of every part, by code, in order. key: of the widget.
    """
    first = next(iter(words))
    wanted = address.get(name)
    part = st.segmented_control(
        say("view.label"),
        list(words),
        format_func=words.__getitem__,
        default=wanted if wanted in words else first,
        required=True,
        key=key,
        label_visibility="collapsed",
    )
    if part is not None and part != (wanted or first):
        address.put(**{name: part})
    return part or first
