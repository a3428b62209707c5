"""The scenario that a run works on: its revision's, with what a plan made anew is given besides."""

from __future__ import annotations

import json

import streamlit as st

from rotation.domain.scenario import Scenario
from rotation.errors import Outdated
from rotation.io.replan_request import planned_anew
from rotation.jobs.plan_anew import request_of
from rotation.store import Run
from rotation.ui.kept import store

_KEPT = 8


def scenario_of(run: Run) -> Scenario:
    """Raises InvalidInput, NotThere."""
    if "plan" in run.parameters:
        asked = json.dumps(dict(run.parameters), sort_keys=True)
        return _anew(run.scenario_id, run.revision, asked)
    return store().load(run.scenario_id, run.revision)[0]


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _anew(scenario_id: int, revision: int, asked: str) -> Scenario:
    parameters = json.loads(asked)
    scenario, _ = store().load(scenario_id, revision)
    try:
        plan, made_from = store().load_plan(parameters["plan"])
    except Outdated:
        return scenario
    return planned_anew(scenario, request_of(plan, made_from, parameters))[0]
