"""Checks on posts held beside the main one: of a cadre who has one, free, and begun in a life."""

from __future__ import annotations

from collections import defaultdict

from rotation.io.roster_rows import RosterRows
from rotation.io.typed import Row


def check_concurrent(tables: RosterRows) -> None:
    """A concurrent post is not the main one and goes with one; its months are possible ones."""
    for row in tables["concurrent"]:
        cadre = tables.row_of["cadres"].get(row.get("cadre_id"))
        if cadre is None:
            continue
        post_id = row.get("post_id")
        if cadre.lacks("post_id"):
            _tell(tables, "concurrent_without_main", row, "cadre_id", row.get("cadre_id"))
        elif post_id is not None and post_id == cadre.get("post_id"):
            _tell(tables, "concurrent_is_main", row, "post_id", post_id)
        _check_since(tables, row, cadre)
    _check_seats(tables)


def _check_since(tables: RosterRows, row: Row, cadre: Row) -> None:
    since, birth, work = row.get("since"), cadre.get("birth"), cadre.get("work_started")
    if since is None:
        return
    if tables.month is not None and since > tables.month:
        _tell(tables, "in_future", row, "since", since, date=tables.month)
    if birth is not None and since <= birth:
        _tell(tables, "before_birth", row, "since", since, birth=birth)
    elif work is not None and since < work:
        _tell(tables, "post_before_work", row, "since", since, work=work)


def _check_seats(tables: RosterRows) -> None:
    """A post held by some as the main one and by others beside theirs has seats for all."""
    holders: dict[str, list[str]] = defaultdict(list)
    for row in tables["cadres"]:
        holders[row.get("post_id")].append(row.get("cadre_id"))
    for row in tables["concurrent"]:
        post = tables.row_of["posts"].get(row.get("post_id"))
        here = holders[row.get("post_id")]
        if post is None or row.get("cadre_id") in here:
            continue
        here.append(row.get("cadre_id"))
        seats = post.values.get("headcount", 1)
        if "headcount" not in post.bad and len(here) > seats:
            rows = [tables.row_of["cadres"].get(i) for i in here]
            names = [cadre.get("name") for cadre in rows if cadre is not None]
            _tell(
                tables, "too_many_with_concurrent", row, "post_id", row.get("post_id"),
                seats=seats, names=names,
            )  # fmt: skip


def _tell(
    tables: RosterRows, code: str, row: Row, column: str, value: object, **values: object
) -> None:
    """An error where the row stands: in the table of concurrent posts, or of cadres."""
    sheet = row.sheet or "concurrent"
    own = {"since": "post_since"}.get(column, column) if row.sheet else column
    tables.report.error(code, sheet, row.number, own, value, **values)
