"""What a hand changed in an earlier import stays when it is made again from mended files.

The roster as it was imported lies beside the one that people work on: what differs between the two
is the work of a hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rotation.domain.problem import Problem
from rotation.io.cell_text import cell_text
from rotation.io.cells import converter
from rotation.io.columns import Column, Table
from rotation.io.csv_folder import read_csv
from rotation.io.report import ProblemList, Refused
from rotation.io.tables import TABLES
from rotation.io.write_roster import csv_bytes, guarded

Texts = dict[str, str]
"""The texts of a row by column; columns of no table of ours too."""
_KEYS = {
    "units": ("unit_id",),
    "posts": ("post_id",),
    "cadres": ("cadre_id",),
    "careers": ("cadre_id", "unit_id", "unit_name", "title", "start"),
    "appraisals": ("cadre_id", "year"),
    "sanctions": ("cadre_id", "kind", "start"),
    "relatives": ("cadre_id", "relation", "relative_id"),
    "gates": ("cadre_id", "gate", "date"),
    "concurrent": ("cadre_id", "post_id"),
    "evaluations": ("cadre_id", "unit_id", "scheme", "dimension", "by", "date"),
    "rewards": ("cadre_id", "kind", "date"),
    "supervision": ("cadre_id", "kind", "date"),
    "exemptions": ("cadre_id", "unit_id", "fault", "fault_kind", "fault_date"),
    "tasks": ("cadre_id", "unit_id", "name"),
    "nominations": ("cadre_id", "by", "post_id", "purpose", "date"),
    "fits": ("cadre_id", "post_id"),
    "decisions": ("cadre_id", "action", "post_id", "rule"),
}


@dataclass
class Sheet:
    """A table's rows by their keys, in their order."""

    headings: list[str]
    rows: dict[tuple[object, ...], Texts]


def sheet_of(table: Table, rows: Iterable[Texts], headings: Iterable[str]) -> Sheet:
    """Rows by what tells them apart; of equal ones each is the next."""
    found: dict[tuple[object, ...], Texts] = {}
    seen: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        key = tuple(_meant(table.column[c], row.get(c, "")) for c in _KEYS[table.id])
        seen[key] += 1
        found[*key, seen[key]] = row
    return Sheet(list(headings), found)


def imported(table: Table, rows: Iterable[Mapping[str, Any]]) -> Sheet:
    """What the sources say, as texts."""
    texts = [{c.id: cell_text(c, row.get(c.id), None) for c in table.columns} for row in rows]
    return sheet_of(table, texts, [column.id for column in table.columns])


def read_sheet(table: Table, data: bytes) -> Sheet:
    """A table as it lies in the folder. Raises Refused."""
    raw = read_csv(f"{table.id}.csv", data, ProblemList())
    if not raw.rows:
        return Sheet([column.id for column in table.columns], {})
    (_, top), *below = raw.rows
    headings = []
    for cell in top:
        column = table.find(str(cell))
        headings.append(str(cell) if column is None else column.id)
    rows = [dict(zip(headings, map(str, cells), strict=False)) for _, cells in below]
    return sheet_of(table, rows, headings)


def merged(table: Table, new: Sheet, before: Sheet, there: Sheet, problems: list[Problem]) -> Sheet:
    """The table with what a hand changed since: cells, rows added and rows taken out. Where the
    sources now say something else than both, the hand's word stays, and it is told."""
    rows: dict[tuple[object, ...], Texts] = {}
    for key, row in new.rows.items():
        if key in there.rows:
            own, old = there.rows[key], before.rows.get(key, {})
            rows[key] = _merged_row(table, row, old, own, problems)
        elif key in before.rows:
            problems.append(_told("row_taken_out_by_hand", table, row))
        else:
            rows[key] = row
    by_hand = there.rows.keys() - before.rows.keys() - new.rows.keys()
    rows |= {key: row for key, row in there.rows.items() if key in by_hand}
    for key in before.rows.keys() & there.rows.keys() - new.rows.keys():
        changed = [c for c in table.columns if _differs(c, before.rows[key], there.rows[key])]
        if changed:
            rows[key] = there.rows[key]
            problems.append(_told("row_no_longer_in_sources", table, there.rows[key]))
    return Sheet([*new.headings, *(h for h in there.headings if h not in new.headings)], rows)


def _merged_row(
    table: Table, new: Texts, before: Texts, there: Texts, problems: list[Problem]
) -> Texts:
    row = {**there, **new}
    for column in table.columns:
        if not _differs(column, before, there):
            continue
        row[column.id] = there.get(column.id, "")
        if _differs(column, before, new) and _differs(column, new, there):
            problems.append(_told("hand_kept", table, there, column, new.get(column.id) or "—"))
    return row


def _told(
    code: str, table: Table, row: Texts, column: Column | None = None, said: str = ""
) -> Problem:
    id_ = "，".join(row.get(key, "") for key in _KEYS[table.id] if row.get(key))
    value = None if column is None else row.get(column.id) or "—"
    name = None if column is None else column.id
    return Problem(code, table.id, None, name, value, {"row_id": id_, "said": said})


def _differs(column: Column, one: Texts, other: Texts) -> bool:
    texts = one.get(column.id, ""), other.get(column.id, "")
    return texts[0] != texts[1] and _meant(column, texts[0]) != _meant(column, texts[1])


def _meant(column: Column, text: str) -> object:
    """The value of a text, however it is written; what cannot be read is what it says."""
    if not text:
        return None
    try:
        return converter(column)(text)
    except Refused:
        return text


def sheet_bytes(sheet: Sheet) -> bytes:
    """The table as CSV."""
    rows = (
        [guarded(row.get(heading, "")) for heading in sheet.headings] for row in sheet.rows.values()
    )
    return csv_bytes(sheet.headings, rows)


FILES = {f"{table.id}.csv": table for table in TABLES}
