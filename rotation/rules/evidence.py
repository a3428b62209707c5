"""What a roster says and no rule in force reads; what such a rule reads and no roster says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields
from typing import Any

from rotation.domain.problem import Problem
from rotation.domain.roster import Roster
from rotation.domain.scenario import Mode, Scenario
from rotation.rules.base import Rule
from rotation.rules.registry import goals, laws

READ_BESIDES = frozenset(
    {
        "posts.role", "posts.risk_grade", "posts.own_line", "posts.must_fill", "posts.front_line",
        "units.kind", "units.remote", "cadres.unit_since", "appraisals", "relatives", "sanctions",
    }
)  # fmt: skip
"""The categories, or rules that are about something else, read these too."""


def evidence_notices(scenario: Scenario) -> Iterator[Problem]:
    """A notice of the rules that have nothing to hold against, and one of the columns that are
    filled in and that no rule in force reads."""
    known = {**laws(), **goals()}
    on = [law.code for law in scenario.laws if law.mode is not Mode.OFF]
    in_force = [known[code] for code in (*on, *(goal.code for goal in scenario.goals))]
    counts = {
        place: filled(scenario.roster, place) for rule in known.values() for place in rule.reads
    }
    idle = [rule for rule in in_force if is_idle(rule, counts)]
    if idle:
        empty = dict.fromkeys(place for rule in idle for place in rule.reads)
        values = {"laws": [rule.code for rule in idle], "columns": tuple(empty)}
        yield Problem("rules_without_data", "scenario.toml", values=values, severity="notice")
    read = READ_BESIDES.union(*(rule.reads for rule in in_force))
    unread = tuple((place, count) for place, count in counts.items() if count and place not in read)
    if unread:
        places = {place for place, _ in unread}
        asking = [rule.code for rule in known.values() if not places.isdisjoint(rule.reads)]
        told = {"counted": unread, "laws": asking}
        yield Problem("read_by_no_rule", "scenario.toml", values=told, severity="notice")


def is_idle(rule: type[Rule], counts: dict[str, int]) -> bool:
    return bool(rule.reads) and rule.idle_without and not any(counts[p] for p in rule.reads)


def filled(roster: Roster, place: str) -> int:
    """How many rows of a table there are, or have something in a column."""
    table, _, column = place.partition(".")
    if not column:
        of_cadres = hasattr(roster.cadres[0], table) if roster.cadres else False
        held = (getattr(cadre, table) for cadre in roster.cadres)
        found = getattr(roster, table, getattr(roster.evidence, table, ()))
        return sum(map(len, held)) if of_cadres else len(found)
    rows: Sequence[Any] = getattr(roster, table)
    name = "reserved_for_non_party" if column == "reserved_for" else column
    usual = next((default(rows[0], name) for _ in rows[:1]), None)
    return sum(getattr(row, name) != usual for row in rows)


def default(row: Any, name: str) -> Any:
    """What stands in a column that is not filled in."""
    (found,) = (each for each in fields(row) if each.name == name)
    return found.default if found.default is not MISSING else None
