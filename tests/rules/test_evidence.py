"""What a rule says it reads is what it hangs on: held by the cases worked for it by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rotation.domain.evidence import TABLES as EVIDENCE
from rotation.domain.evidence import Evidence
from rotation.domain.plan import FindingStatus
from rotation.domain.scenario import LawChoice, Mode, Scenario
from rotation.io.tables import TABLE
from rotation.rules.base import Example, Rule
from rotation.rules.evidence import READ_BESIDES, default, evidence_notices, filled
from rotation.rules.registry import goals, law_of, laws
from tests.io.samples import say_all

RULES: dict[str, type[Rule]] = {**laws(), **goals()}
READ = sorted({place for rule in RULES.values() for place in rule.reads})
IDLE = [code for code, rule in RULES.items() if rule.reads and rule.idle_without]


def _attribute(column: str) -> str:
    return "reserved_for_non_party" if column == "reserved_for" else column


def _without(scenario: Scenario, places: tuple[str, ...]) -> Scenario:
    """The scenario with nothing filled in at these places."""
    roster = scenario.roster
    emptied: dict[str, Any]
    for place in places:
        table, _, column = place.partition(".")
        if table in EVIDENCE:
            emptied = {"evidence": Evidence()}
        elif not column and hasattr(roster, table):
            emptied = {table: ()}
        elif not column:
            emptied = {"cadres": tuple(replace(c, **{table: ()}) for c in roster.cadres)}
        else:
            name = _attribute(column)
            rows = getattr(roster, table)
            emptied = {table: tuple(replace(r, **{name: default(r, name)}) for r in rows)}
        roster = replace(roster, **emptied)
    return replace(scenario, roster=roster)


def _bites(code: str, example: Example, scenario: Scenario) -> bool:
    rule = law_of(scenario, code) if code in laws() else None
    choice = next((g for g in scenario.goals if g.code == code), None)
    if rule is None:
        rule = RULES[code](**dict(choice.parameters) if choice else {})  # type: ignore[assignment]
    assert rule is not None
    wrong = (FindingStatus.BROKEN, FindingStatus.SHORT)
    return any(
        found.amount for found in rule.check(scenario, example.plan) if found.status in wrong
    )


def test_every_place_is_a_table_or_an_optional_column() -> None:
    for place in READ:
        table, _, column = place.partition(".")
        assert not (column and TABLE[table].column[column].required), place


@pytest.mark.parametrize("code", IDLE)
def test_without_what_it_reads_a_rule_holds_nothing_against_anybody(code: str) -> None:
    for example in (each for each in RULES[code].examples() if each.amount):
        assert not _bites(code, example, _without(example.scenario, RULES[code].reads))


@pytest.mark.parametrize("place", [place for place in READ if place not in READ_BESIDES])
def test_whoever_reads_a_column_says_so(place: str) -> None:
    """Where a column is told as read by nobody, nobody reads it."""
    word = re.compile(rf"\.{_attribute(place.partition('.')[2] or place)}\b")
    folder = Path("rotation/rules")
    readers = {
        file.stem
        for kind in ("laws", "goals")
        for file in (folder / kind).glob("*.py")
        if word.search(file.read_text(encoding="utf-8"))
    }
    assert readers - {code for code, rule in RULES.items() if place in rule.reads} == set()


def _scenario(code: str) -> Scenario:
    return next(each.scenario for each in RULES[code].examples() if each.amount)


def test_a_law_in_force_without_its_data_is_told_and_one_with_them_is_not() -> None:
    scenario = replace(_scenario("headcount_quota"), laws=(LawChoice("headcount_quota"),))
    told = list(evidence_notices(_without(scenario, laws()["headcount_quota"].reads)))
    say_all(told)
    assert [p.values["laws"] for p in told if p.code == "rules_without_data"] == [
        ["headcount_quota"]
    ]
    assert all(p.code != "rules_without_data" for p in evidence_notices(scenario))


@pytest.mark.parametrize("choices", [(), (LawChoice("regional_avoidance", mode=Mode.OFF),)])
def test_a_filled_column_that_no_rule_in_force_reads_is_told(
    choices: tuple[LawChoice, ...],
) -> None:
    scenario = replace(_scenario("regional_avoidance"), laws=choices, goals=())
    (told,) = (p for p in evidence_notices(scenario) if p.code == "read_by_no_rule")
    say_all([told])
    places = {place for place, _ in told.values["counted"]}  # type: ignore[attr-defined]
    assert "cadres.growth_place" in places
    assert "regional_avoidance" in told.values["laws"]  # type: ignore[operator]
    on = replace(scenario, laws=(LawChoice("regional_avoidance"),))
    left = {p.code: p.values.get("counted", ()) for p in evidence_notices(on)}
    assert "cadres.growth_place" not in dict(left.get("read_by_no_rule", ()))  # type: ignore[call-overload]


def test_rows_are_counted_where_something_is_filled_in() -> None:
    scenario = _scenario("headcount_quota")
    assert filled(scenario.roster, "units.chief_quota") <= len(scenario.roster.units)
    assert filled(_without(scenario, ("units.chief_quota",)).roster, "units.chief_quota") == 0
