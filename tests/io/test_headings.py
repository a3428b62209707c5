"""Headings in two languages: the Chinese says which column it is, whatever stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rotation.io.headings import headings_of
from rotation.io.raw import RawTable
from rotation.io.report import ProblemList
from rotation.io.tables import CADRES
from rotation.io.typed import type_table
from rotation.io.wide_appraisals import by_year


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        *((f"姓名{mark}Name", "name") for mark in (" ", "/", "\n", " / ", "|", "", "　", "，")),
        ("Name 姓名", "name"), ("Name\n姓名", "name"), ("姓名（Name）", "name"),
        ("ＮＡＭＥ姓名", "name"),
        ("姓名 Full name", "name"), ("出生年月 Date of Birth", "birth"),
        ("学历（全日制） Education (full-time)", "education_full_time"),
        ("性别 Gender/Sex", "gender"),
        ("干部编号 ID No.", "cadre_id"),
        ("姓名 Pinyin", None), ("姓名ID", None), ("姓名 Gender", None), ("联系人 Name", None),
        ("姓名/性别", None), ("Nom 姓氏", None),
    ],
)  # fmt: skip
def test_a_heading_in_two_languages_is_understood(heading: str, column: str | None) -> None:
    found = CADRES.find(heading)
    assert (found and found.id) == column


def raw(*rows: Sequence[str]) -> RawTable:
    return RawTable("名册", list(enumerate(rows, 1)))


ENGLISH = ["Name", "Gender", "Date of Birth", "Hobby"]
CHINESE = ["姓名", "性别", "出生年月", ""]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((ENGLISH, CHINESE), ["Name", "Gender", "出生年月", "Hobby"]),
        ((CHINESE, ENGLISH), ["姓名", "性别", "出生年月", "Hobby"]),
    ],
)
def test_a_second_row_may_say_the_headings_in_another_language(
    rows: Sequence[Sequence[str]], words: Sequence[str]
) -> None:
    found = headings_of(raw(*rows, ["王某", "男", "1980.05", "棋"]), CADRES)
    assert found is not None
    assert (list(found.cells), found.number, len(found.below)) == (words, 2, 1)


def test_a_row_with_figures_is_no_heading() -> None:
    found = headings_of(raw(CHINESE[:3], ["姓名", "性别", "1980.05"]), CADRES)
    assert found is not None
    assert found.number == 1


def test_beside_a_heading_that_is_the_columns_own_another_one_is_not_read() -> None:
    top = ["cadre_id", "姓名", "姓名 English name", "gender", "birth", "level"]
    report = ProblemList()
    (row,) = type_table(raw(top, ["C1", "王某", "Wang", "1", "1980.05", "141"]), CADRES, report)
    assert (row.get("name"), report.errors) == ("王某", [])
    assert [each.value for each in report.notices] == ["姓名 English name"]


def test_grades_of_years_may_be_headed_in_two_languages() -> None:
    made = by_year(raw(["姓名", "2024年度考核 2024 Appraisal"], ["王某", "优秀"]))
    assert made.rows[1][1][-2:] == ["2024", "优秀"]
