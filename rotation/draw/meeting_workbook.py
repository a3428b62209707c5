"""A meeting's papers as a workbook (.xlsx): forms that are printed as they stand."""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from rotation.draw.workbook import OPTIONS, length, put
from rotation.locales import text
from rotation.report.meeting import PHOTO, Meeting, Pictures, Sheet
from rotation.report.table import Cell, Column, Row, Table, is_strong

TITLE, BODY, HEAD, WORDS = "方正小标宋简体", "楷体", "黑体", "仿宋"
"""Fonts of official papers; a machine without one takes its own instead."""
_A3, _A4 = 8, 9
ACROSS = {True: 1512, False: 1047}
"""Pixels (96 to the inch) across a page of A3 or A4 in landscape, within margins of 1 cm."""
SIZE = {True: 10, False: 10.5}
_MARGIN_INCHES = 0.39
_PADDING = 7
_PHOTO_PIXELS = (70, 94)
_PHOTO_ROW = _PHOTO_PIXELS[1] + 6
_PART_ROW, _MOST_ROW = 26, 545
_TITLE_ROWS = 3
_SHORT = 12
"""Columns up to this width are set in the middle."""


def meeting_bytes(meeting: Meeting, lang: str) -> bytes:
    """The workbook as bytes."""
    import xlsxwriter  # type: ignore[import-untyped]  # slow to import

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, OPTIONS) as book:
        book.set_properties({"title": meeting.sheets[0].title})
        forms = {wide: _Forms(book, SIZE[wide], meeting.pictures) for wide in SIZE}
        for form in meeting.sheets:
            sheet = book.add_worksheet(form.title)
            _write(sheet, form, meeting, forms[form.wide])
            _as_printed(sheet, form, lang)
    return held.getvalue()


class _Forms:
    """The formats of the forms of one size of type, and the photos that may stand in them."""

    def __init__(self, book: Any, size: float, pictures: Pictures) -> None:
        self.pictures = pictures
        self.line_pixels = size * 1.75
        cell = {"font_name": WORDS, "font_size": size, "border": 1, "valign": "vcenter"}
        middle = {"align": "center", "valign": "vcenter", "text_wrap": True}
        self.secret = book.add_format({"font_name": HEAD, "font_size": 12})
        self.title = book.add_format({**middle, "font_name": TITLE, "font_size": 22})
        self.line = book.add_format({**middle, "font_name": BODY, "font_size": 14})
        self.head = book.add_format({**cell, **middle, "font_name": HEAD})
        self.part = book.add_format({**cell, "font_name": HEAD})
        self.words = book.add_format({**cell, "text_wrap": True})
        self.middle = book.add_format({**cell, **middle})
        self.total = book.add_format({**cell, **middle, "bold": True})


def pixels(column: Column, *, wide: bool) -> int:
    """The width of a column: a Chinese character is as wide as two of others."""
    return round(column.width * SIZE[wide] * 2 / 3) + _PADDING


def _write(sheet: Any, form: Sheet, meeting: Meeting, forms: _Forms) -> None:
    columns = form.parts[0].columns
    for place, column in enumerate(columns):
        sheet.set_column_pixels(place, place, pixels(column, wide=form.wide))
    last = len(columns) - 1
    put(sheet, 0, 0, Cell(meeting.secret), forms.secret)
    for row, words, style in (
        (1, form.title, forms.title),
        (2, f"{meeting.body}　{meeting.date}", forms.line),
    ):
        sheet.merge_range(row, 0, row, last, "", style)
        put(sheet, row, 0, Cell(words), style)
    sheet.set_row_pixels(1, 44)
    sheet.set_row_pixels(2, 30)
    row = _heads(sheet, columns, forms)
    sheet.repeat_rows(_TITLE_ROWS, row - 1)
    sheet.freeze_panes(row, 2)
    for part in form.parts:
        row = _part(sheet, row, part, forms)
    notes = (*(part.note for part in form.parts), meeting.remarks)
    for place, words in enumerate(filter(None, notes), start=row):
        sheet.merge_range(place, 0, place, last, "", forms.words)
        put(sheet, place, 0, Cell(words), forms.words)
        across = Column("", "", sum(column.width for column in columns))
        sheet.set_row_pixels(place, _height([across], [Cell(words)], forms))


def _heads(sheet: Any, columns: Sequence[Column], forms: _Forms) -> int:
    """The headings, in two rows where some have a group; the row after them."""
    row, place = _TITLE_ROWS, 0
    if not any(column.group for column in columns):
        heads = [Cell(column.words) for column in columns]
        sheet.set_row_pixels(row, _height(columns, heads, forms))
        for place, head in enumerate(heads):
            put(sheet, row, place, head, forms.head)
        return row + 1
    for group, found in groupby(columns, key=lambda column: column.group):
        inside = list(found)
        if group:
            sheet.merge_range(row, place, row, place + len(inside) - 1, "", forms.head)
            put(sheet, row, place, Cell(group), forms.head)
        for column in inside:
            if not group:
                sheet.merge_range(row, place, row + 1, place, "", forms.head)
            put(sheet, row + bool(group), place, Cell(column.words), forms.head)
            place += 1
    return row + 2


def _part(sheet: Any, row: int, part: Table, forms: _Forms) -> int:
    """The rows of a part under its title, or that there are none; the row after them."""
    last = len(part.columns) - 1
    for words in filter(None, (part.title, "" if part.rows else part.empty)):
        sheet.merge_range(row, 0, row, last, "", forms.part)
        put(sheet, row, 0, Cell(words), forms.part)
        sheet.set_row_pixels(row, _PART_ROW)
        row += 1
    for place, cells in enumerate(part.rows):
        _row(sheet, row + place, part.columns, cells, forms)
    return row + len(part.rows)


def _row(sheet: Any, row: int, columns: Sequence[Column], cells: Row, forms: _Forms) -> None:
    pictures = forms.pictures
    photos = {
        i: pictures[c.id] for i, c in enumerate(cells) if c.code == PHOTO and c.id in pictures
    }
    high = max(_height(columns, cells, forms), _PHOTO_ROW if photos else 0)
    sheet.set_row_pixels(row, high)
    strong = is_strong(cells)
    for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        short = column.number or column.width <= _SHORT
        put(
            sheet,
            row,
            place,
            cell,
            forms.total if strong else forms.middle if short else forms.words,
        )
    for place, content in photos.items():
        _photo(sheet, row, place, content, (pixels(columns[place], wide=True), high))


def _height(columns: Sequence[Column], cells: Sequence[Cell], forms: _Forms) -> int:
    """Pixels for the lines that the words break into: not every program finds that by itself."""
    lines = max(_lines(cell.words, column) for column, cell in zip(columns, cells, strict=True))
    return min(round(lines * forms.line_pixels) + _PADDING, _MOST_ROW)


def _lines(words: str, column: Column) -> int:
    room = max(column.width - 1, 1)  # a wide character that no longer fits leaves a place empty
    return sum(max(1, math.ceil(length(each) / room)) for each in words.split("\n"))


def drawable(content: bytes) -> bool:
    """Whether this is a picture (jpg or png) with a size."""
    from xlsxwriter.exceptions import XlsxWriterException  # type: ignore[import-untyped]
    from xlsxwriter.image import Image  # type: ignore[import-untyped]

    try:
        picture = Image(io.BytesIO(content))
    except (XlsxWriterException, struct.error, IndexError):  # a file that breaks off
        return False
    sizes = (picture.width, picture.height, picture.x_dpi, picture.y_dpi)
    return picture.image_type in ("PNG", "JPEG") and all(size > 0 for size in sizes)


def _photo(sheet: Any, row: int, place: int, content: bytes, cell: tuple[int, int]) -> None:
    """A photo in the middle of its cell, as large as its shape lets it. cell: width and height."""
    from xlsxwriter.image import Image

    picture = Image(io.BytesIO(content))
    size = picture.width * 96 / picture.x_dpi, picture.height * 96 / picture.y_dpi
    scale = min(most / own for most, own in zip(_PHOTO_PIXELS, size, strict=True))
    left, top = ((room - own * scale) / 2 for room, own in zip(cell, size, strict=True))
    sheet.insert_image(row, place, picture, {
        "x_scale": scale, "y_scale": scale, "x_offset": left, "y_offset": top, "object_position": 1,
    })  # fmt: skip


def _as_printed(sheet: Any, form: Sheet, lang: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A3 if form.wide else _A4)
    sheet.set_margins(*[_MARGIN_INCHES] * 2, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&C&10{text('report.meeting.page', lang)}")
