"""From a scenario to a plan that is decided on, in a real browser, by the keys alone: what is
pressed lies open to the mouse as well, and every page is looked at by axe-core."""

from __future__ import annotations

import re
from typing import Any

from rotation.locales import text
from tests.ui.browser import Visitor, sheets
from tests.ui.test_in_a_browser import faults

REASON = "书记办公会意见"
VARIANT = "变通方案"
MOST_TABS = 150
FOCUSED = """each => {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return each.isConnected ? each.contains(found) : null;
}"""
"""Whether an element, or something in it, has the focus, also within the board; null if it was
drawn anew."""


def say(key: str, **values: object) -> str:
    return text(f"ui.{key}", "zh", **values)


class Hand:
    """Presses keys; the mouse looks whether it could have clicked, and carries where it is told."""

    def __init__(self, visitor: Visitor) -> None:
        self.page, self.keys, self.mouse = visitor.page, visitor.page.keyboard, visitor.page.mouse

    def reach(self, found: Any) -> None:
        """Tab until it has the focus, which is then to be seen."""
        found.wait_for()
        each = found.element_handle()
        for _ in range(MOST_TABS):
            focused = each.evaluate(FOCUSED)
            if focused:
                return
            if focused is None:
                each = found.element_handle()
            else:
                self.keys.press("Tab")
        raise AssertionError(f"Tab does not lead to {found}")

    def press(self, found: Any) -> None:
        found.hover(trial=True)
        self.enter(found)

    def enter(self, found: Any) -> None:
        self.reach(found)
        self.keys.press("Enter")

    def part(self, words: str) -> None:
        """Of the parts of a page, the one that begins so."""
        wanted = self.page.get_by_role("radio", name=re.compile(words))
        group = self.page.get_by_role("radiogroup").filter(has=wanted)
        wanted.hover(trial=True)
        self.reach(group)
        while not wanted.evaluate(FOCUSED):
            self.keys.press("ArrowRight")
        self.keys.press("Space")

    def ask_why(self, row: int) -> None:
        self.reach(self.page.get_by_test_id("data-grid-canvas").first)
        for key in (*["ArrowDown"] * (row - 1), "Shift+Space"):
            self.keys.press(key)

    def write(self, field: Any, words: str) -> None:
        self.reach(field)
        self.keys.press("Control+A")
        self.keys.insert_text(words)
        self.keys.press("Tab")

    def carry(self, cadre_id: str, post_id: str) -> None:
        target = self.page.locator(f'.place[data-post="{post_id}"]')
        self.reach(self.page.locator(".board .columns"))
        self.walk(self.page.locator(f'.place[data-cadre="{cadre_id}"]'))
        for key in ("Enter", "Escape", "Enter"):  # lifted, thought better of, lifted again
            self.keys.press(key)
        self.walk(target)
        target.locator(".mark").filter(has_text=re.compile("[✓✗]")).wait_for()
        self.keys.press("Enter")

    def drag(self, cadre_id: str, post_id: str) -> None:
        target = self.page.locator(f'.place[data-post="{post_id}"]')
        self.page.locator(f'.place[data-cadre="{cadre_id}"]').hover()
        self.mouse.down()
        target.hover()
        target.locator(".mark").filter(has_text=re.compile("[✓✗]")).wait_for()
        self.mouse.up()

    def walk(self, to: Any) -> None:
        """By the arrows, from column to column and then down."""
        for key, places in (("ArrowLeft", 9), ("ArrowUp", 40)):
            for _ in range(places):
                self.keys.press(key)
        columns = self.page.locator(".board .column")
        column = next(i for i in range(columns.count()) if columns.nth(i).locator(to).count())
        row = (
            columns.nth(column)
            .locator(".place")
            .evaluate_all("(all, found) => all.indexOf(found)", to.element_handle())
        )
        for key in (*["ArrowRight"] * column, *["ArrowDown"] * row):
            self.keys.press(key)
        assert to.evaluate(FOCUSED)


def test_from_a_scenario_to_a_plan_decided_on(visitor: Visitor) -> None:
    visitor.open()
    planner = Planner(visitor)
    planner.solve()
    planner.take_an_alternative()
    planner.move_two_and_undo()
    planner.arrange_the_rest_and_keep()
    planner.compare()
    planner.print_the_story()
    planner.open_a_team()


class Planner:
    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page, self.hand = visitor, visitor.page, Hand(visitor)

    def looks_right(self) -> None:
        assert not faults(self.visitor)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 1366

    def go(self, page: str) -> None:
        title = say(f"page.{page}")
        navigation = self.page.get_by_test_id("stSidebarNav")
        self.hand.press(navigation.get_by_role("link", name=title, exact=True))
        self.visitor.heading(title)

    def button(self, words: str) -> Any:
        return self.page.get_by_role("button", name=re.compile(words)).first

    def link(self, words: str) -> Any:
        return self.page.get_by_role("link", name=re.compile(words)).first

    def solve(self) -> None:
        self.looks_right()
        self.go("solve")
        self.hand.press(self.button(say("ask.start")))
        self.visitor.says(say("result.optimal"))
        self.looks_right()
        self.open_the_plan()

    def open_the_plan(self) -> None:
        self.hand.press(self.link(say("result.open_plan", title="")))
        self.visitor.heading(say("page.plan"))

    def take_an_alternative(self) -> None:
        """The first that is not the plan's own, with its price."""
        self.looks_right()
        self.hand.ask_why(3)
        window = self.page.get_by_role("dialog")
        adopt = window.get_by_role("link", name=say("why.adopt")).first
        adopt.wait_for()
        # What is priced meanwhile draws the window anew, and a key that is pressed then is lost.
        window.get_by_text(say("why.working_on")).wait_for(state="detached")
        self.visitor.settle()
        self.looks_right()
        self.hand.press(adopt)
        self.visitor.heading(say("page.by_hand"))
        self.visitor.says(text("terminal.by_hand.lawful", "zh", file=".*").partition(".*")[0])

    def move_two_and_undo(self) -> None:
        """They change places, one by the keys and one by the mouse: the law does not have it."""
        seats = self.page.locator(".place[data-cadre][data-post]")
        one, other = (
            (seats.nth(i).get_attribute("data-cadre"), seats.nth(i).get_attribute("data-post"))
            for i in (0, 1)
        )
        self.visitor.settle()
        self.hand.carry(one[0], other[1])
        self.page.wait_for_url(f"**steps=*{one[0]}%3D{other[1]}*")
        self.visitor.settle()
        self.hand.drag(other[0], one[1])
        self.page.wait_for_url(f"**steps=*{other[0]}%3D{one[1]}*")
        self.visitor.settle()
        broken = self.page.get_by_role("alert").filter(has_text="违反刚性规则").first
        broken.locator("li").first.wait_for()
        self.looks_right()
        for _ in range(2):
            self.hand.press(self.button(say("by_hand.undo")))
            self.visitor.settle()
        broken.wait_for(state="detached")

    def arrange_the_rest_and_keep(self) -> None:
        self.fill_in("by_hand.arrange", "anew.reason", REASON, "ask.start")
        self.visitor.heading(say("page.solve"))
        self.open_the_plan()
        self.fill_in("plan.more", "plan.name", VARIANT, "plan.rename")
        self.visitor.settle()

    def fill_in(self, opens: str, field: str, words: str, button: str) -> None:
        """In what a button opens, which the mouse is to find before Tab has scrolled it away."""
        self.hand.press(self.button(say(opens)))
        self.button(say(button)).hover(trial=True)
        self.hand.write(self.page.get_by_label(say(field)), words)
        self.hand.enter(self.button(say(button)))

    def compare(self) -> None:
        """With the plan that was proven the best, in words."""
        self.go("compare")
        self.visitor.says(VARIANT)
        self.visitor.says("按层级逐级比较")
        self.looks_right()

    def print_the_story(self) -> None:
        self.go("story")
        figure = self.page.locator(".op p a").first
        figure.wait_for()
        self.looks_right()
        assert sheets(self.page.pdf(format="A4", prefer_css_page_size=True)) == 1
        count = figure.inner_text()
        self.hand.press(figure)
        back = self.link(say("behind.back"))
        back.wait_for()
        self.looks_right()
        assert self.page.locator(".rt-tag").filter(has_text=count).count()
        self.hand.press(back)
        self.visitor.heading(say("page.story"))

    def open_a_team(self) -> None:
        self.go("plan")
        self.hand.part(say("view.teams"))
        team = self.page.locator(".tw-changed").first
        team.wait_for()
        unit = re.findall("unit=[^&]*", team.get_attribute("href") or "")
        self.hand.press(team)
        self.page.wait_for_url(f"**{unit[0]}*")
        self.visitor.says(say("wall.back"))
        self.page.locator(".pb-card").first.wait_for()
        self.looks_right()
