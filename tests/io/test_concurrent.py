"""Posts held beside the main one: the table of them, and two ways of writing them in the roster."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from rotation.domain.cadre import Concurrent
from rotation.domain.calendar import Month
from rotation.io.build_roster import build_roster
from rotation.io.read_roster import check_files
from rotation.io.report import ProblemList
from tests.io.samples import (
    Sheets,
    csv_files,
    only,
    report_of,
    sound,
    where,
    with_table,
)

_ROW = ["C1", "P3", "2021.05"]


def _concurrent(sheets: Sheets) -> dict[str, tuple[Concurrent, ...]]:
    report = ProblemList()
    rows = check_files(csv_files(sheets), True, report, dt.date(2026, 11, 30), None)
    assert not report.errors, report.errors
    return {c.cadre_id: c.concurrent for c in build_roster(rows).cadres if c.concurrent}


def _listed(*rows: list[str]) -> Sheets:
    """The sound roster with a table of concurrent posts."""
    return with_table("concurrent", [["cadre_id", "post_id", "since"], *rows])


def _again(*changes: tuple[int, Any]) -> Sheets:
    """The first cadre a second time, now in P3, with cells changed by their place."""
    sheets = sound()
    row = [*sheets["cadres"][1]]
    for place, value in ((5, "P3"), (6, "2021.05"), *changes):
        row[place] = value
    sheets["cadres"].append(row)
    return sheets


def test_the_table_of_concurrent_posts_is_read() -> None:
    assert _concurrent(_listed(_ROW)) == {"C1": (Concurrent("P3", Month(2021, 5)),)}


@pytest.mark.parametrize("mark", [";", "；", "、", "/", " 、 "])
def test_several_posts_in_a_cell_are_one_main_post_and_concurrent_ones(mark: str) -> None:
    sheets = sound()
    sheets["cadres"][1][5] = f"P1{mark}P3"
    assert _concurrent(sheets) == {"C1": (Concurrent("P3"),)}
    (notice,) = report_of(sheets).notices
    assert where(notice) == ("concurrent_in_cell", "cadres", 2, "post_id")


def test_an_id_with_such_a_mark_is_one_post() -> None:
    sheets = sound()
    sheets["posts"][3][0] = sheets["cadres"][3][5] = sheets["fits"][1][1] = "P1/P2"
    sheets["decisions"][1][2] = "P1/P2"
    assert _concurrent(sheets) == {}


def test_what_a_cell_names_besides_must_be_there() -> None:
    sheets = sound()
    sheets["cadres"][1][5] = "P1;P9"
    problem = only(report_of(sheets))
    assert (where(problem), problem.value) == (("unknown_post", "cadres", 2, "post_id"), "P9")


def test_a_second_row_of_a_cadre_is_a_concurrent_post_with_its_month() -> None:
    assert _concurrent(_again()) == {"C1": (Concurrent("P3", Month(2021, 5)),)}
    (notice,) = report_of(_again()).notices
    assert where(notice) == ("concurrent_in_row", "cadres", 6, "post_id")


@pytest.mark.parametrize("change", [(1, "另一人"), (3, "1975.07"), (5, "P1"), (5, "")])
def test_a_second_row_that_says_something_else_is_an_id_used_twice(change: tuple[int, str]) -> None:
    report = report_of(_again(change))
    assert "duplicate_id" in {problem.code for problem in report.errors}


@pytest.mark.parametrize(
    ("sheets", "code", "row", "column"),
    [
        (_listed(_ROW, _ROW), "duplicate_concurrent", 3, "post_id"),
        (_listed(_ROW, ["C1", "P1", ""]), "concurrent_is_main", 3, "post_id"),
        (_listed(["C4", "P3", ""]), "concurrent_without_main", 2, "cadre_id"),
        (_listed(_ROW, ["C2", "P3", ""]), "too_many_with_concurrent", 3, "post_id"),
        (_listed(["C1", "P3", "2026.12"]), "in_future", 2, "since"),
        (_listed(["C1", "P3", "1975.06"]), "before_birth", 2, "since"),
        (_listed(["C1", "P3", "1996.06"]), "post_before_work", 2, "since"),
        (_listed(["C9", "P3", ""]), "unknown_cadre", 2, "cadre_id"),
        (_listed(["C1", "P9", ""]), "unknown_post", 2, "post_id"),
        (with_table("concurrent", [["cadre_id"], ["C1"]]), "missing_column", 1, "post_id"),
    ],
)
def test_a_faulty_concurrent_post_is_told(sheets: Sheets, code: str, row: int, column: str) -> None:
    assert where(only(report_of(sheets))) == (code, "concurrent", row, column)


def test_the_month_of_a_second_row_is_told_of_where_it_stands() -> None:
    problem = only(report_of(_again((6, "2026.12"))))
    assert where(problem) == ("in_future", "cadres", 6, "post_since")
