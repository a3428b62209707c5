"""The papers of a meeting: what stands in them, how they are printed, and what does not."""

from __future__ import annotations

import base64
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from rotation.domain.action import Reason
from rotation.domain.cadre import Appraisal, Grade, Status
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.draw.meeting_workbook import ACROSS, SIZE, drawable, meeting_bytes, pixels
from rotation.draw.memo import memo_bytes
from rotation.explain.by_hand import Step, tried
from rotation.io.new_folder import write_new_folder
from rotation.io.photos import MOST_BYTES, photos_of, with_photos
from rotation.io.scenario_file import read_inputs
from rotation.report.meeting import Meeting, Sheet, meeting_of
from rotation.report.memo import memo
from rotation.report.of_plan import plan_report, told_of
from rotation.report.table import Cell, Column, Table
from rotation.rules import casework as case
from rotation.wording.names import rule_title
from tests.cli.small import write

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SOLVERS_WORDS = (
    "最优", "求解", "下界", "层级", "目标值", "优化", "optimal", "solver", "bound", "tier", "goal",
)  # fmt: skip
EVIL = ("=1+1", "+1", "-1", "@x", "http://a.b", "\t=2", "{=3}")


def told_by(scenario: Scenario, plan: Plan, lang: str = "zh") -> Meeting:
    return meeting_of(told_of(scenario, plan, lang), "区委常委会" if lang == "zh" else "Committee")


def county() -> Scenario:
    """U1 has two deputies against a quota of one; A goes to U2, which has a free seat; R retires,
    D goes by decision, F is frozen, W waits, L stays at the limit."""
    head, deputy = {"role": Role.ADMIN_CHIEF}, {"role": Role.DEPUTY}
    by = {"decided_by": "常委会", "decided_on": dt.date(2026, 11, 2), "document": "会纪1号"}
    old = {"post_since": "2015-01"}
    return case.scenario(
        units=[case.unit("U1", chief_quota=1, deputy_quota=1),
               case.unit("U2", chief_quota=1, deputy_quota=2)],
        posts=[case.post("H", **head), case.post("D1", **deputy), case.post("D2", **deputy),
               case.post("H2", "U2", **head), case.post("E1", "U2", **deputy),
               case.post("E2", "U2", **deputy)],
        cadres=[
            case.cadre("A", "D1", ethnicity="汉族", native_place="江苏姜堰", later_education="大学",
                       first_education="大专", first_school="甲校水利", appraisals=[
                           Appraisal(2025, Grade.EXCELLENT), Appraisal(2021, Grade.BASIC)]),
            case.cadre("R", "H", birth="1963-01"),
            case.cadre("D", "H2"),
            case.cadre("F", "D2", status=Status.UNDER_REVIEW),
            case.cadre("L", "E1", **old),
            case.cadre("W"),
        ],
        laws={"retirement_due": {}, "tenure_limit": {}, "frozen_status": {},
              "release_with_cause": {}},
        decisions=[
            Decision("D", DecisionAction.RELEASE, "本人申请", route="rank", **by),
            Decision("L", DecisionAction.WAIVE, "工程未完", rule="tenure_limit", **by),
        ],
    )  # fmt: skip


def proposed(scenario: Scenario) -> Plan:
    plan = case.plan(scenario, {"A": "E2", "R": "retirement", "D": "release"})
    why = {"A": (Reason("x", {"zh": "任满", "en": "served"}), Reason("forbid", {"zh": "不去"}))}
    why["L"] = (Reason("outweighed", {"zh": "统筹各项目标后留任", "en": "goals"}),)
    actions = (replace(a, reasons=why.get(a.cadre_id, ())) for a in plan.actions)
    return replace(plan, actions=tuple(actions))


def test_that_the_scenario_has_changed_stands_below_every_form_and_on_the_memo() -> None:
    scenario = county()
    told = replace(told_of(scenario, proposed(scenario), "zh"), since="情景已有改动")
    book = openpyxl.load_workbook(io.BytesIO(meeting_bytes(meeting_of(told), "zh")))
    assert [sheet.cell(sheet.max_row, 1).value for sheet in book] == [told.since] * len(
        book.sheetnames
    )
    written = docx.Document(io.BytesIO(memo_bytes(memo(told), "zh")))
    assert told.since in [paragraph.text for paragraph in written.paragraphs[:5]]


def test_a_plan_changed_by_hand_says_so_on_every_paper_and_which_laws_it_breaks() -> None:
    scenario = county()
    plan = proposed(scenario)
    changed = tried(scenario, plan, [Step("A", None)]).plan
    told = told_of(scenario, changed, "zh")
    laws = {rule_title(finding.rule, "zh") for finding in told.judged.report.broken}
    assert laws
    assert told.by_hand.startswith("本方案经手工调整")
    assert all(law in told.by_hand for law in laws)
    assert memo(told).remarks == meeting_of(told).remarks == told.by_hand
    assert told.by_hand in plan_report(told).summary
    assert told_of(scenario, plan, "zh").by_hand == ""


@pytest.fixture(scope="module")
def book() -> Any:
    scenario = county()
    papers = told_by(scenario, proposed(scenario))
    return openpyxl.load_workbook(io.BytesIO(meeting_bytes(papers, "zh")))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """Rows by heading; the headings are in row 4, of groups with the group before them."""
    above, below = ([cell.value for cell in sheet[number]] for number in (4, 5))
    grouped = sheet.title in ("领导职数配备情况表", "领导班子结构分析")
    heads, group = [], ""
    for over, under in zip(above, below, strict=True):
        group = over or group
        heads.append(f"{group}{under or ''}" if grouped else str(over))
    start = 6 if grouped else 5
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(start, values_only=True)]


def test_who_is_appointed_who_retires_and_who_goes_by_decision_stand_apart(book: Any) -> None:
    rows = rows_of(book["干部调配建议方案"])
    assert [row["姓名"] or row["序号"] for row in rows] == [
        "一、拟调整任职（1）", "cadre A",
        "二、到龄退休（1）", "cadre R",
        "三、依决定退出现职和调整（1）", "cadre D",
    ]  # fmt: skip
    moved = rows[1]
    told = ("拟任职务", "拟免职务", "民族", "学历学位", "近三年考核", "理由", "毕业院校及专业")
    assert [moved[key] for key in told] == [
        "unit U2 post E2", "unit U1 post D1", "汉族",
        "全日制：大专\n在职：大学", "2025优秀", "任满。", "甲校水利",
    ]  # fmt: skip
    assert [row["序号"] for row in rows[1::2]] == [1, 2, 3]


def test_quotas_count_who_leaves_and_who_comes(book: Any) -> None:
    first, second, total = rows_of(book["领导职数配备情况表"])
    deputies = ("核定", "现配", "拟免", "拟任", "拟配", "是否超职数")
    assert [first[f"副职{key}"] for key in deputies] == [1, 2, 1, None, 1, "否"]
    assert [second[f"副职{key}"] for key in deputies] == [2, 1, None, 1, 2, "否"]
    assert [total[f"副职{key}"] for key in deputies] == [3, 3, 1, 1, 3, "否"]
    assert [first[f"正职{key}"] for key in deputies] == [1, 1, 1, None, 0, "否"]


def test_a_unit_above_its_quota_says_by_how_many() -> None:
    scenario = county()
    papers = told_by(scenario, case.plan(scenario, {}))
    (over,) = next(s for s in papers.sheets if s.title == "领导职数配备情况表").parts
    assert [row[-1].value for row in over.rows] == ["超1名", "否", "超1名"]


def test_quota_seats_without_a_post_are_told(book: Any) -> None:
    assert "说明" not in rows_of(book["领导职数配备情况表"])[0]
    scenario = county()
    more = replace(scenario.roster.units[1], deputy_quota=4)
    units = (scenario.roster.units[0], more)
    scenario = replace(scenario, roster=replace(scenario.roster, units=units))
    papers = told_by(scenario, case.plan(scenario, {}))
    (quotas,) = next(s for s in papers.sheets if s.title == "领导职数配备情况表").parts
    assert [row[-1].value for row in quotas.rows] == ["", "空缺职数未列岗位：副职2个", ""]


def test_teams_that_change_are_told_before_and_after(book: Any) -> None:
    rows = rows_of(book["领导班子结构分析"])
    assert [(r["单位"], r["实配人数现状"], r["实配人数方案"]) for r in rows] == [
        ("unit U1", 3, 1), ("unit U2", 2, 2), ("全部班子", 5, 3),
    ]  # fmt: skip


def test_those_who_are_not_moved_are_told_with_why(book: Any) -> None:
    told = {
        title: [(row["姓名"], row["说明"]) for row in rows_of(book[title])]
        for title in ("暂缓交流干部名单", "待安排干部名单", "任职年限已满留任干部名单")
    }
    assert [name for name, _ in told["暂缓交流干部名单"]] == ["cadre F"]
    assert told["待安排干部名单"] == [("cadre W", "本方案没有安排岗位。")]
    assert told["任职年限已满留任干部名单"] == [("cadre L", "通盘考虑，本轮留任。")]


def test_exceptions_and_decisions_name_body_document_and_day(book: Any) -> None:
    rows = rows_of(book["例外和决定事项"])
    found = {row["姓名"]: row for row in rows if row["姓名"]}
    for who, state in (("cadre L", "已批准"), ("cadre D", "已决定")):
        row = found[who]
        assert [row[key] for key in ("批准机关", "文号", "日期", "办理情况")] == [
            "常委会", "会纪1号", "2026-11-02", state,
        ]  # fmt: skip
    assert "任职年限" in found["cadre L"]["依据"]
    assert found["cadre D"]["事项"] == "退出现职：改任职级"


def test_every_form_is_headed_and_fits_its_page(book: Any) -> None:
    scenario = county()
    papers = told_by(scenario, proposed(scenario))
    assert [form.title for form in papers.sheets] == book.sheetnames
    for form in papers.sheets:
        sheet = book[form.title]
        assert (sheet["A1"].value, sheet["A2"].value) == ("注意保密", form.title)
        assert sheet["A3"].value == "（区委常委会）　2026年11月30日"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == (8 if form.wide else 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows.startswith("$4:$")
        assert (sheet.oddFooter.center.text or "").startswith("第 &P 页")
        across = sum(pixels(column, wide=form.wide) for column in form.parts[0].columns)
        assert across <= ACROSS[form.wide]  # so that nothing is made smaller
        assert {c.font.sz for row in sheet.iter_rows(4) for c in row if c.value} == {
            SIZE[form.wide]
        }
    assert min(SIZE.values()) >= 10


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_tells_how_the_plan_was_found(lang: str) -> None:
    scenario = county()
    papers = told_by(scenario, proposed(scenario), lang)
    said = " ".join(words(papers)).lower()
    assert [word for word in SOLVERS_WORDS if word in said] == []
    assert max(len(form.title) for form in papers.sheets) <= 31  # of a sheet's name


def words(papers: Meeting) -> Iterator[str]:
    for form in papers.sheets:
        for part in form.parts:
            yield from (form.title, part.title, *(column.words for column in part.columns))
            yield from (cell.words for row in part.rows for cell in row)


def test_data_is_never_a_formula_or_a_link() -> None:
    rows = tuple((Cell(text), Cell(1)) for text in EVIL)
    table = Table("t", "=p", (Column("a", "=A1", group="=g"), Column("b", "=B1", group="=g")), rows)
    papers = Meeting("=s", "=b", "=d", (Sheet("表", (table, replace(table, rows=()))),))
    sheet = openpyxl.load_workbook(io.BytesIO(meeting_bytes(papers, "zh")))["表"]
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f", cell.value
            assert cell.hyperlink is None
    assert [row[0] for row in sheet.iter_rows(7, 13, values_only=True)] == list(EVIL)


def test_a_photo_stands_beside_the_name() -> None:
    scenario = county()
    told = told_of(scenario, proposed(scenario), "zh")
    content = meeting_bytes(meeting_of(told, pictures={"A": PNG}), "zh")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["干部调配建议方案"]
    assert sheet["C4"].value == "照片"
    assert [image.anchor._from.row for image in sheet._images] == [5]


def test_only_pictures_of_the_rosters_own_folder_are_taken(tmp_path: Path) -> None:
    folder, outside = write(tmp_path / "s"), tmp_path / "outside.png"
    outside.write_bytes(PNG)
    (folder / "own.png").write_bytes(PNG)
    (folder / "led.png").symlink_to(outside)
    (folder / "large.png").write_bytes(b"x" * (MOST_BYTES + 1))
    names = ("own.png", "led.png", "large.png", "none.png")
    found = photos_of(folder, [case.cadre(name, photo=name) for name in names])
    assert found == {"own.png": PNG, "led.png": b"", "large.png": b"", "none.png": b""}
    copied = with_photos(
        read_inputs(folder), folder, [case.cadre(name, photo=name) for name in names]
    )
    write_new_folder(tmp_path / "after", copied)
    assert [path.name for path in (tmp_path / "after").glob("**/*.png")] == ["own.png"]


@pytest.mark.parametrize("content", [b"", b"x", PNG[:20], b"\xff\xd8\xff", b"BM" + b"\0" * 60])
def test_what_is_no_picture_is_not_drawn(content: bytes) -> None:
    assert drawable(PNG)
    assert not drawable(content)


def test_an_annex_tells_whom_a_little_decides_of_those_proposed() -> None:
    # A and B have 59 points; only A is proposed for anything.
    scenario = case.scenario(
        posts=[case.post("P1"), case.post("P2", "U2"), case.post("P3", "U3")],
        cadres=[case.cadre("A", "P1", score=59), case.cadre("B", "P3", score=59)],
    )
    told = told_by(scenario, case.plan(scenario, {"A": "P2"}))
    (annex,) = [sheet for sheet in told.sheets if sheet.title == "公平性核查"]
    rows = [[cell.words for cell in row] for part in annex.parts for row in part.rows]
    assert rows == [
        ["1", "cadre A", "unit U1 post P1",
         "鞭策性交流（工作实绩低于）：本人59分，界限60分；现在鞭策性交流（应当交流），"
         "越过界限后一般交流（可以交流）。"],
        ["1", "cadre A", "unit U1 post P1", "分数直接填写，没有评价记录，不知由谁打分：工作实绩。"],
    ]  # fmt: skip
    nobody = told_by(scenario, case.plan(scenario))
    assert "公平性核查" not in [sheet.title for sheet in nobody.sheets]
