"""The page of `evidence`: places, who is put forward, points, and one person's down to the items;
and the same as one JSON document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Literal

from rotation.compare.judged import at_present
from rotation.documents import By, Entry, Sentence, WordedEntry, at
from rotation.domain.evidence import Element, Score
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.overview.candidates import Candidate, Group, candidates
from rotation.overview.proposed import proposed_down
from rotation.report.of_evidence import every_table, exempted, opened
from rotation.report.told import Told

MOST_ROWS = 20


@dataclass(frozen=True)
class Known:
    """What a page of `evidence` draws. who: whose points are opened, a "cadre" or a "unit" by id;
    None for an overview."""

    scenario: Scenario
    who: tuple[str, str] | None = None
    everything: bool = False


def show_evidence(page: Page, known: Known) -> None:
    now = at_present(known.scenario)
    told = Told(known.scenario, now, now, page.lang)
    page.line(known.scenario.name, "bold")
    if known.who is not None:
        _show_one(page, told, *known.who)
        return
    for table in every_table(told):
        page.heading("items", title=table.title, count=len(table.rows))
        page.report(table, most=None if known.everything else MOST_ROWS)


def _show_one(page: Page, told: Told, of: str, id_: str) -> None:
    roster = told.scenario.roster
    cadre = roster.cadre[id_] if of == "cadre" else None
    called = told.names.unit(id_) if cadre is None else told.names.cadre(id_)
    page.line(called if cadre is None else f"{called}　{told.names.posts(cadre)}")
    scores = roster.evidence.scores.get((of, id_), ())
    if not scores:
        page.line(page.say(f"evidence.no_scheme_{of}"), indent=1)
    for score in scores:
        page.title(score.name[page.lang])
        page.report(opened(told, score), grows=True)
    if (spared := exempted(told, (of, id_))).rows:
        page.title(spared.title)
        page.report(spared, grows=True)


def _number(points: Fraction | None) -> float | None:
    return None if points is None else round(float(points), 4)


class ItemEntry(WordedEntry):
    words: Sentence
    value: Sentence
    date: str
    points: Annotated[float, By(lambda item, _: _number(item.points))]
    by: str | None
    post_id: str | None


class PartEntry(WordedEntry):
    """points: null where nothing is known. element: where it counts."""

    part: str
    name: Sentence
    full: int
    points: Annotated[float | None, By(lambda part, _: _number(part.points))]
    extra: bool
    element: Element | None
    items: tuple[ItemEntry, ...]


class ScoreEntry(WordedEntry):
    """points: 0 to 100; total: of all points as they stand."""

    of: Annotated[Literal["cadre", "unit"], By(lambda each, _: each[0][0])]
    id: Annotated[str, By(lambda each, _: each[0][1])]
    scheme: Annotated[str, By(lambda each, _: each[1].scheme)]
    points: Annotated[float | None, By(lambda each, _: _number(each[1].exact))]
    total: Annotated[float, By(lambda each, _: _number(each[1].total))]
    elements: Annotated[dict[Element, int], By(lambda each, _: dict(each[1].elements))]
    parts: Annotated[tuple[PartEntry, ...], By(lambda each, _: each[1].parts)]


class StandingEntry(WordedEntry):
    """rank: null where nothing is known of it. by_progress: ranked by the change since the period
    before. vetoes: what decides alone."""

    of: Annotated[Literal["cadre", "unit"], By(lambda each, _: each[0][0])]
    id: Annotated[str, By(lambda each, _: each[0][1])]
    scheme: Annotated[str, By(lambda each, _: each[1].scheme)]
    label: Annotated[Sentence, By(lambda each, _: each[1].label)]
    rank: Annotated[int | None, By(lambda each, _: each[1].rank)]
    among: Annotated[int, By(lambda each, _: each[1].of)]
    by_progress: Annotated[bool, By(lambda each, _: each[1].by_progress)]
    top: Annotated[bool, By(lambda each, _: each[1].top)]
    bottom: Annotated[bool, By(lambda each, _: each[1].bottom)]
    vetoes: Annotated[tuple[Sentence, ...], By(lambda each, _: [i.words for i in each[1].vetoes])]


class ProposedEntry(WordedEntry):
    """Somebody put forward to be looked at for going down; no plan lowers anybody because of it."""

    cadre_id: str
    unit_id: str
    rank: Annotated[int | None, at("standing.rank")]
    tasks: Annotated[tuple[str, ...], By(lambda each, _: [task.name for task in each.tasks])]


class NominationEntry(Entry):
    by: str
    date: dt.date
    post_id: str | None
    purpose: str | None


class CandidateEntry(WordedEntry):
    """Somebody who was put forward, in the list of one group. rank: null where no points are
    known."""

    group: Annotated[Group, By(lambda each, _: each[0])]
    cadre_id: Annotated[str, By(lambda each, _: each[1].cadre_id)]
    rank: Annotated[int | None, By(lambda each, _: each[1].rank)]
    points: Annotated[float | None, By(lambda each, _: _number(each[1].points))]
    nominations: Annotated[tuple[NominationEntry, ...], By(lambda each, _: each[1].nominations)]


class ExemptionEntry(Entry):
    cadre_id: str | None
    unit_id: str | None
    fault: str
    fault_kind: str | None
    fault_date: str
    reason: str
    decided_by: str
    document: str


def _scores(known: Known, _: object) -> list[tuple[tuple[str, str], Score]]:
    every = known.scenario.roster.evidence.scores.items()
    return [(k, s) for k, each in every for s in each if known.who in (None, k)]


def _candidates(known: Known, _: object) -> list[tuple[Group, Candidate]]:
    return [(group, one) for group, each in candidates(known.scenario).items() for one in each]


class EvidenceEntry(WordedEntry):
    status: Annotated[Literal["ok"], By(lambda *_: "ok")]
    scores: Annotated[tuple[ScoreEntry, ...], By(_scores)]
    standings: Annotated[
        tuple[StandingEntry, ...],
        By(lambda known, _: list(known.scenario.roster.evidence.standings.items())),
    ]
    candidates: Annotated[tuple[CandidateEntry, ...], By(_candidates)]
    proposed_down: Annotated[
        tuple[ProposedEntry, ...], By(lambda known, _: list(proposed_down(known.scenario)))
    ]
    exemptions: Annotated[
        tuple[ExemptionEntry, ...], By(lambda known, _: known.scenario.roster.evidence.exemptions)
    ]


def evidence_document(known: Known) -> dict[str, Any]:
    """The evidence as plain JSON values."""
    return EvidenceEntry.made_from(known, known).plain_values()
