"""Two people change one scenario: what is independent holds, what clashes is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotation import load_scenario
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.scenario import LawChoice, Mode, Scenario
from rotation.overview.merging import WHOLE, Clash, merged, settings, settled, with_settings
from tests.scenarios.tables import SCENARIOS
from tests.store.samples import INPUTS

BASE = {"a": {"x": 1, "y": 2}, "b": {"x": 3}}


@pytest.mark.parametrize(
    ("mine", "theirs", "both", "clashes"),
    [
        ({"a": {"x": 9, "y": 2}, "b": {"x": 3}}, BASE, {"a": {"x": 9, "y": 2}, "b": {"x": 3}}, ()),
        (
            {"a": {"x": 9, "y": 2}, "b": {"x": 3}},
            {"a": {"x": 1, "y": 8}, "b": {"x": 3}},
            {"a": {"x": 9, "y": 8}, "b": {"x": 3}},
            (),
        ),
        (
            {**BASE, "a": {"x": 9, "y": 2}},
            {**BASE, "a": {"x": 8, "y": 2}},
            {**BASE, "a": {"x": 8, "y": 2}},
            (Clash("a", "x", 1, 9, 8),),
        ),
        ({"a": BASE["a"]}, BASE, {"a": BASE["a"]}, ()),
        ({"a": BASE["a"]}, {**BASE, "b": {"x": 4}}, {**BASE, "b": {"x": 4}},
         (Clash("b", WHOLE, {"x": 3}, None, {"x": 4}),)),
        ({**BASE, "b": {"x": 4}}, {"a": BASE["a"]}, {"a": BASE["a"]},
         (Clash("b", WHOLE, {"x": 3}, {"x": 4}, None),)),
        ({**BASE, "c": {"x": 5}}, {**BASE, "d": {"x": 6}}, {**BASE, "d": {"x": 6}, "c": {"x": 5}},
         ()),
        ({**BASE, "c": {"x": 5}}, {**BASE, "c": {"x": 5}}, {**BASE, "c": {"x": 5}}, ()),
    ],
)  # fmt: skip
def test_changes_are_brought_together(
    mine: Any, theirs: Any, both: Any, clashes: tuple[Clash, ...]
) -> None:
    assert merged(BASE, mine, theirs) == (both, clashes)


ROWS = st.dictionaries(
    st.sampled_from("abc"), st.dictionaries(st.sampled_from("xy"), st.integers(0, 2)), max_size=3
)


@given(ROWS, ROWS, ROWS)
def test_nothing_of_either_is_lost(base: Any, mine: Any, theirs: Any) -> None:
    """Whoever changed nothing takes the other's; each clash can be settled either way, and the same
    two changes clash the other way round too."""
    assert merged(base, mine, base) == (mine, ())
    assert merged(base, base, theirs) == (theirs, ())
    rows, clashes = merged(base, mine, theirs)
    assert {(c.row, c.column) for c in clashes} == {
        (c.row, c.column) for c in merged(base, theirs, mine)[1]
    }
    with_mine = settled(rows, clashes)
    for key in {*base, *mine, *theirs}:
        old, my = base.get(key), mine.get(key)
        if theirs.get(key) == old:
            assert with_mine.get(key) == my
        for column in "xy":
            cells = [(of.get(key) or {}).get(column) for of in (base, mine, with_mine)]
            if my is not None and key in theirs and cells[0] != cells[1]:
                assert cells[2] == cells[1]


@pytest.fixture
def small() -> Scenario:
    return load_scenario(INPUTS)[0]


@pytest.mark.parametrize("name", ["jiangyan", "qingshui", "puyang", "conflict"])
def test_settings_say_all_that_can_be_set(name: str) -> None:
    scenario = load_scenario(SCENARIOS / name)[0]
    again = with_settings(scenario, settings(scenario))
    for part in ("name", "date", "laws", "goals", "categories"):
        assert getattr(again, part) == getattr(scenario, part)
    assert set(again.decisions) == set(scenario.decisions)


def test_a_law_by_one_and_a_decision_by_the_other(small: Scenario) -> None:
    law = LawChoice("minimum_stay", {"months": 24}, Mode.HARD)
    pin = Decision("C2", DecisionAction.CATEGORY, category="developmental", reason="列入计划")
    mine = replace(small, laws=(*small.laws, law))
    theirs = replace(small, decisions=(pin,), date=dt.date(2026, 12, 1))
    rows, clashes = merged(settings(small), settings(mine), settings(theirs))
    both = with_settings(theirs, rows)
    assert not clashes
    assert law in both.laws
    assert (both.decisions, both.date) == ((pin,), dt.date(2026, 12, 1))


def test_one_limit_set_by_both_clashes_and_another_does_not(small: Scenario) -> None:
    def limits(**years: int) -> Scenario:
        laws = tuple(
            replace(law, parameters={"years": years}) if law.code == "tenure_limit" else law
            for law in small.laws
        )
        return replace(small, laws=laws)

    base = settings(limits(I=5, II=8))
    rows, clashes = merged(base, settings(limits(I=4, II=8)), settings(limits(I=5, II=7)))
    assert not clashes
    found = with_settings(small, rows)
    (law,) = (law for law in found.laws if law.code == "tenure_limit")
    assert law.parameters == {"years": {"I": 4, "II": 7}}
    _, clashes = merged(base, settings(limits(I=4, II=8)), settings(limits(I=3, II=8)))
    assert clashes == (Clash("laws.tenure_limit", "years/I", 5, 4, 3),)
