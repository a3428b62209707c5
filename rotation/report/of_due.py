"""Who falls due for what in each year of a walk, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rotation.ahead.ageing import settled
from rotation.ahead.carry_out import carry_out
from rotation.ahead.rolling import Year
from rotation.domain.calendar import Month
from rotation.domain.scenario import Scenario
from rotation.overview.concern import Concern
from rotation.overview.reminders import Reminder, reminders
from rotation.report.of_attention import concern_word, whose
from rotation.report.table import Cell, Column, Table, Value
from rotation.report.told import Told

DUE = (
    Concern.RETIREMENT_DUE,
    Concern.LEAVING_AGE,
    Concern.TERM_OVER,
    Concern.OVER_LIMIT,
    Concern.SHOULD_MOVE,
    Concern.PROBATION_OVER,
    Concern.SECONDMENT_OVER,
    Concern.BAR_OVER,
)
"""What falls due of people, in the order in which it is told."""


@dataclass(frozen=True)
class Due:
    """year: in which it falls due; its plan sees to it."""

    year: Year
    found: Reminder


def due_calendar(years: Sequence[Year]) -> tuple[Due, ...]:
    """Of the first year what is due on its date; of others what comes to be due in them, month by
    month, when the plans of the years before are carried out."""
    return tuple(
        Due(year, found)
        for year, scenario in _before(years)
        for found in reminders(scenario, 12 if year.number else 0)
        if found.item.concern in DUE and (found.due is not None or not year.number)
    )


def _before(years: Sequence[Year]) -> Iterator[tuple[Year, Scenario]]:
    """Each year with the scenario a year earlier, the plan carried out; the first with its own."""
    yield years[0], years[0].scenario
    for before, year in pairwise(years):
        if before.judged is not None:
            held = settled(before.scenario)
            yield year, carry_out(held, before.judged.plan, held.date).scenario


def due_counts(told: Told, years: Sequence[Year], due: Sequence[Due]) -> Table:
    """How many fall due in each year, by matter."""
    counts = Counter((each.found.item.concern, each.year.number) for each in due)
    columns = [told.column("matter", 24)]
    columns += [
        Column(f"year_{year.number}", str(year.scenario.date), 12, number=True) for year in years
    ]
    rows: list[Sequence[Cell | Value]] = [
        (concern_word(concern, told.lang), *(counts[concern, year.number] for year in years))
        for concern in DUE
        if any(counts[concern, year.number] for year in years)
    ]
    return told.table("due_counts", columns, rows)


def due_table(told: Told, due: Sequence[Due]) -> Table:
    """Who comes to be due for what after the first year's date, the first to fall due first."""
    columns = [
        told.column("due", 11),
        told.column("who", 24),
        told.column("matter", 14),
        told.column("why_due", 34),
    ]
    return told.table(
        "due", columns, [_row(told, each, when) for each in due if (when := each.found.due)]
    )


def _row(told: Told, due: Due, when: Month) -> tuple[Cell, ...]:
    then = Told(due.year.scenario, told.judged, told.now, told.lang)
    who, post = whose(then, due.found.item)
    place = told.say("ahead.in_post", who=who.words, post=post.words) if post.words else who.words
    return (
        Cell(told.words.month(when)),
        Cell(place, id=who.id),
        Cell(concern_word(due.found.item.concern, told.lang), code=due.found.item.concern.value),
        Cell(due.found.item.text[told.lang]),
    )
