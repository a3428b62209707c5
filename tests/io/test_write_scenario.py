"""scenario.toml is written so that reading it gives the same; what was not edited stays."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rotation import load_scenario
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.roster import Roster
from rotation.domain.scenario import GoalChoice, LawChoice, Mode, Scenario
from rotation.errors import InvalidInput
from rotation.io.inputs import Inputs, write_inputs
from rotation.io.scenario_file import named_files, read_inputs
from rotation.io.toml_text import toml_key, toml_value
from rotation.io.write_roster import decisions_csv
from rotation.io.write_scenario import edited, scenario_toml
from tests.cli.small import write as write_small
from tests.io.samples import csv_files, sound, workbook_bytes
from tests.scenarios.tables import SCENARIOS

TEXTS = st.text(max_size=20)
KEYS = st.text(min_size=1, max_size=8)
PLAIN = (
    st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | TEXTS
    | st.dates()
    | st.times()
    | st.datetimes()
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


@given(KEYS, VALUES)
@example("年限", {"一 级": '引号"反斜\\线\x7f\r\n\t\x00'})
def test_a_value_reads_back_as_it_was_written(key: str, value: Any) -> None:
    assert tomllib.loads(f"{toml_key(key)} = {toml_value(value)}") == {key: value}


def test_sets_and_members_of_enums_are_written_as_what_they_stand_for() -> None:
    assert toml_value({Mode.WAIVABLE, Mode.HARD}) == '["hard", "waivable"]'
    assert toml_value(("a", 1, None.__class__ is None)) == '["a", 1, false]'


@pytest.mark.parametrize("value", [None, b"x", object()])
def test_what_toml_cannot_hold_is_an_error(value: object) -> None:
    with pytest.raises(TypeError):
        toml_value(value)


def test_half_a_character_is_an_error() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        toml_value("\ud800")


SETTINGS = st.dictionaries(KEYS, VALUES, max_size=3)


@given(
    name=TEXTS,
    date=st.dates(),
    laws=st.lists(st.tuples(KEYS, SETTINGS, st.sampled_from(Mode)), max_size=3),
    goals=st.lists(st.tuples(KEYS, st.integers(1, 99), st.integers(1, 9), SETTINGS), max_size=3),
    categories=st.dictionaries(KEYS, SETTINGS, max_size=3),
)
def test_a_scenario_file_says_what_the_scenario_says(
    name: str, date: dt.date, laws: Any, goals: Any, categories: Any
) -> None:
    laws = {code: (settings, mode) for code, settings, mode in laws}
    goals = {code: (tier, weight, settings) for code, tier, weight, settings in goals}
    scenario = Scenario(
        name,
        date,
        Roster((), (), ()),
        tuple(LawChoice(code, settings, mode) for code, (settings, mode) in laws.items()),
        tuple(GoalChoice(code, *rest) for code, rest in goals.items()),
        categories=categories,
    )
    found = tomllib.loads(scenario_toml(scenario, roster="名册.xlsx", decisions="d.csv"))
    assert found.pop("scenario") == {
        "name": name, "date": date, "roster": "名册.xlsx", "decisions": "d.csv",
    }  # fmt: skip
    assert found.pop("categories", {}) == categories
    modes = {Mode.HARD: {}, Mode.WAIVABLE: {"mode": "waivable"}}
    assert found.pop("laws", {}) == {
        code: settings | modes[mode] for code, (settings, mode) in laws.items()
    }
    assert found.pop("goals", {}) == {
        code: {"tier": tier, "weight": weight} | settings
        for code, (tier, weight, settings) in goals.items()
    }
    assert not found


@pytest.mark.parametrize("name", ["jiangyan", "puyang"])
def test_an_edited_scenario_keeps_its_roster_and_takes_the_edits(name: str, tmp_path: Path) -> None:
    inputs = read_inputs(SCENARIOS / name)
    before, _ = load_scenario(inputs)
    who = before.roster.cadres[0].cadre_id
    decision = Decision(who, DecisionAction.FORBID, "=先留任，\n“再议”", decided_by="干部处")
    after = replace(
        before,
        name="改名",
        laws=before.laws[1:],
        goals=(replace(before.goals[0], weight=7), *before.goals[1:]),
        categories={"protective": {"planned_years": 4}},
        decisions=(*before.decisions, decision),
        date=dt.date(2027, 1, 31),
    )
    changed = edited(inputs, before, after)
    assert changed.roster == inputs.roster
    names = named_files(changed.toml)
    write_inputs(tmp_path, changed, names)
    for read in (load_scenario(changed)[0], load_scenario(tmp_path)[0]):
        assert (read.name, read.date) == (after.name, after.date)
        assert (read.laws, read.goals) == (after.laws, after.goals)
        assert (read.categories, read.decisions) == (after.categories, after.decisions)
        assert read.roster == before.roster
        assert read.sha256 == changed.sha256


def test_decisions_taken_back_leave_none() -> None:
    inputs = read_inputs(SCENARIOS / "jiangyan")
    before, _ = load_scenario(inputs)
    assert before.decisions
    after, notices = load_scenario(edited(inputs, before, replace(before, decisions=())))
    assert after.decisions == ()
    assert not notices


def test_edits_that_touch_no_decision_leave_the_rosters_table_in_force() -> None:
    inputs = read_inputs(SCENARIOS / "jiangyan")
    before, _ = load_scenario(inputs)
    changed = edited(inputs, before, replace(before, name="改名"))
    assert changed.decisions is None
    assert load_scenario(changed)[0].decisions == before.decisions


def test_a_roster_beside_its_scenario_file_can_be_edited_and_written(tmp_path: Path) -> None:
    write_small(tmp_path / "given")
    inputs = read_inputs(tmp_path / "given")
    before, _ = load_scenario(inputs)
    pin = Decision("C1", DecisionAction.PIN, "谈话推荐", post_id="P4")
    changed = edited(inputs, before, replace(before, decisions=(pin,)))
    write_inputs(tmp_path / "out", changed, named_files(changed.toml))
    assert load_scenario(tmp_path / "out")[0].decisions == (pin,)


TOML = '[scenario]\nname = "甲"\ndate = 2026-11-30\nroster = "{roster}"\n'


def inputs_of(roster: str, extra: str = "") -> Inputs:
    return Inputs((TOML.format(roster=roster) + extra).encode(), csv_files(sound()), True)


@pytest.mark.parametrize(
    "roster", ["../roster", "/etc", "C:\\\\roster", "a/../../b", "\\\\\\\\x\\\\y"]
)
def test_bytes_that_were_handed_over_make_nothing_be_read_from_disk(roster: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_scenario(inputs_of(roster))
    assert [problem.code for problem in caught.value.problems] == ["outside_folder"]


def test_decisions_that_are_named_but_not_there_are_told() -> None:
    with pytest.raises(InvalidInput) as caught:
        load_scenario(inputs_of("roster", 'decisions = "决定.csv"\n'))
    (problem,) = caught.value.problems
    assert (problem.code, problem.column) == ("file_missing", "scenario.decisions")


def test_faults_of_decisions_in_a_file_of_their_own_are_told() -> None:
    pin = Decision("C9", DecisionAction.PIN, "谈话推荐", post_id="P3")
    inputs = replace(
        inputs_of("roster", 'decisions = "决定.csv"\n'), decisions=decisions_csv([pin])
    )
    with pytest.raises(InvalidInput) as caught:
        load_scenario(inputs)
    (problem,) = caught.value.problems
    assert (problem.table, problem.row, problem.column) == ("decisions", 2, "cadre_id")


def test_a_workbook_handed_over_is_read_under_any_name() -> None:
    inputs = Inputs(
        TOML.format(roster="roster.xlsx").encode(), {"名册.xlsx": workbook_bytes(sound())}, False
    )
    assert len(load_scenario(inputs)[0].roster.cadres) == 4
