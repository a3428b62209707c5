"""Checks on sheets whose names stand for no table: a misnamed one must not pass for nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rotation.io.columns import Table
from rotation.io.headings import ROWS_TO_SEARCH, headings_of, known_headings
from rotation.io.raw import Cell, RawTable
from rotation.io.report import ProblemList
from rotation.io.tables import APPRAISALS, CADRE_ID, TABLE, TABLES
from rotation.io.typed import Row
from rotation.io.wide_appraisals import by_year

ROWS_TO_LOOK_AT = 500
_CADRES = TABLE["cadres"]


def check_unknown(
    unknown: Sequence[RawTable],
    cadres: Sequence[Row],
    there: Collection[str],
    report: ProblemList,
) -> dict[str, RawTable]:
    """An error for a sheet that holds cadres of the roster, a notice for any other; with the table
    that its headings are of. there: ids of the tables that the roster has. Gives the sheets that
    are whole tables but for their names: their faults are told too, at once with that one."""
    ids, names = ({row.get(column) for row in cadres} for column in ("cadre_id", "name"))
    found: dict[str, RawTable] = {}
    for raw in unknown:
        meant = _meant(raw, there)
        told = None if meant is None else meant.id
        if any(_holds_cadres(column, ids, names) for column in _columns(raw)):
            report.error("sheet_of_cadres", raw.name, value=raw.name, meant=told)
            if meant is not None and not meant.required and _is_whole(raw, meant):
                found.setdefault(meant.id, raw)
        else:
            report.notice("unknown_table", raw.name, value=raw.name, meant=told)
    return found


def _is_whole(raw: RawTable, table: Table) -> bool:
    """Whether a sheet has every column that the table needs."""
    raw = by_year(raw) if table is APPRAISALS else raw
    needed = {column.id for column in table.columns if column.required}
    headings = headings_of(raw, table)
    return headings is not None and needed <= known_headings(headings.cells, table)


def required_under_other_names(
    unknown: Sequence[RawTable], there: Collection[str]
) -> dict[str, RawTable]:
    """Sheets that seem to be a required table which is missing: their faults are told too, at once
    with that of the name."""
    meant = ((_meant(raw, there), raw) for raw in unknown)
    return {table.id: raw for table, raw in meant if table is not None and table.required}


def _meant(raw: RawTable, there: Collection[str]) -> Table | None:
    """The table, of those that are missing, most of whose columns a sheet has; at least two."""

    def headed(table: Table) -> int:
        return max(len(known_headings(cells, table)) for _, cells in raw.rows[:ROWS_TO_SEARCH])

    missing = [table for table in TABLES if table.id not in there]
    likely = max(missing, key=headed, default=None)
    return likely if likely is not None and headed(likely) >= 2 else None


def _columns(raw: RawTable) -> Iterator[list[Cell]]:
    """The filled cells of every column, of the first rows: they tell what it holds."""
    rows = [cells for _, cells in raw.rows[:ROWS_TO_LOOK_AT]]
    for place in range(max(map(len, rows))):
        yield [cells[place] for cells in rows if place < len(cells) and cells[place]]


def _holds_cadres(
    column: Sequence[Cell], ids: Collection[object], names: Collection[object]
) -> bool:
    """Whether a column is headed as the ids of cadres and has some, or is mostly their names.
    Numbers alone, under another heading, may be any numbers."""
    headed = any(isinstance(cell, str) and _CADRES.find(cell) is CADRE_ID for cell in column[:3])
    named = sum(cell in names for cell in column)
    has_ids = headed and (not ids or any(cell in ids for cell in column))
    return has_ids or (named >= 2 and 2 * named >= len(column) - 1)
