"""A table of a report on screen; a row that is about a person leads to why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from rotation.report.table import Table
from rotation.ui import address
from rotation.ui.words import say

ROW, MOST_HEIGHT = 33, 560
_ROUND = "tables_round"
"""Raised when a question is closed, so that the same row can be picked again."""


def show_people(table: Table, key: str, widths: Mapping[str, int] | None = None) -> None:
    """Rows about persons; picking one asks why."""
    if not table.rows:
        st.info(table.empty)
        return
    turn = st.session_state.get(_ROUND, 0)
    name = f"{key}_{turn}"

    def pick() -> None:
        rows = st.session_state[name].selection.rows
        if rows and table.ids[rows[0]]:
            address.put(why=table.ids[rows[0]])

    st.dataframe(
        frame(table),
        hide_index=True,
        height=_height(table),
        column_config=_widths(table, widths or {}),
        on_select=pick,
        selection_mode="single-row",
        key=name,
    )
    st.caption(say("plan.pick_a_row"))


def show_rows(table: Table, widths: Mapping[str, int] | None = None) -> None:
    """Rows to be read."""
    if not table.rows:
        st.info(table.empty)
        return
    st.dataframe(
        frame(table),
        hide_index=True,
        height=_height(table),
        column_config=_widths(table, widths or {}),
    )
    if table.note:
        st.caption(table.note)


def let_pick_again() -> None:
    """Forget which row is picked."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def frame(table: Table) -> pd.DataFrame:
    return pd.DataFrame(list(table.rows), columns=[column.words for column in table.columns])


def _height(table: Table) -> int:
    return min(MOST_HEIGHT, ROW * (len(table.rows) + 1) + 3)


def _widths(table: Table, widths: Mapping[str, int]) -> dict[str, Any]:
    """By heading; widths: pixels by the column's key."""
    return {
        column.words: st.column_config.Column(width=widths[column.key])
        for column in table.columns
        if column.key in widths
    }
