"""The page and the document of `stress`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from rotation.ahead.load import Beside, Load, beside, load_of
from rotation.ahead.stress import Blow, Repair
from rotation.ahead.tried import Tried
from rotation.compare.judged import Judged, at_present
from rotation.documents import By, Entry, Sentence, WordedEntry, at
from rotation.domain.action import ActionKind
from rotation.domain.plan import Status
from rotation.domain.problem import Problem
from rotation.draw.terminal import Page
from rotation.report.of_stress import (
    best_words,
    fragile,
    load_words,
    named_by_plan,
    named_cases,
    not_proven,
    plans_table,
)
from rotation.report.table import Table
from rotation.report.told import Told
from rotation.terminal.problems import show_notices

MOST_ROWS = 15
_ROOMY = ("repair",)
"""Columns that a terminal has no room for where there are many rows."""


@dataclass(frozen=True)
class Struck:
    """A plan and what becomes of it."""

    judged: Judged
    tried: Tried

    @cached_property
    def load(self) -> Load:
        return load_of(self.tried.draws)


@dataclass(frozen=True)
class Stressed:
    """What a page of `stress` draws: one plan, or several under the same cases."""

    plans: Sequence[Struck]
    seed: int
    notices: Sequence[Problem] = ()
    everything: bool = False

    @cached_property
    def besides(self) -> tuple[Beside, ...]:
        """The plan that does best against each of the others."""
        return beside([each.tried.draws for each in self.plans]) if self.plans[1:] else ()

    @property
    def labels(self) -> list[str]:
        return [each.judged.label for each in self.plans]


def show_stress(page: Page, stressed: Stressed) -> None:
    first, *others = stressed.plans
    scenario = first.judged.scenario
    told = Told(scenario, first.judged, at_present(scenario), page.lang)
    page.line(scenario.name, "bold")
    show_notices(page, stressed.notices, None)
    if others:
        _show_plans(page, told, stressed)
    else:
        _show_plan(page, told, first, None if stressed.everything else MOST_ROWS)
    words = not_proven(told, [each for plan in stressed.plans for each in plan.tried.repairs])
    if words:
        page.gap()
        page.line(words, "yellow")


def _show_plan(page: Page, told: Told, struck: Struck, most: int | None) -> None:
    for line in load_words(told, struck.tried.draws):
        page.line(line)
    if struck.tried.named:
        _show(page, named_cases(told, struck.tried.named), None)
    table = fragile(told, struck.tried.singles)
    keys = [column.key for column in table.columns if column.key not in _ROOMY]
    _show(page, table.only(*keys), most)


def _show_plans(page: Page, told: Told, stressed: Stressed) -> None:
    labels, named = stressed.labels, [each.tried.named for each in stressed.plans]
    loads = [each.load for each in stressed.plans]
    if any(load.draws for load in loads):
        for line in best_words(told, labels, stressed.besides):
            page.line(line)
        _show(page, plans_table(told, labels, loads), None)
    if named[0]:
        _show(page, named_by_plan(told, labels, named), None)


def _show(page: Page, table: Table, most: int | None) -> None:
    page.heading("items", title=table.title, count=len(table.rows))
    page.report(table, grows=True, most=most)


class CaseEntry(Entry):
    cadre_id: str
    blow: Blow


class OtherwiseEntry(Entry):
    cadre_id: str
    action: ActionKind
    post_id: str | None


class ValueEntry(Entry):
    tier: int
    value: int


def _cases(repair: Repair, _: object) -> list[CaseEntry]:
    return [CaseEntry(cadre_id=who, blow=blow) for who, blow in repair.cases]


def _now(repair: Repair, _: object) -> list[OtherwiseEntry] | None:
    if repair.now is None:
        return None
    return [
        OtherwiseEntry(cadre_id=who, action=done.kind, post_id=done.post_id)
        for who, done in repair.now.items()
    ]


class RepairEntry(WordedEntry):
    """changed: ids of others whom the repair treats otherwise than the plan, null where there is no
    repair. now: what it does with them and with those who were hit, where that is otherwise.
    filled: who takes the seats that came free, null for nobody. tiers: the values of the
    scenario's tiers. fewest: whether it is proven that none changes fewer. second: where a single
    refusal leaves the post empty, the repair with the fewest changes in which somebody takes it.
    obstacles: where there is none, the fewest breaches of laws under which there would be one."""

    cases: Annotated[tuple[CaseEntry, ...], By(_cases)]
    status: Status
    changed: tuple[str, ...] | None
    now: Annotated[tuple[OtherwiseEntry, ...] | None, By(_now)]
    filled: dict[str, str | None]
    tiers: Annotated[
        tuple[ValueEntry, ...],
        By(lambda each, _: [ValueEntry(tier=t, value=v) for t, v in each.tiers.items()]),
    ]
    fewest: bool
    second: RepairEntry | None
    obstacles: Annotated[tuple[Sentence, ...], By(lambda each, _: [f.text for f in each.obstacles])]


class MeanEntry(Entry):
    """within: half the width of its interval of 95 %, null where the draws are too few for one."""

    value: float
    within: float | None


class LoadEntry(Entry):
    """open: draws of which it was not found out in time whether there is a repair."""

    draws: int
    unchanged: int
    lost: int
    open: int
    changes: MeanEntry
    worst_tenth: float


class StruckEntry(WordedEntry):
    plan: Annotated[str, By(lambda each, _: each.judged.label)]
    load: LoadEntry
    named: Annotated[dict[str, RepairEntry], at("tried.named")]
    singles: Annotated[tuple[RepairEntry, ...], at("tried.singles")]
    draws: Annotated[tuple[RepairEntry, ...], at("tried.draws")]


class BesideEntry(Entry):
    """The plan that does best against another one, both by their places: by which share it is less
    often without a repair, and how many others it changes less; the intervals of all hold together
    with 95 %. better: surely so in one of the two, and not surely worse in the other."""

    plan: int
    other: int
    draws: int
    fewer_lost: MeanEntry
    fewer_changes: MeanEntry
    better: bool


class StressEntry(WordedEntry):
    status: Annotated[Literal["ok"], By(lambda *_: "ok")]
    seed: int
    plans: tuple[StruckEntry, ...]
    besides: tuple[BesideEntry, ...]


def stress_document(stressed: Stressed) -> dict[str, Any]:
    """The cases and their repairs as plain JSON values."""
    return StressEntry.made_from(stressed, stressed).plain_values()
