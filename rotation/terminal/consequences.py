"""Plans by their consequences: how they are asked for, their part of a page, and their document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from rotation.ahead.consequences import Walk, best_of, best_today, consequences
from rotation.ahead.rolling import Year
from rotation.documents import By, Entry, Sentence, WordedEntry, every_language
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.parallel.pool import Where
from rotation.report.of_consequences import followed_said, followed_tables, told_of, verdict
from rotation.solve.engines.base import Limits, Watch
from rotation.terminal.progress import telling
from rotation.terminal.stopping import ending_early

MOST_ROWS = 10


@dataclass(frozen=True)
class Followed:
    """scenario: of today. walks: by the places of their plans. of: how many there were to be."""

    scenario: Scenario
    walks: Mapping[int, Walk]
    of: int


@dataclass(frozen=True)
class Years:
    """How plans are followed. count: of years, None for not at all. limits: of each. at: where.
    page: on which progress is told."""

    count: int | None
    limits: Limits
    at: Where
    page: Page


def followed(scenario: Scenario, plans: Sequence[Plan], years: Years) -> Followed | None:
    """The plans walked; None where no years are asked for."""
    if not years.count:
        return None
    page = years.page
    watch = Watch()
    with ending_early(watch), telling(page, page.say("consequences.starting")) as tell:
        walks = consequences(
            scenario,
            plans,
            years.count,
            limits=years.limits,
            at=years.at,
            stop=watch.stop,
            ready=lambda _place, _walk, done: tell(
                page.say("sensitivity.stage", done=done, of=len(plans))
            ),
        )
    return Followed(scenario, walks, len(plans))


def show_followed(page: Page, found: Followed | None, *, everything: bool = False) -> None:
    """What is assumed, the verdict, the years, the last side by side, and who is left behind."""
    if found is None:
        return
    said = len(verdict(told_of(found.scenario, page.lang), found.walks, found.of))
    page.heading("consequences.heading")
    for place, words in enumerate(followed_said(found.scenario, found.walks, found.of, page.lang)):
        page.line(words, "bold" if place < said else "", indent=1)
    if not found.walks:
        return
    *compared, left = followed_tables(found.scenario, found.walks, page.lang)
    for table in compared:
        page.title(table.title)
        page.report(table, grouped=True)
    if left.rows:
        page.heading("items", title=left.title, count=len(left.rows))
        page.report(left, grows=True, most=None if everything else MOST_ROWS)


class YearEntry(WordedEntry):
    date: Annotated[str, By(lambda pair, _: str(pair[0].scenario.date))]
    status: Annotated[Status, By(lambda pair, _: pair[0].status)]
    moved: Annotated[int, By(lambda pair, _: pair[0].moved)]
    past: Annotated[tuple[str, ...], By(lambda pair, _: pair[1].past)]
    empty: Annotated[tuple[str, ...], By(lambda pair, _: pair[1].empty)]


def _years(walk: Walk, _: object) -> list[tuple[Year, Any]]:
    return list(zip(walk.years, walk.stranded, strict=True))


class WalkEntry(WordedEntry):
    """A plan and the years after it; past: ids of who stays beyond their time; empty: posts that
    must be filled and are not."""

    today: tuple[int, ...]
    lawful: bool
    strands_nobody: bool
    years: Annotated[tuple[YearEntry, ...], By(_years)]


class FollowedEntry(Entry):
    """best_today, best_lasting: labels of plans; the second strands nobody in the years after."""

    walks: dict[str, WalkEntry]
    best_today: str | None
    best_lasting: str | None
    text: tuple[Sentence, ...]


def followed_document(found: Followed | None, labels: Sequence[str]) -> dict[str, Any]:
    """The key `ahead` of a document; nothing where no years were asked for."""
    if found is None:
        return {}
    places, walks = list(found.walks), list(found.walks.values())
    today, lasting = best_today(walks), best_of(walks)
    said = every_language(
        lambda lang: verdict(told_of(found.scenario, lang), found.walks, found.of)
    )
    entry = FollowedEntry(
        walks={labels[place]: WalkEntry.made_from(walk) for place, walk in found.walks.items()},
        best_today=None if today is None else labels[places[today]],
        best_lasting=None if lasting is None else labels[places[lasting]],
        text=tuple(dict(zip(said, each, strict=True)) for each in zip(*said.values(), strict=True)),
    )
    return {"ahead": entry.plain_values()}
