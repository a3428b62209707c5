"""Writes a roster and decisions so that reading them gives the same again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rotation.domain.decision import Decision
from rotation.domain.roster import Roster
from rotation.io.atomic import replacing
from rotation.io.cell_text import Record, cell_text, records
from rotation.io.columns import Column, Table
from rotation.io.csv_folder import FORMULA_STARTS
from rotation.io.tables import TABLE, TABLES

if TYPE_CHECKING:
    from rotation.io.sheets import Formats, Sheet


def write_roster_xlsx(
    path: Path | str, roster: Roster, decisions: Sequence[Decision], lang: str
) -> None:
    """Write a workbook with headings and words in `lang`. Raises OSError, ValueError."""
    from rotation.io.sheets import NUMBERS, put, write_book  # xlsxwriter is slow to import

    rows = records(roster, decisions)

    def fill(table: Table, sheet: Sheet, formats: Formats) -> None:
        for number, record in enumerate(rows[table.id], 1):
            for place, column in enumerate(table.columns):
                value = record[column.id]
                if value is None or value == frozenset():
                    continue
                if column.kind in NUMBERS:
                    sheet.write_number(number, place, value, formats.number)
                else:
                    put(sheet, number, place, cell_text(column, value, lang), formats.text)

    write_book(Path(path), lang, fill)


def write_roster_csv(folder: Path | str, roster: Roster, decisions: Sequence[Decision]) -> None:
    """Write one CSV per table into `folder` (made if need be): English headings, codes, UTF-8 with
    byte order mark, so that spreadsheets show Chinese right.

    A table without rows gets no file, and an old file of that table is removed. Raises OSError.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rows = records(roster, decisions)
    for table in TABLES:
        path = folder / f"{table.id}.csv"
        if rows[table.id] or table.required:
            _write_csv(path, table, rows[table.id])
        else:
            path.unlink(missing_ok=True)


def decisions_csv(decisions: Sequence[Decision]) -> bytes:
    """The table of decisions as a CSV of its own; without any it has its heading alone."""
    return table_csv(TABLE["decisions"], records(Roster((), (), ()), decisions)["decisions"])


def _write_csv(path: Path, table: Table, rows: Sequence[Record]) -> None:
    with replacing(path) as beside:
        beside.write_bytes(table_csv(table, rows))


def table_csv(table: Table, rows: Sequence[Record]) -> bytes:
    """A table as CSV: English headings, codes, UTF-8 with byte order mark."""
    texts = (_texts(column, [record[column.id] for record in rows]) for column in table.columns)
    return csv_bytes([column.id for column in table.columns], zip(*texts, strict=True))


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Texts as CSV, as every table of ours is written."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _texts(column: Column, values: Sequence[Any]) -> list[str]:
    """The text of each value; of equal values it is made once."""
    made = {value: guarded(cell_text(column, value, None)) for value in dict.fromkeys(values)}
    return [made[value] for value in values]


def guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
