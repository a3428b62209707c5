"""Raw tables to rows of values: finds the headings, reads each cell by its column's kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rotation.io.cells import Convert, converter, unknown_fields
from rotation.io.columns import Column, Kind, Table
from rotation.io.raw import Cell, Fault, RawTable
from rotation.io.report import ProblemList, Refused

_NOTHING: frozenset[str] = frozenset()
ROWS_TO_SEARCH = 5
"""A sheet may begin with a title: the headings are looked for in so many rows."""


@dataclass(slots=True)  # not frozen, as that makes hundreds of thousands of them slow to make
class Row:
    """Values by column id; an empty cell has no key. `bad`: columns already complained of. sheet:
    the table that it stands in, where it is a row of another one."""

    number: int
    values: Mapping[str, Any]
    bad: frozenset[str] = field(default=frozenset())
    sheet: str | None = None

    def get(self, column_id: str) -> Any:
        return self.values.get(column_id)

    def lacks(self, column_id: str) -> bool:
        """Whether the cell is empty (and not merely unreadable)."""
        return column_id not in self.values and column_id not in self.bad


@dataclass(slots=True)
class _Reader:
    """How one column is read: `seen` keeps the value (or the refusal) of every text met so far."""

    place: int
    column: Column
    id: str
    convert: Convert
    seen: dict[Cell, Any]


def type_table(raw: RawTable, table: Table, report: ProblemList) -> list[Row]:
    """The data rows of a table; every fault of headings and cells goes to the report."""
    at = _heading_place(raw, table)
    if at is None:
        return []
    heading = raw.rows[at][1]
    readers = _readers(heading, table, raw.rows[at][0], report)
    if readers is None:
        return []
    width = len(heading)
    rows, short = [], []
    for number, cells in raw.rows[at + 1 :]:
        if len(cells) < width:
            short.append(number)
            cells = [*cells, *[""] * (width - len(cells))]  # noqa: PLW2901
        elif len(cells) > width and any(cells[width:]):
            extra = next(cell for cell in cells[width:] if cell)
            report.error("extra_cell", table.id, number, value=_shown(extra), columns=width)
        rows.append(_row(number, cells, readers, table, report))
    if short and not raw.is_sheet:
        report.notice("short_rows", table.id, short[0], count=len(short))
    return rows


def _shown(cell: Cell) -> str:
    return cell.value if isinstance(cell, Fault) else cell


def _heading_place(raw: RawTable, table: Table) -> int | None:
    """The first of the first rows with two known headings; else the first row of all."""
    for place, (number, cells) in enumerate(raw.rows[:ROWS_TO_SEARCH]):
        known = {c.id for cell in cells if isinstance(cell, str) and (c := table.find(cell))}
        if len(known) >= 2 and number <= ROWS_TO_SEARCH:
            return place
    return 0 if raw.rows else None


def _readers(
    heading: Sequence[Cell], table: Table, number: int, report: ProblemList
) -> list[_Reader] | None:
    """A reader for every known heading; None (and an error) if a required one is missing."""
    found: dict[str, _Reader] = {}
    for place, cell in enumerate(heading):
        if not isinstance(cell, str) or not cell:
            continue
        column = table.find(cell)
        if column is None:
            near = report.nearest(cell, table.words)
            report.notice("unknown_column", table.id, number, value=cell, nearest=near)
        elif column.id in found:
            report.error("duplicate_column", table.id, number, column.id, cell)
        else:
            found[column.id] = _Reader(place, column, column.id, converter(column), {})
    missing = [c.id for c in table.columns if c.required and c.id not in found]
    for column_id in missing:
        report.error("missing_column", table.id, number, column_id)
    return None if missing else list(found.values())


def _row(
    number: int, cells: Sequence[Cell], readers: list[_Reader], table: Table, report: ProblemList
) -> Row:
    values: dict[str, Any] = {}
    bad: list[str] = []
    for reader in readers:
        text = cells[reader.place]
        if not text:
            if reader.column.required:
                report.error("missing_value", table.id, number, reader.id)
                bad.append(reader.id)
            continue
        value = reader.seen.get(text, reader)  # the reader itself stands for "not seen yet"
        if value is reader:
            value = reader.seen[text] = _value(text, reader, number, table, report)
        if value.__class__ is Refused:
            report.refuse(value, table.id, number, reader.id, _shown(text))
            bad.append(reader.id)
        elif value is not None:
            values[reader.id] = value
    return Row(number, values, frozenset(bad) if bad else _NOTHING)


def _value(text: Cell, reader: _Reader, number: int, table: Table, report: ProblemList) -> Any:
    """The value of a text that the column has not had before, or why there is none."""
    if isinstance(text, Fault):
        return Refused(text.code)
    try:
        value = reader.convert(text)
    except Refused as refused:
        return refused
    if reader.column.kind in (Kind.FIELD, Kind.FIELDS):
        for word in unknown_fields(text):
            report.notice("unknown_field", table.id, number, reader.column.id, word)
    return value
