"""Checks on the order of dates: none before birth or in the future, no end before its start."""

from __future__ import annotations

from rotation.domain.calendar import Month
from rotation.domain.codes import table
from rotation.io.build_roster import is_reward
from rotation.io.report import ranges
from rotation.io.roster_rows import RosterRows
from rotation.io.typed import Row

LEAST_WORKING_AGE = 14
"""Years; service that starts younger is a slip of the pen (校园招收 of artists aside, from 14)."""

LIFE_DATES = (
    "work_started",
    "party_joined",
    "level_since",
    "rank_since",
    "unit_since",
    "post_since",
    "status_since",
)


def check_lives(tables: RosterRows) -> None:
    """A cadre's dates come after birth, service not before the age of 14, none after the scenario's
    date; nobody is in a unit or a post before they start work, or in a post before its unit."""
    for row in tables["cadres"]:
        birth = row.get("birth")
        _future(tables, "cadres", row, ("birth", *LIFE_DATES))
        for column_id in LIFE_DATES:
            month = row.get(column_id)
            if birth is None or month is None:
                continue
            if month <= birth:
                tables.report.error(
                    "before_birth", "cadres", row.number, column_id, month, birth=birth
                )
            elif column_id == "work_started" and birth.plus(12 * LEAST_WORKING_AGE) > month:
                tables.report.error(
                    "work_too_young", "cadres", row.number, column_id, month,
                    birth=birth, age=LEAST_WORKING_AGE,
                )  # fmt: skip
        _before_work(tables, row)
        _service_ends(tables, row)
        unit_since, post_since = row.get("unit_since"), row.get("post_since")
        if unit_since is not None and post_since is not None and unit_since > post_since:
            tables.report.error(
                "unit_after_post", "cadres", row.number, "unit_since", unit_since, post=post_since
            )


def _service_ends(tables: RosterRows, row: Row) -> None:
    """Years of service may end in the future, but after birth and not before their unit's."""
    _after_birth(tables, "cadres", row, "serve_until")
    until, unit_since = row.get("serve_until"), row.get("unit_since")
    if until is not None and unit_since is not None and until < unit_since:
        tables.report.error(
            "served_before_unit", "cadres", row.number, "serve_until", until, unit=unit_since
        )


def _before_work(tables: RosterRows, row: Row) -> None:
    """A post or a unit before the first day of work: a tenure far too long would come of it."""
    work = row.get("work_started")
    for column_id, code in (("post_since", "post_before_work"), ("unit_since", "unit_before_work")):
        month = row.get(column_id)
        if work is not None and month is not None and month < work:
            tables.report.error(code, "cadres", row.number, column_id, month, work=work)


def check_careers(tables: RosterRows) -> None:
    """A stretch of service has a place, ends after it starts, and starts after birth."""
    for row in tables["careers"]:
        start, end = row.get("start"), row.get("end")
        _future(tables, "careers", row, ("start", "end"))
        _after_birth(tables, "careers", row, "start")
        if start is not None and end is not None and end < start:
            tables.report.error("end_before_start", "careers", row.number, "end", end, start=start)
        if row.lacks("unit_id") and row.lacks("unit_name"):
            tables.report.error("career_without_unit", "careers", row.number, "unit_name")


def check_sanctions(tables: RosterRows) -> None:
    """A sanction starts in a life and ends after its start; a kind without months has an end."""
    kinds = table("sanction")
    rewards = [row.number for row in tables["sanctions"] if is_reward(row.values)]
    if rewards:
        tables.report.notice(
            "rewards_passed_over", "sanctions", rewards[0], rows=ranges(rewards), count=len(rewards)
        )
    for row in tables["sanctions"]:
        start, end, kind = row.get("start"), row.get("end"), row.get("kind")
        _future(tables, "sanctions", row, ("start",))
        _after_birth(tables, "sanctions", row, "start")
        if start is not None and end is not None and end < start:
            tables.report.error(
                "end_before_start", "sanctions", row.number, "end", end, start=start
            )
        months = None if kind is None else kinds.get(kind, "months")
        if start is not None and end is not None and months and end < (least := start.plus(months)):
            tables.report.error(
                "sanction_too_short", "sanctions", row.number, "end", end,
                kind=kind, months=months, least=least,
            )  # fmt: skip
        if kind is not None and row.lacks("end") and kinds.get(kind, "months") is None:
            tables.report.error("sanction_without_end", "sanctions", row.number, "end", kind=kind)


def check_appraisals(tables: RosterRows) -> None:
    """No appraisal of a year that has not come, or that comes before birth."""
    for row in tables["appraisals"]:
        year = row.get("year")
        if year is None:
            continue
        if tables.date is not None and year > tables.date.year:
            tables.report.error(
                "year_in_future", "appraisals", row.number, "year", year, date=tables.month
            )
        cadre = tables.row_of["cadres"].get(row.get("cadre_id"))
        birth = None if cadre is None else cadre.get("birth")
        if birth is not None and year <= birth.year:
            tables.report.error("before_birth", "appraisals", row.number, "year", year, birth=birth)


RECORDED = (
    ("posts", "graded_on"),
    ("cadres", "scored_on"),
    ("gates", "date"),
    ("evaluations", "date"),
    ("rewards", "date"),
    ("supervision", "date"),
    ("exemptions", "decided_on"),
    ("tasks", "date"),
    ("nominations", "date"),
)
"""Days of records: none lies ahead, or before somebody's birth."""


def check_records(tables: RosterRows) -> None:
    """No record is of a day that has not come, or comes before birth."""
    for table_id, column_id in RECORDED:
        for row in tables[table_id]:
            day = row.get(column_id)
            if day is None:
                continue
            month = day if isinstance(day, Month) else Month.of(day)
            today = tables.month if isinstance(day, Month) else tables.date
            if today is not None and day > today:
                tables.report.error("in_future", table_id, row.number, column_id, day, date=today)
            cadre = tables.row_of["cadres"].get(row.get("cadre_id"))
            birth = None if cadre is None else cadre.get("birth")
            if birth is not None and month <= birth:
                tables.report.error(
                    "before_birth", table_id, row.number, column_id, day, birth=birth
                )


def _future(tables: RosterRows, table_id: str, row: Row, columns: tuple[str, ...]) -> None:
    if tables.month is None:
        return
    for column_id in columns:
        month = row.get(column_id)
        if month is not None and month > tables.month:
            tables.report.error(
                "in_future", table_id, row.number, column_id, month, date=tables.month
            )


def _after_birth(tables: RosterRows, table_id: str, row: Row, column_id: str) -> None:
    cadre = tables.row_of["cadres"].get(row.get("cadre_id"))
    birth = None if cadre is None else cadre.get("birth")
    month = row.get(column_id)
    if birth is not None and month is not None and month <= birth:
        tables.report.error("before_birth", table_id, row.number, column_id, month, birth=birth)
