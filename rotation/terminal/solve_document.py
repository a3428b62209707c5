"""A solve as one JSON document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from rotation.documents import By, Seconds, Sentence, WordedEntry, at, every_language
from rotation.domain.placement import placement
from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.io.plan_file import plan_entry
from rotation.io.plan_model import FindingEntry, PlacementEntry, PlanEntry
from rotation.report.laws import LawsOff, LawsOn
from rotation.rules.treatment import treatment
from rotation.solve.against_published import PublishedChange
from rotation.solve.result import Stuck
from rotation.terminal.problems import ProblemEntry
from rotation.terminal.solve import Shown
from rotation.wording.changes import why
from rotation.wording.names import Names


def _words(change: PublishedChange, scenario: Scenario) -> dict[str, dict[str, str]]:
    return every_language(
        lambda lang: {
            "published": treatment(scenario, change.published).get(lang),
            "now": treatment(scenario, change.now).get(lang),
            "why": why(Names(scenario, lang), change),
        }
    )


class ChangeEntry(WordedEntry):
    cadre_id: Annotated[str, at("now.cadre_id")]
    name: Annotated[str, By(lambda change, known: known.roster.cadre[change.now.cadre_id].name)]
    published: PlacementEntry
    now: Annotated[PlacementEntry, By(lambda change, _: placement(change.now))]
    laws: tuple[str, ...]
    text: Annotated[dict[str, Sentence], By(_words)]


class ChangesEntry(WordedEntry):
    """A plan beside the one published before it."""

    count: Annotated[int, By(lambda changes, _: len(changes.cadres))]
    of: int
    cadres: tuple[ChangeEntry, ...]


def _plan(shown: Shown, _: object) -> PlanEntry | None:
    plan = shown.result.plan
    return None if plan is None else plan_entry(plan, shown.scenario)


class SolveEntry(WordedEntry):
    status: Annotated[Status, at("result.status")]
    plan: Annotated[PlanEntry | None, By(_plan)]
    written: Annotated[Path | None, By(lambda shown, _: shown.result.plan and shown.written)]
    changes: ChangesEntry | None
    laws_on: LawsOn
    laws_off: LawsOff
    stuck: Annotated[tuple[Stuck, ...], at("result.stuck")]
    obstacles: Annotated[tuple[FindingEntry, ...], at("result.obstacles")]
    faults: Annotated[tuple[str, ...], at("result.faults")]
    notices: tuple[ProblemEntry, ...]
    seconds: Annotated[dict[str, Seconds], at("result.seconds")]
    sizes: Annotated[dict[str, int], at("result.sizes")]


def solve_document(shown: Shown) -> dict[str, Any]:
    """How a scenario was answered, as plain JSON values."""
    return SolveEntry.made_from(shown, shown.scenario).plain_values()
