"""Reads a guarded workbook (.xlsx) into raw tables: each cell as the sheet shows it."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import openpyxl

from rotation.io.guard import MOST_COLUMNS, MOST_ROWS, check_workbook, column_number
from rotation.io.raw import Cell, Fault, RawTable
from rotation.io.report import Refused
from rotation.io.tables import is_ignored

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_DIGITS = 15
"""Excel keeps no more digits of a number: a longer id typed as a number has lost its end."""

_ERRORS = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_DECIMALS = re.compile(r"[#,]*0\.(0+)(?:_.*)?")
_ZEROS = re.compile(r"0+")

Rows = list[tuple[int, list[Cell]]]


def read_workbook(data: bytes) -> list[RawTable]:
    """The sheets of a workbook, without helper sheets. Raises Refused if it cannot be used."""
    check_workbook(data)
    try:
        with warnings.catch_warnings():  # openpyxl tells of styles it does not know: of no interest
            warnings.simplefilter("ignore")
            return _sheets(data)
    except Refused:
        raise
    except Exception as fault:  # a foreign parser on a foreign file fails in any way it likes
        raise Refused("workbook_damaged", detail=type(fault).__name__) from fault


def _sheets(data: bytes) -> list[RawTable]:
    values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas: Workbook | None = None
    tables = []
    for index, sheet in enumerate(values.worksheets):
        if is_ignored(sheet.title):
            continue
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            xml = package.read(sheet._worksheet_path)  # type: ignore[attr-defined]
        rows = dict(_rows(sheet))
        if _FORMULA.search(xml):
            formulas = formulas or openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            _mark_uncalculated(rows, formulas.worksheets[index])
        _mark_merged(rows, xml)
        tables.append(RawTable(sheet.title, sorted(rows.items()), is_sheet=True))
    return tables


def _rows(sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    """Rows with something in them. The sheet's own claim of its size is not believed."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_cell(cell) for cell in row]
        if any(cells):
            yield number, cells


def _mark_uncalculated(rows: dict[int, list[Cell]], sheet: Any) -> None:
    """A formula that no spreadsheet has calculated yet has no value to read."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        for place, cell in enumerate(row):
            if cell.data_type == "f" and not _at(rows, number, place):
                _put(rows, number, place, Fault("formula_without_value", str(cell.value)))


def _mark_merged(rows: dict[int, list[Cell]], xml: bytes) -> None:
    """Of merged cells only the first has the value; the others must not pass for empty."""
    for found in _MERGED.findall(xml):
        first, top, last, bottom = (part.decode() for part in found)
        fault = Fault("merged_cell", f"{first}{top}:{last}{bottom}")
        for number in range(int(top), min(int(bottom), MOST_ROWS) + 1):
            for place in range(column_number(first) - 1, min(column_number(last), MOST_COLUMNS)):
                is_first = number == int(top) and place == column_number(first) - 1
                if number in rows and not is_first and not _at(rows, number, place):
                    _put(rows, number, place, fault)


def _at(rows: dict[int, list[Cell]], number: int, place: int) -> Cell:
    cells = rows.get(number, [])
    return cells[place] if place < len(cells) else ""


def _put(rows: dict[int, list[Cell]], number: int, place: int, cell: Cell) -> None:
    cells = rows.setdefault(number, [])
    cells.extend([""] * (place + 1 - len(cells)))
    cells[place] = cell


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.strip()
        return Fault("cell_error", text) if text in _ERRORS else text
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)


def _number(value: int | float, number_format: str) -> Cell:
    """A number as shown: 1975.1 in the format 0.00 is 1975.10, and 7 in the format 000 is 007."""
    if isinstance(value, float) and not value.is_integer():
        decimals = _DECIMALS.fullmatch(number_format)
        if decimals and round(value, len(decimals[1])) == value:
            return f"{value:.{len(decimals[1])}f}"
        return f"{value:.15g}"
    digits = str(int(value))
    if len(digits.lstrip("-")) > MOST_DIGITS:
        return Fault("digits_lost", digits)
    return digits.zfill(len(number_format)) if _ZEROS.fullmatch(number_format) else digits
