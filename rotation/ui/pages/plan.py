"""A plan: who moves and why, teams before and after, chains, findings, proof; planning anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from rotation.report.told import Told
from rotation.ui.kept import saved_changes
from rotation.ui.navigation import picked_part
from rotation.ui.opened import OpenedPlan, opened, opened_plan
from rotation.ui.parts import plan_bar
from rotation.ui.parts.fairness_tables import show_fairness
from rotation.ui.parts.plan_chains import show_chains
from rotation.ui.parts.plan_changes import changes_of, show_changes
from rotation.ui.parts.plan_figure import figure_of, show_figure
from rotation.ui.parts.plan_findings import show_findings
from rotation.ui.parts.plan_history import show_plan_history
from rotation.ui.parts.plan_moves import show_moves
from rotation.ui.parts.plan_proof import show_proof
from rotation.ui.parts.plan_structure import show_structure
from rotation.ui.parts.plan_summary import show_summary
from rotation.ui.parts.plan_teams import show_teams
from rotation.ui.parts.replan_bar import show_wishes
from rotation.ui.parts.seat_dialog import show_seat
from rotation.ui.parts.standing import say_older, say_unsaved
from rotation.ui.parts.why_dialog import show_why
from rotation.ui.words import say


def _of_told(show: Callable[[Told], None]) -> Callable[[OpenedPlan], None]:
    return lambda plan: show(plan.told)


VIEWS: Mapping[str, Callable[[OpenedPlan], None]] = {
    "moves": _of_told(show_moves),
    "teams": show_teams,
    "structure": _of_told(show_structure),
    "chains": _of_told(show_chains),
    "findings": _of_told(show_findings),
    "fairness": lambda plan: show_fairness(
        plan.told.scenario,
        plan.told.judged.plan,
        saved_changes(plan.entry.scenario_id, plan.entry.revision),
    ),
    "proof": _of_told(show_proof),
    "history": show_plan_history,
}


def draw() -> None:
    found = opened()
    plan = opened_plan(found)
    say_unsaved()
    left, right = st.columns([11, 9], vertical_alignment="bottom")
    with left:
        plan_bar.choose(plan)
    with right, st.container(horizontal=True):
        plan_bar.actions(plan)
    say_older(plan.entry.revision, found)
    show_summary(plan.entry, plan.told)
    show_wishes(plan, found)
    _view(plan)
    show_why(plan)
    show_seat(plan)


def _view(plan: OpenedPlan) -> None:
    """The part of the page that the URL names."""
    changed = changes_of(plan.told)
    figure = figure_of(plan)
    codes = [*(["figure"] if figure else []), *(["changes"] if changed else []), *VIEWS]
    words = {code: say(f"view.{code}") for code in codes}
    view = picked_part("view", words, f"view_{plan.entry.id}")
    if view == "figure" and figure is not None:
        show_figure(plan.told, *figure)
    elif view == "changes" and changed is not None:
        show_changes(plan.told, changed)
    else:
        VIEWS[view](plan)
