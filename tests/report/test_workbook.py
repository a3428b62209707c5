"""A report as a workbook and as a page: what stands in it, and that data stays data."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from rotation import load_scenario
from rotation.domain.action import ActionKind
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.draw.page import page
from rotation.draw.workbook import workbook_bytes
from rotation.report.of_plan import plan_report, told_of
from rotation.report.table import Cell, Column, Report, Table, Tone, cadre_of
from tests.store.samples import INPUTS, plan

EVIL = ("=1+1", "+1", "-1", "@x", "http://a.b", "<script>alert(1)</script>", "\t=2", "{=3}")


@pytest.fixture(scope="module")
def swapped() -> tuple[Scenario, Plan]:
    """王建国 and 赵敏, who must leave their posts, take each other's (see tests.cli.small)."""
    scenario, _ = load_scenario(INPUTS)
    actions = {action.cadre_id: action for action in plan().actions}
    for one, other in (("C1", "P4"), ("C4", "P1")):
        moved = replace(actions[one], kind=ActionKind.TRANSFER, to_post_id=other)
        actions[one] = replace(moved, category="protective")
    return scenario, replace(plan(), actions=tuple(actions.values()))


def sheets(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def values(table: Table) -> tuple[tuple[object, ...], ...]:
    return tuple(tuple(cell.value for cell in row) for row in table.rows)


def test_the_moves_stand_in_their_sheet(swapped: tuple[Scenario, Plan]) -> None:
    book = sheets(workbook_bytes(plan_report(told_of(*swapped, "zh")), "zh"))
    rows = list(book["调整名单"].values)
    assert rows[0][:4] == ("序号", "交流类别", "姓名", "性别")
    assert [row[2] for row in rows[1:]] == ["王建国", "赵敏"]
    assert rows[1][5] == "发展和改革局审批科科长"
    assert rows[1][6] == "5年8个月"
    assert rows[1][8] == "市场监督管理局执法科科长"
    assert "共调整2人" in "".join(str(row[0]) for row in book["概况"].values)


def test_each_unit_tells_who_comes_and_who_goes(swapped: tuple[Scenario, Plan]) -> None:
    found = plan_report(told_of(*swapped, "zh")).tables
    by_unit = next(table for table in found if table.key == "by_unit").only("unit", "side", "name")
    assert values(by_unit) == (
        ("发展和改革局", "调入", "赵敏"),
        ("发展和改革局", "调出", "王建国"),
        ("市场监督管理局", "调入", "王建国"),
        ("市场监督管理局", "调出", "赵敏"),
    )


def test_both_moves_of_a_swap_are_one_step(swapped: tuple[Scenario, Plan]) -> None:
    found = plan_report(told_of(*swapped, "zh")).tables
    steps = next(table for table in found if table.key == "steps")
    assert values(steps.only("step", "at_once")) == ((1, "是"), (1, "是"))
    assert [cadre_of(row) for row in steps.rows] == ["C1", "C4"]


def test_vacancies_name_those_that_must_be_filled_first(swapped: tuple[Scenario, Plan]) -> None:
    found = plan_report(told_of(*swapped, "zh")).tables
    vacancies = next(table for table in found if table.key == "vacancies")
    assert values(vacancies) == (("城东街道主任", 1, "必须配备"),)


def evil() -> Report:
    columns = (Column("a", "=A1"), Column("b", "b", number=True))
    rows = tuple((Cell(text), Cell(1, Tone.GOOD)) for text in EVIL)
    return Report("=title", ("=line",), ("=sum",), (Table("t", "表", columns, rows),))


def test_data_is_never_a_formula_or_a_link() -> None:
    book = sheets(workbook_bytes(evil(), "zh"))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None
    assert [row[0] for row in book["表"].values][1:] == list(EVIL)
    assert book["表"]["B2"].value == "✓ 1"


def test_the_page_escapes_what_it_is_given_and_asks_for_nothing() -> None:
    html = page(evil(), "en")
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    assert "http://a.b" in html  # as text
    assert 'src="' not in html
    assert "url(" not in html
    assert "@page" in html


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_plan_without_moves_says_so_everywhere(lang: str) -> None:
    scenario, _ = load_scenario(INPUTS)
    report = plan_report(told_of(scenario, plan(), lang))
    html = page(report, lang)
    for table in report.tables:
        assert table.empty
        if not table.rows:
            assert table.empty in html


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    long = Report("t", (), (), (Table("t", "表", (Column("a", "a"),), ((Cell("x" * 40_000),),)),))
    cell = sheets(workbook_bytes(long, "zh"))["表"]["A2"].value
    assert len(cell) == 32_767
    assert cell.endswith("x…")
