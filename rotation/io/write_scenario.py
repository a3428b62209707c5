"""Writes scenario.toml so that reading it gives the same settings again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rotation.domain.profile import Profile
from rotation.domain.scenario import Mode, Scenario
from rotation.io.edit_roster import changed_files
from rotation.io.inputs import Inputs, inside
from rotation.io.scenario_file import named_files
from rotation.io.scenario_table import DECISIONS_FILE
from rotation.io.toml_text import toml_key, toml_value
from rotation.io.write_roster import decisions_csv

_HEADING = "# 由规划程序按屏幕上的设置写成 / Written by the planner from the settings on screen"


def scenario_toml(
    scenario: Scenario, *, roster: str, decisions: str | None = None, notes: Sequence[str] = ()
) -> str:
    """The text of a scenario.toml with this scenario's settings.

    roster, decisions: the files that it names. notes: lines of comment at its head. Parameters that
    are None are left out: their rules' defaults count. Raises TypeError, ValueError for parameters
    that TOML cannot hold.
    """
    head: dict[str, object] = {"name": scenario.name, "date": scenario.date, "roster": roster}
    if decisions is not None:
        head["decisions"] = decisions
    comments = [f"# {line}" for note in notes for line in note.splitlines()]
    lines = [_HEADING, *comments, "", *_section("scenario", head)]
    for law in scenario.laws:
        mode = {} if law.mode is Mode.HARD else {"mode": law.mode}
        lines += _section(f"laws.{toml_key(law.code)}", {**law.parameters, **mode})
    for goal in scenario.own_goals or scenario.goals:
        place = {"tier": goal.tier, "weight": goal.weight}
        lines += _section(f"goals.{toml_key(goal.code)}", {**place, **goal.parameters})
    if scenario.categories:
        lines += _section("categories", scenario.categories)
    for profile in scenario.profiles:
        lines += _section(f"profiles.{toml_key(profile.code)}", _profile(profile))
    return "\n".join(lines)


def _profile(profile: Profile) -> dict[str, object]:
    return {
        "name": profile.name,
        "purpose": profile.purpose,
        "order": profile.order,
        "weights": profile.weights or None,
        "focus": profile.focus or None,
        "rest": profile.rest.value,
    }


def _section(name: str, values: Mapping[str, object]) -> Iterator[str]:
    yield f"[{name}]"
    for key, value in values.items():
        if value is not None:
            yield f"{toml_key(key)} = {toml_value(value)}"
    yield ""


def edited(inputs: Inputs, before: Scenario, after: Scenario, notes: Sequence[str] = ()) -> Inputs:
    """The inputs of `before`, with what a planner changed on screen taken from `after`.

    That is name, date, laws, goals, categories, decisions, and the roster where it was
    changed too (see changed_files). What was not changed stays as it is, to the byte; changed
    decisions go to a file of their own, which counts instead of the roster's table. notes: lines of
    comment for scenario.toml.
    """
    decisions = inputs.decisions
    if after.decisions != before.decisions:
        decisions = decisions_csv(after.decisions)
    named = None if decisions is None else DECISIONS_FILE
    roster = named_files(inputs.toml)["roster"]
    if decisions is not None and inputs.folder and roster.strip("./") == "":
        roster = "roster"  # beside scenario.toml two files would be called decisions.csv
    if not inside(roster):
        roster = "roster" if inputs.folder else next(iter(inputs.roster))
    files = inputs.roster
    if after.roster is not before.roster:
        files = changed_files(files, inputs.folder, before, after)
    text = scenario_toml(after, roster=roster, decisions=named, notes=notes)
    return replace(inputs, toml=text.encode(), roster=files, decisions=decisions)
