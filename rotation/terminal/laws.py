"""The line of the header that tells which laws bind a scenario."""

from __future__ import annotations

from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.report.laws import laws_off, laws_on
from rotation.rules.registry import laws
from rotation.wording.names import rule_title, switched_off_words


def show_laws(page: Page, scenario: Scenario) -> None:
    """One line of the header; a warning where the scenario lists no law.

    Laws that look at a published plan are not missed where there is none.
    """
    on = laws_on(scenario)
    missed = [c for c in laws_off(scenario) if scenario.published or not laws()[c].after_publishing]
    titles = page.join(rule_title(code, page.lang) for code in missed)
    key = "header.laws" if missed else "header.laws_all"
    page.line(page.say(key, on=len(on), all=len(on) + len(missed), off=titles))
    if all(laws()[code].always_on or laws()[code].statute for code in on):
        page.line(page.say("header.no_laws"), "bold yellow")
    if off := switched_off_words(page, scenario):
        page.line(off, "bold red")
