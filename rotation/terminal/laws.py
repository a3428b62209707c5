"""Which laws bind a scenario, and which are off."""

from __future__ import annotations

from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.rules.registry import active_laws, laws
from rotation.wording.names import rule_title

ADDED = frozenset({"release_with_cause"})
"""Laws that a scenario has on loading even where it lists none."""


def laws_document(scenario: Scenario) -> dict[str, list[str]]:
    """The codes of the laws that bind and of those that do not, as plain JSON values."""
    on = {law.code for law in active_laws(scenario)}
    return {
        "laws_on": [code for code in laws() if code in on],
        "laws_off": [code for code in laws() if code not in on],
    }


def show_laws(page: Page, scenario: Scenario) -> None:
    """One line of the header; a warning where the scenario lists no law.

    Laws that look at a published plan are not missed where there is none.
    """
    known = laws_document(scenario)
    moot = {code for code, law in laws().items() if law.after_publishing} - {*known["laws_on"]}
    off = [code for code in known["laws_off"] if scenario.published or code not in moot]
    titles = page.join(rule_title(code, page.lang) for code in off)
    on = len(known["laws_on"])
    key = "header.laws" if off else "header.laws_all"
    page.line(page.say(key, on=on, all=on + len(off), off=titles))
    if all(laws()[code].always_on or code in ADDED for code in known["laws_on"]):
        page.line(page.say("header.no_laws"), "bold yellow")
