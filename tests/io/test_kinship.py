"""Kinship that cannot be is told: with oneself, against sex or age, contradicting, in a circle."""

from __future__ import annotations

import pytest

from rotation.domain.problem import Problem
from tests.io.samples import only, report_of, where, with_cell, with_table

HEADING = ["cadre_id", "relation", "relative_id", "business_field"]


def kinship(*rows: tuple[str, str, str]) -> list[Problem]:
    return report_of(with_table("relatives", [HEADING, *[[*row, ""] for row in rows]])).errors


@pytest.mark.parametrize(
    "rows",
    [
        [("C1", "妻子", "C2")],
        [("C1", "妻子", "C2"), ("C2", "丈夫", "C1")],
        [("C1", "妻子", "C2"), ("C2", "配偶", "C1")],
        [("C1", "父亲", "C3"), ("C3", "儿子", "C1")],
        [("C3", "长子", "C1"), ("C3", "女儿", "C2"), ("C1", "妹妹", "C2")],
        [("C1", "舅父", "C3"), ("C3", "外甥", "C1")],
        [("C2", "岳父", "C3"), ("C3", "女婿", "C1")],
        [("C4", "姑父", "C1"), ("C1", "侄女", "C4")],  # a wife's niece is called 侄女 too
        [("C1", "其他亲属", "C2"), ("C2", "表兄", "C1")],  # 97 says less, not otherwise
        [("C1", "嫂子", "C2"), ("C2", "小叔子", "C1")],
    ],
)
def test_kinship_that_can_be_is_taken(rows: list[tuple[str, str, str]]) -> None:
    assert kinship(*rows) == []


def test_a_person_is_not_their_own_relative() -> None:
    problem = only(report_of(with_cell("relatives", 2, "relative_id", "C1")))
    assert where(problem) == ("own_relative", "relatives", 2, "relative_id")


def test_a_relation_needs_a_cadre_or_a_trade() -> None:
    problem = only(report_of(with_cell("relatives", 2, "relative_id", "")))
    assert where(problem) == ("relative_without_target", "relatives", 2, "relative_id")
    sheets = with_cell("relatives", 2, "relative_id", "")
    sheets["relatives"][1][3] = "房地产"
    assert report_of(sheets).errors == []


def test_the_word_goes_with_the_sex_of_the_relative() -> None:
    (problem,) = kinship(("C1", "丈夫", "C2"))
    assert where(problem) == ("kinship_sex", "relatives", 2, "relation")
    assert problem.values["name"] == "李四"


def test_a_father_is_older_than_his_child() -> None:
    (problem,) = kinship(("C3", "父亲", "C1"))
    assert where(problem) == ("kinship_age", "relatives", 2, "relation")


def test_a_father_of_the_same_month_is_told_too() -> None:
    sheets = with_table("relatives", [HEADING, ["C1", "父亲", "C3", ""]])
    sheets["cadres"][1][3] = sheets["cadres"][3][3]
    assert [p.code for p in report_of(sheets).errors] == ["kinship_age"]


@pytest.mark.parametrize(
    "rows",
    [
        [("C1", "妻子", "C2"), ("C2", "舅父", "C1")],
        [("C1", "妻子", "C2"), ("C2", "父亲", "C1")],
        [("C1", "妹妹", "C2"), ("C2", "舅父", "C1")],
        [("C1", "妻子", "C2"), ("C1", "妹妹", "C2")],
        [("C1", "岳父", "C3"), ("C3", "姐夫", "C1")],
    ],
)
def test_two_statements_on_a_pair_that_cannot_both_hold_are_told(
    rows: list[tuple[str, str, str]],
) -> None:
    found = [p for p in kinship(*rows) if p.code == "kinship_contradiction"]
    assert [(p.row, p.values["other_row"]) for p in found] == [(3, 2)]


def test_two_who_are_each_others_father_are_told() -> None:
    codes = {p.code for p in kinship(("C1", "父亲", "C3"), ("C3", "父亲", "C1"))}
    assert "kinship_contradiction" in codes


def test_a_circle_of_parents_is_told_once_with_everybody_in_it() -> None:
    rows = [("C1", "父亲", "C3"), ("C3", "母亲", "C4"), ("C4", "父亲", "C1")]
    (loop,) = [p for p in kinship(*rows) if p.code == "kinship_loop"]
    assert set(str(loop.values["loop"]).split(" → ")) == {"C1", "C3", "C4"}


def test_a_long_line_of_ancestors_is_no_circle_and_needs_no_recursion() -> None:
    heading = ["cadre_id", "name", "gender", "birth", "level"]
    people = [[f"N{i}", "某人", "男", "1980.01", "150"] for i in range(3000)]
    sheets = with_table("relatives", [HEADING])
    sheets["relatives"] += [[f"N{i}", "父亲", f"N{i + 1}", ""] for i in range(2999)]
    sheets["cadres"] = [heading, *people]
    for name in ("careers", "appraisals", "sanctions", "gates", "fits", "decisions"):
        del sheets[name]
    assert {p.code for p in report_of(sheets).errors} == {"kinship_age"}
