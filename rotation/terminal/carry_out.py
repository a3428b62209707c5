"""The page of `carry-out`: what was carried out, what was not, what the next scenario lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rotation.ahead.carry_out import CarriedOut
from rotation.audit.report import AuditReport
from rotation.documents import Entry
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.wording.claims import changed_words
from rotation.wording.names import Names


@dataclass(frozen=True)
class Next:
    """before: the scenario that the plan is carried out in. report: the plan's audit. folder: where
    the next one is."""

    before: Scenario
    report: AuditReport
    found: CarriedOut
    folder: Path


class CarryOutEntry(Entry):
    """written: the folder of the next scenario. Cadres by id; without_start: whose former post has
    no start on file, and so is in no career."""

    status: Literal["ok"]
    written: str
    date: str
    carried_out: tuple[str, ...]
    not_carried_out: tuple[str, ...]
    no_longer_in_roster: tuple[str, ...]
    new_in_roster: tuple[str, ...]
    without_start: tuple[str, ...]
    settled_decisions: int


def show_carry_out(page: Page, shown: Next) -> None:
    """Counts, then lists of names; a list that is empty is not told."""
    found, names = shown.found, Names(shown.before, page.lang)
    new = {c.cadre_id: c.name for c in shown.before.roster.coming}
    page.line(page.say("carry_out.done", count=len(found.done)), "bold green")
    if since := changed_words(names, shown.report.claims).strip():
        page.line(since, "yellow")
    for key, ids in _lists(found).items():
        if ids:
            said = page.join(new.get(i) or names.cadre(i) for i in ids)
            page.line(page.say(f"carry_out.{key}", count=len(ids), names=said))
    if found.settled:
        page.line(page.say("carry_out.settled", count=len(found.settled)))
    page.line(page.say("carry_out.written", path=str(shown.folder)))


def carry_out_document(shown: Next) -> dict[str, Any]:
    """The same for another program, by ids."""
    found = shown.found
    return CarryOutEntry(
        status="ok",
        written=str(shown.folder),
        date=found.scenario.date.isoformat(),
        carried_out=tuple(action.cadre_id for action in found.done),
        settled_decisions=len(found.settled),
        **{key: tuple(ids) for key, ids in _lists(found).items()},
    ).plain_values()


def _lists(found: CarriedOut) -> dict[str, Sequence[str]]:
    return {
        "not_carried_out": [action.cadre_id for action in found.left],
        "no_longer_in_roster": found.gone,
        "new_in_roster": found.came,
        "without_start": found.undated,
    }
