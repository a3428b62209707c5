"""What is kept of a walk through the years, and of cases of refusal (see rotation.report.annex)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rotation.ahead.ageing import Assumed
from rotation.ahead.consequences import Walk
from rotation.ahead.monthly import moves_of
from rotation.ahead.rolling import Year
from rotation.ahead.stress import Repair
from rotation.ahead.tried import Tried
from rotation.compare.judged import at_present
from rotation.documents import every_language
from rotation.domain.action import ADJUSTING
from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.explain.wording import finding_words
from rotation.locales import LANGUAGES, text
from rotation.report.annex import AHEAD, FOLLOWED, STRESS, about, kept
from rotation.report.assumed import assumption_words
from rotation.report.of_ahead import events_of, moves_table, succession_table, years_table
from rotation.report.of_consequences import followed_said, followed_tables, told_of, verdict
from rotation.report.of_due import Due, due_counts, due_table
from rotation.report.of_stress import fragile, load_words, named_cases
from rotation.report.told import Told

Before = Sequence[tuple[str, int]]
"""By the date of a year how many would be moved if the load were not spread."""


def years_annex(
    years: Sequence[Year],
    assumed: Assumed,
    most: int | None,
    *,
    due: Sequence[Due],
    asked: int,
    before: Before = (),
) -> dict[str, Any]:
    """due: the due calendar of the years. asked: how many there were to be. Besides what every
    annex has: `most`, `before`, and for each of the `years` its `date`, `status`, how many are
    adjusted by their `kinds`, its `moves` as a table, the `events` that came from outside, and the
    `obstacles` where there is no plan; these by language."""
    told = [_told(year) for year in years]

    def tables(lang: str) -> list[dict[str, Any]]:
        first = replace(told[0], lang=lang)
        found = (
            years_table(first, years),
            due_counts(first, years, due),
            due_table(first, due),
            succession_table(first, years),
        )
        return [kept(table) for table in found]

    def said(lang: str) -> list[str]:
        dated = any(year.months for year in years)
        words = assumption_words(assumed, most, lang, dated=dated)
        ended = len(years) == asked or years[-1].judged is None
        so_far = text("report.ahead.so_far", lang, done=len(years), of=asked)
        return words if ended else [*words, so_far]

    of = years[0].scenario, None if years[0].judged is None else years[0].judged.plan
    return {
        "status": AHEAD,
        "of": about(of[0].sha256, of[1]),
        "said": every_language(said),
        "tables": every_language(tables),
        "most": most,
        "before": [list(each) for each in before],
        "years": [_year(*each) for each in zip(years, told, strict=True)],
    }


def _told(year: Year) -> Told:
    now = at_present(year.scenario)
    return Told(year.scenario, year.judged or now, now, LANGUAGES[0])


def _year(year: Year, told: Told) -> dict[str, Any]:
    actions = () if year.judged is None else year.judged.plan.actions
    obstacles = [finding_words(finding) for finding in year.obstacles]

    def moves(lang: str) -> dict[str, Any]:
        return kept(moves_table(replace(told, lang=lang), moves_of(year)))

    return {
        "date": year.scenario.date.isoformat(),
        "status": year.status.value,
        "kinds": dict(Counter(a.kind.value for a in actions if a.kind in ADJUSTING)),
        "moves": every_language(moves) if actions else {},
        "events": every_language(lambda lang: list(events_of(replace(told, lang=lang), year))),
        "obstacles": every_language(lambda lang: [each.get(lang) for each in obstacles]),
    }


def stress_annex(told: Told, tried: Tried) -> dict[str, Any]:
    """Of what was stopped nothing is told, but how many there were to be."""
    done = replace(
        tried,
        named={name: each for name, each in tried.named.items() if _is_done(each)},
        singles=[*filter(_is_done, tried.singles)],
        draws=[*filter(_is_done, tried.draws)],
    )

    def said(lang: str) -> list[str]:
        counts = {"done": len(done.repairs), "of": len(tried.repairs)}
        so_far = text("report.stress.so_far", lang, **counts) if done != tried else ""
        count = sum(each.now is not None and not each.fewest for each in done.repairs)
        fewer = text("report.stress.fewer", lang, count=count) if count else ""
        words = load_words(replace(told, lang=lang), done.draws)
        return [*words, *filter(None, (fewer, so_far))]

    def tables(lang: str) -> list[dict[str, Any]]:
        spoken = replace(told, lang=lang)
        found = [named_cases(spoken, done.named)] if done.named else []
        return [kept(table) for table in (*found, fragile(spoken, done.singles))]

    return {
        "status": STRESS,
        "of": about(told.scenario.sha256, told.judged.plan),
        "said": every_language(said),
        "tables": every_language(tables),
    }


def _is_done(repair: Repair) -> bool:
    return repair.status is not Status.STOPPED


def followed_annex(scenario: Scenario, walks: Mapping[int, Walk], *, of: int) -> dict[str, Any]:
    """walks: by the places of their plans. of: how many there are to be. Besides what every annex
    has: `verdict`, how many of the first sentences are it, and `moved`, for each plan its place and
    how many each of its years adjusts, by the date."""

    return {
        "status": FOLLOWED,
        "of": about(scenario.sha256, None),
        "said": every_language(lambda lang: followed_said(scenario, walks, of, lang)),
        "tables": every_language(
            lambda lang: [kept(table) for table in followed_tables(scenario, walks, lang)]
        ),
        "verdict": len(verdict(told_of(scenario, LANGUAGES[0]), walks, of)),
        "moved": [
            [place, [[str(y.scenario.date), _adjusted(y)] for y in walk.years]]
            for place, walk in walks.items()
        ],
    }


def _adjusted(year: Year) -> int:
    return 0 if year.judged is None else year.judged.plan.adjusted
