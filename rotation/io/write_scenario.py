"""Writes scenario.toml: anew, or what was changed into the file that is there."""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rotation.domain.profile import Profile
from rotation.domain.scenario import Mode, Scenario
from rotation.errors import Defect
from rotation.io.edit_roster import changed_files
from rotation.io.edit_toml import Path, TomlText, table_lines, value_text
from rotation.io.inputs import Inputs, inside
from rotation.io.scenario_file import SECTIONS, named_files, read_settings
from rotation.io.scenario_table import DECISIONS_FILE
from rotation.io.write_roster import decisions_csv
from rotation.rules.called import path_called

_HEADING = "# 由规划程序按屏幕上的设置写成 / Written by the planner from the settings on screen"

Tables = dict[str, Mapping[str, object]]


def scenario_toml(scenario: Scenario, *, roster: str, decisions: str | None = None) -> str:
    """The text of a scenario.toml with this scenario's settings.

    roster, decisions: the files that it names. Parameters that are None are left out: their rules'
    defaults count. Raises TypeError, ValueError for parameters that TOML cannot hold.
    """
    files = {"roster": roster, "decisions": decisions}
    tables: list[tuple[Path, Mapping[str, object]]] = [(("scenario",), _head(scenario) | files)]
    for section, rules in _rules(scenario).items():
        tables += [((section, code), settings) for code, settings in rules.items()]
    if scenario.categories:
        tables.append((("categories",), scenario.categories))
    lines = [line for path, values in tables for line in (*table_lines(path, values), "")]
    return "\n".join([_HEADING, "", *lines])


def _head(scenario: Scenario) -> dict[str, object]:
    head: dict[str, object] = {"name": scenario.name, "date": scenario.date}
    return head if scenario.appraised is None else head | {"appraised": scenario.appraised}


def _rules(scenario: Scenario) -> dict[str, Tables]:
    """The settings by section and code, in their order; what is None is left out."""
    laws: Tables = {
        law.code: _given({**law.parameters, "mode": None if law.mode is Mode.HARD else law.mode})
        for law in scenario.laws
    }
    goals: Tables = {
        goal.code: _given({"tier": goal.tier, "weight": goal.weight, **goal.parameters})
        for goal in scenario.own_goals or scenario.goals
    }
    profiles: Tables = {each.code: _given(_profile(each)) for each in scenario.profiles}
    schemes: Tables = {code: dict(given) for code, given in scenario.schemes.items()}
    return {"laws": laws, "goals": goals, "profiles": profiles, "schemes": schemes}


def _given(settings: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in settings.items() if value is not None}


def _profile(profile: Profile) -> dict[str, object]:
    return {
        "name": profile.name,
        "purpose": profile.purpose,
        "order": profile.order,
        "weights": profile.weights or None,
        "focus": profile.focus or None,
        "rest": profile.rest.value,
    }


def edited(inputs: Inputs, before: Scenario, after: Scenario, notes: Sequence[str] = ()) -> Inputs:
    """The inputs of `before`, with what a planner changed on screen taken from `after`.

    That is name, date, laws, goals, categories, profiles, schemes, decisions, and the roster where
    it was changed too (see changed_files). What was not changed stays as it is, to the byte;
    changed decisions go to a file of their own, which counts instead of the roster's table. notes:
    lines of comment for scenario.toml. Raises InvalidInput, Defect where the text does not say it
    all.
    """
    named = named_files(inputs.toml)
    decisions, tables = inputs.decisions, inputs.roster
    if after.decisions != before.decisions:
        decisions = decisions_csv(after.decisions)
    if after.roster is not before.roster:
        elsewhere = inputs.decisions is None and decisions is not None
        tables = changed_files(tables, inputs.folder, before, after, decided_elsewhere=elsewhere)
    text = TomlText(inputs.toml.decode("utf-8-sig"), SECTIONS, path_called)
    text.comment([line for note in notes for line in note.splitlines()])
    _rename(text, replace(inputs, decisions=decisions), named, fresh=inputs.decisions is None)
    _change(text, before, after)
    mark = codecs.BOM_UTF8 if inputs.toml.startswith(codecs.BOM_UTF8) else b""
    toml = mark + str(text).encode()
    if _said(replace(read_settings(toml), roster=after.roster)) != _said(after):
        raise Defect("the edited scenario.toml does not say what it should")
    return replace(inputs, toml=toml, roster=tables, decisions=decisions)


def _rename(text: TomlText, inputs: Inputs, named: Mapping[str, str], *, fresh: bool) -> None:
    """Name the files so that all are in the scenario's folder, and no two are one. fresh: the
    decisions had no file of their own."""
    roster = named["roster"]
    if inputs.decisions is not None and (fresh or not inside(named["decisions"])):
        text.change(("scenario", "decisions"), None, DECISIONS_FILE)
        if inputs.folder and roster.strip("./") == "":
            roster = "roster"  # beside scenario.toml two files would be called decisions.csv
    if not inside(roster):
        roster = "roster" if inputs.folder else next(iter(inputs.roster))
    text.change(("scenario", "roster"), named["roster"], roster)


def _change(text: TomlText, before: Scenario, after: Scenario) -> None:
    text.change(("scenario",), _head(before), _head(after))
    old, new = _rules(before), _rules(after)
    for section, wanted in new.items():
        if value_text(old[section]) != value_text(wanted):
            for code in text.codes(section):
                text.change((section, code), old[section].get(code), wanted.get(code))
            text.arrange(section, wanted)
    text.change(("categories",), before.categories, after.categories)


def _said(scenario: Scenario) -> object:
    """All that scenario.toml says of the scenario, to be compared."""
    from rotation.rules.settings import with_defaults  # brings every rule along

    scenario, _ = with_defaults(replace(scenario, name=scenario.name.strip()))
    order = [list(rules) for rules in _rules(scenario).values()]
    return order, tomllib.loads(scenario_toml(scenario, roster=""))
