"""Tables of words, that may be filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from rotation.io.write_roster import csv_bytes, guarded
from rotation.ui.words import language, safe_name, say

Width = int | Mapping[str, int]
"""Pixels of a column; by language where one needs more than the other."""
ROW = 33
MOST_HEIGHT = 560


def draw(data: pd.DataFrame, name: str, *, most: int = MOST_HEIGHT, **given: Any) -> None:
    """A table as high as its rows, and how to take it along. name: in words, one in a page. most:
    pixels of height before the table scrolls. given: to st.dataframe."""
    st.dataframe(
        data,
        hide_index=True,
        placeholder="",  # or Streamlit says None
        height=min(most, ROW * (len(data) + 1) + 3),
        **given,
    )
    st.download_button(
        say("table.download"),
        lambda: csv_of(data),
        file_name=f"{safe_name(name)}.csv",
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        key=f"download_{name}",
    )


def column(width: Width) -> Any:
    """A column of this width."""
    pixels = width if isinstance(width, int) else width[language()]
    return st.column_config.Column(width=pixels)


def csv_of(data: pd.DataFrame) -> bytes:
    """With nothing in it that a spreadsheet would take for a formula: Streamlit's own has that."""
    rows = data.astype(object).where(data.notna(), "").itertuples(index=False)
    texts = ([guarded(str(value)) for value in row] for row in rows)
    return csv_bytes([guarded(str(heading)) for heading in data.columns], texts)


def show(
    rows: Sequence[Mapping[str, Any]],
    name: str,
    *,
    widths: Mapping[str, Any] | None = None,
    key: str | None = None,
    most: int = MOST_HEIGHT,
) -> None:
    """Rows by heading, all with the same headings. name, most: as in `draw`. widths: by heading,
    "small" to "large" or pixels."""
    data = pd.DataFrame(list(rows))
    config: dict[str, Any] = {
        name: st.column_config.NumberColumn(format="%.1f")
        for name in data.select_dtypes("float").columns
        if not (data[name].dropna() % 1 == 0).all()
    }
    for heading, width in (widths or {}).items():
        config[heading] = st.column_config.Column(width=width)
    draw(data, name, most=most, column_config=config, key=key)


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
