"""What a sheet shows otherwise than it is read: told once for each kind, with its rows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from rotation.io.read_roster import read_tables
from rotation.io.report import ProblemList
from rotation.io.tables import CADRES
from rotation.io.wording import describe
from tests.io.samples import (
    Sheets,
    csv_files,
    only,
    report_of,
    report_of_files,
    saved,
    sound,
    where,
    with_cell,
    with_rows,
    with_table,
    workbook_bytes,
)

SOUND = workbook_bytes(sound())
Edit = Callable[[Any], None]


def _report(edit: Edit) -> ProblemList:
    book = openpyxl.load_workbook(io.BytesIO(SOUND))
    edit(book)
    return report_of_files({"roster.xlsx": saved(book)}, folder=False)


def _with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    """The sound workbook with the part of its cadres changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name.endswith("sheet3.xml") else part)
    return stream.getvalue()


def _hide_rows(book: Any) -> None:
    for row in (3, 4):
        book["cadres"].row_dimensions[row].hidden = True


def _strike(book: Any) -> None:
    for place in ("A3", "B4"):
        book["cadres"][place].font = Font(strike=True)


def _unseen(book: Any) -> None:
    book["cadres"]["A3"] = "C2\u200b"
    book["cadres"]["B4"] = "王\u202e五"
    book["cadres"]["D3"] = "1980\u00a0.10"


def _strike_parts(book: Any) -> None:
    struck = TextBlock(InlineFont(strike=True), "旧")
    for place in ("B3", "B4"):
        book["cadres"][place] = CellRichText("李四", struck)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (_strike_parts, "struck_parts"),
        (_hide_rows, "hidden_rows"),
        (_strike, "struck_rows"),
        (_unseen, "unseen_characters"),
    ],
)
def test_rows_that_look_otherwise_than_they_are_read_are_told_together(
    edit: Edit, code: str
) -> None:
    report = _report(edit)
    (notice,) = report.notices
    assert (report.errors, where(notice)) == ([], (code, "cadres", 3, None))
    assert notice.values["rows"] == ("3–4",)


def test_a_row_of_no_height_is_a_hidden_one() -> None:
    data = _with_sheet(lambda sheet: sheet.replace(b'<row r="3"', b'<row ht="0" r="3"'))
    (notice,) = report_of_files({"roster.xlsx": data}, folder=False).notices
    assert (notice.code, notice.row) == ("hidden_rows", 3)


@pytest.mark.parametrize("table", ["units", "posts", "cadres", "appraisals", "decisions"])
def test_unseen_characters_are_dropped_in_every_table_of_a_folder(table: str) -> None:
    sheets = sound()
    sheets[table][1][0] = f"\ufeff{sheets[table][1][0]}\u200d"
    report = report_of(sheets)
    assert report.errors == []
    assert [where(p) for p in report.notices] == [("unseen_characters", table, 2, None)]


HEADINGS = [("cadres", "birth"), ("posts", "headcount"), ("gates", "gate"), ("cadres", "其他列")]


@pytest.mark.parametrize(("table", "heading"), HEADINGS)
@pytest.mark.parametrize("mark", "\u200b\u202e\u2066\ufeff\x07\x9f\u00ad")
def test_unseen_characters_of_a_heading_are_told_one_by_one(
    table: str, heading: str, mark: str
) -> None:
    sheets = with_cell(table, 2, "其他列", "") if heading == "其他列" else sound()
    top = sheets[table][0]
    top[top.index(heading)] = f"{heading[0]}{mark}{heading[1:]}"
    report = report_of(sheets)
    (notice,) = [p for p in report.notices if p.code == "unseen_in_heading"]
    column = None if heading == "其他列" else heading
    assert (report.errors, where(notice)[1:]) == ([], (table, 1, column))
    assert (notice.value, notice.values["characters"]) == (heading, f"U+{ord(mark):04X}")


def test_unseen_characters_in_the_name_of_a_sheet_are_told() -> None:
    sheets = sound()
    sheets["gates\u200b"] = sheets.pop("gates")
    report = report_of_files({"roster.xlsx": workbook_bytes(sheets)}, folder=False)
    assert report.errors == []
    assert [(*where(p)[:2], p.value) for p in report.notices] == [
        ("unseen_in_name", "gates", "gates")
    ]


def test_unseen_characters_above_and_below_the_headings_are_no_headings() -> None:
    sheets = sound()
    sheets["fits"] = [["推荐\u200b结果"], *sheets["fits"], ["C3", "P3\u2060", "70"]]
    (notice,) = report_of(sheets).notices
    assert (where(notice)[:3], notice.values["characters"]) == (
        ("unseen_characters", "fits", 4), "U+2060",
    )  # fmt: skip


def test_a_hidden_column_is_told_by_its_heading() -> None:
    def edit(book: Any) -> None:
        book["cadres"].column_dimensions["K"].hidden = True
        book["cadres"].column_dimensions["Z"].hidden = True

    (notice,) = _report(edit).notices
    assert (notice.code, notice.values["columns"]) == ("hidden_columns", ["score"])


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_of_two_sheets_of_one_table_the_hidden_one_is_named(state: str) -> None:
    def edit(book: Any) -> None:
        book["cadres"].title = "干部"
        copy = book.copy_worksheet(book["干部"])
        copy.title, copy.sheet_state = "干部（旧）", state

    problem = only(_report(edit))
    assert where(problem) == ("duplicate_hidden_table", "cadres", None, None)
    assert (problem.value, problem.values["other"]) == ("干部（旧）", "干部")


def test_the_only_sheet_of_a_table_may_be_hidden_and_is_told() -> None:
    def edit(book: Any) -> None:
        book["fits"].sheet_state = "hidden"

    report = _report(edit)
    assert (report.errors, [where(p)[:2] for p in report.notices]) == (
        [],
        [("hidden_sheet", "fits")],
    )


def test_a_value_merged_down_a_column_holds_for_every_row_and_is_told() -> None:
    def edit(book: Any) -> None:
        book["posts"]["B4"] = None
        book["posts"].merge_cells("B3:B4")

    report = _report(edit)
    assert report.errors == []
    assert [where(p) for p in report.notices] == [("merged_filled", "posts", 4, None)]


def test_a_value_merged_along_a_row_is_nobodys() -> None:
    def edit(book: Any) -> None:
        book["posts"]["C3"] = None
        book["posts"].merge_cells("B3:C3")

    assert where(only(_report(edit))) == ("merged_cell", "posts", 3, "title")


def test_ranges_merged_over_whole_sheets_are_refused_before_they_are_filled() -> None:
    rows = [[f"X{n}", "张三", "男", "1975.06", "141"] for n in range(3000)]
    ranges = b"<mergeCells>" + b'<mergeCell ref="A1:GR99999"/>' * 500 + b"</mergeCells>"
    data = workbook_bytes(with_rows("cadres", *rows))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            part = old.read(name).replace(b"</sheetData>", b"</sheetData>" + ranges)
            new.writestr(name, part)
    problem = only(report_of_files({"roster.xlsx": stream.getvalue()}, folder=False))
    assert (problem.code, problem.values["sheet"]) == ("merged_too_large", "cadres")


@pytest.mark.parametrize(
    "cell",
    [
        b'<row r="900000"><c r="A900000" s="1"/></row>',
        b'<row r="900000" hidden="1"/>',
        b'<row r="90"><c r="XFD90" s="1" t="n" /></row>',
        b'<row r="90"><c r="XFD90" s="1"><v></v></c></row>',
    ],
)
def test_an_empty_cell_far_out_is_nothing(cell: bytes) -> None:
    data = _with_sheet(lambda sheet: sheet.replace(b"</sheetData>", cell + b"</sheetData>"))
    report = report_of_files({"roster.xlsx": data}, folder=False)
    assert report.errors == report.notices == []


def test_a_filled_cell_far_out_is_refused_with_the_name_of_its_sheet() -> None:
    cell = b'<row r="90"><c r="A90"/><c r="KN90"><v>1</v></c></row>'
    data = _with_sheet(lambda sheet: sheet.replace(b"</sheetData>", cell + b"</sheetData>"))
    problem = only(report_of_files({"roster.xlsx": data}, folder=False))
    assert (problem.values["sheet"], problem.values["claimed"]) == ("cadres", "KN90")


def _formula(row: int, saved_as: bytes) -> bytes:
    cell = b'<c r="K%d"%s</c>' % (row, saved_as)
    return _with_sheet(
        lambda sheet: sheet.replace(
            b"</sheetData>", b'<row r="%d">%s</row></sheetData>' % (row, cell)
        )
    )


@pytest.mark.parametrize("saved_as", [b' t="str"><f>IF(1,"","")</f><v></v>', b"><f>A1</f>"])
def test_formulas_copied_below_the_data_are_blank_rows(saved_as: bytes) -> None:
    report = report_of_files({"roster.xlsx": _formula(9, saved_as)}, folder=False)
    assert report.errors == report.notices == []


def test_a_formula_that_gave_an_empty_text_is_an_empty_cell() -> None:
    def change(sheet: bytes) -> bytes:
        at = sheet.index(b'<c r="K4"')
        end = sheet.find(b"</row>", at)
        return sheet[:at] + b'<c r="K4" t="str"><f>IF(1,"","")</f><v></v></c>' + sheet[end:]

    report = report_of_files({"roster.xlsx": _with_sheet(change)}, folder=False)
    assert report.errors == report.notices == []


ASIDES = [
    "合计",
    "小计：",
    "共3人",
    "40人",
    "合计40人",
    "共 40 名",
    "全县计 40名",
    "40 people",
    "注：本表",
    "一、水利局",
    "（二）镇",
    "填表人：李四",
    "Total",
]


@pytest.mark.parametrize("aside", ASIDES)
def test_what_is_no_row_of_data_is_passed_over_and_told(aside: str) -> None:
    report = report_of(with_rows("cadres", [aside, "3"]))
    assert report.errors == []
    assert [where(p) for p in report.notices] == [("rows_passed_over", "cadres", 6, None)]


@pytest.mark.parametrize("total", ["合计40人", "共 40 名", "40人", "Total: 40"])
def test_a_total_with_its_number_is_no_cadre_whatever_else_stands_there(total: str) -> None:
    sheets = with_rows("cadres", [total, "5", "男", "1980.01", "141"])
    assert [where(p) for p in report_of(sheets).notices] == [
        ("rows_passed_over", "cadres", 6, None)
    ]


def test_a_total_is_no_unit_though_its_name_is_filled_in() -> None:
    report = report_of(with_rows("units", ["合 计", "2个", "", "=SUM(D2:D3)", "5"]))
    assert report.errors == []
    assert [where(p) for p in report.notices] == [("rows_passed_over", "units", 4, None)]


def test_quotas_stand_under_the_heading_of_both() -> None:
    rows = [
        ["unit_id", "name", "kind", "核定领导职数", ""],
        ["", "", "", "正职", "副职"],
        *sound()["units"][1:],
    ]
    report = report_of(with_table("units", rows))
    assert report.errors == report.notices == []


def test_a_heading_is_not_likened_to_one_that_is_there() -> None:
    report = report_of(with_cell("cadres", 2, "序号", "1"))
    assert [(p.code, p.values["nearest"]) for p in report.notices] == [("unknown_column", ())]


def test_headings_said_again_are_passed_over() -> None:
    report = report_of(with_rows("posts", sound()["posts"][0]))
    assert [where(p) for p in report.notices] == [("rows_passed_over", "posts", 5, None)]


def test_a_whole_row_is_a_cadre_whatever_its_first_cell_says() -> None:
    row = ["一、1", "合计", "男", "1975.06", "141"]
    assert report_of(with_rows("cadres", row)).notices == []


def test_a_cadre_that_is_not_filled_in_is_no_aside() -> None:
    report = report_of(with_rows("cadres", ["C5", "钱七"]))
    assert {(p.code, p.row) for p in report.errors} == {("missing_value", 6)}


SCHOOLING = [
    [["学历（全日制）", "学历（在职）", "专业(全日制教育)", "专业(在职教育)"]],
    [["全日制学历", "在职学历", "全日制专业", "在职教育专业"]],
    [["全日制教育", "在职教育", "全日制教育", "在职教育"], ["学历", "学历", "专业", "专业"]],
    [
        ["教育情况", "", "", ""],
        ["全日制教育", "在职教育", "全日制教育", "在职教育"],
        ["学历", "学历", "专业", "专业"],
    ],
]


@pytest.mark.parametrize("headings", SCHOOLING)
def test_of_two_ways_of_schooling_both_are_kept_and_the_higher_counts(
    headings: list[list[str]], tmp_path: Any
) -> None:
    sheets: Sheets = sound()
    first, *rows = sheets["cadres"]
    tops = [[*first, *headings[0]]] + [[""] * len(first) + below for below in headings[1:]]
    sheets["cadres"] = [*tops, *([*row, "大学", "研究生", "水利", "法学"] for row in rows)]
    for name, content in csv_files(sheets).items():
        (tmp_path / name).write_bytes(content)
    cadre = read_tables(tmp_path).roster.cadre["C1"]
    assert (cadre.education_full_time, cadre.education_in_service) == ("21", "10")
    assert (cadre.education, cadre.major) == ("10", "法学")


def test_schooling_in_the_words_of_the_file_is_kept_beside_its_codes() -> None:
    groups = ["全日制教育", "", "", "在职教育", ""]
    headings = ["学历", "学历学位", "毕业院校及专业", "学历学位", "毕业院校系及专业"]
    found = [CADRES.find(f"{word}（{groups[i // 3 * 3]}）") for i, word in enumerate(headings)]
    assert [column and column.id for column in found] == [
        "education_full_time", "first_education", "first_school", "later_education", "later_school",
    ]  # fmt: skip


def test_headings_in_two_rows_with_merged_cells_are_read() -> None:
    def edit(book: Any) -> None:
        sheet = book["cadres"]
        sheet.insert_rows(2)
        for column in "ABCDEFGHIJK":
            sheet.merge_cells(f"{column}1:{column}2")
        for place, word in (("L1", "全日制教育"), ("L2", "学历"), ("M2", "学位"), ("L3", "大学")):
            sheet[place] = word
        sheet.merge_cells("L1:M1")

    report = _report(edit)
    assert report.errors == report.notices == []


def test_a_column_that_is_not_read_tells_how_much_stands_in_it() -> None:
    sheets = with_cell("cadres", 2, "健康状况", "良好")
    sheets["cadres"][0].append("")
    sheets["cadres"][3].append("手写")
    for row in (1, 2, 4):
        sheets["cadres"][row].append("")
    found = {p.code: (p.value, p.values["filled"]) for p in report_of(sheets).notices}
    assert found == {
        "unknown_column": ("健康状况", 1),
        "column_without_heading": ("M", 1),
    }


@pytest.mark.parametrize("name", ["处分情况", "受处分人员", "Sheet1"])
def test_a_sheet_of_cadres_under_no_name_of_a_table_is_an_error(name: str) -> None:
    sheets = sound()
    sheets[name] = sheets.pop("sanctions")
    problem = only(report_of(sheets))
    assert where(problem)[:2] == ("sheet_of_cadres", f"{name}.csv")
    assert ("处分处理" in describe(problem, "zh"), "sanctions" in describe(problem, "en")) == (
        True, True,
    )  # fmt: skip


def test_faults_of_a_misnamed_sheet_are_told_with_that_of_its_name() -> None:
    sheets = with_cell("appraisals", 3, "grade", "良好")
    sheets["2025年考核"] = sheets.pop("appraisals")
    found = [(p.code, p.row) for p in report_of(sheets).errors]
    assert sorted(found, key=str) == [("sheet_of_cadres", None), ("unknown_code", 3)]


@pytest.mark.parametrize("place", ["B3", "F4"])
def test_comments_on_cells_are_told_and_those_on_headings_are_not(place: str) -> None:
    def edit(book: Any) -> None:
        book["cadres"]["B1"].comment = Comment("如实填写", "组织部")
        book["cadres"][place].comment = Comment("拟提拔，先不动", "部长")

    (notice,) = _report(edit).notices
    assert where(notice) == ("comments", "cadres", int(place[1]), None)


@pytest.mark.parametrize(
    ("written", "near"),
    [("C9", ()), ("C30", ()), ("C03", ("C3",)), ("CＯ3", ("C3",)), ("Ｃ3", ("C3",))],
)
def test_the_next_number_of_a_series_is_not_offered_for_another(
    written: str, near: tuple[str, ...]
) -> None:
    problem = only(report_of(with_cell("fits", 2, "cadre_id", written)))
    assert (problem.code, problem.values["nearest"]) == ("unknown_cadre", near)


def test_a_sheet_of_names_is_one_of_cadres_and_one_of_numbers_is_not() -> None:
    names = sound() | {"名单": [["人员", "房号"], ["张三", "1"], ["李四", "2"]]}
    assert only(report_of(names)).code == "sheet_of_cadres"
    numbers = sound() | {"会议室": [["序号", "房号"], ["1", "C1"], ["2", "C2"]]}
    report = report_of(numbers)
    assert (report.errors, [p.code for p in report.notices]) == ([], ["unknown_table"])


@pytest.mark.parametrize("heading", ["现任岗位", "现任职务", "岗位", "present post"])
def test_present_posts_under_another_heading_are_an_error(heading: str) -> None:
    sheets = sound()
    sheets["cadres"][0][5] = heading
    found = [p for p in report_of(sheets).errors if p.table == "cadres"]
    assert [(p.code, p.value) for p in found] == [("posts_under_another_heading", heading)]
    assert f"“{heading}”" in describe(found[0], "zh")


def test_a_roster_where_nobody_has_a_post_needs_no_column_of_posts() -> None:
    sheets = sound()
    sheets["cadres"] = [row[:5] for row in sheets["cadres"]]
    assert report_of(sheets).errors == []


@pytest.mark.parametrize("years", [("2024年", "2025年度"), ("2024", "2025年度考核结果")])
def test_appraisals_with_a_column_for_every_year_are_read(
    years: tuple[str, str], tmp_path: Any
) -> None:
    rows = [["姓名", *years], ["张三", "优秀", "称职"], ["李四", "—", "优秀"], ["合计", "2", "2"]]
    for name, content in csv_files(with_table("appraisals", rows)).items():
        (tmp_path / name).write_bytes(content)
    report = report_of(with_table("appraisals", [["干部编号", *years], ["C2", "", "优异"]]))
    assert where(only(report)) == ("unknown_code", "appraisals", 2, "grade")
    named = report_of_files(csv_files(with_table("appraisals", rows)), folder=True)
    assert [(p.value, p.values["nearest"]) for p in named.errors] == [
        ("张三", ("C1",)), ("李四", ("C2",)),
    ]  # fmt: skip
    rows[0][0], rows[1][0], rows[2][0] = "干部编号", "C1", "C2"
    (tmp_path / "appraisals.csv").write_bytes(csv_files({"appraisals": rows})["appraisals.csv"])
    cadre = read_tables(tmp_path).roster.cadre
    assert [[each.year for each in cadre[i].appraisals] for i in ("C1", "C2")] == [
        [2024, 2025], [2025],
    ]  # fmt: skip


def test_names_under_their_heading_are_told_with_the_ids_in_one_round() -> None:
    sheets = sound()
    sheets["posts"][0][1] = "单位名称"
    for row in sheets["posts"][1:]:
        row[1] = {"U1": "住房和城乡建设局", "U2": "行政审批局"}[row[1]]
    found = {p.value: p.values["nearest"] for p in report_of(sheets).errors}
    assert found == {"住房和城乡建设局": ("U1",), "行政审批局": ("U2",)}


@pytest.mark.parametrize("written", ["С1", "Ｃ１", "Γ1"])
def test_letters_that_look_like_others_are_told(written: str) -> None:
    report = report_of(with_cell("fits", 2, "cadre_id", written))
    assert [p.code for p in report.errors] == ["unknown_cadre"]
    assert [where(p) for p in report.notices] == [("look_alike", "fits", 2, "cadre_id")]


def test_a_cadre_told_twice_is_no_second_holder() -> None:
    sheets = sound()
    sheets["cadres"].append([*sheets["cadres"][1]])
    sheets["cadres"][-1][1] = "另一人"
    assert only(report_of(sheets)).code == "duplicate_id"
