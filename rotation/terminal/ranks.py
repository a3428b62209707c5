"""The page and the document of `ranks`: who may be given a rank, and whom the places reach."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from rotation.documents import By, Sentence, WordedEntry, at, every_language
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.overview.ranks import Outcome, Placed, RankList, regulation
from rotation.report.audit_document import SourceEntry
from rotation.report.of_evidence import figure
from rotation.report.of_ranks import (
    about,
    eligible_table,
    outcome_words,
    rank_word,
    reasons,
    told_of_ranks,
    waiting_table,
)

MOST_ROWS = 15


@dataclass(frozen=True)
class Listed:
    """What a page of `ranks` draws."""

    scenario: Scenario
    lists: tuple[RankList, ...]
    everything: bool = False


def show_ranks(page: Page, listed: Listed) -> None:
    """For each scheme: its places, who is eligible by rank, who is not yet and why."""
    told = told_of_ranks(listed.scenario, page.lang)
    page.line(listed.scenario.name, "bold")
    most = None if listed.everything else MOST_ROWS
    for found in listed.lists:
        for line in about(told, found):
            page.line(line)
        for table in (eligible_table(told, found), waiting_table(told, found)):
            page.heading("items", title=table.title, count=len(table.rows))
            if not table.rows:
                page.line(table.empty, indent=1)
            for rank, part in table.parts("rank").items():
                page.gap()
                title = page.say("items", title=rank.words, count=len(part.rows))
                page.line(title, "bold", indent=1)
                kept = [column.key for column in table.columns if column.key != "rank"]
                page.report(part.only(*kept), stacked=True, grows=True, most=most)


def _why(row: Placed, listed: Listed) -> dict[str, list[str]]:
    one = row.candidate
    return every_language(lambda lang: list(reasons(listed.scenario, one, lang)))


class RankEntry(WordedEntry):
    """target: the rank. held: the rank, or the level of a leading post, that qualifies. opens: the
    month from which nothing known stands against it, such as 2027-03. outcome, text: whether there
    is a place. why: what stands against it now."""

    cadre_id: Annotated[str, at("candidate.cadre_id")]
    name: Annotated[
        str, By(lambda row, listed: listed.scenario.roster.cadre[row.candidate.cadre_id].name)
    ]
    target: Annotated[str, at("candidate.target")]
    title: Annotated[
        Sentence,
        By(lambda row, _: every_language(lambda lang: rank_word(row.candidate.target, lang))),
    ]
    held: Annotated[str | None, By(lambda row, _: getattr(row.candidate.service, "held", None))]
    since: Annotated[
        str | None, By(lambda row, _: row.candidate.service and str(row.candidate.service.since))
    ]
    opens: Annotated[
        str | None, By(lambda row, _: row.candidate.opens and str(row.candidate.opens))
    ]
    front_line: Annotated[bool, at("candidate.front_line")]
    points: Annotated[str, By(lambda row, _: figure(row.candidate.points))]
    place: int | None
    outcome: Outcome
    text: Annotated[
        Sentence,
        By(lambda row, _: {} if row.outcome is Outcome.WAITS else every_language(
            lambda lang: outcome_words(row, lang))),
    ]  # fmt: skip
    why: Annotated[dict[str, list[str]], By(_why)]


class RankListEntry(WordedEntry):
    """own: whether the scheme is the scenario's. per_year, kept, free: places, all local."""

    scheme: Annotated[Sentence, at("scheme.name")]
    own: bool
    per_year: Annotated[int, at("ranks.per_year")]
    front_line_percent: Annotated[int, at("ranks.front_line_percent")]
    free: Annotated[dict[str, int], at("ranks.places")]
    rows: tuple[RankEntry, ...]


class RanksEntry(WordedEntry):
    status: Annotated[Literal["ok"], By(lambda *_: "ok")]
    date: Annotated[dt.date, at("scenario.date")]
    source: Annotated[SourceEntry, By(lambda *_: regulation().source)]
    lists: tuple[RankListEntry, ...]


def ranks_document(listed: Listed) -> dict[str, Any]:
    """The lists as plain JSON values."""
    return RanksEntry.made_from(listed, listed).plain_values()
