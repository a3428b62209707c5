"""What was computed beside a plan, as papers for a meeting have it: without what is proven, and
without the tiers of goals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rotation.report.annex import Annex
from rotation.report.of_ahead import PROOF
from rotation.report.table import Cell, Table
from rotation.report.told import Told

MOST_YEARS = 10
YEAR, TIER = "year_", "tier_"
"""What the keys of the columns of years and of tiers begin with."""


def annex_tables(annexes: Iterable[Annex], told: Told) -> Iterator[Table]:
    """Those that have rows; under the first of an annex stands what it rests on."""
    for annex in annexes:
        said = annex.said
        for table in annex.tables:
            if table.rows:
                note = [told.say("stress.second_note")] if _has(table, "second") else []
                words = told.say("space").join((*said, *note))
                yield replace(_grouped(_unproven(table)), note=words)
                said = ()


def _has(table: Table, key: str) -> bool:
    return any(column.key == key for column in table.columns)


def _unproven(table: Table) -> Table:
    keys = [column.key for column in table.columns if not column.key.startswith(TIER)]
    shown = table.only(*keys)
    return shown.where([all(cell.code != PROOF for cell in row) for row in shown.rows])


def _grouped(table: Table) -> Table:
    """A group is named in the first of its rows."""
    if table.columns[0].key != "group":
        return table
    before = [Cell(""), *(row[0] for row in table.rows)]
    rows = zip(table.rows, before, strict=False)
    return replace(
        table, rows=tuple((Cell(""), *row[1:]) if row[0] == above else row for row, above in rows)
    )


def for_text(table: Table) -> Table:
    """A table across a page of text: years share what room there is; the last of very many have
    none."""
    keys = [column.key for column in table.columns if column.key != "group"]
    years = [key for key in keys if key.startswith(YEAR)]
    shown = [key for key in keys if key not in years[MOST_YEARS:]]
    width = min(10, 5 * MOST_YEARS // max(len(years), 1))
    return table.only(*shown).wide(dict.fromkeys(years[:MOST_YEARS], width))
