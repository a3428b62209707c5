"""Years ahead as tables: what each year's plan does, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence

from rotation.ahead.rolling import Year
from rotation.compare.figures import Figure, Group, figures_of
from rotation.compare.judged import at_present
from rotation.domain.plan import Status
from rotation.locales import text
from rotation.report.table import Cell, Column, Table, Tone, Value, rounded
from rotation.report.told import Told
from rotation.wording.comparisons import figure_word

SHOWN = (Group.MOVES, Group.TEAMS, Group.POSTS, Group.LAWS)
"""Groups of figures that are followed over the years."""


def of_year(year: Year) -> tuple[Figure, ...]:
    """Key figures of a year's plan; none where there is no plan."""
    if year.judged is None:
        return ()
    scenario = year.judged.scenario
    found = figures_of(scenario, at_present(scenario), [year.judged])
    return tuple(figure for figure in found if figure.group in SHOWN)


def years_table(told: Told, years: Sequence[Year]) -> Table:
    """A column for each year: how sure it is, whether it is the best, and its figures."""
    counted = [{each.code: each for each in of_year(year)} for year in years]
    codes = {code: figure.group for found in counted for code, figure in found.items()}
    columns = [told.column("group", 12), told.column("figure", 24)]
    columns += [
        Column(f"year_{year.number}", str(year.scenario.date), 12, number=True) for year in years
    ]
    rows: list[Sequence[Cell | Value]] = [
        ("", told.say("ahead.standing"), *(told.say(f"ahead.{_standing(year)}") for year in years)),
        ("", told.say("column.conclusion"), *(_conclusion(told, year) for year in years)),
    ]
    for code, group in codes.items():
        values = [found[code].values[0] if code in found else None for found in counted]
        if any(values):
            named = text(f"compare.group.{group}", told.lang), figure_word(code, told.lang)
            rows.append((*named, *map(rounded, values)))
    return told.table("years", columns, rows)


def _standing(year: Year) -> str:
    return "firm" if year.number == 0 else "indicative"


def _conclusion(told: Told, year: Year) -> Cell:
    if year.judged is None:
        return Cell(told.say("ahead.none"), Tone.OPEN)
    if year.judged.report.broken:
        return Cell(told.say("ahead.breaks"), Tone.OPEN)
    proven = year.proven and year.status is Status.OPTIMAL
    return Cell(
        told.say("ahead.proven" if proven else "ahead.found"), Tone.GOOD if proven else Tone.OPEN
    )


def moves_table(told: Told) -> Table:
    """Who is moved in a year, from where to where and why."""
    columns = [
        told.column("name", 10),
        told.column("from", 24),
        told.column("to", 24),
        told.column("reasons", 40),
    ]
    rows = [
        (
            told.person(action.cadre_id),
            "" if action.from_post_id is None else told.names.post(action.from_post_id),
            told.goes_to(action.to_post_id),
            told.say("mark.clause").join(each.text[told.lang] for each in action.reasons),
        )
        for action in told.judged.plan.actions
        if action.kind.value not in ("stay", "pool")
    ]
    return told.table("moves_of_year", columns, rows)
