"""Faults that no single cell shows: ids, seats, dates against each other, records of a cadre."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rotation.domain.calendar import Month
from rotation.errors import InvalidInput
from rotation.io.read_roster import read_tables
from rotation.io.report import ProblemList, Vocabulary
from rotation.io.wording import describe
from tests.io.samples import (
    DATE,
    Sheets,
    csv_files,
    only,
    report_of,
    report_of_files,
    sound,
    where,
    with_cell,
    with_rows,
    workbook_bytes,
)


def _written(tmp_path: Path, sheets: Sheets) -> Path:
    for name, data in csv_files(sheets).items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "code"),
    [
        ("posts", 3, "unit_id", "U9", "unknown_unit"),
        ("cadres", 5, "post_id", "P9", "unknown_post"),
        ("careers", 2, "cadre_id", "C9", "unknown_cadre"),
        ("careers", 2, "unit_id", "U9", "unknown_unit"),
        ("appraisals", 2, "cadre_id", "C9", "unknown_cadre"),
        ("sanctions", 2, "cadre_id", "C9", "unknown_cadre"),
        ("relatives", 2, "cadre_id", "C9", "unknown_cadre"),
        ("relatives", 2, "relative_id", "C9", "unknown_relative"),
        ("gates", 2, "cadre_id", "C9", "unknown_cadre"),
        ("fits", 2, "cadre_id", "C9", "unknown_cadre"),
        ("fits", 2, "post_id", "P9", "unknown_post"),
        ("decisions", 2, "cadre_id", "C9", "unknown_cadre"),
        ("decisions", 2, "post_id", "P9", "unknown_post"),
    ],
)
def test_a_reference_to_nothing_is_told(
    table: str, row: int, column: str, value: str, code: str
) -> None:
    sheets = with_cell(table, row, column, value)
    if (table, column) == ("cadres", "post_id"):
        sheets["cadres"][row - 1][6] = "2020.01"
    problem = only(report_of(sheets))
    assert where(problem) == (code, table, row, column)
    assert problem.value == value


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("units", "unit_id", "U1"), ("posts", "post_id", "P1"), ("cadres", "cadre_id", "C1")],
)
def test_an_id_that_is_there_twice_is_told_with_both_rows(
    table: str, column: str, value: str
) -> None:
    sheets = sound()
    sheets[table].append([value, *sheets[table][-1][1:]])
    problem = only(report_of(sheets))
    assert where(problem) == ("duplicate_id", table, len(sheets[table]), column)
    assert problem.values["other_row"] == 2


def test_two_holders_of_one_seat_are_told() -> None:
    sheets = with_cell("cadres", 5, "post_id", "P1")
    sheets["cadres"][4][6] = "2020.01"
    problem = only(report_of(sheets))
    assert where(problem) == ("too_many_holders", "cadres", 5, "post_id")
    assert problem.values == {"seats": 1, "holders": 2, "other_rows": (2,)}


def test_a_post_of_two_seats_takes_two_holders() -> None:
    sheets = with_cell("cadres", 5, "post_id", "P3")
    sheets["cadres"][4][6] = "2020.01"
    assert report_of(sheets).errors == []


def test_a_holder_without_the_month_of_taking_the_post_is_told() -> None:
    problem = only(report_of(with_cell("cadres", 2, "post_since", "")))
    assert where(problem) == ("missing_post_since", "cadres", 2, "post_since")


def test_an_unreadable_month_is_not_told_a_second_time_as_missing() -> None:
    assert only(report_of(with_cell("cadres", 2, "post_since", "待查"))).code == "not_a_month"


def test_a_month_of_taking_a_post_without_a_post_is_a_notice() -> None:
    report = report_of(with_cell("cadres", 5, "post_since", "2020.01"))
    assert report.errors == []
    assert [p.code for p in report.notices] == ["post_since_without_post"]


def test_a_portfolio_of_nothing_known_is_a_notice() -> None:
    sheets = with_cell("posts", 2, "oversees", "U2；审批科；综合科")
    sheets["posts"].append(["P4", "U1", "审批科科长", "150", "section_head", "", "", "", ""])
    report = report_of(sheets)
    assert report.errors == []
    assert [(p.code, p.row, p.value) for p in report.notices] == [("unknown_oversees", 2, "综合科")]


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "code"),
    [
        ("cadres", 2, "work_started", "1974.01", "before_birth"),
        ("cadres", 2, "work_started", "1975.06", "before_birth"),
        ("cadres", 2, "work_started", "1989.05", "work_too_young"),
        ("cadres", 2, "unit_since", "2019.01", "unit_after_post"),
        ("cadres", 3, "post_since", "2002.06", "post_before_work"),
        ("cadres", 2, "unit_since", "1997.07", "unit_before_work"),
        ("cadres", 2, "post_since", "2026.12", "in_future"),
        ("cadres", 5, "birth", "2026.12", "in_future"),
        ("cadres", 2, "party_joined", "1975.01", "before_birth"),
        ("cadres", 2, "level_since", "2027.01", "in_future"),
        ("cadres", 3, "serve_until", "1980.10", "before_birth"),
        ("cadres", 2, "serve_until", "2009.12", "served_before_unit"),
        ("careers", 2, "end", "1996.01", "end_before_start"),
        ("careers", 2, "start", "1975.01", "before_birth"),
        ("careers", 3, "start", "2027.01", "in_future"),
        ("careers", 2, "unit_name", "", "career_without_unit"),
        ("appraisals", 2, "year", "2027", "year_in_future"),
        ("appraisals", 2, "year", "1975", "before_birth"),
        ("sanctions", 2, "end", "2027.01", "sanction_too_short"),
        ("sanctions", 2, "start", "2026.12", "in_future"),
        ("gates", 2, "date", "2026-12-01", "in_future"),
        ("gates", 2, "date", "1979-05-01", "before_birth"),
        ("gates", 3, "gate", "file", "duplicate_gate"),
        ("sanctions", 2, "kind", "留党察看", "sanction_without_end"),
    ],
)
def test_dates_that_cannot_both_be_are_told(
    table: str, row: int, column: str, value: str, code: str
) -> None:
    problem = only(report_of(with_cell(table, row, column, value)))
    assert where(problem)[:3] == (code, table, row)


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("cadres", 2, "work_started", "1989.06"),
        ("cadres", 2, "post_since", "2026.11"),
        ("cadres", 3, "post_since", "2002.07"),
        ("cadres", 2, "unit_since", "1997.08"),
        ("cadres", 2, "unit_since", "2018.03"),
        ("cadres", 2, "serve_until", "2010.01"),
        ("cadres", 2, "serve_until", "2030.01"),
        ("careers", 2, "end", "1997.08"),
        ("sanctions", 2, "end", "2027.02"),
        ("appraisals", 2, "year", "2026"),
    ],
)
def test_dates_at_the_edge_are_taken(table: str, row: int, column: str, value: str) -> None:
    assert report_of(with_cell(table, row, column, value)).errors == []


def test_a_month_before_birth_is_before_the_start_of_work_too() -> None:
    codes = {p.code for p in report_of(with_cell("cadres", 3, "post_since", "1970.01")).errors}
    assert codes == {"before_birth", "post_before_work"}


def test_a_post_held_before_the_start_of_work_names_both_months() -> None:
    problem = only(report_of(with_cell("cadres", 3, "post_since", "2000.01")))
    assert describe(problem, "zh") == (
        "干部表第3行「任现职时间」：任现职时间 2000.01 早于参加工作时间 2002.07，请核对"
    )


def test_a_holder_of_another_level_than_the_post_is_a_notice() -> None:
    report = report_of(with_cell("cadres", 4, "level", "131"))
    assert report.errors == []
    (notice,) = report.notices
    assert where(notice) == ("level_not_of_post", "cadres", 4, "level")
    assert describe(notice, "zh").endswith(
        "1 人的职务层次为县处级正职，现任岗位为乡科级副职（第4行），请核对"
    )


def test_holders_of_the_same_other_level_are_told_together() -> None:
    sheets = with_cell("cadres", 2, "level", "142")
    sheets["cadres"][2][4] = "142"
    assert [notice.values["rows"] for notice in report_of(sheets).notices] == [("2–3",)]


def test_a_fault_of_a_date_that_was_a_day_number_shows_what_was_typed() -> None:
    assert only(report_of(with_cell("cadres", 2, "post_since", "46500"))).value == "46500 = 2027.04"


def test_a_cadre_of_no_post_has_no_level_to_differ_from() -> None:
    assert report_of(with_cell("cadres", 5, "level", "131")).notices == []


@pytest.mark.parametrize(
    ("ids", "written", "suggested"),
    [
        (["002", "12", "20"], "2", ("002",)),
        (["C0012", "C12", "C1"], "C012", ("C0012", "C12")),
        (["7", "70"], "007", ("7",)),
        (["002", "020"], "20", ("020",)),
        (["1030", "2041"], "1032", ("1030",)),
    ],
)
def test_an_id_that_lost_its_leading_zeros_is_found_before_one_that_looks_alike(
    ids: list[str], written: str, suggested: tuple[str, ...]
) -> None:
    assert ProblemList().nearest(written, ids) == suggested


def test_an_id_kept_as_a_number_is_told_with_the_id_of_the_table() -> None:
    sheets = sound()
    sheets["units"][1][0] = "002"
    sheets["posts"][1][1] = "2"
    problem = only(report_of(sheets))
    assert where(problem) == ("unknown_unit", "posts", 2, "unit_id")
    assert describe(problem, "zh").endswith("；是否应为“002”？")


def test_lost_zeros_are_found_however_many_ids_are_misspelt() -> None:
    report, known = ProblemList(), Vocabulary(f"{i:04d}" for i in range(1000))
    assert all(report.nearest(str(i), known) == (f"{i:04d}",) for i in range(1000))


def test_two_grades_for_one_year_are_told_with_both_rows() -> None:
    problem = only(report_of(with_rows("appraisals", ["C1", "2025", "称职"])))
    assert where(problem) == ("duplicate_appraisal", "appraisals", 4, "year")
    assert problem.values == {"cadre": "C1", "other_row": 2}


def test_two_ratings_of_one_pair_are_told() -> None:
    assert only(report_of(with_rows("fits", ["C4", "P3", "60"]))).code == "duplicate_fit"


def test_a_sanction_ends_after_the_months_of_its_kind(tmp_path: Path) -> None:
    tables = read_tables(_written(tmp_path, sound()), date=DATE)
    (sanction,) = tables.roster.cadre["C2"].sanctions
    assert (sanction.start, sanction.end) == (Month(2026, 8), Month(2027, 2))


def test_an_end_that_the_table_gives_is_kept(tmp_path: Path) -> None:
    sheets = with_cell("sanctions", 2, "end", "2028.01")
    tables = read_tables(_written(tmp_path, sheets), date=DATE)
    assert tables.roster.cadre["C2"].sanctions[0].end == Month(2028, 1)


def test_a_roster_without_a_scenario_is_not_held_against_a_date(tmp_path: Path) -> None:
    path = _written(tmp_path, with_cell("cadres", 2, "post_since", "2099.01"))
    assert read_tables(path).roster.cadre["C1"].post_since == Month(2099, 1)
    with pytest.raises(InvalidInput) as refused:
        read_tables(path, date=dt.date(2026, 11, 30))
    assert [p.code for p in refused.value.problems] == ["in_future"]


def test_problems_come_table_by_table_and_row_by_row(tmp_path: Path) -> None:
    sheets = with_cell("cadres", 4, "birth", "x")
    sheets["cadres"][1][3] = "y"
    sheets["units"][2][3] = "z"
    with pytest.raises(InvalidInput) as refused:
        read_tables(_written(tmp_path, sheets))
    places = [(p.table, p.row) for p in refused.value.problems]
    assert places == [("units", 3), ("cadres", 2), ("cadres", 4)]
    assert refused.value.exit_code == 2


def test_a_thousand_misspelt_ids_do_not_take_minutes() -> None:
    rows = [[f"X{i}", "2024", "称职"] for i in range(1000)]
    report = report_of(with_rows("appraisals", *rows))
    assert len(report.errors) == 1000


def test_what_is_read_is_what_the_tables_say(tmp_path: Path) -> None:
    tables = read_tables(_written(tmp_path, sound()), date=DATE, rule_codes={"tenure_limit"})
    roster = tables.roster
    assert [u.unit_id for u in roster.units] == ["U1", "U2"]
    assert roster.post["P1"].fields == {"approval", "construction"}
    assert roster.post["P3"].headcount == 2
    assert roster.cadre["C4"].post_id is None
    assert roster.cadre["C1"].relatives[0].relation == "12"
    assert roster.cadre["C2"].relatives == ()  # one direction is enough; rules turn it round
    assert roster.cadre["C1"].careers[1].end is None
    assert roster.fit["C4", "P3"] == 75
    assert [d.action.value for d in tables.decisions] == ["pin", "waive"]
    assert tables.notices == ()


def test_an_id_that_is_not_there_is_told_once_with_every_place() -> None:
    sheets = with_cell("cadres", 2, "cadre_id", "C9")
    problem = only(report_of(sheets))
    assert where(problem) == ("unknown_cadre", "careers", 2, "cadre_id")
    assert describe(problem, "zh").endswith(
        "（另见任职经历表第3行、年度考核表第2行、亲属关系表第2行、调配决定表第3行）"
    )


@pytest.mark.parametrize(
    ("table", "row", "column", "name", "ids"),
    [
        ("relatives", 2, "relative_id", "李 四", ("C2",)),
        ("posts", 3, "unit_id", "行政审批局", ("U2",)),
        ("fits", 2, "post_id", "局长", ("P1", "P2")),
    ],
)
def test_a_name_in_place_of_an_id_is_told_with_the_ids_of_that_name(
    table: str, row: int, column: str, name: str, ids: tuple[str, ...]
) -> None:
    problem = only(report_of(with_cell(table, row, column, name)))
    assert (problem.code, problem.values["nearest"]) == ("name_for_id", ids)


def test_an_id_that_is_there_twice_is_no_twin_beside() -> None:
    report = report_of(with_rows("cadres", ["C1", "张三", "男", "197506", "141"]))
    assert (only(report).code, report.notices) == ("duplicate_id", [])


def test_what_refers_to_an_id_that_cannot_be_read_is_not_told_again() -> None:
    book = sound()
    book["posts"][1][0] = 320123197506150016
    report = report_of_files({"r.xlsx": workbook_bytes(book)}, folder=False)
    assert only(report).code == "digits_lost"


@pytest.mark.parametrize(
    ("table", "row", "code"),
    [
        ("units", ["U3", "行政 审批局", "party", "", ""], "twin_units"),
        ("posts", ["P4", "U2", "局长", "141", "正职", "", "", ""], "twin_posts"),
        ("cadres", ["C5", "张　三", "男", "197506", "142"], "twin_cadres"),
    ],
)
def test_the_same_under_two_ids_is_a_notice_with_both_rows(
    table: str, row: list[str], code: str
) -> None:
    report = report_of(with_rows(table, row))
    assert (report.errors, [p.code for p in report.notices]) == ([], [code])


def test_namesakes_of_other_birth_and_deputies_of_one_title_are_no_twins() -> None:
    sheets = with_rows("posts", ["P4", "U2", "副局长", "142", "副职", "", "", "2"])
    sheets["cadres"].append(["C5", "张三", "男", "1976.06", "142", *[""] * 6])
    assert report_of(sheets).notices == []
