"""What is to be solved: one plan, several, the trade-off of two goals, other values of a rule."""

from __future__ import annotations

from typing import Any

import streamlit as st

from rotation.domain.scenario import Scenario
from rotation.jobs import start
from rotation.jobs.tries import SENSITIVITY
from rotation.locales import text
from rotation.options.options import COUNT
from rotation.store import Run
from rotation.ui import address
from rotation.ui.kept import store
from rotation.ui.opened import Opened
from rotation.ui.parts.values_asked import values_asked
from rotation.ui.shell import author
from rotation.ui.words import language, plain, say
from rotation.wording.names import rule_title

KINDS = ("plan", "options", "front", SENSITIVITY)
MINUTES = (1, 5, 10, 30, 60)
USUAL_MINUTES = 10
MOST_OPTIONS = 8
FIRST_GOALS = ("few_moves", "planned_moves")
"""What a front usually is about, where the scenario has both."""


def ask(found: Opened) -> Run | None:
    """Draw the form; gives the run that was just asked for."""
    kinds = {code: plain(text(f"run.kind.{code}", language())) for code in KINDS}
    setting = address.get("setting")
    with st.container(border=True):
        kind = st.radio(
            say("ask.kind"),
            KINDS,
            format_func=kinds.__getitem__,
            captions=[say(f"ask.{code}_about") for code in KINDS],
            index=KINDS.index(SENSITIVITY if setting else _usual(found)),
            key=f"order_kind_{setting}" if setting else "order_kind",
        )
        parameters = _parameters(kind or KINDS[0], found.scenario)
        help_key = "ask.minutes_each" if kind == SENSITIVITY else "ask.minutes_help"
        minutes = minutes_asked(USUAL_MINUTES, help_key, "order_minutes")
        clicked = st.button(
            say("ask.start"), type="primary", width="stretch", disabled=parameters is None
        )
    if not clicked or parameters is None:
        return None
    parameters["seconds"] = 60 * minutes
    return started(found.entry.id, found.revision.number, kind or KINDS[0], parameters)


def _usual(found: Opened) -> str:
    """One plan; where there is one already, others beside it."""
    plans = store().plans(found.entry.id)
    return "options" if any(plan.revision == found.revision.number for plan in plans) else "plan"


def minutes_asked(usual: int, more: str, key: str) -> int:
    """A field for how long a run may take, in minutes. more: the help's key."""
    spans = {count: say("ask.minutes_of", count=count) for count in MINUTES}
    return st.select_slider(
        say("ask.minutes"),
        MINUTES,
        value=usual,
        format_func=spans.__getitem__,
        help=say(more),
        key=key,
    )


def _parameters(kind: str, scenario: Scenario) -> dict[str, Any] | None:
    """What the kind asks for besides the time; None where it cannot be asked for."""
    if kind == "options":
        count = st.slider(say("ask.count"), 1, MOST_OPTIONS, COUNT, key="order_count")
        return {"count": count}
    if kind == "front":
        return _goals_of_front(scenario)
    return values_asked(scenario) if kind == SENSITIVITY else {}


def _goals_of_front(scenario: Scenario) -> dict[str, Any] | None:
    titles = {goal.code: rule_title(goal.code, language()) for goal in scenario.goals}
    codes = list(titles)
    if len(codes) < 2:
        st.info(say("ask.too_few_goals"))
        return None
    usual = [code for code in FIRST_GOALS if code in codes]
    usual += [code for code in codes if code not in usual]
    chosen = [
        st.selectbox(
            say(f"ask.{which}_goal"),
            codes,
            index=codes.index(usual[place]),
            format_func=titles.__getitem__,
            key=f"order_{which}_goal",
        )
        for place, which in enumerate(("first", "second"))
    ]
    if chosen[0] == chosen[1]:
        st.warning(say("ask.same_goal"))
        return None
    return {"goals": chosen}


def started(scenario_id: int, revision: int, kind: str, parameters: dict[str, Any]) -> Run | None:
    """Queue it; if no worker can be started, it is said so and the run waits."""
    try:
        return start(store(), scenario_id, revision, kind, parameters, author=author())
    except OSError as fault:
        st.error(say("ask.no_worker", detail=fault.strerror or str(fault)))
        return None
