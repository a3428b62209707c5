"""Scenarios: which one is open, its faults, and how things stand before any plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.io.scenario_table import FILE
from rotation.store import ScenarioEntry
from rotation.ui.kept import overview, saved_changes, store
from rotation.ui.navigation import picked_part
from rotation.ui.opened import entry
from rotation.ui.parts import scenario_bar
from rotation.ui.parts.attention_list import show_attention
from rotation.ui.parts.bring_in import tell_replaced
from rotation.ui.parts.evidence import show_evidence
from rotation.ui.parts.fairness_tables import show_fairness
from rotation.ui.parts.glance import show_glance
from rotation.ui.parts.history import show_history
from rotation.ui.parts.mend_settings import mend_settings
from rotation.ui.parts.problems import show_problems
from rotation.ui.parts.quotas import show_quotas
from rotation.ui.parts.roster_editor import edit_roster
from rotation.ui.words import busy, plain, say


def draw() -> None:
    found = entry()
    scenario, problems = _read(found)
    scenario_bar.choose(found)
    with st.container(horizontal=True, vertical_alignment="center"):
        scenario_bar.actions(found, scenario)
    scenario_bar.saved(found)
    tell_replaced()
    if scenario is None:
        _faulty(found, problems)
    else:
        _sound(found, scenario, problems)


def _read(found: ScenarioEntry) -> tuple[Scenario | None, Sequence[Problem]]:
    """The scenario (None if it has errors) and what is to be said of its input."""
    with busy("reading"):
        try:
            return store().load(found.id, found.current.number)
        except InvalidInput as fault:
            return None, fault.problems


def _faulty(found: ScenarioEntry, problems: Sequence[Problem]) -> None:
    errors = sum(problem.severity == "error" for problem in problems)
    st.error(say("scenario.faulty", count=errors))
    in_settings = any(problem.table == FILE for problem in problems)
    titles = [say("tab.problems", count=len(problems)), say("tab.roster"), say("view.history")]
    tabs = st.tabs([*titles, plain(FILE)] if in_settings else titles)
    with tabs[0]:
        show_problems(problems)
    with tabs[1]:
        edit_roster(found, sound=False)
    with tabs[2]:
        show_history(found)
    if in_settings:
        with tabs[3]:
            mend_settings(found)


def _sound(found: ScenarioEntry, scenario: Scenario, notices: Sequence[Problem]) -> None:
    """Only the part that is looked at is drawn: all take a browser long."""
    with busy("overview"):
        seen = overview(scenario)
    parts: Mapping[str, Callable[[], None]] = {
        "glance": partial(show_glance, scenario, seen),
        "attention": partial(show_attention, scenario),
        "quotas": partial(show_quotas, seen.units),
        "evidence": partial(show_evidence, scenario),
        "fairness": lambda: show_fairness(
            scenario, changes=saved_changes(found.id, found.current.number)
        ),
        "roster": partial(edit_roster, found, sound=True),
        "problems": partial(show_problems, notices),
        "history": partial(show_history, found, scenario),
    }
    words = {
        "glance": say("tab.glance"),
        "attention": say("tab.attention", count=seen.pressing),
        "quotas": say("tab.quotas"),
        "evidence": say("tab.evidence"),
        "fairness": say("view.fairness"),
        "roster": say("tab.roster"),
        "problems": say("tab.problems", count=len(notices)),
        "history": say("view.history"),
    }
    if not (scenario.schemes or scenario.roster.evidence.given):
        del words["evidence"]
    parts[picked_part("part", words, f"scenario_part_{found.id}")]()
