"""What is open: the scenario in the URL, on the first start the shipped one; and the plan in the
URL, else the chosen one, else the newest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import streamlit as st

from rotation.compare.judged import Judged, at_present, judge
from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput, NotThere, Outdated
from rotation.report.told import Told
from rotation.store import PlanEntry, Revision, ScenarioEntry
from rotation.ui import address
from rotation.ui.kept import apart_from_fronts, plan_titles, store
from rotation.ui.navigation import Ended, link
from rotation.ui.parts.plan_delete import ask_to_delete
from rotation.ui.shell import author
from rotation.ui.since import of_older
from rotation.ui.words import busy, fault_words, language, plain, say

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
        raise Ended from gone


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
        st.error(say("fault.scenario", name=found.name, count=len(fault.problems)))
        raise Ended from fault
    return Opened(found, scenario, notices)


_PLANS_KEPT = 12
_PLANS_LISTED = 8


@dataclass(frozen=True)
class OpenedPlan:
    """A kept plan, judged for the scenario that it was made from. entries: all plans there are."""

    entry: PlanEntry
    told: Told
    entries: Sequence[PlanEntry]

    @property
    def scenario(self) -> Scenario:
        return self.told.scenario

    def photos(self, cadre_ids: Collection[str]) -> dict[str, bytes]:
        """The photos that cadres have by now, by cadre id."""
        cadre = self.scenario.roster.cadre
        return store().photos(self.entry.scenario_id, [cadre[i] for i in cadre_ids])


def opened_plan(found: Opened) -> OpenedPlan:
    """The plan that is open, judged. Where there is none, says so and ends the page."""
    entries = store().plans(found.entry.id)
    entry = _wanted(entries)
    if entry is None:
        st.info(say("plan.none_yet"))
        raise Ended
    try:
        with busy("judging"):
            return OpenedPlan(entry, told(entry), entries)
    except Outdated as fault:
        st.warning(fault_words(fault))
        _other_ways(found, entry, entries)
        raise Ended from fault


def _other_ways(found: Opened, entry: PlanEntry, entries: Sequence[PlanEntry]) -> None:
    """Away from a plan that cannot be read: solving, the other plans, deleting it."""
    link("solve", say("to_solve"))
    for other, title in list(plan_titles(entries, found.scenario).items())[:_PLANS_LISTED]:
        if other != entry.id:
            link("plan", plain(title), plan=other)
    ask_to_delete(entry, found.scenario)


def _wanted(entries: Sequence[PlanEntry]) -> PlanEntry | None:
    wanted = address.number("plan")
    if wanted is None:
        return usual_plan(entries)
    for entry in entries:
        if entry.id == wanted:
            return entry
    st.warning(fault_words(NotThere("no_plan")))
    st.button(say("plan.open_other"), on_click=lambda: address.put(plan=None))
    raise Ended


def usual_plan(entries: Sequence[PlanEntry]) -> PlanEntry | None:
    """The chosen plan, else the newest that is no point of a front, else the newest, else none."""
    chosen = (entry for entry in entries if entry.chosen)
    return next(iter([*chosen, *apart_from_fronts(entries, ()), *entries]), None)


def told(entry: PlanEntry) -> Told:
    """A kept plan with all that is found of it. Raises InvalidInput, NotThere, Outdated."""
    # A run that goes on may put a better plan, kept at another time, in the place of this one.
    scenario, judged, now = _judged((entry.id, entry.created))
    return Told(scenario, judged, now, language(), of_older(store(), entry, language()))


@st.cache_resource(max_entries=_PLANS_KEPT, show_spinner=False)
def _judged(which: tuple[int, dt.datetime]) -> tuple[Scenario, Judged, Judged]:
    plan, scenario = store().load_plan(which[0])
    return scenario, judge(scenario, plan, ""), at_present(scenario)
