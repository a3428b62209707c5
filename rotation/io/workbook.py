"""Reads a guarded workbook (.xlsx) into raw tables: each cell as the sheet shows it."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet import _reader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from rotation.io.guard import MOST_COLUMNS, MOST_ROWS, column_letters, column_number, safe_workbook
from rotation.io.invisible import clean_rows
from rotation.io.raw import Cell, Fault, RawTable, Remark
from rotation.io.report import Refused
from rotation.io.tables import is_ignored

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_DIGITS = 15
"""Excel keeps no more digits of a number: a longer id typed as a number has lost its end."""

MOST_MERGED_CELLS = 200_000
"""So many cells of a sheet may lie in merged ranges: more is a slip, or meant to keep us busy."""

ERROR_VALUES = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_DECIMALS = re.compile(r"[#,]*0\.(0+)(?:_.*)?")
_ZEROS = re.compile(r"0+")
_STRIKE = re.compile(rb"""<(?:\w+:)?d?strike\b(?![^>]*\bval=["'](?:0|false)["'])""")
_TEXT = re.compile(rb"<(?:\w+:)?si\b[^>]*>.*?</(?:\w+:)?si>|<(?:\w+:)?si/>", re.DOTALL)
_CELL_AT = rb"""<(?:\w+:)?c\b(?=[^>]*\br=["'][A-Z]+(\d+)["'])"""
_SHARED = re.compile(
    _CELL_AT + rb"""(?=[^>]*\bt=["']s["'])[^>]*>\s*<(?:\w+:)?v>(\d{1,9})</(?:\w+:)?v>"""
)
_INLINE = re.compile(
    _CELL_AT + rb"""(?=[^>]*\bt=["']inlineStr["'])[^>]*(?<!/)>.*?</(?:\w+:)?c>""", re.DOTALL
)
_COMMENT = re.compile(rb"""<(?:\w+:)?comment\b[^>]*?\bref=["'][A-Z]+(\d{1,7})["']""")
_COMMENTS = re.compile(
    rb"""\bTarget=["'][^"']*?([^"'/]*comments?[^"'/]*\.xml)["']""", re.IGNORECASE
)
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_ROW_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_EDGES = tuple(re.compile(rb"\b%b=[\"'](\d+)[\"']" % edge) for edge in (b"min", b"max"))
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']|\b(?:ht|width)=["']0(?:\.0+)?["']""")


def read_workbook(data: bytes) -> list[RawTable]:
    """The sheets of a workbook, without helper sheets. Raises Refused if it cannot be used."""
    data = safe_workbook(data)
    try:
        with warnings.catch_warnings():  # openpyxl tells of styles it does not know: of no interest
            warnings.simplefilter("ignore")
            return _sheets(data)
    except Refused:
        raise
    except Exception as fault:  # a foreign parser on a foreign file fails in any way it likes
        raise Refused("workbook_damaged", detail=type(fault).__name__) from fault


Area = tuple[tuple[int, int], tuple[int, int]]
"""Merged cells: the row's number and the column's place (from 0) of the first one and the last."""


@dataclass
class _Sheet:
    """A sheet while it is read: its rows with something in them by number, and what is to be told
    of them. saved_empty: formulas that were calculated and gave an empty text."""

    title: str
    xml: bytes
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    saved_empty: set[tuple[int, int]] = field(default_factory=set)
    merged: Sequence[Area] = ()
    struck: list[int] = field(default_factory=list)
    struck_parts: list[int] = field(default_factory=list)
    commented: Sequence[int] = ()
    filled: set[int] = field(default_factory=set)

    def at(self, number: int, place: int) -> Cell:
        cells = self.rows.get(number, [])
        return cells[place] if place < len(cells) else ""

    def put(self, number: int, place: int, cell: Cell) -> None:
        cells = self.rows.setdefault(number, [])
        cells.extend([""] * (place + 1 - len(cells)))
        cells[place] = cell


def _sheets(data: bytes) -> list[RawTable]:
    values = _opened(data, data_only=True)
    formulas: Workbook | None = None
    struck, part_struck = _struck_styles(values), _part_struck(data)
    tables = []
    for index, each in enumerate(values.worksheets):
        if is_ignored(each.title):
            continue
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            path = each._worksheet_path  # type: ignore[attr-defined]
            sheet = _Sheet(each.title, package.read(path), commented=_commented(package, path))
        sheet.merged = [_area(found) for found in _MERGED.findall(sheet.xml)]
        _read_rows(sheet, each, struck)
        sheet.struck_parts = _rows_of(part_struck, sheet.xml)
        if _FORMULA.search(sheet.xml):
            formulas = formulas or _opened(data, data_only=False)
            _mark_uncalculated(sheet, formulas.worksheets[index])
        _fill_merged(sheet)
        tables.append(_table(sheet, each.sheet_state != "visible"))
    return tables


class _Reader(ExcelReader):
    """openpyxl makes ten objects of every shared text: most of the time that it takes."""

    def read_strings(self) -> None:
        if (part := self.package.find(SHARED_STRINGS)) is not None:  # type: ignore[no-untyped-call]
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = list(_texts(source))


def _opened(data: bytes, *, data_only: bool) -> Workbook:
    reader = _Reader(io.BytesIO(data), read_only=True, data_only=data_only)
    reader.read()
    book: Workbook = reader.wb
    return book


def _texts(source: Any) -> Iterator[str]:
    """Every shared text."""
    for _, node in iterparse(source):
        if node.tag == _ITEM:
            yield _said(node)
            node.clear()


_ITEM, _PART, _WORDS = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "r", "t"))


def _said(node: Any) -> str:
    """A text: one of its own, or its parts of different looks in one."""
    pieces = (each.findtext(_WORDS) or "" for each in (node, *node.iterfind(_PART)))
    return "".join(pieces).replace("x005F_", "")  # how an underscore is escaped


class _Inline:
    """A text that stands in its cell, where openpyxl makes as many objects as of shared ones."""

    def __init__(self, content: str) -> None:
        self.content = content

    @classmethod
    def from_tree(cls, node: Any) -> _Inline:
        return cls(_said(node))


_reader.Text = _Inline  # type: ignore[attr-defined]


def shown_sheet(
    title: str, rows: dict[int, list[Cell]], merged: Sequence[Area], *, hidden: bool
) -> RawTable:
    """A sheet that another reader has read, with its merged cells filled."""
    sheet = _Sheet(title, b"", rows, merged=merged)
    _fill_merged(sheet)
    return _table(sheet, hidden)


def _area(found: tuple[bytes, ...]) -> Area:
    first, top, last, bottom = (part.decode() for part in found)
    return (int(top), column_number(first) - 1), (int(bottom), column_number(last) - 1)


def _struck_styles(book: Any) -> set[int]:
    styles = enumerate(book._cell_styles)
    return {number for number, style in styles if book._fonts[style.fontId].strike}


def _part_struck(data: bytes) -> set[int]:
    """The numbers of the shared texts of which a part is struck through."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        name = next((n for n in package.namelist() if n.lower() == "xl/sharedstrings.xml"), None)
        texts = b"" if name is None else package.read(name)
    if not _STRIKE.search(texts):
        return set()
    return {number for number, text in enumerate(_TEXT.findall(texts)) if _STRIKE.search(text)}


def _rows_of(texts: Collection[int], xml: bytes) -> list[int]:
    """The rows with a cell of which a part is struck through: one of the texts, or its own."""
    shared = [row for row, text in _SHARED.findall(xml) if int(text) in texts] if texts else []
    own = (
        [c[1] for c in _INLINE.finditer(xml) if _STRIKE.search(c[0])] if _STRIKE.search(xml) else []
    )
    return sorted({int(row) for row in (*shared, *own)})


def _commented(package: zipfile.ZipFile, path: str) -> list[int]:
    """The rows of a sheet that have cells with comments."""
    folder, _, name = path.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    named = _COMMENTS.findall(package.read(relations)) if relations in package.NameToInfo else ()
    names = {each.decode("utf-8", "replace") for each in named}
    parts = [part for part in package.namelist() if part.rpartition("/")[2] in names]
    return sorted({int(row) for part in parts for row in _COMMENT.findall(package.read(part))})


def _table(sheet: _Sheet, hidden: bool) -> RawTable:
    rows, unseen = clean_rows(sorted(sheet.rows.items()))
    remarks = (
        Remark("hidden_rows", tuple(_hidden_rows(sheet))),
        Remark("hidden_columns", columns=tuple(_hidden_columns(sheet))),
        Remark("struck_rows", tuple(sheet.struck)),
        Remark("struck_parts", tuple(sheet.struck_parts)),
        Remark("merged_filled", tuple(sorted(sheet.filled))),
        Remark("comments", tuple(n for n in sheet.commented if n in sheet.rows)),
    )
    return RawTable(sheet.title, rows, True, hidden, remarks, unseen)


def _read_rows(sheet: _Sheet, source: Any, struck: Collection[int]) -> None:
    """Rows with something in them. The sheet's own claim of its size is not believed."""
    source.reset_dimensions()
    for number, row in enumerate(source.iter_rows(), 1):
        if number > MOST_ROWS:  # the number of a row can be written so that the guard misses it
            raise Refused(
                "too_many_cells", sheet=sheet.title, claimed=number, rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )  # fmt: skip
        cells = [_cell(cell) for cell in row]
        for place, cell in enumerate(row):
            if cell.data_type == "str" and not cells[place]:
                sheet.saved_empty.add((number, place))
        if any(cells):
            sheet.rows[number] = cells
            if struck and any(c.value is not None and c._style_id in struck for c in row):
                sheet.struck.append(number)


def _mark_uncalculated(sheet: _Sheet, source: Any) -> None:
    """A formula that no spreadsheet has calculated yet has no value to read.

    Below the last row with a value such formulas are blank rows: they were copied down in advance.
    """
    last = max(sheet.rows, default=MOST_ROWS)
    source.reset_dimensions()
    for number, row in enumerate(source.iter_rows(max_row=last), 1):
        for place, cell in enumerate(row):
            if (
                cell.data_type == "f"
                and not sheet.at(number, place)
                and (number, place) not in sheet.saved_empty
            ):
                sheet.put(number, place, Fault("formula_without_value", str(cell.value)))


def _fill_merged(sheet: _Sheet) -> None:
    """Of merged cells only the first has the value. Down a column it holds for every row, and is
    told; along a row it is nothing of the other columns', which must not pass for empty."""
    numbers, left = sorted(sheet.rows), MOST_MERGED_CELLS
    widest = max(map(len, sheet.rows.values()), default=0)
    for (top, first), (bottom, last) in sheet.merged:
        places = range(first, min(last + 1, widest))
        within = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
        left -= len(within) * len(places)
        name = f"{column_letters(first + 1)}{top}:{column_letters(last + 1)}{bottom}"
        if left < 0:
            raise Refused("merged_too_large", sheet=sheet.title, range=name)
        value = sheet.at(top, first)
        for number in within:
            for place in places:
                if sheet.at(number, place):
                    continue
                if place > first:
                    sheet.put(number, place, Fault("merged_cell", name))
                elif number > top and value:
                    sheet.put(number, place, value)
                    sheet.filled.add(number)


def _hidden_rows(sheet: _Sheet) -> Iterator[int]:
    """The numbers of filled rows that are hidden, by hand or by a filter."""
    number = 0
    for tag in _ROW.findall(sheet.xml):
        given = _ROW_NUMBER.search(tag)
        number = int(given[1]) if given else number + 1
        if number in sheet.rows and _HIDDEN.search(tag):
            yield number


def _hidden_columns(sheet: _Sheet) -> Iterator[int]:
    for tag in _COLUMNS.findall(sheet.xml):
        if _HIDDEN.search(tag):
            low, high = (int(found[1]) if (found := edge.search(tag)) else 0 for edge in _EDGES)
            yield from range(low - 1, min(high, MOST_COLUMNS))


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return number_text(value, cell.number_format)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)


def text_cell(value: str) -> Cell:
    """A text as it is shown; what a spreadsheet could not calculate is a fault."""
    text = value.strip()
    return Fault("cell_error", text) if text in ERROR_VALUES else text


def number_text(value: int | float, number_format: str) -> Cell:
    """A number as shown: 1975.1 in the format 0.00 is 1975.10, 7 in the format 000 is 007, and 0.5
    in the format 0% is 50%."""
    if number_format.endswith("%"):
        return f"{100 * value:.12g}%"
    if isinstance(value, float) and not value.is_integer():
        decimals = _DECIMALS.fullmatch(number_format)
        if decimals and round(value, len(decimals[1])) == value:
            return f"{value:.{len(decimals[1])}f}"
        return f"{value:.15g}"
    digits = str(int(value))
    if len(digits.lstrip("-")) > MOST_DIGITS:
        return Fault("digits_lost", digits)
    return digits.zfill(len(number_format)) if _ZEROS.fullmatch(number_format) else digits
