"""A report as a workbook (.xlsx): a sheet for each table, formatted, ready to be printed.

What stands in the data is written as text, never as a formula or a link.
"""

from __future__ import annotations

import io
from typing import Any

from rotation.locales import text
from rotation.report.table import Cell, Column, Report, Table, Tone

FONT = "微软雅黑"
_TONES: dict[Tone, dict[str, Any]] = {
    Tone.PLAIN: {},
    Tone.GOOD: {"bold": True, "font_color": "#1F6B3A", "bg_color": "#E8F3EC"},
    Tone.OPEN: {"font_color": "#8A5A00"},
    Tone.STRONG: {"bold": True},
    Tone.QUIET: {"font_color": "#66707D"},
}
_MOST_TITLE = 31
"""Excel takes no longer names of sheets."""
_MOST_IN_CELL = 32_767
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LEAST_WIDTH, _MOST_WIDTH = 6, 60
_A4 = 9
_WIDE = 2.0
"""A Chinese character takes about so many places of a column's width in this font."""


def workbook_bytes(report: Report, lang: str) -> bytes:
    """The workbook as bytes."""
    import xlsxwriter  # type: ignore[import-untyped]  # slow to import

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, OPTIONS) as book:
        book.set_properties({"title": report.title})
        forms = _Forms(book)
        _front(book.add_worksheet(text("report.sheet.front", lang)), report, forms)
        for table in report.tables:
            if table.rows:
                _sheet(book.add_worksheet(table.title[:_MOST_TITLE]), table, report, forms, lang)
    return held.getvalue()


class _Forms:
    """The formats of a workbook."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": FONT, "font_size": 10, "valign": "top"}
        cell = {**base, "border": 1, "border_color": "#D5DBE3", "text_wrap": True}
        self.title = book.add_format({**base, "font_size": 16, "bold": True})
        self.line = book.add_format({**base, "font_color": "#4A5563"})
        self.sentence = book.add_format({**base, "font_size": 11, "text_wrap": True})
        self.note = book.add_format({**base, "font_color": "#66707D", "text_wrap": True})
        heading = {**cell, "bold": True, "bg_color": "#1F5582", "font_color": "#FFFFFF",
                   "valign": "vcenter"}  # fmt: skip
        self.heading = book.add_format(heading)
        self.heading_right = book.add_format({**heading, "align": "right"})
        self._book, self._cell, self._made = book, cell, dict[tuple[bool, Tone], Any]()

    def cell(self, tone: Tone, *, number: bool) -> Any:
        key = (number, tone)
        if key not in self._made:
            side = {"align": "right"} if number else {}
            self._made[key] = self._book.add_format({**self._cell, **side, **_TONES[tone]})
        return self._made[key]


def _front(sheet: Any, report: Report, forms: _Forms) -> None:
    sheet.set_column(0, 0, 110)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    said = [
        (report.title, forms.title),
        *((line, forms.line) for line in report.lines),
        ("", forms.line),
        *((sentence, forms.sentence) for sentence in report.summary),
    ]
    for row, (words, form) in enumerate(said):
        put(sheet, row, 0, Cell(words), form)


def _sheet(sheet: Any, table: Table, report: Report, forms: _Forms, lang: str) -> None:
    for place, column in enumerate(table.columns):
        width = _column_width(table, place, column)
        sheet.set_column(place, place, width)
        form = forms.heading_right if column.number else forms.heading
        put(sheet, 0, place, Cell(column.words), form)
    for number, row in enumerate(table.rows, start=1):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            put(sheet, number, place, cell, forms.cell(cell.tone, number=column.number))
    if table.note:
        put(sheet, len(table.rows) + 2, 0, Cell(table.note), forms.line)
    _as_printed(sheet, table, report, lang)


def _as_printed(sheet: Any, table: Table, report: Report, lang: str) -> None:
    """Frozen headings, a filter, and a page that is wide enough."""
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.6)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    # & begins a code in headers and footers.
    title = f"{report.title}　{table.title}".replace("&", "&&")[:200]
    sheet.set_header(f"&L&10{title}")
    sheet.set_footer(f"&C&9{text('report.page', lang)}")


def put(sheet: Any, row: int, place: int, cell: Cell, form: Any) -> None:
    """Numbers as numbers, unless marked; all else as text."""
    if isinstance(cell.value, int | float) and cell.tone is not Tone.GOOD:
        sheet.write_number(row, place, cell.value, form)
    elif cell.value is None:
        sheet.write_blank(row, place, None, form)
    else:
        words = cell.words
        if len(words) > _MOST_IN_CELL:
            words = f"{words[: _MOST_IN_CELL - 1]}…"
        sheet.write_string(row, place, words, form)


def _column_width(table: Table, place: int, column: Column) -> float:
    """Room for the longest value, within what the column asks for at most."""
    longest = max([length(column.words) + 2, *(length(row[place].words) for row in table.rows)])
    most = max(column.width * _WIDE, length(column.words) + 2)
    return min(max(longest + 1.5, _LEAST_WIDTH), most, _MOST_WIDTH)


def length(words: str) -> float:
    """How many places a text takes."""
    return sum(_WIDE if ord(sign) > 0x2E7F else 1 for sign in words)
