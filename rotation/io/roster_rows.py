"""The typed rows of all tables of one roster, and what every check needs to know about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rotation.domain.calendar import Month
from rotation.evidence.schemes import Scheme
from rotation.io.check_sheets import check_unknown, required_under_other_names
from rotation.io.columns import Table
from rotation.io.concurrent import gathered
from rotation.io.report import ProblemList
from rotation.io.source import Files, decisions_table, raw_tables
from rotation.io.tables import APPRAISALS, TABLES
from rotation.io.typed import Row, type_table
from rotation.io.wide_appraisals import by_year

ID_COLUMN = {"units": "unit_id", "posts": "post_id", "cadres": "cadre_id"}


@dataclass(frozen=True)
class RosterRows:
    """Rows by table id. `date`: of the scenario, None without one. `rule_codes`, `schemes`: None
    where they are not known."""

    rows: Mapping[str, Sequence[Row]]
    report: ProblemList
    date: dt.date | None = None
    rule_codes: Collection[str] | None = None
    schemes: Mapping[str, Scheme] | None = None

    def __getitem__(self, table_id: str) -> Sequence[Row]:
        return self.rows.get(table_id, ())

    @cached_property
    def month(self) -> Month | None:
        return None if self.date is None else Month.of(self.date)

    @cached_property
    def row_of(self) -> Mapping[str, Mapping[str, Row]]:
        """For units, posts and cadres: the first row of every id."""
        found: dict[str, dict[str, Row]] = {}
        for table_id, column_id in ID_COLUMN.items():
            rows = found[table_id] = {}
            for row in self[table_id]:
                if column_id in row.values:
                    rows.setdefault(row.values[column_id], row)
        return found


def bare_name(said: str) -> str:
    """A name as it is said: 张　三 is 张三."""
    return "".join(said.split())


def type_all(
    files: Files,
    folder: bool,
    report: ProblemList,
    date: dt.date | None = None,
    rule_codes: Collection[str] | None = None,
    *,
    decisions: bytes | None = None,
) -> RosterRows:
    """Read every table of the files; missing and empty tables are reported with the rest."""
    raw, unknown = raw_tables(files, folder, report)
    if decisions is not None:
        own = raw.get("decisions")
        if own is not None and len(own.rows) > 1:  # more than its heading
            report.notice("decisions_elsewhere", "decisions")
        raw["decisions"] = decisions_table(decisions, report)
    rows: dict[str, Sequence[Row]] = {}
    unreadable = bool(report.errors) and not raw
    misnamed = required_under_other_names(unknown, raw)
    for table in sorted(TABLES, key=_is_optional):
        if not table.required and unknown:
            misnamed |= check_unknown(unknown, rows.get("cadres", ()), raw, report)
            unknown = []
        there = raw.get(table.id, misnamed.get(table.id))
        if there is not None:
            there = by_year(there) if table is APPRAISALS else there
            before = len(report.errors)
            rows[table.id] = type_table(there, table, report)
            if table.required and not rows[table.id] and len(report.errors) == before:
                report.error("empty_table", table.id)
        if table.required and table.id not in raw and not unreadable:
            report.error("missing_table", table.id)
    return RosterRows(gathered(rows, report), report, date, rule_codes)


def _is_optional(table: Table) -> bool:
    return not table.required
