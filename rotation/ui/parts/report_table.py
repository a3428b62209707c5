"""A table of a report on screen; a row that is about a person leads to why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from rotation.report.table import Cell, Column, Row, Table, Tone, cadre_of, is_strong
from rotation.ui import address, html, tables
from rotation.ui.words import plain, say

_KINDS = {Tone.GOOD: "good", Tone.OPEN: "warn", Tone.QUIET: "dim"}
_ROUND = "tables_round"
"""Raised when a question is closed, so that the same row can be picked again."""


def show_people(table: Table, key: str, widths: Mapping[str, tables.Width] | None = None) -> None:
    """Rows about persons; picking one asks why."""
    if not table.rows:
        st.info(plain(table.empty))
        return
    turn = st.session_state.get(_ROUND, 0)
    name = f"{key}_{turn}"

    def pick() -> None:
        if turn != st.session_state.get(_ROUND, 0):
            return  # the browser may tell once more of the table that was shown before
        rows = st.session_state[name].selection.rows
        if rows and (cadre_id := cadre_of(table.rows[rows[0]])):
            address.put(why=cadre_id)

    tables.draw(
        frame(table),
        table.title,
        column_config=_widths(table, widths or {}),
        on_select=pick,
        selection_mode="single-row",
        key=name,
    )
    st.caption(say("plan.pick_a_row"))


def show_rows(table: Table, widths: Mapping[str, tables.Width] | None = None) -> None:
    """Rows to be read."""
    if not table.rows:
        st.info(plain(table.empty))
        return
    tables.draw(frame(table), table.title, column_config=_widths(table, widths or {}))
    if table.note:
        st.caption(plain(table.note))


def show_marked(
    table: Table,
    under: Mapping[str, str] | None = None,
    group: str = "",
    widths: Sequence[str] = (),
    *,
    boxed: bool = False,
) -> None:
    """Rows with their tones. under: by the key of a column what stands below its heading. group:
    the first column's key, where its values are to be headings of the rows that share them."""
    shown = table.only(*(column.key for column in table.columns if column.key != group))
    rows: list[html.Row] = []
    above: Cell | None = None
    for whole, row in zip(table.rows, shown.rows, strict=True):
        if group and whole[0] != above:
            above = whole[0]
            rows += [html.Row([above.words], "group")] if above.words else []
        rows.append(_marked(row))
    headings = [_heading(column, under or {}) for column in shown.columns]
    right = [place for place, column in enumerate(shown.columns) if column.number]
    html.show_table(headings, rows, right, widths, boxed=boxed)


def _heading(column: Column, under: Mapping[str, str]) -> str:
    return f"{column.words}\n{under[column.key]}" if column.key in under else column.words


def _marked(row: Row) -> html.Row:
    """A dash stands where there is no value."""
    words = [(cell.words or "—", _KINDS.get(cell.tone)) for cell in row]
    cells = [html.Cell(said, kind) if kind else said for said, kind in words]
    return html.Row(cells, "strong" if is_strong(row) else "")


def let_pick_again() -> None:
    """Forget which row is picked."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def frame(table: Table) -> pd.DataFrame:
    values = [[cell.value for cell in row] for row in table.rows]
    return pd.DataFrame(values, columns=[column.words for column in table.columns])


def _widths(table: Table, widths: Mapping[str, tables.Width]) -> dict[str, Any]:
    """By heading; widths: pixels by the column's key."""
    return {
        column.words: tables.column(widths[column.key])
        for column in table.columns
        if column.key in widths
    }
