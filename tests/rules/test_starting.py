"""The rules that a new scenario starts with."""

from __future__ import annotations

from dataclasses import replace

from rotation.rules import casework as case
from rotation.rules.registry import goals, laws
from rotation.rules.settings import parameter_problems, with_defaults
from rotation.rules.starting import STARTING_GOALS, STARTING_LAWS


def test_a_new_scenario_starts_with_rules_that_exist_and_need_no_notice() -> None:
    assert {choice.code for choice in STARTING_LAWS} <= set(laws())
    assert {choice.code for choice in STARTING_GOALS} <= set(goals())
    bare = case.scenario(posts=[case.post("P1")], cadres=[case.cadre("A", "P1")])
    scenario = replace(bare, laws=STARTING_LAWS, goals=STARTING_GOALS)
    assert parameter_problems(scenario) == []
    assert with_defaults(scenario) == (scenario, ())
