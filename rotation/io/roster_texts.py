"""A roster's tables as texts, faults and all: to be filled in as a workbook, or kept as CSV."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from rotation.io.cell_text import cell_text
from rotation.io.cells import converter
from rotation.io.columns import Table
from rotation.io.headings import headings_of
from rotation.io.raw import Cell, RawTable
from rotation.io.report import ProblemList, Refused
from rotation.io.source import Files, raw_tables
from rotation.io.tables import TABLE, find_table
from rotation.io.write_roster import csv_bytes, guarded

if TYPE_CHECKING:
    from rotation.io.sheets import Formats, Sheet

MOST_IN_CELL = 32_767
"""Of a workbook."""


@dataclass(frozen=True)
class Texts:
    """headings: ids of columns, and what heads those of no column of ours ("" where nothing does);
    written: as they stand there; above: the rows above them."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    written: Sequence[str] = ()
    above: Sequence[Sequence[str]] = ()


def csv_files(files: Files, folder: bool) -> Files:
    """A roster as a CSV for every table, named by its id; files that are so already stay as they
    are, and so do those of no table. Raises InvalidInput where one cannot be read."""
    stand_for = {name: find_table(PurePath(name).stem) for name in files} if folder else {}
    if folder and all(t is None or name == f"{t.id}.csv" for name, t in stand_for.items()):
        return files
    found = texts_of(files, folder)
    others = {name: files[name] for name, table in stand_for.items() if table is None}
    return others | {
        f"{table_id}.csv": csv_bytes(texts.headings, _coded(TABLE[table_id], texts))
        for table_id, texts in found.items()
    }


def _coded(table: Table, texts: Texts) -> Iterator[list[str]]:
    for row in texts.rows:
        named = zip(texts.headings, row, strict=True)
        yield [guarded(words_of(table, heading, text, None)) for heading, text in named]


def filled_workbook(files: Files, folder: bool, lang: str) -> bytes:
    """The roster as the workbook that departments fill in; a table that cannot be read is empty."""
    return workbook_of(_texts(files, folder, ProblemList()), lang)


def workbook_of(found: Mapping[str, Texts], lang: str) -> bytes:
    """Texts by table as the workbook that departments fill in."""
    from rotation.io.sheets import write_book  # slow to import

    def fill(table: Table, sheet: Sheet, formats: Formats) -> None:
        if table.id in found:
            _fill(table, found[table.id], sheet, formats, lang)

    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "roster.xlsx"
        write_book(path, lang, fill)
        return path.read_bytes()


def texts_of(files: Files, folder: bool) -> Mapping[str, Texts]:
    """The texts by table. Raises InvalidInput where a file cannot be read."""
    report = ProblemList()
    found = _texts(files, folder, report)
    report.stop_on_errors()
    return found


def _texts(files: Files, folder: bool, report: ProblemList) -> Mapping[str, Texts]:
    tables, _ = raw_tables(files, folder, report)
    return {
        table_id: texts
        for table_id, raw in tables.items()
        if raw is not None and (texts := _of(raw, TABLE[table_id])) is not None
    }


def _of(raw: RawTable, table: Table) -> Texts | None:
    found = headings_of(raw, table)
    if found is None:
        return None
    width = max([len(found.cells), *(len(cells) for _, cells in found.below)])
    written = [*found.cells, *[""] * (width - len(found.cells))]
    columns = [table.find(cell) for cell in written]
    headings = [
        cell if column is None else column.id for cell, column in zip(written, columns, strict=True)
    ]
    rows, above = (
        [list(_row(cells, width)) for _, cells in part] for part in (found.below, found.above)
    )
    return Texts(headings, rows, written, above)


def _row(cells: Sequence[Cell], columns: int) -> Iterator[str]:
    for place in range(columns):
        cell = cells[place] if place < len(cells) else ""
        yield cell if isinstance(cell, str) else cell.value


def _fill(table: Table, texts: Texts, sheet: Sheet, formats: Formats, lang: str) -> None:
    """Below its headings; columns of no table of ours stand behind the others."""
    from rotation.io.sheets import put

    known = {column.id: place for place, column in enumerate(table.columns)}
    others = [heading for heading in texts.headings if heading and heading not in known]
    places = known | {heading: len(known) + n for n, heading in enumerate(others)}
    for heading in others:
        put(sheet, 0, places[heading], heading[:MOST_IN_CELL], formats.optional)
    for number, row in enumerate(texts.rows, 1):
        for heading, text in zip(texts.headings, row, strict=True):
            if heading and text:
                said = words_of(table, heading, text, lang)
                put(sheet, number, places[heading], said[:MOST_IN_CELL], formats.text)


def words_of(table: Table, heading: str, text: str, lang: str | None) -> str:
    """A value in the reader's words, or in codes; what cannot be read stays as it is."""
    column = table.column.get(heading)
    if column is None or not text:
        return text
    try:
        return cell_text(column, converter(column)(text), lang) or text
    except Refused:
        return text
