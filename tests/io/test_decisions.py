"""Decisions are complete, name what there is, and do not stand against each other."""

from __future__ import annotations

import pytest

from tests.io.samples import Sheets, only, report_of, where, with_cell, with_table

NAMED = ("研究决定", "县委常委会", "2026-11-20", "12号")
HEADING = [
    *("cadre_id", "action", "post_id", "category", "rule"),
    *("reason", "decided_by", "decided_on", "document"),
]


def decisions(*rows: tuple[str, ...]) -> Sheets:
    return with_table("decisions", [HEADING, *[[*row, *NAMED] for row in rows]])


@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        (2, "cadre_id", "C9", "unknown_cadre"),
        (2, "post_id", "P9", "unknown_post"),
        (2, "reason", "", "missing_value"),
        (3, "rule", "", "waive_without_rule"),
        (3, "rule", "tenure_limits", "unknown_rule"),
    ],
)
def test_a_decision_that_says_too_little_or_names_what_is_not_there_is_told(
    row: int, column: str, value: str, code: str
) -> None:
    problem = only(report_of(with_cell("decisions", row, column, value)))
    assert where(problem) == (code, "decisions", row, column)


def test_an_unknown_rule_comes_with_the_rule_that_looks_like_it() -> None:
    problem = only(report_of(with_cell("decisions", 3, "rule", "tenure_limits")))
    assert problem.values["nearest"] == ("tenure_limit",)


def test_without_a_list_of_rules_any_rule_is_taken() -> None:
    assert report_of(with_cell("decisions", 3, "rule", "whatever"), rule_codes=None).errors == []


def test_setting_a_category_needs_the_category() -> None:
    problem = only(report_of(decisions(("C1", "category", "", "", ""))))
    assert where(problem) == ("decision_without_category", "decisions", 2, "category")
    assert report_of(decisions(("C1", "category", "", "保护性", ""))).errors == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("C1", "pin", "P2", "", ""), ("C1", "pin", "P3", "", "")),
        (("C1", "pin", "P3", "", ""), ("C1", "pin", "P3", "", "")),
        (("C1", "pin", "", "", ""), ("C1", "pin", "P3", "", "")),
        (("C1", "pin", "P3", "", ""), ("C1", "forbid", "P3", "", "")),
        (("C1", "forbid", "P3", "", ""), ("C1", "pin", "P3", "", "")),
        (("C1", "pin", "", "", ""), ("C1", "forbid", "P1", "", "")),
        (("C1", "pin", "P3", "", ""), ("C1", "forbid", "", "", "")),
        (("C1", "pin", "P3", "", ""), ("C1", "release", "", "", "")),
        (("C1", "release", "", "", ""), ("C1", "forbid", "", "", "")),
        (("C1", "category", "", "保护性", ""), ("C1", "category", "", "一般", "")),
    ],
)
def test_decisions_against_each_other_are_told_with_both_rows(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    found = [p for p in report_of(decisions(one, other)).errors if p.code != "too_many_pins"]
    assert [where(p) for p in found] == [("decisions_contradict", "decisions", 3, "action")]
    assert found[0].values["other_row"] == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("C1", "pin", "P3", "", ""), ("C1", "forbid", "P2", "", "")),
        (("C1", "pin", "", "", ""), ("C1", "forbid", "", "", "")),
        (("C1", "forbid", "P3", "", ""), ("C1", "forbid", "P2", "", "")),
        (("C1", "release", "", "", ""), ("C1", "forbid", "P3", "", "")),
        (("C1", "pin", "P3", "", ""), ("C4", "pin", "P3", "", "")),
        (("C1", "pin", "P3", "", ""), ("C1", "category", "", "一般", "")),
        (("C1", "waive", "", "", "tenure_limit"), ("C1", "waive", "", "", "minimum_stay")),
    ],
)
def test_decisions_that_go_together_are_taken(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert report_of(decisions(one, other)).errors == []


def test_more_pins_to_a_post_than_seats_are_told() -> None:
    rows = (("C1", "pin", "P2", "", ""), ("C4", "pin", "P2", "", ""))
    problem = only(report_of(decisions(*rows)))
    assert where(problem) == ("too_many_pins", "decisions", 3, "post_id")


@pytest.mark.parametrize("column", ["decided_by", "decided_on", "document"])
@pytest.mark.parametrize("action", ["release", "step_down", "reverse_posting"])
def test_nobody_goes_down_without_body_day_and_document(action: str, column: str) -> None:
    sheets = decisions(("C1", action, "", "", ""))
    sheets["decisions"][1][HEADING.index(column)] = ""
    problem = only(report_of(sheets))
    assert where(problem) == ("decision_without_authority", "decisions", 2, column)
