"""Reads CSV files, one table each, into raw tables.

UTF-8 with or without byte order mark; GB18030 (which also reads GBK and GB2312), as spreadsheets
on Chinese Windows save by default, is taken with a notice.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from rotation.io.guard import MOST_COLUMNS
from rotation.io.invisible import clean_rows, is_clean
from rotation.io.raw import RawTable, Row, Unseen
from rotation.io.report import ProblemList, Refused

MOST_BYTES = 50 * 2**20
MOST_ROWS = 500_000
"""More than a sheet may have: 10,000 posts have some 300,000 pairs of cadre and post."""
MOST_IN_LINE = 1_000_000
"""Characters: a longer line would be taken apart whole before its columns can be counted."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
"""A value that starts so is written with an apostrophe before it: a spreadsheet would otherwise
take it for a formula. Reading takes that apostrophe away."""


def read_csv(name: str, data: bytes, report: ProblemList) -> RawTable:
    """One file. Raises Refused if it is no CSV text; csv faults are told with their line."""
    if len(data) > MOST_BYTES:
        raise Refused("file_too_large", most_mb=MOST_BYTES // 2**20)
    text = _decode(name, data, report)
    if (lines := text.count("\n")) > MOST_ROWS + 1:
        raise _too_many(name, lines)
    rows: Sequence[Row] = list(_rows(name, text))
    unseen: tuple[Unseen, ...] = ()
    if not is_clean(text):
        rows, unseen = clean_rows(rows)
    _check_delimiter(rows)
    return RawTable(name, rows, unseen=unseen)


def _decode(name: str, data: bytes, report: ProblemList) -> str:
    if b"\0" in data or data.startswith((b"PK\3\4", b"\xff\xfe", b"\xfe\xff")):
        raise Refused("not_csv")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        raise Refused("not_csv") from None
    report.notice("gb18030", name)
    return text


def _rows(name: str, text: str) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(_lines(name, text), strict=True)
    guarded = "'" in text
    try:
        for number, record in enumerate(reader, 1):
            if len(record) > MOST_COLUMNS:
                raise _too_many(name, number)
            cells = [cell.strip() for cell in record]
            if guarded:
                cells = [_unguarded(cell) for cell in cells]
            if any(cells):
                yield number, cells
    except csv.Error as fault:
        raise Refused("csv_fault", line=reader.line_num, detail=str(fault)) from None


def _lines(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        if len(line) > MOST_IN_LINE:
            raise _too_many(name, number)
        yield line


def _too_many(name: str, claimed: int) -> Refused:
    """claimed: the line that is too wide, or how many there are."""
    return Refused(
        "too_many_cells", sheet=name, claimed=claimed, rows=MOST_ROWS, columns=MOST_COLUMNS
    )


def _unguarded(text: str) -> str:
    if text[:1] != "'" or text[1:2] not in FORMULA_STARTS:
        return text
    return text[1:]


def _check_delimiter(rows: Sequence[Row]) -> None:
    if rows and len(rows[0][1]) == 1:
        heading = str(rows[0][1][0])
        for mark in (";", "\t", "，", "；"):
            if mark in heading:
                raise Refused("wrong_delimiter", mark="Tab" if mark == "\t" else mark)
