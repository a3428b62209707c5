"""What two people changed from one state, brought together: cell by cell, and what clashes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rotation.domain.scenario import GoalChoice, LawChoice, Mode, Scenario

Row = Mapping[str, Any]
Rows = Mapping[str, Row]
"""Cells by column, of every row by what it is about, in order."""
WHOLE = ""
"""The column of a clash about a whole row: one changed it, the other took it away."""


@dataclass(frozen=True)
class Clash:
    """One cell, or one whole row, that both changed, each otherwise. None: there is none."""

    row: str
    column: str
    base: Any
    mine: Any
    theirs: Any


def merged(base: Rows, mine: Rows, theirs: Rows) -> tuple[dict[str, Row], tuple[Clash, ...]]:
    """Both changes in one, rows in the order of theirs; where they clash it is as theirs."""
    found: dict[str, Row] = {}
    clashes: list[Clash] = []
    for key in [*theirs, *(key for key in mine if key not in theirs)]:
        row, against = _row(key, base.get(key), mine.get(key), theirs.get(key))
        clashes += against
        if row is not None:
            found[key] = row
    return found, tuple(clashes)


def _row(
    key: str, base: Row | None, mine: Row | None, theirs: Row | None
) -> tuple[Row | None, list[Clash]]:
    if mine is not None and theirs is not None:
        return _cells(key, base or {}, mine, theirs)
    other = mine if theirs is None else theirs
    if base is None:
        return other, []
    if other == base:
        return None, []
    return theirs, [Clash(key, WHOLE, base, mine, theirs)]


def _cells(key: str, base: Row, mine: Row, theirs: Row) -> tuple[Row, list[Clash]]:
    row, clashes = {}, []
    for column in dict.fromkeys([*theirs, *mine]):
        old, my, their = (cells.get(column) for cells in (base, mine, theirs))
        value = my if their == old else their
        if old not in (my, their) and my != their:
            clashes.append(Clash(key, column, old, my, their))
        if value is not None:
            row[column] = value
    return row, clashes


def settled(rows: Rows, clashes: Sequence[Clash]) -> dict[str, Row]:
    """The rows with what is mine in the place of each of these clashes."""
    found = dict(rows)
    for clash in clashes:
        if clash.column != WHOLE:
            cells = {**found.get(clash.row, {}), clash.column: clash.mine}
            found[clash.row] = {name: value for name, value in cells.items() if value is not None}
        elif clash.mine is None:
            found.pop(clash.row, None)
        else:
            found[clash.row] = clash.mine
    return found


def settings(scenario: Scenario) -> dict[str, Row]:
    """All that can be set on screen, but for the roster, as rows. The order of the goals is one
    cell: two new orders cannot both hold."""
    rows: dict[str, Row] = {"head": {"name": scenario.name, "date": scenario.date}}
    for law in scenario.laws:
        rows[f"laws.{law.code}"] = {"mode": law.mode, **dict(_flat(law.parameters))}
    for goal in scenario.goals:
        rows[f"goals.{goal.code}"] = {"weight": goal.weight, **dict(_flat(goal.parameters))}
    rows["order"] = {"": tuple((goal.code, goal.tier) for goal in scenario.goals)}
    rows["categories"] = dict(_flat(scenario.categories))
    for decision in scenario.decisions:
        key = f"decisions.{decision.cadre_id}"
        rows[key] = {"": (*rows.get(key, {"": ()})[""], decision)}
    return rows


def with_settings(scenario: Scenario, rows: Rows) -> Scenario:
    """The scenario with these settings in the place of its own."""
    of = {
        section: {key.partition(".")[2]: row for key, row in rows.items() if _is(key, section)}
        for section in ("laws", "goals", "decisions")
    }
    laws = tuple(
        LawChoice(code, _deep(row, "mode"), Mode(row.get("mode", Mode.HARD)))
        for code, row in of["laws"].items()
    )
    tiers = {code: tier for code, tier in rows["order"][""] if code in of["goals"]}
    last = max(tiers.values(), default=0) + 1
    codes = [*tiers, *(code for code in of["goals"] if code not in tiers)]
    goals = tuple(
        GoalChoice(code, tiers.get(code, last), row.get("weight", 1), _deep(row, "weight"))
        for code, row in ((code, of["goals"][code]) for code in codes)
    )
    return replace(
        scenario,
        **rows["head"],
        laws=laws,
        goals=goals,
        categories=_deep(rows.get("categories", {})),
        decisions=tuple(each for row in of["decisions"].values() for each in row.get("", ())),
    )


def _is(key: str, section: str) -> bool:
    return key.partition(".")[0] == section


def _flat(parameters: Mapping[str, object], *path: str) -> Iterator[tuple[str, object]]:
    for name, value in parameters.items():
        if isinstance(value, Mapping) and value:
            yield from _flat(value, *path, name)
        else:
            yield "/".join([*path, name]), value


def _deep(row: Row, *but: str) -> dict[str, object]:
    found: dict[str, Any] = {}
    for column, value in row.items():
        if column not in but:
            at = found
            *path, name = column.split("/")
            for step in path:
                at = at.setdefault(step, {})
            at[name] = value
    return found
