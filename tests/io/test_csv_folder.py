"""A folder of CSV: encodings, headings, ragged rows, and everything that is no CSV."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rotation.errors import InvalidInput
from rotation.io import csv_folder
from rotation.io import report as report_module
from rotation.io.read_roster import read_tables
from rotation.io.report import ProblemList
from rotation.io.wording import describe
from tests.io.samples import (
    csv_files,
    only,
    report_of,
    report_of_files,
    say_all,
    sound,
    where,
    with_table,
)


def _with_file(name: str, data: bytes) -> dict[str, bytes]:
    return {**csv_files(sound()), name: data}


def _units(text: str) -> dict[str, bytes]:
    return _with_file("units.csv", text.encode())


UNITS = csv_files(sound())["units.csv"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_with_and_without_its_mark(encoding: str) -> None:
    report = report_of_files(_with_file("units.csv", UNITS.decode().encode(encoding)), folder=True)
    assert report.errors == report.notices == []


def test_gb18030_is_read_with_a_notice() -> None:
    report = report_of_files(_with_file("units.csv", UNITS.decode().encode("gb18030")), folder=True)
    assert report.errors == []
    assert [(p.code, p.table) for p in report.notices] == [("gb18030", "units.csv")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (UNITS.decode().encode("utf-16"), "not_csv"),
        (b"PK\x03\x04 a workbook by another name", "not_csv"),
        (b"unit_id,name\nU1,\xff\xff\xff", "not_csv"),
        (b"unit_id,name\0\n", "not_csv"),
        (b'unit_id,name\nU1,"open quote\n', "csv_fault"),
        (b"unit_id;name;kind\nU1;a;party\n", "wrong_delimiter"),
        (b"unit_id\tname\nU1\ta\n", "wrong_delimiter"),
        ("unit_id，name\nU1，a\n".encode(), "wrong_delimiter"),
        (b"unit_id,name\n" + b"x," * 300 + b"\n", "too_many_cells"),
        (b"x" * (50 * 2**20 + 1), "file_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_csv_is_refused_by_name_and_the_rest_is_still_checked(
    data: bytes, code: str
) -> None:
    problem = only(report_of_files(_with_file("units.csv", data), folder=True))
    assert where(problem) == (code, "units.csv", None, None)


def test_a_file_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_folder, "MOST_ROWS", 100)
    files = _with_file("units.csv", b"unit_id,name\n" + b"U1,a\n" * 101)
    problem = only(report_of_files(files, folder=True))
    assert where(problem) == ("too_many_cells", "units.csv", None, None)


def test_a_city_of_ten_thousand_posts_is_read() -> None:
    """28 nominated posts for each of its cadres are more rows than a sheet may have."""
    pairs = b"cadre_id,post_id,fit\n" + b"C1,P1,1\n" * 294_000
    assert len(csv_folder.read_csv("fits.csv", pairs, ProblemList()).rows) == 294_001


def test_a_file_of_too_many_faults_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_module, "MOST_FAULTS", 300)
    rows = "".join(f"C{i},20{i % 90},x{i}\n" for i in range(1000))
    files = _with_file("appraisals.csv", f"cadre_id,year,grade\n{rows}".encode())
    with pytest.raises(InvalidInput) as caught:
        report_of_files(files, folder=True)
    codes = [problem.code for problem in caught.value.problems]
    assert codes.count("unknown_code") < 300
    assert codes.count("too_many_faults") == 1
    say_all(caught.value.problems)


@pytest.mark.parametrize("name", ["单位.csv", "单位表.csv", "UNITS.CSV", "机构.csv"])
def test_a_file_is_found_by_its_english_or_chinese_name(name: str) -> None:
    files = csv_files(sound())
    files[name] = files.pop("units.csv")
    assert report_of_files(files, folder=True).errors == []


def test_headings_may_be_chinese_aliases_or_have_remarks() -> None:
    rows = [
        ["机构编码", "单位名称（全称）", "正职领导职数", "副职职数*"],
        ["U1", "住建局", "1", "3"],
        ["U2", "审批局", "1", "2"],
    ]
    report = report_of(with_table("units", rows))
    assert report.errors == report.notices == []


def test_a_title_above_the_headings_is_passed_over_and_rows_keep_their_numbers() -> None:
    rows = [["单位情况表", "", ""], ["", "", ""], ["单位编码", "单位名称", "正职职数"]]
    rows += [["U1", "住建局", "1"], ["", "", ""], ["U2", "审批局", "-1"]]
    assert where(only(report_of(with_table("units", rows)))) == (
        "too_low", "units", 6, "chief_quota",
    )  # fmt: skip


def test_a_missing_required_column_is_told_with_the_heading_that_is_expected() -> None:
    rows = [["单位编码", "全称"], ["U1", "住建局"]]
    report = report_of(with_table("units", rows))
    assert where(report.errors[0]) == ("missing_column", "units", 1, "name")
    assert "单位名称 / name" in describe(report.errors[0], "zh")


def test_wholly_wrong_headings_are_told() -> None:
    report = report_of(with_table("units", [["甲", "乙"], ["U1", "住建局"]]))
    assert {p.code for p in report.errors} == {"missing_column"}
    assert {p.value for p in report.notices} == {"甲", "乙"}


def test_an_unknown_column_is_told_and_passed_over() -> None:
    sheets = sound()
    for row, cell in zip(sheets["units"], ("编制数", "12", "8"), strict=True):
        row.append(cell)
    report = report_of(sheets)
    assert report.errors == []
    assert [(p.code, p.value) for p in report.notices] == [("unknown_column", "编制数")]


def test_a_column_that_is_there_twice_is_told() -> None:
    sheets = sound()
    for row, cell in zip(sheets["units"], ("名称", "a", "b"), strict=True):
        row.append(cell)
    assert where(only(report_of(sheets))) == ("duplicate_column", "units", 1, "name")


def test_a_row_with_more_cells_than_headings_is_told() -> None:
    sheets = sound()
    sheets["units"][2].append("多余")
    problem = only(report_of(sheets))
    assert where(problem) == ("extra_cell", "units", 3, None)
    assert problem.value == "多余"


def test_empty_cells_beyond_the_headings_do_no_harm() -> None:
    sheets = sound()
    sheets["units"][2] += ["", ""]
    assert report_of(sheets).errors == []


def test_rows_with_fewer_cells_than_headings_are_read_with_one_notice() -> None:
    sheets = sound()
    sheets["units"] = [sheets["units"][0], ["U1", "住建局"], ["U2", "审批局"]]
    report = report_of(sheets)
    assert report.errors == []
    assert [(p.code, p.row, p.values["count"]) for p in report.notices] == [("short_rows", 2, 2)]


def test_a_quoted_cell_may_hold_commas_and_line_breaks() -> None:
    report = report_of_files(_units('unit_id,name\nU1,"住建局,\n本部"\nU2,审批局\n'), folder=True)
    assert report.errors == []


@pytest.mark.parametrize("table", ["units", "posts", "cadres"])
def test_a_required_table_that_is_missing_is_told(table: str) -> None:
    sheets = sound()
    del sheets[table]
    codes = {where(p)[:2] for p in report_of(sheets).errors}
    assert codes == {("missing_table", table)}


@pytest.mark.parametrize("table", ["units", "posts", "cadres"])
@pytest.mark.parametrize("rows", [1, 0])
def test_a_required_table_without_rows_is_told(table: str, rows: int) -> None:
    sheets = sound()
    codes = {where(p)[:2] for p in report_of({**sheets, table: sheets[table][:rows]}).errors}
    assert codes == {("empty_table", table)}


def test_an_optional_table_may_be_missing_or_empty() -> None:
    sheets = sound()
    del sheets["decisions"]
    sheets["fits"] = sheets["fits"][:1]
    assert report_of(sheets).errors == []


def test_an_unknown_file_is_a_notice_and_a_table_twice_is_an_error() -> None:
    report = report_of_files(_with_file("工资.csv", b"a,b\n1,2\n"), folder=True)
    assert report.errors == []
    assert [(p.code, p.table) for p in report.notices] == [("unknown_table", "工资.csv")]
    assert only(report_of_files(_with_file("单位.csv", UNITS), folder=True)).code == (
        "duplicate_table"
    )


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path / "nothing", "file_missing"),
        (lambda path: path / "nothing.xlsx", "file_missing"),
        (lambda path: path, "no_csv_files"),
    ],
)
def test_a_path_to_nothing_is_told(tmp_path: Path, make: object, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_tables(make(tmp_path))  # type: ignore[operator]
    assert [p.code for p in refused.value.problems] == [code]


def test_a_pipe_is_no_roster(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "units.csv")
    with pytest.raises(InvalidInput) as refused:
        read_tables(tmp_path)
    assert [p.code for p in refused.value.problems] == ["not_a_file"]


def test_a_file_beyond_all_bounds_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "roster.xlsx").open("wb") as file:
        file.truncate(10 * 2**30)  # sparse: it takes no room
    with pytest.raises(InvalidInput) as refused:
        read_tables(tmp_path / "roster.xlsx")
    assert [p.code for p in refused.value.problems] == ["file_too_large"]
