"""One wrong cell gives one problem: where it stands, what stands there, what would be right."""

from __future__ import annotations

import pytest

from rotation.domain.cadre import Gender
from rotation.domain.post import RiskGrade
from rotation.io.cells import converter
from rotation.io.columns import Column, Kind, Table
from rotation.io.report import Refused
from rotation.io.tables import APPRAISALS, CADRES, POSTS, UNITS
from rotation.io.wording import describe
from tests.io.samples import only, report_of, sound, where, with_cell


def test_the_sound_roster_has_no_problem() -> None:
    report = report_of(sound())
    assert report.errors == []
    assert report.notices == []


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "code"),
    [
        ("cadres", 2, "birth", "1975.13", "no_such_month"),
        ("cadres", 2, "birth", "1975", "year_only"),
        ("cadres", 2, "birth", "75.06", "short_year"),
        ("cadres", 2, "birth", "1975-06-31", "no_such_day"),
        ("cadres", 2, "birth", "1975.1", "ambiguous_month"),
        ("cadres", 2, "birth", "", "missing_value"),
        ("cadres", 2, "name", "", "missing_value"),
        ("cadres", 2, "score", "120", "too_high"),
        ("cadres", 2, "score", "-1", "too_low"),
        ("cadres", 2, "score", "很好", "not_a_number"),
        ("cadres", 2, "score", "80.5", "not_whole"),
        ("cadres", 2, "score", "1e2", "not_a_number"),
        ("cadres", 2, "score", "nan", "not_a_number"),
        ("cadres", 2, "conduct", "101", "too_high"),
        ("cadres", 2, "level", "143", "unknown_code"),
        ("cadres", 2, "level", "正课级", "unknown_code"),
        ("cadres", 3, "gender", "未知", "unknown_code"),
        ("cadres", 2, "political_status", "14", "unknown_code"),
        ("cadres", 2, "education", "留学", "unknown_code"),
        ("cadres", 2, "status", "休假", "unknown_code"),
        ("cadres", 2, "reserve", "也许", "not_yes_no"),
        ("cadres", 2, "grass_roots_years", "-2", "too_low"),
        ("cadres", 2, "grass_roots_years", "两年", "not_a_number"),
        ("cadres", 2, "photo", "../王.jpg", "not_a_picture"),
        ("cadres", 2, "photo", "C:王.png", "not_a_picture"),
        ("cadres", 2, "photo", ".jpg", "not_a_picture"),
        ("cadres", 2, "photo", "王.gif", "not_a_picture"),
        ("units", 2, "chief_quota", "-1", "too_low"),
        ("units", 2, "chief_quota", "一", "not_a_number"),
        ("units", 2, "kind", "公司", "unknown_code"),
        ("posts", 2, "headcount", "0", "too_low"),
        ("posts", 2, "headcount", "-2", "too_low"),
        ("posts", 2, "risk_grade", "IV", "unknown_code"),
        ("posts", 2, "importance", "300", "too_high"),
        ("posts", 2, "tenure_limit_years", "-5", "too_low"),
        ("posts", 2, "reserved_for", "妇女", "unknown_code"),
        ("appraisals", 2, "grade", "良好", "unknown_code"),
        ("appraisals", 2, "year", "去年", "not_a_number"),
        ("appraisals", 2, "year", "25", "too_low"),
        ("sanctions", 2, "kind", "警告", "unknown_code"),
        ("relatives", 2, "relation", "干爹", "unknown_code"),
        ("fits", 2, "fit", "101", "too_high"),
        ("decisions", 2, "action", "钉住", "unknown_code"),
        ("decisions", 2, "reason", "", "missing_value"),
        ("decisions", 2, "category", "奖励性", "unknown_code"),
        ("decisions", 2, "decided_on", "2026-11", "day_missing"),
    ],
)
def test_a_wrong_cell_is_told_by_table_row_column_and_value(
    table: str, row: int, column: str, value: str, code: str
) -> None:
    problem = only(report_of(with_cell(table, row, column, value)))
    assert where(problem) == (code, table, row, column)
    assert problem.value == (value or None)
    assert problem.severity == "error"


def test_the_sentence_names_place_value_and_what_would_be_right() -> None:
    problem = only(report_of(with_cell("cadres", 2, "birth", "1975.13")))
    said = "干部表第2行「出生年月」：“1975.13”不是有效年月，月份应为 01 至 12，写作 1975.06"
    assert describe(problem, "zh") == said
    assert describe(problem, "en").startswith('cadres, row 2, "birth": "1975.13" is not a month')


def test_an_unknown_word_comes_with_the_word_that_looks_like_it() -> None:
    problem = only(report_of(with_cell("cadres", 2, "level", "正课级")))
    assert "正科级" in problem.values["nearest"]  # type: ignore[operator]
    assert "正科级" in describe(problem, "zh")
    schooling = only(report_of(with_cell("cadres", 2, "education", "本科在读")))
    assert schooling.values["nearest"] == ("本科", "本科教育")  # 本科毕业 says the same as 本科
    warning = only(report_of(with_cell("sanctions", 2, "kind", "警告")))
    assert {"行政警告", "党内警告"} <= set(warning.values["nearest"])  # type: ignore[call-overload]


def test_every_wrong_cell_is_told_at_once() -> None:
    sheets = with_cell("cadres", 2, "birth", "1975.13")
    sheets["cadres"][1][10] = "abc"
    sheets["units"][1][3] = "-1"
    sheets["posts"][2][3] = "999"
    assert {p.code for p in report_of(sheets).errors} == {
        "no_such_month", "not_a_number", "too_low", "unknown_code",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["1", "男", "male", "M", "男性", "Male", "１"])
def test_a_code_is_read_from_code_or_word(text: str) -> None:
    assert converter(CADRES.column["gender"])(text) is Gender.MALE


@pytest.mark.parametrize("text", ["01", "1", "中共党员", "党员"])
def test_a_leading_zero_that_a_spreadsheet_dropped_does_no_harm(text: str) -> None:
    assert converter(CADRES.column["political_status"])(text) == "01"


@pytest.mark.parametrize("text", ["II", "ii", "Ⅱ", "2", "二级", "Ⅱ级", "二", "二 级"])
def test_a_risk_grade_is_read_in_every_spelling(text: str) -> None:
    assert converter(POSTS.column["risk_grade"])(text) is RiskGrade.II


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("是", True), ("no", False), ("否", False)]
)
def test_yes_and_no_are_read(text: str, value: bool) -> None:
    assert converter(UNITS.column["remote"])(text) is value


@pytest.mark.parametrize(
    "text", ["审批;资金", "审批；资金", "审批、资金;", " 审批 ; 资金 ", "approval,funds"]
)
def test_a_list_is_read_with_any_of_the_usual_marks(text: str) -> None:
    assert converter(POSTS.column["fields"])(text) == {"approval", "funds"}


def test_whole_numbers_may_be_full_width_or_end_in_zero_decimals() -> None:
    convert = converter(Column("n", "数", Kind.WHOLE, low=0, high=100))
    assert convert("８５") == convert("85.0") == 85
    with pytest.raises(Refused):
        convert("85.5")


@pytest.mark.parametrize(
    ("table", "column", "text", "number"),
    [
        (APPRAISALS, "year", "2025年度", 2025),
        (UNITS, "deputy_quota", "３ 名", 3),
        (CADRES, "score", "90分", 90),
        (CADRES, "grass_roots_years", "2.5年", 2.5),
    ],
)
def test_a_number_is_read_with_what_it_counts(
    table: Table, column: str, text: str, number: float
) -> None:
    assert converter(table.column[column])(text) == number


@pytest.mark.parametrize("column", ["party_joined", "degree", "post_id", "rank", "reserve"])
@pytest.mark.parametrize("text", ["—", "/", "无"])
def test_what_says_that_there_is_nothing_is_nothing(column: str, text: str) -> None:
    assert converter(CADRES.column[column])(text) is None


def test_what_must_be_filled_in_is_not_said_to_be_nothing() -> None:
    with pytest.raises(Refused):
        converter(CADRES.column["birth"])("—")


def test_a_field_outside_the_list_is_kept_with_a_notice() -> None:
    report = report_of(with_cell("posts", 2, "fields", "审批;殡葬"))
    assert report.errors == []
    assert [(p.code, p.row, p.value) for p in report.notices] == [("unknown_field", 2, "殡葬")]
    assert converter(POSTS.column["fields"])("审批;殡葬") == {"approval", "殡葬"}


def test_a_notice_of_the_same_word_in_the_same_column_is_given_once() -> None:
    sheets = with_cell("posts", 2, "fields", "殡葬")
    sheets["posts"][3][6] = "殡葬;审批"
    assert [(p.code, p.row) for p in report_of(sheets).notices] == [("unknown_field", 2)]
