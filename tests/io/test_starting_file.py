"""The scenario.toml that a new scenario starts with."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from rotation.io.scenario_file import read_settings
from rotation.io.starting_file import starting_toml
from rotation.locales import LANGUAGES
from rotation.rules.registry import goals, laws
from rotation.rules.settings import parameter_problems
from rotation.rules.starting import STARTING_GOALS, STARTING_LAWS

DAY = dt.date(2026, 11, 30)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_sets_the_rules_that_a_scenario_starts_with(lang: str) -> None:
    said = read_settings(starting_toml("甲", DAY, lang).encode())
    assert (said.name, said.date) == ("甲", DAY)
    assert (said.laws, said.goals) == (STARTING_LAWS, STARTING_GOALS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_of_it_may_be_switched_on(lang: str) -> None:
    """A # is taken from before every table and every setting; their defaults change nothing."""
    toml = re.sub(r"^# (\[|[a-z_A-Z.0-9]+ = )", r"\1", starting_toml("甲", DAY, lang), flags=re.M)
    said = read_settings(toml.encode())
    off = {code for code, law in laws().items() if law.always_on or law.after_publishing}
    assert {law.code for law in said.laws} == laws().keys() - off
    assert {goal.code for goal in said.goals} == goals().keys()
    assert not parameter_problems(said)
