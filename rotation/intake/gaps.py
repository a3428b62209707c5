"""What the sources left empty and a hand has to fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rotation.intake.kept import Sheet
from rotation.intake.report import Gap
from rotation.io.tables import TABLES

WORTH: Mapping[str, tuple[str, ...]] = {
    "units": ("kind", "field", "chief_quota", "deputy_quota"),
    "posts": ("role", "fields", "risk_grade", "must_fill"),
    "cadres": ("post_id", "post_since", "level_since", "political_status", "native_place"),
    "careers": ("level", "fields"),
}
"""Columns that need not be filled, but that laws count by: `intake.why.<table>.<column>`."""


def gaps(sheets: Mapping[str, Sheet]) -> Iterator[Gap]:
    """The columns with empty cells: those that must not be empty, then those that laws count by."""
    for table in TABLES:
        sheet = sheets.get(table.id)
        rows = [] if sheet is None else list(sheet.rows.values())
        for column in table.columns:
            empty = sum(not row.get(column.id) for row in rows)
            if empty and column.required:
                yield Gap(table.id, column.id, empty, len(rows), "required")
            elif empty and column.id in WORTH.get(table.id, ()):
                yield Gap(table.id, column.id, empty, len(rows), f"{table.id}.{column.id}")
