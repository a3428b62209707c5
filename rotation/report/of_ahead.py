"""Years ahead as tables: what each year's plan does, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rotation.ahead.events import came, term_began
from rotation.ahead.rolling import Year
from rotation.ahead.succession import succession
from rotation.compare.figures import Figure, Group, figures_of
from rotation.compare.judged import at_present, unmoved
from rotation.compare.quotas import counted_roles, staffing_of
from rotation.domain.action import ADJUSTING, Action
from rotation.domain.calendar import Month
from rotation.domain.codes import table
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import Scenario
from rotation.locales import text
from rotation.report.table import Cell, Column, Table, Tone, Value, rounded
from rotation.report.told import Told
from rotation.rules.goals.overage_reduced import OverageReduced
from rotation.rules.registry import goal_of
from rotation.wording.comparisons import figure_word

PROOF = "proof"
"""The code of a row that says what is proven: it stands in no paper for a meeting."""
SHOWN = (Group.MOVES, Group.TEAMS, Group.POSTS, Group.LAWS)
"""Groups of figures that are followed over the years."""
_Row = Sequence[Cell | Value]


def of_year(year: Year) -> tuple[Figure, ...]:
    """Key figures of a year's plan; none where there is no plan."""
    if year.judged is None:
        return ()
    scenario = year.judged.scenario
    found = figures_of(scenario, at_present(scenario), [year.judged])
    return tuple(figure for figure in found if figure.group in SHOWN)


def years_table(told: Told, years: Sequence[Year]) -> Table:
    """A column for each year: how sure it is, whether it is the best, and its figures."""
    columns = [told.column("group", 12), told.column("figure", 24)]
    columns += [
        Column(f"year_{year.number}", str(year.scenario.date), 12, number=True) for year in years
    ]
    rows: list[_Row] = [
        ("", told.say("ahead.standing"), *(told.say(f"ahead.{_standing(year)}") for year in years)),
        (
            "",
            Cell(told.say("column.conclusion"), code=PROOF),
            *(_conclusion(told, year) for year in years),
        ),
    ]
    figures = sorted(_figures(told, years), key=lambda figure: SHOWN.index(figure[0]))
    rows += [(text(f"compare.group.{group}", told.lang), *row) for group, row in figures]
    return told.table("years", columns, rows)


def _figures(told: Told, years: Sequence[Year]) -> Iterator[tuple[Group, _Row]]:
    """The group of each figure that any year has, and its row: name and values."""
    counted = [{each.code: each for each in of_year(year)} for year in years]
    for code, group in {c: f.group for found in counted for c, f in found.items()}.items():
        values = [found[code].values[0] if code in found else None for found in counted]
        if any(values):
            yield group, (figure_word(code, told.lang), *map(rounded, values))
    joined = [len(came(year)) for year in years]
    if any(joined):
        yield Group.MOVES, (told.say("ahead.joined"), *joined)
    over = [_over(year) for year in years]
    if any(over):
        yield Group.POSTS, (told.say("ahead.over_quota"), *over)
    cleared = [_cleared(told, year) for year in years]
    if any(cell.value for cell in cleared):
        yield Group.POSTS, (told.say("ahead.cleared"), *cleared)


def events_of(told: Told, year: Year) -> tuple[str, ...]:
    """What came from outside in a year, in sentences."""
    said, number = [], year.scenario.date.year
    if new := came(year):
        names = told.words.join(cadre.name for cadre in new)
        said.append(told.say("ahead.came", year=number, count=len(new), names=names))
    if began := term_began(year):
        said.append(told.say("ahead.term", year=number, since=str(began)))
    return tuple(said)


def _over(year: Year) -> int | None:
    """Chiefs and deputies above the headcount at the end of a year."""
    return None if year.judged is None else _overage(year.scenario, year.judged.plan)


def _overage(scenario: Scenario, plan: Plan) -> int:
    units = staffing_of(scenario, plan).values()
    return sum(staffing.over or 0 for unit in units for staffing in unit.values())


def _cleared(told: Told, year: Year) -> Cell:
    """How many of those above the headcount a year clears of how many its goal asks for; empty
    where it asks for none."""
    goal = goal_of(year.scenario, OverageReduced.code)
    if year.judged is None or not isinstance(goal, OverageReduced):
        return Cell(None)
    before = _overage(year.scenario, unmoved(year.scenario))
    done, asked = before - _overage(year.scenario, year.judged.plan), min(goal.persons, before)
    if not (done or asked):
        return Cell(None)
    said = told.say("ahead.of", done=done, asked=asked)
    return Cell(said, Tone.GOOD if done >= asked else Tone.OPEN)


def _short(years: Sequence[Year]) -> frozenset[str]:
    """Posts of units that have fewer chiefs or deputies than approved, or no number approved, at
    the end of the walk."""
    last = next((year.judged for year in reversed(years) if year.judged is not None), None)
    if last is None:
        return frozenset()
    roles = counted_roles(last.scenario)
    staffing = staffing_of(last.scenario, last.plan)
    return frozenset(
        post.post_id
        for post in last.scenario.roster.posts
        for role, counted in roles.items()
        if post.role in counted
        and post.unit_id in staffing
        and (staffing[post.unit_id][role].short or staffing[post.unit_id][role].quota is None)
    )


def succession_table(told: Told, years: Sequence[Year]) -> Table:
    """Seats of teams that come free, and who comes after; those without an heir first, and of
    these the ones that are missing in their team."""
    columns = [
        told.column("post", 26),
        told.column("leaves", 24),
        told.column("heir", 24),
    ]
    missed = _short(years)
    found = sorted(
        succession(years), key=lambda each: (each.filled is not None, each.post_id not in missed)
    )
    month = told.words.month
    names = {i: c.name for year in years for i, c in year.scenario.roster.cadre.items()}
    rows = []
    for each in found:
        leaves = told.say("ahead.leaves", name=names[each.holder], date=month(each.left),
                          how=table("action").word(each.leaving, told.lang))  # fmt: skip
        heir = Cell(told.say("ahead.full"))
        if each.post_id in missed:
            heir = Cell(told.say("ahead.no_heir"), Tone.OPEN)
        if each.heir is not None and each.taken is not None:
            heir = Cell(told.say("ahead.heir", name=names[each.heir], date=month(each.taken)))
        rows.append((Cell(told.names.post(each.post_id)), leaves, heir))
    return told.table("succession", columns, rows)


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


def moves_table(told: Told, moves: Sequence[tuple[Action, Month | None]] = ()) -> Table:
    """Who is moved in a year, from where to where and why. moves: with the month of each, which the
    table then tells too; else those of the plan."""
    given = moves or [(a, None) for a in told.judged.plan.actions if a.kind in ADJUSTING]
    dated = any(month for _, month in given)
    columns = [
        *([told.column("due", 10)] if dated else []),
        told.column("name", 10),
        told.column("from", 24),
        told.column("to", 24),
        told.column("reasons", 40),
    ]
    rows: list[_Row] = [
        (
            *([told.words.month(month or told.scenario.month)] if dated else []),
            told.person(action.cadre_id),
            "" if action.from_post_id is None else told.names.post(action.from_post_id),
            told.goes_to(action.to_post_id),
            told.say("mark.clause").join(each.text[told.lang] for each in action.reasons),
        )
        for action, month in given
    ]
    return told.table("moves_of_year", columns, rows)
