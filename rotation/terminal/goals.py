"""Goals of a scenario: what their amounts mean, and the tiers they are solved in."""

from __future__ import annotations

from rotation.draw.terminal import Page
from rotation.report.proof import goals, tiers
from rotation.report.told import Told


def show_goals(page: Page, told: Told) -> None:
    """Each goal's amount as the audit counts it, and the sentence that says what is counted."""
    table = goals(told)
    if table.rows:
        page.title(table.title)
        page.line(page.say("goal.note"), "dim", indent=1)
        page.report(table, grows=True)


def show_tiers(page: Page, told: Told) -> None:
    """The certificate: per tier its value, its proven bound and who proved it."""
    table = tiers(told)
    page.title(table.title)
    page.line(page.say("tier.note"), "dim", indent=1)
    page.report(table, grows=True)
