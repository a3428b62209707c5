"""Making a plan anew with few changes: what is struck out and kept, the reason, the start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from rotation.domain.placement import placement
from rotation.errors import InvalidInput
from rotation.explain.pinned import pins_against_law
from rotation.explain.wording import placement_words
from rotation.io.replan_request import planned_anew
from rotation.io.wording import sentence
from rotation.jobs import start
from rotation.jobs.plan_anew import request_of
from rotation.ui import wishes
from rotation.ui.kept import store
from rotation.ui.navigation import go
from rotation.ui.opened import Opened, OpenedPlan
from rotation.ui.parts.order_form import USUAL_MINUTES
from rotation.ui.shell import author
from rotation.ui.words import language, plain, say


def show_wishes(plan: OpenedPlan, found: Opened) -> None:
    """Nothing where nothing is wished."""
    strikes = wishes.wished(wishes.STRIKES, plan.told)
    pins = wishes.wished(wishes.PINS, plan.told)
    if not strikes and not pins:
        return
    with st.container(border=True):
        st.header(say("anew.title"))
        for key, ids in ((wishes.STRIKES, strikes), (wishes.PINS, pins)):
            for cadre_id in ids:
                _wish(plan, key, cadre_id)
        say_against_law(found, wishes.pins_in_words(plan.told))
        _start(plan, found)


def _wish(plan: OpenedPlan, key: str, cadre_id: str) -> None:
    action = plan.told.judged.plan.action_of[cadre_id]
    done = placement_words(plan.scenario, placement(action)).get(language())
    left, right = st.columns([8, 1], vertical_alignment="center")
    name = plan.told.names.cadre(cadre_id)
    left.markdown(say(f"anew.{key}", name=name, done=done))
    right.button(
        say("anew.take_back"),
        key=f"{key}_{cadre_id}",
        type="tertiary",
        on_click=lambda: wishes.turn(key, cadre_id, plan.told),
    )


def _start(plan: OpenedPlan, found: Opened) -> None:
    reason = ask_for_reason("anew_reason")
    left, middle, right = st.columns([3, 2, 3], vertical_alignment="bottom")
    limited = left.checkbox(say("anew.limited"), key="anew_limited", help=say("anew.limited_help"))
    most = None
    if limited:
        with middle:
            most = st.number_input(say("anew.most"), 1, 9999, 10, key="anew_most")
    if right.button(say("anew.start"), type="primary", width="stretch", key="anew_start"):
        strikes, pins = wishes.strikes_in_words(plan.told), wishes.pins_in_words(plan.told)
        bound = {} if most is None else {"most": int(most)}
        queue(plan, found, reason, {"strikes": strikes, "pins": pins, **bound})


def say_against_law(found: Opened, pins: Sequence[str]) -> bool:
    """Which pins ("CADRE=POST") break which laws by themselves, so that there is no plan; gives
    whether there are any."""
    roster = found.scenario.roster
    each = [(who, post) for who, _, post in (pin.partition("=") for pin in pins)]
    known = [(who, post) for who, post in each if who in roster.cadre and post in roster.post]
    notices = pins_against_law(found.scenario, known)
    for notice in notices:
        st.warning(plain(sentence(notice, language())))
    return bool(notices)


def ask_for_reason(key: str) -> str:
    reason = st.text_input(
        say("anew.reason"), max_chars=200, key=key, placeholder=say("anew.reason_hint")
    )
    return str(reason or "").strip()


def queue(plan: OpenedPlan, found: Opened, reason: str, wished: Mapping[str, Any]) -> None:
    """Check what is asked for against the newest revision, then queue it and follow the run.
    wished: strikes, pins, most, as the run takes them."""
    if not reason:
        st.warning(say("anew.no_reason"))
        return
    about = {"plan": plan.entry.id, "reason": reason, "seconds": 60 * USUAL_MINUTES}
    asked = {**about, **wished}
    try:
        planned_anew(found.scenario, request_of(plan.told.judged.plan, plan.scenario, asked))
    except InvalidInput as fault:
        for problem in fault.problems:
            st.error(plain(sentence(problem, language())))
        return
    try:
        run = start(
            store(), found.entry.id, found.revision.number, "replan", asked, author=author()
        )
    except OSError as fault:
        st.error(say("ask.no_worker", detail=fault.strerror or str(fault)))
        return
    wishes.forget()
    go("solve", run=run.id)
