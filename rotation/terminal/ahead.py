"""The page and the document of `ahead`: the years, what is assumed, and who moves when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from rotation.ahead.ageing import Assumed
from rotation.ahead.events import came, term_began
from rotation.ahead.monthly import moves_of
from rotation.ahead.rolling import Year
from rotation.ahead.succession import succession
from rotation.compare.judged import at_present
from rotation.documents import By, Sentence, WordedEntry, every_language
from rotation.domain.action import ActionKind
from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.explain.wording import finding_words
from rotation.overview.concern import Concern
from rotation.report.assumed import assumption_words
from rotation.report.of_ahead import events_of, moves_table, of_year, succession_table, years_table
from rotation.report.of_due import Due, due_calendar, due_counts, due_table
from rotation.report.table import Cell, Table
from rotation.report.told import Told

MOST_ROWS = 10


@dataclass(frozen=True)
class Walked:
    """What a page of `ahead` draws. most: persons to be moved in a year, None for any number."""

    scenario: Scenario
    years: Sequence[Year]
    assumed: Assumed
    most: int | None = None
    folder: Path | None = None
    everything: bool = False

    @cached_property
    def due(self) -> tuple[Due, ...]:
        return due_calendar(self.years)


def show_ahead(page: Page, walked: Walked) -> None:
    told = _told(walked.years[0], page.lang)
    page.line(walked.scenario.name, "bold")
    for line in assumptions(walked, page.lang):
        page.line(line)
    table = years_table(told, walked.years)
    page.title(table.title)
    page.report(table, grouped=True)
    counts = due_counts(told, walked.years, walked.due)
    page.title(counts.title)
    page.report(counts)
    due = due_table(told, walked.due)
    page.heading("items", title=due.title, count=len(due.rows))
    page.report(due, grows=True, most=None if walked.everything else MOST_ROWS)
    heirs = succession_table(told, walked.years)
    page.heading("items", title=heirs.title, count=len(heirs.rows))
    page.report(heirs, grows=True, most=None if walked.everything else MOST_ROWS)
    for year in walked.years:
        if said := events_of(_told(year, page.lang), year):
            page.gap()
            for line in said:
                page.line(line)
        if year.judged is None:
            date = year.scenario.date.isoformat()
            page.heading("ahead.no_plan", date=date)
            for finding in year.obstacles:
                page.line(finding_words(finding).get(page.lang), indent=1)
            page.line(page.say("ahead.why_none"))
            continue
        moves = moves_table(_told(year, page.lang), moves_of(year))
        title = page.say("ahead.moves", date=year.scenario.date.isoformat())
        page.heading("items", title=title, count=len(moves.rows))
        _show_moves(page, moves, None if walked.everything else MOST_ROWS)
    if walked.folder is not None:
        page.gap()
        page.line(page.say("wrote.export", path=str(walked.folder)), "green")


def _show_moves(page: Page, moves: Table, most: int | None) -> None:
    """The moves of a year; month by month where they have months."""
    inside = [column.key for column in moves.columns if column.key != "due"]
    parts = moves.parts("due") if len(inside) < len(moves.columns) else {Cell(""): moves}
    for month, part in parts.items():
        if month.words:
            page.gap()
            page.line(page.say("items", title=month.words, count=len(part.rows)), indent=1)
        page.report(part.only(*inside), stacked=True, grows=True, most=most)


def assumptions(walked: Walked, lang: str) -> list[str]:
    """What the years to come rest on."""
    dated = any(year.months for year in walked.years)
    return assumption_words(walked.assumed, walked.most, lang, dated=dated)


def _told(year: Year, lang: str) -> Told:
    now = at_present(year.scenario)
    return Told(year.scenario, year.judged or now, now, lang)


class MoveEntry(WordedEntry):
    """month: in which it takes place; null for the date of the year's plan."""

    month: Annotated[str | None, By(lambda move, _: move[1] and str(move[1]))]
    cadre_id: Annotated[str, By(lambda move, _: move[0].cadre_id)]
    action: Annotated[ActionKind, By(lambda move, _: move[0].kind)]
    from_post_id: Annotated[str | None, By(lambda move, _: move[0].from_post_id)]
    to_post_id: Annotated[str | None, By(lambda move, _: move[0].to_post_id)]
    reasons: Annotated[tuple[Sentence, ...], By(lambda move, _: [r.text for r in move[0].reasons])]


class DueEntry(WordedEntry):
    """due: the month in which it falls due; null for what was due when the walk begins."""

    due: Annotated[str | None, By(lambda due, _: due.found.due and str(due.found.due))]
    concern: Annotated[Concern, By(lambda due, _: due.found.item.concern)]
    cadre_ids: Annotated[tuple[str, ...], By(lambda due, _: due.found.item.cadre_ids)]
    post_ids: Annotated[tuple[str, ...], By(lambda due, _: due.found.item.post_ids)]
    unit_ids: Annotated[tuple[str, ...], By(lambda due, _: due.found.item.unit_ids)]
    text: Annotated[Sentence, By(lambda due, _: due.found.item.text)]


class YearEntry(WordedEntry):
    """firm: this year's; the others come of it if what is assumed comes true. proven: the best
    given the years before. broken: laws that the plan breaks. came: ids of who came in the year.
    term: the month in which a new term began in it, null where none did."""

    date: Annotated[str, By(lambda year, _: year.scenario.date.isoformat())]
    firm: Annotated[bool, By(lambda year, _: year.number == 0)]
    status: Status
    proven: bool
    moved: int
    came: Annotated[tuple[str, ...], By(lambda year, _: [c.cadre_id for c in came(year)])]
    term: Annotated[str | None, By(lambda year, _: (began := term_began(year)) and str(began))]
    broken: Annotated[
        int, By(lambda year, _: 0 if year.judged is None else len(year.judged.report.broken))
    ]
    figures: Annotated[
        dict[str, float | int | None],
        By(lambda year, _: {each.code: each.values[0] for each in of_year(year)}),
    ]
    due: Annotated[
        tuple[DueEntry, ...],
        By(lambda year, walked: [each for each in walked.due if each.year is year]),
    ]
    moves: Annotated[tuple[MoveEntry, ...], By(lambda year, _: moves_of(year))]


class SuccessionEntry(WordedEntry):
    """year, filled: the number of a year, 0 the first. left, taken: the months. heir: null where
    nobody comes after."""

    post_id: str
    year: int
    holder: str
    leaving: ActionKind
    left: Annotated[str, By(lambda seat, _: str(seat.left))]
    heir: str | None
    filled: int | None
    taken: Annotated[str | None, By(lambda seat, _: seat.taken and str(seat.taken))]


class AheadEntry(WordedEntry):
    """assumed: what the years to come rest on. most: persons to be moved in a year, null for any
    number."""

    status: Annotated[Literal["ok"], By(lambda *_: "ok")]
    most: int | None
    assumed: Annotated[
        dict[str, list[str]],
        By(lambda walked, _: every_language(lambda lang: assumptions(walked, lang))),
    ]
    years: tuple[YearEntry, ...]
    succession: Annotated[
        tuple[SuccessionEntry, ...], By(lambda walked, _: succession(walked.years))
    ]


def ahead_document(walked: Walked) -> dict[str, Any]:
    """The years as plain JSON values."""
    return AheadEntry.made_from(walked, walked).plain_values()
