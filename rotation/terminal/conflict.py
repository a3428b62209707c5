"""The page of `conflict`: what cannot hold together, and the ways out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rotation.domain.plan import Status
from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Col, Page
from rotation.explain.cases import RETIREMENT
from rotation.explain.conflict import Conflict
from rotation.explain.infeasible import Explanation
from rotation.explain.repairs import Repair, needs_authority
from rotation.terminal.problems import show_notices
from rotation.terminal.solve import show_header
from rotation.wording.conflicts import cases_words, plan_words, proof_words
from rotation.wording.names import rule_title

REQUIREMENTS = (Col("number", right=True), Col("law_or_decision"), Col("asks", ratio=1))
STEPS = (Col("conflict", right=True), Col("change", ratio=4), Col("outcome", ratio=3))
MOST_NOTICES = 5
MOST_LISTED = 8
"""Requirements, premises, conflicts or steps that are listed before the rest is counted."""


@dataclass(frozen=True)
class Applied:
    """The way out that was applied, and the new scenario's folder."""

    number: int
    folder: Path


@dataclass(frozen=True)
class Conflicted:
    """What a page of `conflict` draws. source: the scenario's path as it was given."""

    scenario: Scenario
    found: Explanation
    source: str
    notices: Sequence[Problem] = ()
    applied: Applied | None = None
    everything: bool = False

    @property
    def most(self) -> int | None:
        return None if self.everything else MOST_LISTED


def show_conflict(page: Page, shown: Conflicted) -> None:
    """The whole page."""
    show_header(page, shown.scenario)
    page.gap()
    _show_status(page, shown.found)
    for number, conflict in enumerate(shown.found.conflicts[: shown.most], 1):
        _show_conflict(page, number, conflict, shown.most)
    _show_more(page, len(shown.found.conflicts), shown.most)
    if shown.found.status is Status.INFEASIBLE:
        _show_ways(page, shown)
    show_notices(page, shown.notices, None if shown.everything else MOST_NOTICES)
    if shown.applied is not None:
        page.gap()
        words = page.say(
            "conflict.applied", number=shown.applied.number, path=str(shown.applied.folder)
        )
        page.line(words, "green")


def _show_status(page: Page, found: Explanation) -> None:
    count = sum(not conflict.related for conflict in found.conflicts)
    values = {"count": count, "seconds": f"{found.seconds:.1f}"}
    feasible = found.status is Status.FEASIBLE
    page.line(
        page.say(f"conflict.status.{found.status.value}", **values),
        "bold green" if feasible else "bold red",
    )
    large = sorted(found.kept - {RETIREMENT})
    if found.conflicts and large:
        titles = page.join(rule_title(code, page.lang) for code in large)
        page.line(page.say("conflict.kept", titles=titles))
    if found.conflicts and not found.all_conflicts:
        page.line(page.say("conflict.more_conflicts"), "yellow")


def _show_conflict(page: Page, number: int, conflict: Conflict, most: int | None) -> None:
    count = len(conflict.requirements)
    key = "related" if conflict.related else "heading" if count > 1 else "heading_one"
    page.heading(f"conflict.{key}", number=number, count=count)
    rows = [
        (str(place), requirement.title[page.lang], requirement.text[page.lang])
        for place, requirement in enumerate(conflict.requirements[:most], 1)
    ]
    page.table(REQUIREMENTS, rows)
    _show_more(page, count, most, indent=1)
    if conflict.premises:
        told = page.say("mark.clause").join(
            premise.text[page.lang] for premise in conflict.premises[:most]
        )
        page.line(page.say("conflict.premises", premises=told), indent=1)
    page.line(proof_words(page, conflict), "dim", indent=1)


def _show_ways(page: Page, shown: Conflicted) -> None:
    repairs = shown.found.repairs
    if not repairs:
        page.gap()
        page.line(page.say("conflict.no_ways"), "yellow")
        return
    page.heading("page.way_out")
    page.line(page.say("conflict.ways_note"), "dim", indent=1)
    for number, repair in enumerate(repairs, 1):
        page.gap()
        _show_way(page, number, repair, shown.most)
    if not shown.found.all_repairs:
        page.gap()
        page.line(page.say("conflict.more_ways"), "yellow")
    if shown.applied is None:
        page.gap()
        granted = bool(repairs) and needs_authority(shown.scenario, repairs[0])
        key = "conflict.how_granted" if granted else "conflict.how"
        page.line(page.say(key, source=shown.source), "dim")


def _show_way(page: Page, number: int, repair: Repair, most: int | None) -> None:
    kind = page.say(f"conflict.kind.{repair.kind.value}")
    page.line(page.say("conflict.way", number=number, kind=kind), "bold", indent=1)
    rows = [
        (
            page.join(str(place + 1) for place in taken.conflicts),
            f"{taken.step.text[page.lang]}\n{taken.word[page.lang]}",
            "\n".join(effect[page.lang] for effect in taken.effects),
        )
        for taken in repair.taken[:most]
    ]
    page.table(STEPS, rows)
    _show_more(page, len(repair.taken), most, indent=1)
    if not all(taken.conflicts for taken in repair.taken):
        page.line(page.say("conflict.beside"), "dim", indent=1)
    page.line(cases_words(page, repair) + plan_words(page, repair), "green", indent=1)


def _show_more(page: Page, count: int, most: int | None, indent: int = 0) -> None:
    if most is not None and count > most:
        page.line(page.say("more", count=count - most), "dim", indent=indent)
