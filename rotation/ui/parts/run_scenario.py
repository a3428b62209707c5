"""What a run is about: its scenario, with what a plan made anew is given besides; the search that
belongs to it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from rotation.domain.scenario import Scenario
from rotation.errors import Outdated
from rotation.explain.document import explanation_of
from rotation.explain.infeasible import Explanation
from rotation.io.replan_request import planned_anew
from rotation.jobs.plan_anew import request_of
from rotation.jobs.ways_out import CONFLICT
from rotation.store import Run
from rotation.ui import address
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


_OF_PLAN_ANEW = ("plan", "strikes", "pins", "reason", "most")


def about(run: Run) -> Mapping[str, Any]:
    """What a run asks for besides its scenario: of a plan made anew its changes, else nothing."""
    return {key: run.parameters[key] for key in _OF_PLAN_ANEW if key in run.parameters}


def search_and_cause(runs: Sequence[Run]) -> tuple[Run | None, Run | None]:
    """The search that is to be shown, and the run that it is about; None for what there is not.

    runs: of one scenario, newest first. The URL may name either; without one the newest search
    counts.
    """
    named = next((run for run in runs if run.id == address.number("run")), None)
    searches = [run for run in runs if run.kind == CONFLICT]
    if named is None:
        return next(iter(searches), None), None
    if named.kind == CONFLICT:
        return named, None
    same = (
        run for run in searches if run.revision == named.revision and about(run) == about(named)
    )
    return next(same, None), named


def found_by(run: Run) -> Explanation | None:
    """What a search has found; None where it found nothing, or this version cannot read it.

    Raises InvalidInput, NotThere where its scenario is not taken any more.
    """
    if not run.result:
        return None
    try:
        return explanation_of(run.result, scenario_of(run))
    except (KeyError, ValueError):
        return None
