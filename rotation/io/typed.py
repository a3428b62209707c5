"""Raw tables to rows of values: finds the headings, reads each cell by its column's kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rotation.io.cells import Convert, converter, unknown_fields
from rotation.io.columns import DATED, Column, Kind, Table, in_chinese, plain
from rotation.io.dates import is_day_number
from rotation.io.guard import column_letters
from rotation.io.headings import Headings, headings_of
from rotation.io.invisible import cleaned, code_points, is_clean
from rotation.io.raw import Cell, Fault, RawTable
from rotation.io.raw import Row as RawRow
from rotation.io.report import ProblemList, Refused, ranges

_NOTHING: frozenset[str] = frozenset()
_COUNT = r"\s*\d+\s*(?:[人名个]|persons?|people|cadres)"
_ASIDE = re.compile(
    r"\s*(?:[合小总共累][计]|共\s*\d|本页|以下空白|注\s*[:：\d]|备注\s*[:：]|说明\s*[:：]|[*※]|"
    r"(?:填表|制表|审核|填报|复核|报送|单位负责|分管领导|联系|经办)(?:人|单位|日期|时间|电话)?\s*[:：]|"
    r"[(（]?[一二三四五六七八九十]+[)）]?\s*[、.．)）]|(?:sub)?total\b|notes?\s*:|prepared by)"
    rf"|\D{{0,8}}{_COUNT}\s*$",
    re.IGNORECASE,
)
"""How a row begins that sums up, remarks or parts the rows of a roster."""
_TOTAL = re.compile(
    rf"(?:(?:[合小总共累]\s*计|(?:sub)?total)\s*[:：]?(?:\s*共?(?:{_COUNT}|\d+))?|共?{_COUNT})",
    re.IGNORECASE,
)
"""What alone in its cell makes a row of totals, whatever else it holds."""


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
    headings = headings_of(raw, table)
    if headings is None:
        return []
    below, passed = _without_asides(headings, table)
    _tell_remarks(raw, headings, table, report)
    _tell_rows("rows_passed_over", passed, table, report)
    readers = _readers(replace(headings, below=below), table, report)
    if readers is None:
        return []
    width = len(headings.cells)
    if not raw.is_sheet:
        _tell_short(below, width, table, report)
    return [
        _row(number, _widened(number, cells, width, table, report), readers, table, report)
        for number, cells in below
    ]


def _widened(
    number: int, cells: Sequence[Cell], width: int, table: Table, report: ProblemList
) -> Sequence[Cell]:
    """The cells of a row, as many as there are headings; one beyond them is an error."""
    if extra := next((cell for cell in cells[width:] if cell), None):
        report.error("extra_cell", table.id, number, value=_shown(extra), columns=width)
    return cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]


def _tell_short(below: Sequence[RawRow], width: int, table: Table, report: ProblemList) -> None:
    if short := [number for number, cells in below if len(cells) < width]:
        report.notice("short_rows", table.id, short[0], count=len(short))


def _shown(cell: Cell) -> str:
    return cell.value if isinstance(cell, Fault) else cell


def _without_asides(headings: Headings, table: Table) -> tuple[list[RawRow], list[int]]:
    """The rows of data, and the numbers of the others: totals, notes, titles of parts, headings
    said again. But for totals, only a row that lacks what every row must have is held for one."""
    needed = [
        place
        for place, word in enumerate(headings.cells)
        if (column := table.find(word)) and column.required
    ]
    rows, passed = [], []
    for number, cells in headings.below:
        if _is_aside(cells, needed) or _is_repeated(cells, headings.cells):
            passed.append(number)
        else:
            rows.append((number, cells))
    return rows, passed


def _is_aside(cells: Sequence[Cell], needed: Sequence[int]) -> bool:
    lacks = any(
        place >= len(cells) or not isinstance(cells[place], str) or not cells[place]
        for place in needed
    )
    first = next((cell for cell in cells if isinstance(cell, str) and cell), "")
    return _TOTAL.fullmatch(first) is not None or (lacks and _ASIDE.match(first) is not None)


def _is_repeated(cells: Sequence[Cell], headings: Sequence[str]) -> bool:
    said = [(cell, word) for cell, word in zip(cells, headings, strict=False) if cell]
    return len(said) >= 2 and all(cell == word for cell, word in said)


def _tell_remarks(raw: RawTable, headings: Headings, table: Table, report: ProblemList) -> None:
    """What the file shows otherwise than it is read, once for each kind."""
    if raw.hidden:
        report.notice("hidden_sheet", table.id, value=raw.name)
    for remark in raw.remarks:
        _tell_rows(remark.code, [n for n in remark.rows if n > headings.number], table, report)
        words = [headings.cells[p] for p in remark.columns if p < len(headings.cells)]
        if any(words):
            report.notice(remark.code, table.id, columns=[word for word in words if word])
    _tell_unseen(raw, headings, table, report)
    if full := [
        number
        for number, cells in headings.above
        if sum(isinstance(cell, str) and cell != "" for cell in cells) > 2
    ]:
        _tell_rows("rows_above_headings", full, table, report)


def _tell_unseen(raw: RawTable, headings: Headings, table: Table, report: ProblemList) -> None:
    """Characters that nobody sees: of each heading by itself, of all cells together. They may have
    made another column or another person of what looked right."""
    if not is_clean(raw.name):
        report.notice(
            "unseen_in_name", table.id, value=cleaned(raw.name), characters=code_points(raw.name)
        )
    titles = {number for number, _ in headings.above}
    for cell in raw.unseen:
        if cell.row <= headings.number and cell.row not in titles and cell.text:
            column = table.find(cell.text)
            report.notice(
                "unseen_in_heading", table.id, cell.row, column.id if column else None, cell.text,
                characters=cell.characters,
            )  # fmt: skip
    below = [cell for cell in raw.unseen if cell.row > headings.number]
    found = dict.fromkeys(each for cell in below for each in cell.characters.split())
    numbers = list(dict.fromkeys(cell.row for cell in below))
    _tell_rows("unseen_characters", numbers, table, report, characters=" ".join(found))


def _tell_rows(
    code: str, numbers: Sequence[int], table: Table, report: ProblemList, **more: Any
) -> None:
    if numbers:
        report.notice(code, table.id, numbers[0], rows=ranges(numbers), count=len(numbers), **more)


def _readers(headings: Headings, table: Table, report: ProblemList) -> list[_Reader] | None:
    """A reader for every known heading; None (and an error) if a required one is missing."""
    found: dict[str, _Reader] = {}
    by_name = _named_instead(headings, table)
    for place, cell in enumerate(headings.cells):
        column = by_name.get(place) or (table.find(cell) if cell else None)
        if column is None or (column.id in found and table.find_exactly(cell) is None):
            _tell_unknown(place, headings, table, report)
        elif column.id in found:
            report.error("duplicate_column", table.id, headings.number, column.id, cell)
        else:
            found[column.id] = _Reader(place, column, column.id, converter(column), {})
    missing = [c.id for c in table.columns if c.required and c.id not in found]
    for column_id in missing:
        report.error("missing_column", table.id, headings.number, column_id)
    return None if missing else list(found.values())


def _named_instead(headings: Headings, table: Table) -> dict[int, Column]:
    """Columns of ids that are not there, by the place of the names that stand in their stead."""
    there = {table.find(word) for word in headings.cells}
    return {
        place: column
        for column in table.columns
        if column.names and column not in there
        for place, word in enumerate(headings.cells)
        if {plain(word), in_chinese(word)} & {*column.names} and table.find(word) is None
    }


def _tell_unknown(place: int, headings: Headings, table: Table, report: ProblemList) -> None:
    """A column that is not read, and how much stands in it; an empty one without a heading is
    none."""
    heading = headings.cells[place]
    filled = sum(place < len(cells) and bool(cells[place]) for _, cells in headings.below)
    if heading:
        near = report.nearest(heading, _free_words(headings, table))
        report.notice(
            "unknown_column", table.id, headings.number, value=heading, nearest=near, filled=filled
        )
    elif filled:
        letter = column_letters(place + 1)
        report.notice("column_without_heading", table.id, value=letter, filled=filled)


def _free_words(headings: Headings, table: Table) -> list[str]:
    """The headings of the columns that are not there: only such a one can be meant."""
    there = {table.find(word) for word in headings.cells}
    return [word for column in table.columns if column not in there for word in column.words]


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
            if reader.column.kind in DATED and is_day_number(str(text)):
                report.as_typed[table.id, number, reader.id] = str(text)
    return Row(number, values, frozenset(bad) if bad else _NOTHING)


def _value(text: Cell, reader: _Reader, number: int, table: Table, report: ProblemList) -> Any:
    """The value of a text that the column has not had before, or why there is none."""
    if isinstance(text, Fault):
        return Refused(text.code)
    try:
        value = reader.convert(text)
    except Refused as refused:
        return refused
    if value is not None and reader.column.kind in (Kind.FIELD, Kind.FIELDS):
        for word in unknown_fields(text):
            report.notice("unknown_field", table.id, number, reader.column.id, word)
    return value
