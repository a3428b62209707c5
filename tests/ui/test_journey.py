"""A planner's first hour, in a real browser: a roster, its faults, a limit, a category."""

from __future__ import annotations

import shutil
from pathlib import Path

from rotation.locales import text
from rotation.store import Store
from tests.io.samples import sound, workbook_bytes
from tests.ui.browser import Server, Visitor


def say(key: str, **values: object) -> str:
    return text(f"ui.{key}", "zh", **values)


def bring_in(visitor: Visitor, file: Path) -> None:
    visitor.click(say("scenario.bring_in"))
    visitor.page.locator('input[type="file"]').set_input_files(file)


def test_from_a_faulty_roster_to_a_saved_decision(
    visitor: Visitor, server: Server, tmp_path: Path
) -> None:
    page = visitor.page
    visitor.open()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert visitor.metric("干部") == "185"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366

    page.get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="Scenario", exact=True).wait_for()
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_text("中文", exact=True).click()
    page.get_by_role("heading", name="情景", exact=True).wait_for()
    visitor.settle()

    sheets = sound()
    sheets["cadres"][1][3] = "1975.13"
    faulty, corrected = tmp_path / "2026年名册.xlsx", tmp_path / "改正.xlsx"
    faulty.write_bytes(workbook_bytes(sheets))
    corrected.write_bytes(workbook_bytes(sound()))
    bring_in(visitor, faulty)
    visitor.says(say("scenario.faulty", count=1))
    visitor.settle()
    visitor.cell("1975.13")

    bring_in(visitor, corrected)  # in place of the faulty one
    visitor.says(say("tab.glance"))
    visitor.settle()
    assert visitor.metric("干部") == "4"

    visitor.go("规则和目标")
    page.get_by_text(say("rule.details"), exact=True).first.click()
    visitor.fill("tenure_limit-years-I", "4")
    visitor.says(say("save.changes", count=1))
    page.reload()
    visitor.says(say("save.changes", count=1))
    visitor.settle()
    visitor.click(say("save.save"))
    visitor.says(say("save.saved"))

    visitor.go("干部")
    table = page.get_by_test_id("stDataFrame").first
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 18, box["y"] + 35 * 2.5)  # the box of the second row
    visitor.settle()
    page.get_by_role("heading", name="李四", exact=True).wait_for()
    page.get_by_text(say("decision.new"), exact=True).click()
    visitor.fill("C2-reason", "列入培养计划")
    visitor.click(say("decision.take"))
    visitor.says(say("save.changes", count=1))
    visitor.click(say("save.save"))
    visitor.says(say("save.saved"))

    kept = tmp_path / "kept.db"
    shutil.copy(server.data / "rotation.db", kept)
    for beside in server.data.glob("rotation.db-*"):
        shutil.copy(beside, tmp_path / beside.name.replace("rotation.db", "kept.db"))
    store = Store.open(f"sqlite:///{kept}")
    scenario, _ = store.load(2)
    assert store.scenario(2).current.number == 4
    law = next(law for law in scenario.laws if law.code == "tenure_limit")
    assert law.parameters == {"years": {"I": 4}}
    decision = scenario.decisions[-1]
    assert (decision.cadre_id, decision.category, decision.reason) == (
        "C2",
        "protective",
        "列入培养计划",
    )
    store.close()
