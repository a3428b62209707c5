"""Kept plans side by side, all held against one state of their scenario."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from rotation.compare.comparison import Comparison, compare_plans
from rotation.compare.fitted import fitted
from rotation.errors import RotationError
from rotation.store import PlanEntry, Store
from rotation.ui.plan_title import plan_name

_KEPT = 8


class Unlike(RotationError):  # noqa: N818 - what was found, as its siblings are named
    """A plan is of another roster than the others: its id."""

    def __init__(self, plan_id: int) -> None:
        self.plan_id = plan_id
        super().__init__(str(plan_id))


def comparison_of(kept: Store, entries: Sequence[PlanEntry], lang: str) -> Comparison:
    """The plans, compared for the newest revision that one of them was made from.

    Raises Unlike, InvalidInput, NotThere, Outdated.
    """
    found = _compared(tuple((entry.id, entry.created) for entry in entries), kept)
    named = (
        replace(judged, label=plan_name(entry, found.scenario, lang))
        for judged, entry in zip(found.plans, entries, strict=True)
    )
    return replace(found, plans=tuple(named))


@st.cache_resource(max_entries=_KEPT, show_spinner=False, hash_funcs={Store: id})
def _compared(which: tuple[tuple[int, dt.datetime], ...], kept: Store) -> Comparison:
    entries = [kept.plan(plan_id) for plan_id, _ in which]
    newest = max(entries, key=lambda entry: entry.revision)
    scenario, _ = kept.load(newest.scenario_id, newest.revision)
    plans = []
    for entry in entries:
        plan = fitted(scenario, kept.load_plan(entry.id)[0])
        if plan is None or entry.scenario_id != newest.scenario_id:
            raise Unlike(entry.id)
        plans.append(plan)
    return compare_plans(scenario, plans)
