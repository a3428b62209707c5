"""The page of `attention`: what falls due, in three lists."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rotation.domain.category import Strength
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.overview.reminders import Reminder
from rotation.report.of_attention import LISTS, Reminded, by_month, listed, reminded, summary

MOST_ROWS = 10
SHOWN = ("who", "post", "due", "why_due", "basis")


@dataclass(frozen=True)
class Due:
    """What a page of `attention` draws. written: the file that holds it too."""

    scenario: Scenario
    months: int
    found: tuple[Reminder, ...]
    written: Path | None = None
    everything: bool = False

    def told(self, lang: str) -> Reminded:
        return reminded(self.scenario, self.months, self.found, lang)


def show_attention(page: Page, due: Due) -> None:
    """How many fall due when, and each list by what it is about; the first list is never cut."""
    said = due.told(page.lang)
    page.line(due.scenario.name, "bold")
    for line in summary(said):
        page.line(line)
    if due.months:
        months = by_month(said)
        page.title(months.title)
        page.report(months)
    for strength in LISTS:
        most = None if due.everything or strength is Strength.MUST else MOST_ROWS
        _show_list(page, said, strength, most)
    if due.written is not None:
        page.gap()
        page.line(page.say("wrote.export", path=str(due.written)), "green")


def _show_list(page: Page, said: Reminded, strength: Strength, most: int | None) -> None:
    table = listed(said, strength)
    page.heading("items", title=table.title, count=len(table.rows))
    if not table.rows:
        page.line(table.empty, indent=1)
    for concern, group in table.parts("matter").items():
        page.gap()
        title = page.say("items", title=concern.words, count=len(group.rows))
        page.line(title, "bold", indent=1)
        page.line(group.column("todo")[0].words, indent=1)
        page.report(group.only(*SHOWN), stacked=True, grows=True, most=most)
