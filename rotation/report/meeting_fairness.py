"""What a meeting should know of whom a little decides, of those whom the plan is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rotation.overview.fairness import Fairness, fairness
from rotation.overview.provenance import Doubt
from rotation.report.of_fairness import (
    amount,
    asked_words,
    entries,
    favoured_table,
    outcomes,
    threshold_words,
)
from rotation.report.table import Table
from rotation.report.told import Told

Line = tuple[str, str]
"""A cadre, and what is to be known."""


def fairness_parts(told: Told, cadre_ids: Collection[str]) -> tuple[Table, ...]:
    """cadre_ids: of whom the proposal tells."""
    found = fairness(told.scenario, told.judged.plan)
    columns = [
        told.column("number", 5, number=True),
        told.column("name", 9),
        told.column("holds", 30),
        told.column("matter", 100),
    ]
    parts = {
        "near_thresholds": _near(told, found),
        "favoured": _favoured(told, found),
        "counted_twice": _twice(told, found),
        "to_be_asked": _asked(told, found),
    }
    cadre = told.scenario.roster.cadre
    return tuple(
        told.table(
            key,
            columns,
            [
                (number, told.person(who), told.names.posts(cadre[who]), words)
                for number, (who, words) in enumerate(
                    (line for line in lines if line[0] in cadre_ids), start=1
                )
            ],
        )
        for key, lines in parts.items()
    )


def _near(told: Told, found: Fairness) -> Iterator[Line]:
    for each in found.near:
        as_is, across = outcomes(each, told.lang)
        yield (
            each.cadre_id,
            told.say(
                "fairness.near_line",
                threshold=threshold_words(each, told.lang),
                value=amount(each, each.value, told.lang),
                limit=amount(each, each.limit, told.lang),
                as_is=as_is,
                across=across,
            ),
        )


def _favoured(told: Told, found: Fairness) -> Iterator[Line]:
    for goal, name, to, _, left, goes_to, ground in favoured_table(told, found).rows:
        words = {"goal": goal.words, "post": to.words, "left": left.words}
        key = "favoured_line" if goes_to.words else "favoured_vacant"
        yield name.id, told.say(f"fairness.{key}", **words, ground=ground.words)


def _twice(told: Told, found: Fairness) -> Iterator[Line]:
    for each in found.twice:
        said = told.say("mark.clause").join(entries(told, each))
        yield each.cadre_id, told.say("fairness.twice_line", year=each.year, entries=said)


def _asked(told: Told, found: Fairness) -> Iterator[Line]:
    """Typed points only where they are near a threshold."""
    near = {each.cadre_id for each in found.near}
    for each in found.asked:
        if each.cadre_id is not None and (each.doubt is not Doubt.TYPED or each.cadre_id in near):
            doubt = told.say(f"fairness.doubt.{each.doubt}")
            what = asked_words(told, each)
            yield each.cadre_id, told.say("fairness.asked_line", doubt=doubt, what=what)
