"""The page and the document of `stress`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from rotation.ahead.stress import Blow, Load, Repair, load_of
from rotation.compare.judged import Judged, at_present
from rotation.documents import By, Entry, WordedEntry
from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.report.of_stress import fragile, load_words
from rotation.report.told import Told

MOST_ROWS = 15


@dataclass(frozen=True)
class Stressed:
    """What a page of `stress` draws. singles: each move refused by itself; draws: by chance."""

    scenario: Scenario
    judged: Judged
    singles: Sequence[Repair]
    draws: Sequence[Repair]
    seed: int
    everything: bool = False


def show_stress(page: Page, stressed: Stressed) -> None:
    now = at_present(stressed.scenario)
    told = Told(stressed.scenario, stressed.judged, now, page.lang)
    page.line(stressed.scenario.name, "bold")
    for line in load_words(told, load_of(stressed.draws)):
        page.line(line)
    table = fragile(told, stressed.singles)
    page.heading("items", title=table.title, count=len(table.rows))
    page.report(table, grows=True, most=None if stressed.everything else MOST_ROWS)


class CaseEntry(Entry):
    cadre_id: str
    blow: Blow


class RepairEntry(WordedEntry):
    """changed: ids of others whom the repair treats otherwise than the plan, null where there is no
    repair. filled: who takes the seats that were not taken, null for nobody."""

    cases: Annotated[
        tuple[CaseEntry, ...],
        By(lambda each, _: [CaseEntry(cadre_id=i, blow=blow) for i, blow in each.cases]),
    ]
    status: Status
    changed: tuple[str, ...] | None
    filled: dict[str, str | None]


class LoadEntry(Entry):
    """within: half the width of the interval of 95 % of the mean."""

    draws: int
    unchanged: int
    lost: int
    mean: float
    within: float
    worst_tenth: float


def _load(stressed: Stressed, _: object) -> Load:
    return load_of(stressed.draws)


class StressEntry(WordedEntry):
    status: Annotated[Literal["ok"], By(lambda *_: "ok")]
    seed: int
    load: Annotated[LoadEntry, By(_load)]
    singles: tuple[RepairEntry, ...]
    draws: tuple[RepairEntry, ...]


def stress_document(stressed: Stressed) -> dict[str, Any]:
    """The cases and their repairs as plain JSON values."""
    return StressEntry.made_from(stressed, stressed).plain_values()
