"""The scenario that is open: the one in the URL, on the first start the shipped one."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput, NotThere
from rotation.store import Revision, ScenarioEntry
from rotation.ui import address
from rotation.ui.kept import store
from rotation.ui.navigation import link
from rotation.ui.person import author
from rotation.ui.words import busy, fault_words, plain, say

FIRST_SCENARIO = "jiangyan"


@dataclass(frozen=True)
class Opened:
    """The newest revision of the scenario that is open, read."""

    entry: ScenarioEntry
    scenario: Scenario
    notices: tuple[Problem, ...]

    @property
    def revision(self) -> Revision:
        return self.entry.current


def entry() -> ScenarioEntry:
    """The scenario that is open. Where the URL's is gone, says so and ends the page."""
    wanted = address.number("scenario")
    if wanted is None:
        found = _first()
        address.put(scenario=found.id)
        return found
    try:
        return store().scenario(wanted)
    except NotThere as gone:
        st.warning(fault_words(gone))
        st.button(say("open_first"), on_click=lambda: address.put(scenario=None))
        st.stop()


def _first() -> ScenarioEntry:
    """The one worked on last; where there is none, the shipped one."""
    kept = store().scenarios()
    if kept:
        return kept[0]
    with busy("first_scenario"):
        return store().open_shipped(FIRST_SCENARIO, author=author())


def opened() -> Opened:
    """The scenario that is open, read. Where its input has faults, says so and ends the page."""
    found = entry()
    try:
        with busy("reading"):
            scenario, notices = store().load(found.id, found.current.number)
    except InvalidInput as fault:
        st.error(plain(say("fault.scenario", name=found.name, count=len(fault.problems))))
        link("scenario", say("to_problems"))
        st.stop()
    return Opened(found, scenario, notices)
