"""The look of our workbooks: a sheet per table, formatted so that what is typed stays as typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
import xlsxwriter.utility  # type: ignore[import-untyped]

from rotation.domain.codes import table
from rotation.io.atomic import replacing
from rotation.io.columns import Column, Kind, Table
from rotation.io.tables import NOTES_SHEETS, TABLES
from rotation.locales import text

Sheet = Any  # xlsxwriter comes without types
CellFormat = Any

CODES_SHEET = "_codes"
"""A hidden sheet with the words of the drop-down lists; readers pass over its underscore."""
LAST_ROW = 5000
"""Formats and drop-down lists reach down to this row."""
FONT = "微软雅黑"
NUMBERS = (Kind.WHOLE, Kind.NUMBER)

Fill = Callable[[Table, Sheet, "Formats"], None]
"""Writes the rows below the headings of a table's sheet."""


class Formats:
    """The formats of a workbook. Text cells are "@": 1975.10 typed there stays 1975.10."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": FONT, "font_size": 10}
        bold = {**base, "bold": True, "border": 1, "valign": "vcenter", "text_wrap": True}
        self.text: CellFormat = book.add_format({**base, "num_format": "@"})
        self.number: CellFormat = book.add_format(base)
        self.required: CellFormat = book.add_format({**bold, "bg_color": "#F8CBAD"})
        self.optional: CellFormat = book.add_format({**bold, "bg_color": "#DDEBF7"})
        self.wrapped: CellFormat = book.add_format({**base, "text_wrap": True, "valign": "top"})


def write_book(path: Path, lang: str, fill: Fill | None = None) -> None:
    """Write a workbook of all tables to `path` (beside, then renamed). Raises OSError."""
    with replacing(path) as beside, xlsxwriter.Workbook(str(beside), _OPTIONS) as book:
        formats = Formats(book)
        _notes(book.add_worksheet(NOTES_SHEETS[lang]), formats, lang)
        ranges: dict[str, str] = {}
        sheets = [(each, book.add_worksheet(each.heading(lang))) for each in TABLES]
        codes = book.add_worksheet(CODES_SHEET)
        codes.hide()
        for each, sheet in sheets:
            _headings(each, sheet, formats, lang)
            for place, column in enumerate(each.columns):
                _validate(sheet, place, column, _source(column, codes, ranges, lang))
            if fill is not None:
                fill(each, sheet, formats)
        sheets[0][1].activate()


_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": False,
}


def put(sheet: Sheet, row: int, place: int, said: str, form: CellFormat) -> None:
    """Write text as text. Raises ValueError if a cell cannot hold it."""
    if sheet.write_string(row, place, said, form) != 0:
        raise ValueError(f"a cell cannot hold a text of {len(said)} characters")


def _headings(each: Table, sheet: Sheet, formats: Formats, lang: str) -> None:
    for place, column in enumerate(each.columns):
        heading = column.heading(lang)
        form = formats.number if column.kind in NUMBERS else formats.text
        sheet.set_column(place, place, max(10, 2 * len(heading) + 2), form)
        put(sheet, 0, place, heading, formats.required if column.required else formats.optional)
        sheet.write_comment(0, place, _comment(each, column, lang), {"x_scale": 2})
    sheet.set_row(0, 30)
    sheet.freeze_panes(1, 2)


def _comment(each: Table, column: Column, lang: str) -> str:
    need = text("table.required" if column.required else "table.optional", lang)
    return f"{need}\n{explain(each, column, lang)}\n{how(column, lang)}"


def explain(each: Table, column: Column, lang: str) -> str:
    """What a column means."""
    return text(f"table.help.{each.id}.{column.id}", lang)


def how(column: Column, lang: str) -> str:
    """How a column is filled in."""
    words = ""
    if column.codes is not None:
        entries = table(column.codes).entries.values()
        words = ("、" if lang == "zh" else ", ").join(str(e[lang]) for e in list(entries)[:6])
        words += ("等" if lang == "zh" else ", …") if len(entries) > 6 else ""
    low = "" if column.low is None else f"{column.low:g}"
    high = "" if column.high is None else f"{column.high:g}"
    return text(f"table.kind.{column.kind}", lang, low=low, high=high, words=words)


def _source(
    column: Column, codes: Sheet, ranges: dict[str, str], lang: str
) -> list[str] | str | None:
    """What a drop-down list offers; the words of a code table stand on the hidden sheet."""
    if column.kind is Kind.YES_NO:
        return ["是", "否"] if lang == "zh" else ["yes", "no"]
    if column.kind is Kind.CODES:  # several words in one cell
        return None
    name = "field" if column.kind is Kind.FIELD else column.codes
    if name is None:
        return None
    if name not in ranges:
        place, words = len(ranges), [str(e[lang]) for e in table(name).entries.values()]
        for row, word in enumerate(words):
            codes.write_string(row, place, word)
        letter = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
        ranges[name] = f"={CODES_SHEET}!{letter}$1:{letter}${len(words)}"
    return ranges[name]


def _validate(sheet: Sheet, place: int, column: Column, source: list[str] | str | None) -> None:
    """Offer the words, and warn (not more: other spellings are read too) of anything else."""
    rule: dict[str, object]
    if source is not None:
        rule = {"validate": "list", "source": source, "error_type": "warning"}
    elif column.kind in NUMBERS and column.low is not None:
        kind = "integer" if column.kind is Kind.WHOLE else "decimal"
        rule = {"validate": kind, "criteria": "between", "minimum": column.low}
        rule |= {"maximum": column.high, "error_type": "warning"}
    else:
        return
    sheet.data_validation(1, place, LAST_ROW, place, rule)


def _notes(sheet: Sheet, formats: Formats, lang: str) -> None:
    """The sheet that explains every column."""
    for place, (key, width) in enumerate(
        (("sheet", 14), ("column", 22), ("need", 10), ("how", 46), ("meaning", 70))
    ):
        sheet.set_column(place, place, width, formats.wrapped)
        put(sheet, 0, place, text(f"table.notes.{key}", lang), formats.optional)
    sheet.freeze_panes(1, 0)
    row = 1
    for each in TABLES:
        for column in each.columns:
            need = text("table.required" if column.required else "table.optional", lang)
            cells = (each.heading(lang), column.heading(lang), need, how(column, lang))
            for place, said in enumerate((*cells, explain(each, column, lang))):
                put(sheet, row, place, said, formats.wrapped)
            row += 1
