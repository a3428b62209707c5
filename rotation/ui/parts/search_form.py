"""Having conflicts looked for: when there is a reason to, for how long, and once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from rotation.domain.plan import Status
from rotation.jobs import start
from rotation.jobs.ways_out import CONFLICT
from rotation.store import Run
from rotation.ui import address
from rotation.ui.kept import store
from rotation.ui.opened import Opened
from rotation.ui.parts.order_form import minutes_asked
from rotation.ui.parts.run_scenario import about
from rotation.ui.shell import author
from rotation.ui.words import say, short_moment

USUAL_MINUTES = 5


def offer(found: Opened, cause: Run | None, runs: Sequence[Run]) -> None:
    """How the scenario stands as far as is known, and what to do next.

    cause: the run that there is to be a way out of. runs: of the scenario, newest first.
    """
    number = found.revision.number
    latest = cause or next((run for run in runs if run.revision == number), None)
    if latest is not None and latest.revision != number:
        st.info(say("way.cause_older", made=latest.revision, now=number))
        latest = None
    if latest is not None and latest.result.get("status") == Status.INFEASIBLE:
        key = "way.cause_anew" if about(latest) else "way.cause"
        st.warning(say(key, number=number, when=short_moment(latest.ended or latest.created)))
        _form(found, about(latest), "way.search")
    elif latest is not None and latest.under_way:
        st.info(say("way.solving", number=number))
    elif any(plan.revision == number for plan in store().plans(found.entry.id)):
        st.success(say("way.has_plan", number=number))
    else:
        key = "way.not_examined" if latest is None else "way.no_plan_yet"
        st.info(say(key, number=number))
        _form(found, {}, "way.examine")


def search_again(found: Opened, search: Run, *, aside: bool = False) -> None:
    """A form for the same question, asked of the newest revision. aside: folded away."""
    if not aside:
        _form(found, about(search), "way.search")
        return
    with st.expander(say("way.again")):
        _form(found, about(search), "way.search")


def _form(found: Opened, asked: Mapping[str, Any], words: str) -> None:
    """words: of the button."""
    left, right, _ = st.columns([4, 3, 4], vertical_alignment="bottom", gap="medium")
    with left:
        minutes = minutes_asked(USUAL_MINUTES, "way.minutes_help", "way_minutes")
    usual: Literal["primary", "secondary"] = "primary" if words == "way.search" else "secondary"
    if right.button(say(words), type=usual, key="search"):
        _start(found, {**asked, "seconds": 60 * minutes})


def _start(found: Opened, parameters: dict[str, Any]) -> None:
    """Queue the search and follow it; that no worker could be started, its panel tells."""
    entry = found.entry
    try:
        run = start(store(), entry.id, found.revision.number, CONFLICT, parameters, author=author())
    except OSError as fault:
        st.error(say("ask.no_worker", detail=fault.strerror or str(fault)))
        return
    address.put(run=run.id)
    st.rerun()
