"""A planner's whole work in a real browser: from a faulty roster to a plan that is taken along, and
from a contradiction to a plan. The first one finds the store empty."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from rotation import load_scenario
from rotation.domain.scenario import Scenario
from rotation.io.write_roster import write_roster_xlsx
from rotation.locales import text
from rotation.store import Store
from tests.store.samples import INPUTS
from tests.ui.browser import Server, Visitor

WRONG = "1979.13"
REASON = "书记办公会意见"
CONTRADICTION = "岚川县涉农部门干部调整（2026年冬，决定相互矛盾）"


def say(key: str, lang: str = "zh", **values: object) -> str:
    return text(f"ui.{key}", lang, **values)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """The small roster as a workbook with Chinese headings. Its rules, beside it, let the holder of
    a grade I post stay for six years, so that nobody has to move yet."""
    scenario, _ = load_scenario(INPUTS)
    file = tmp_path / "2026年名册.xlsx"
    write_roster_xlsx(file, scenario.roster, (), "zh")
    law = "[laws.tenure_limit]"
    toml = INPUTS.toml.decode().replace(law, f"{law}\nyears = {{ I = 6 }}")
    file.with_name("scenario.toml").write_text(toml, encoding="utf-8")
    return file


def with_wrong_month(file: Path) -> tuple[Path, int]:
    """The workbook with a thirteenth month, and the row that it stands in."""
    book = openpyxl.load_workbook(file)
    sheet = book["干部"]
    heading = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows() if "张伟" in [cell.value for cell in row])
    row[heading.index("出生年月")].value = WRONG
    faulty = file.with_name("有误.xlsx")
    book.save(faulty)
    return faulty, row[0].row


def test_from_a_faulty_roster_to_a_plan_that_is_taken_along(
    visitor: Visitor, server: Server, roster: Path, tmp_path: Path
) -> None:
    visitor.open()
    assert visitor.page.evaluate("document.documentElement.lang") == "zh-CN"
    assert visitor.metric("干部") == "185"
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 1366
    bring_in_and_correct(visitor, roster)
    lower_the_limit(visitor)
    override_a_category(visitor)
    assert_kept(server)
    solve(visitor)
    ask_why_and_strike_out(visitor)
    replan(visitor)
    compare(visitor)
    take_along(visitor, tmp_path)
    switch_the_language(visitor)


def bring_in(visitor: Visitor, *files: Path) -> None:
    visitor.click(say("scenario.bring_in"))
    visitor.page.locator('input[type="file"]').set_input_files(files)


def bring_in_and_correct(visitor: Visitor, roster: Path) -> None:
    faulty, row = with_wrong_month(roster)
    bring_in(visitor, faulty, roster.with_name("scenario.toml"))
    visitor.says(say("scenario.faulty", count=1))
    told = visitor.row(WRONG)
    assert "干部" in told
    assert "出生年月" in told
    assert str(row) in told
    bring_in(visitor, roster)  # in place of the faulty one
    visitor.says(say("tab.glance"))
    assert visitor.metric("干部") == "9"


def lower_the_limit(visitor: Visitor) -> None:
    visitor.go("规则和目标")
    visitor.page.get_by_text(say("rule.details"), exact=True).first.click()
    visitor.fill("tenure_limit-years-I", "5")
    visitor.says(say("save.changes", count=1))
    visitor.page.reload()  # loses nothing
    visitor.says(say("save.changes", count=1))
    save(visitor)


def override_a_category(visitor: Visitor) -> None:
    visitor.go("干部")
    visitor.pick_row(1)
    visitor.heading("王建国")
    visitor.page.get_by_text(say("decision.new"), exact=True).click()
    visitor.says(say("decision.about.category"))
    visitor.choose("C1-category", "培养性交流")
    visitor.fill("C1-reason", "列入培养计划")
    visitor.click(say("decision.take"))
    visitor.says(say("save.changes", count=1))
    save(visitor)


def save(visitor: Visitor) -> None:
    visitor.click(say("save.save"))
    visitor.says(say("save.saved"))


def assert_kept(server: Server) -> None:
    store = Store.open(server.database)
    entry = next(entry for entry in store.scenarios() if entry.current.number == 4)
    scenario: Scenario = store.load(entry.id)[0]
    store.close()
    law = next(law for law in scenario.laws if law.code == "tenure_limit")
    assert law.parameters == {"years": {"I": 5}}
    (decision,) = scenario.decisions
    assert (decision.cadre_id, decision.category, decision.reason) == (
        "C1",
        "developmental",
        "列入培养计划",
    )


def solve(visitor: Visitor) -> None:
    """The two heads who are over the limit change places, and the vacancy is filled."""
    visitor.go("测算")
    visitor.click(say("ask.start"))
    visitor.says(say("result.optimal"))
    open_the_plan(visitor)
    assert visitor.metric(say("figure.moves")) == "3"
    category, *told = visitor.row("王建国")
    assert category.startswith("培养性")
    assert told[:3] == ["王建国", "平级交流", "发展和改革局审批科科长"]


def open_the_plan(visitor: Visitor) -> None:
    visitor.settle()
    visitor.page.get_by_test_id("stPageLink").filter(has_text="查看方案").first.click()
    visitor.heading("方案")


def ask_why_and_strike_out(visitor: Visitor) -> None:
    visitor.pick_row(3)
    window = visitor.page.get_by_role("dialog")
    window.get_by_text("吴刚").first.wait_for()
    window.get_by_text(text("terminal.why.alternatives", "zh")).wait_for()
    window.get_by_text("另有1人须随之变动：陈志强").wait_for()
    visitor.click(say("why.strikes_on"))
    window.wait_for(state="hidden")


def replan(visitor: Visitor) -> None:
    visitor.fill("anew_reason", REASON)
    visitor.click(say("anew.start"))
    visitor.page.get_by_test_id("stPageLink").filter(has_text="查看方案").first.wait_for()
    open_the_plan(visitor)
    visitor.says(say("anew.count", count=1, of=9))
    assert visitor.row("吴刚")[-3:] == ["任城东街道主任", "待安排", f"已排除：{REASON}"]


def compare(visitor: Visitor) -> None:
    """The new plan, first, moves fewer people; the old one leaves no post empty."""
    visitor.go("方案比较")
    visitor.says("按层级逐级比较：方案2 优于 方案1")
    moved = visitor.page.get_by_role("row").filter(has_text="调整人数").first
    assert moved.get_by_role("cell").all_inner_texts()[-2:] == ["✓ 2", "3"]
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 1366


def take_along(visitor: Visitor, folder: Path) -> None:
    """The workbook has the names and posts of the plan, and no formula."""
    visitor.page.get_by_test_id("stPageLink").filter(has_text="打开方案").last.click()
    visitor.heading("方案")
    visitor.click(say("plan.export"))
    file = visitor.download(say("export.workbook"), folder)
    book = openpyxl.load_workbook(file)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    heading, *rows = book[text("report.table.moves", "zh")].iter_rows(values_only=True)
    at = [heading.index(text(f"report.column.{key}", "zh")) for key in ("name", "from", "to")]
    assert {tuple(row[place] for place in at) for row in rows} == {
        ("王建国", "发展和改革局审批科科长", "市场监督管理局执法科科长"),
        ("赵敏", "市场监督管理局执法科科长", "发展和改革局审批科科长"),
        ("吴刚", "（无现任岗位）", "城东街道主任"),
    }


def switch_the_language(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_text("English", exact=True).click()
    visitor.heading("Plan")
    visitor.says(say("plan.lawful", "en"))
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_text("中文", exact=True).click()
    visitor.heading("方案")


def test_from_a_contradiction_to_a_plan(visitor: Visitor) -> None:
    visitor.open("/scenario")
    visitor.page.get_by_test_id("stSelectbox").first.click()
    before = visitor.page.url
    visitor.page.get_by_text(say("scenario.shipped", name=CONTRADICTION)).click()
    visitor.page.wait_for_url(lambda url: url != before)
    visitor.settle()
    visitor.go(say("page.solve"))
    visitor.click(say("ask.start"))
    visitor.page.get_by_text(say("result.to_way_out")).first.click()
    visitor.heading(say("page.way_out"))
    visitor.click(say("way.search"))
    visitor.says(say("way.summary", conflicts=3, people=4, ways=3, cases=3))
    visitor.page.reload()  # what was found is kept
    visitor.says(say("way.apply", number=3))
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 1366
    visitor.click(say("way.apply", number=3))
    visitor.says(say("way.roster_changes", now=1))
    visitor.click(say("way.apply_and_solve"))
    visitor.heading(say("page.solve"))
    visitor.says(say("result.optimal"))
    visitor.go(say("page.way_out"))
    visitor.says(say("way.has_plan", number=2))
