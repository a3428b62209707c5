"""Who moves: by category, by unit; who leaves; who stays although a move is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from rotation.locales import has
from rotation.report.people import by_unit, leaving, moves, staying
from rotation.report.table import Table
from rotation.report.told import Told
from rotation.ui import tables
from rotation.ui.navigation import picked_part
from rotation.ui.parts.plan_everybody import KEYS, everybody
from rotation.ui.parts.report_table import show_people
from rotation.ui.words import say

_LISTS = ("category", "unit", "leaving", "staying", "everybody")
_SHOWN = {
    "category": ("category", "name", "kind", "from", "to", "reasons"),
    "unit": ("unit", "side", "name", "kind", "from", "to"),
    "leaving": ("name", "age", "kind", "from", "reasons"),
    "staying": ("name", "strength", "category", "from", "tenure", "reasons", "why_stays"),
    "everybody": KEYS,
}
WIDTHS: Mapping[str, tables.Width] = {
    "category": {"zh": 72, "en": 98}, "unit": 130, "name": 62, "kind": 92,
    "from": 262, "to": 262, "side": 60, "reasons": 560, "strength": 80,
    "tenure": {"zh": 90, "en": 116}, "age": 50, "id": 70,
}  # fmt: skip
_GROUP = {"category": "category", "unit": "unit", "staying": "category", "everybody": "kind"}
"""The column by which a list is filtered."""


def show_moves(told: Told) -> None:
    found = {
        "category": moves(told),
        "unit": by_unit(told),
        "leaving": leaving(told),
        "staying": staying(told),
        "everybody": everybody(told),
    }
    words = {code: say(f"moves.{code}", count=len(found[code].rows)) for code in _LISTS}
    code = picked_part("list", words, "moves_which")
    table = _filtered(_short(told, found[code].only(*_SHOWN[code])), code)
    if found[code].rows and not table.rows:
        st.info(say("filter.nothing"))
        return
    show_people(table, f"moves_{code}", WIDTHS)


def _short(told: Told, table: Table) -> Table:
    """The list with its categories in a word, so that posts and reasons have room."""
    if table.columns[0].key != "category":
        return table
    rows = [
        (replace(first, value=say(f"category_short.{first.code}")), *others)
        if has(f"ui.category_short.{first.code}", told.lang)
        else (first, *others)
        for first, *others in table.rows
    ]
    return replace(table, rows=tuple(rows))


def _filtered(table: Table, code: str) -> Table:
    if code not in _GROUP or not table.rows:
        return table
    group = table.column(_GROUP[code])
    among = {cell.code: cell.words for cell in group}
    left, right = st.columns([3, 2])
    with left:
        wanted = tables.picked(say(f"column.{_GROUP[code]}"), among, f"moves_{code}_filter")
    with right:
        typed = tables.searched(f"moves_{code}_search", say("moves.search"))
    return table.where(
        [
            cell.code in wanted and (not typed or any(typed in c.words.casefold() for c in row))
            for cell, row in zip(group, table.rows, strict=True)
        ]
    )
