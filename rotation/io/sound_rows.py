"""The rows that no error is about: what can be judged while others are still to be put right."""

from __future__ import annotations

from dataclasses import replace

from rotation.io.check_ids import REFERENCES
from rotation.io.roster_rows import ID_COLUMN, RosterRows
from rotation.io.tables import TABLES


def sound_rows(tables: RosterRows) -> RosterRows:
    """The rows without an error that refer to such rows alone."""
    faulty = {(problem.table, problem.row) for problem in tables.report.errors}
    rows = {
        table.id: [
            row
            for row in tables[table.id]
            if not row.bad and (row.sheet or table.id, row.number) not in faulty
        ]
        for table in TABLES
    }
    for table_id, column_id, target, _ in REFERENCES:
        known = {row.get(ID_COLUMN[target]) for row in rows[target]} | {None}
        rows[table_id] = [row for row in rows[table_id] if row.get(column_id) in known]
    return replace(tables, rows=rows)
