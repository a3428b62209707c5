"""A roster mended cell by cell: what was typed goes into its files, all else stays as it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from rotation.io.inputs import Inputs
from rotation.io.roster_texts import Texts, texts_of, workbook_of
from rotation.io.tables import TABLE, find_table
from rotation.io.write_roster import csv_bytes, guarded

Rows = Mapping[str, Mapping[str, str]]
"""Cells by heading (see Texts), of every row by its name, in order."""


def tables_of(inputs: Inputs) -> dict[str, Texts]:
    """The tables by id, no two columns of one name: what stands twice, or under no heading, is told
    apart, and lost nowhere. Raises InvalidInput where a file cannot be read."""
    return {
        table_id: _told_apart(texts)
        for table_id, texts in texts_of(inputs.roster, inputs.folder).items()
    }


def _told_apart(texts: Texts) -> Texts:
    """Columns without a heading by their number; without any cell too they are none."""
    seen: Counter[str] = Counter()
    kept = {
        place: row_name(heading, seen) if heading else f"({place + 1})"
        for place, heading in enumerate(texts.headings)
        if heading or any(row[place] for row in texts.rows)
    }
    return Texts(
        list(kept.values()),
        [[row[place] for place in kept] for row in texts.rows],
        [texts.written[place] for place in kept],
        texts.above,
    )


def rows_of(texts: Texts | None) -> dict[str, dict[str, str]]:
    """The rows by what stands in their first column, and the how manieth of it; empty rows are
    none."""
    found: dict[str, dict[str, str]] = {}
    if texts is None:
        return found
    seen: Counter[str] = Counter()
    for row in texts.rows:
        if any(row):
            found[row_name(row[0], seen)] = dict(zip(texts.headings, row, strict=True))
    return found


def row_name(first: str, seen: Counter[str]) -> str:
    """The name of a row, by its first cell. seen: those before it, by their first cells."""
    seen[first] += 1
    return first if seen[first] == 1 else f"{first} ({seen[first]})"


def headings_of_table(table_id: str, texts: Texts | None) -> list[str]:
    """Headings of a table as it is, or as it would be filled in."""
    if texts is not None:
        return list(texts.headings)
    return [column.id for column in TABLE[table_id].columns]


def mended(inputs: Inputs, changed: Mapping[str, Rows]) -> Inputs:
    """The inputs with these rows in some tables. Of a folder only the files of these tables are
    written anew, under the headings that they had; a workbook is written anew as a whole, columns
    of no table of ours included. Raises InvalidInput where a file cannot be read."""
    before = tables_of(inputs)
    after = {
        table_id: _texts(headings_of_table(table_id, before.get(table_id)), rows)
        for table_id, rows in changed.items()
    }
    if not inputs.folder:
        (name,) = inputs.roster
        return replace(inputs, roster={name: workbook_of({**before, **after}, "zh")})
    named = {table.id: name for name in inputs.roster if (table := find_table(PurePath(name).stem))}
    files = {
        named.get(table_id, f"{table_id}.csv"): _csv(texts, before.get(table_id))
        for table_id, texts in after.items()
    }
    return replace(inputs, roster={**inputs.roster, **files})


def _texts(headings: Sequence[str], rows: Rows) -> Texts:
    return Texts(headings, [[row.get(name, "") for name in headings] for row in rows.values()])


def _csv(texts: Texts, before: Texts | None) -> bytes:
    written = dict(zip(before.headings, before.written, strict=True)) if before else {}
    headings = [written.get(name, name) for name in texts.headings]
    above = before.above if before else ()
    first, *rest = ([guarded(cell) for cell in row] for row in (*above, headings, *texts.rows))
    return csv_bytes(first, rest)
