"""In a real browser: the shipped contradiction, from its opening to a plan."""

from __future__ import annotations

from rotation.locales import text
from tests.ui.browser import Visitor

TITLE = "岚川县涉农部门干部调整（2026年冬，决定相互矛盾）"


def say(key: str, **values: object) -> str:
    return text(f"ui.{key}", "zh", **values)


def test_from_a_contradiction_to_a_plan(visitor: Visitor) -> None:
    visitor.open("/scenario")
    visitor.page.get_by_test_id("stSelectbox").first.click()
    visitor.page.get_by_text(say("scenario.shipped", name=TITLE)).click()
    visitor.says(say("scenario.saved", number=1, when="", who="", plans=0)[:4])
    visitor.settle()
    visitor.go(say("page.solve"))
    visitor.click(say("ask.start"))
    visitor.page.get_by_text(say("result.to_way_out")).first.click()
    visitor.heading(say("page.way_out"))
    visitor.click(say("way.search"))
    visitor.says(say("way.summary", conflicts=3, people=4, ways=3, cases=3))
    visitor.settle()
    visitor.page.reload()  # what was found is kept
    visitor.says(say("way.apply", number=3))
    visitor.settle()
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 1366
    visitor.click(say("way.apply", number=3))
    visitor.says(say("way.roster_changes", now=1))
    visitor.click(say("way.apply_and_solve"))
    visitor.heading(say("page.solve"))
    visitor.says(say("result.optimal"))
    visitor.go(say("page.way_out"))
    visitor.says(say("way.has_plan", number=2))
