"""Who may be given a rank, and whom the places of a year reach: two tables."""

from __future__ import annotations

from collections.abc import Iterator

from rotation.compare.judged import at_present
from rotation.domain.codes import table
from rotation.domain.scenario import Scenario
from rotation.locales import text
from rotation.overview.ranks import (
    EFFECT_OF_INCOMPETENT,
    Barred,
    Candidate,
    Outcome,
    Placed,
    RankList,
    Service,
    regulation,
)
from rotation.report.of_evidence import figure
from rotation.report.table import Cell, Table, Tone, Value
from rotation.report.told import Told
from rotation.rules.words import duration
from rotation.wording.sources import cited
from rotation.wording.words import Words

Row = tuple[Cell | Value, ...]
_TONES = {Outcome.KEPT: Tone.GOOD, Outcome.SLOT: Tone.GOOD, Outcome.TIE: Tone.OPEN}


def told_of_ranks(scenario: Scenario, lang: str) -> Told:
    now = at_present(scenario)
    return Told(scenario, now, now, lang)


def about(told: Told, found: RankList) -> Iterator[str]:
    """The scheme and its places, what is local, and what the conditions rest on."""
    ranks = found.ranks
    key = "places_kept" if ranks.front_line_percent else "places"
    yield told.say(
        f"ranks.{key}",
        scheme=found.scheme.name[told.lang],
        count=ranks.per_year,
        kept=ranks.per_year * ranks.front_line_percent // 100,
    )
    if not found.own:
        yield told.say("ranks.shipped")
    if free := ranks.places:
        said = (told.say("ranks.free_of", rank=rank_word(r, told.lang), count=n)
                for r, n in free.items())  # fmt: skip
        yield told.say("ranks.free", ranks=told.words.join(said))
    yield told.say("ranks.local")
    sources = (regulation().source, EFFECT_OF_INCOMPETENT)
    rests = told.say("mark.clause").join(cited(told.words, source) for source in sources)
    yield told.say("ranks.rests_on", sources=rests)


def eligible_table(told: Told, found: RankList) -> Table:
    columns = [
        told.column("rank", 16),
        told.column("name", 10),
        told.column("from", 26),
        told.column("qualified_by", 26),
        told.column("rank_points", 8, number=True),
        told.column("place_of_all", 6, number=True),
        told.column("outcome", 30),
    ]
    rows = [_eligible(told, row) for row in found.rows if row.outcome is not Outcome.WAITS]
    return told.table("rank_eligible", columns, rows)


def _eligible(told: Told, row: Placed) -> Row:
    one = row.candidate
    return (
        rank_word(one.target, told.lang),
        told.person(one.cadre_id),
        _posts(told, one),
        "" if one.service is None else held_words(one.service, told.lang),
        figure(one.points),
        row.place,
        Cell(outcome_words(row, told.lang), _TONES.get(row.outcome, Tone.PLAIN)),
    )


def waiting_table(told: Told, found: RankList) -> Table:
    columns = [
        told.column("rank", 16),
        told.column("name", 10),
        told.column("from", 26),
        told.column("why_not_yet", 56),
        told.column("from_when", 10),
    ]
    waiting = [row.candidate for row in found.rows if row.outcome is Outcome.WAITS]
    rows = (
        (
            rank_word(one.target, told.lang),
            told.person(one.cadre_id),
            _posts(told, one),
            told.say("mark.clause").join(reasons(told.scenario, one, told.lang)),
            "" if one.opens is None else told.words.month(one.opens),
        )
        for one in waiting
    )
    return told.table("rank_waiting", columns, rows)


def _posts(told: Told, one: Candidate) -> str:
    return told.names.posts(told.scenario.roster.cadre[one.cadre_id])


def rank_word(rank: str, lang: str) -> str:
    return table("rank").word(rank, lang)


def held_words(service: Service, lang: str) -> str:
    """Since when the rank, or the level of a leading post, is held."""
    held = table("level" if service.leads else "rank").word(service.held, lang)
    return _say("held", lang, held=held, since=Words(lang).month(service.since))


def outcome_words(row: Placed, lang: str) -> str:
    """Whether there is a place; who missed one by how much."""
    one, behind = row.candidate, row.behind
    if behind is None or one.service is None or behind.service is None:
        return _say(f"outcome.{row.outcome}", lang)
    if one.points < behind.points:
        return _say("outcome.behind", lang, points=figure(behind.points - one.points))
    months = behind.service.since.months_until(one.service.since)
    return _say("outcome.later", lang, months=duration(months, lang))


def reasons(scenario: Scenario, one: Candidate, lang: str) -> Iterator[str]:
    """Everything that stands against a rank now."""
    for bar in one.barred:
        yield _barred(bar, lang)
    service = one.service
    if service is None:
        yield _say("since_unknown", lang)
    elif scenario.month < service.reached:
        yield _short(scenario, service, lang)


def _barred(bar: Barred, lang: str) -> str:
    word = table(bar.table).word(bar.code, lang)
    if bar.until is not None:
        return _say("barred.until", lang, what=word, until=Words(lang).month(bar.until))
    key = bar.table if bar.table == "appraisal_grade" else "open"
    return _say(f"barred.{key}", lang, what=word)


def _short(scenario: Scenario, service: Service, lang: str) -> str:
    years = {"excellent": service.excellent, "uncounted": service.uncounted}
    extra = "".join(
        _say(f"years.{key}", lang, years=Words(lang).join(map(str, each)))
        for key, each in years.items()
        if each
    )
    left = duration(scenario.month.months_until(service.reached), lang)
    asked = duration(service.needed, lang)
    held = held_words(service, lang)
    return _say("short", lang, held=held, asked=asked, left=left) + extra


def _say(key: str, lang: str, **values: object) -> str:
    return text(f"report.ranks.{key}", lang, **values)
