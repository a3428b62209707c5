"""Tables of words, that may be filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from rotation.ui.words import say

ROW = 33
MOST_HEIGHT = 560


def show(
    rows: Sequence[Mapping[str, Any]],
    *,
    widths: Mapping[str, Any] | None = None,
    key: str | None = None,
    most: int = MOST_HEIGHT,
) -> None:
    """Rows by heading, all with the same headings. widths: by heading, "small" to "large" or
    pixels. most: pixels of height before the table scrolls."""
    data = pd.DataFrame(list(rows))
    config: dict[str, Any] = {
        name: st.column_config.NumberColumn(format="%.1f")
        for name in data.select_dtypes("float").columns
        if not (data[name].dropna() % 1 == 0).all()
    }
    for name, width in (widths or {}).items():
        config[name] = st.column_config.Column(width=width)
    st.dataframe(
        data,
        hide_index=True,
        placeholder="",  # or Streamlit says None
        column_config=config,
        height=min(most, ROW * (len(rows) + 1) + 3),
        key=key,
    )


def picked(label: str, among: Mapping[str, str], key: str) -> set[str]:
    """A filter: the codes that are picked by their words; all of them where none is."""
    chosen = st.multiselect(
        label, list(among), format_func=among.__getitem__, key=key, placeholder=say("filter.all")
    )
    return set(chosen or among)


def searched(key: str, label: str | None = None) -> str:
    """A field to search in; what was typed, without regard to case."""
    typed = st.text_input(label or say("filter.search"), key=key)
    return str(typed or "").strip().casefold()


def holds(row: Mapping[str, Any], wanted: str) -> bool:
    """Whether a row says what was searched for."""
    return not wanted or any(wanted in str(value).casefold() for value in row.values())
