"""Moving people of a plan by hand: each step is audited at once, and no solver is asked."""

from __future__ import annotations

import streamlit as st

from rotation.explain.by_hand import prepare
from rotation.ui import address
from rotation.ui.board.draw import show_board
from rotation.ui.opened import opened, opened_plan
from rotation.ui.parts import hand_keep, hand_verdict, plan_bar
from rotation.ui.parts.hand_destinations import pick, show_destinations
from rotation.ui.parts.standing import say_older, say_unsaved
from rotation.ui.steps import Steps, trial_of
from rotation.ui.words import busy, say


def draw() -> None:
    found = opened()
    plan = opened_plan(found)
    steps = Steps.of(plan)
    say_unsaved()
    with busy("judging"):
        trial = trial_of(plan, steps.each)
    left, right = st.columns([8, 9], vertical_alignment="bottom")
    with left:
        plan_bar.choose(plan)
    with right, st.container(horizontal=True):
        hand_keep.buttons(steps)
        hand_keep.take_on(plan, found, steps, trial)
    say_older(plan.entry.revision, found)
    if steps.unknown:
        st.warning(say("by_hand.unknown", count=steps.unknown))
    offers = pick(plan, steps, trial)
    show_board(plan, steps, trial, offers)
    hand_verdict.show_verdict(plan, steps, trial)
    if not offers:
        hand_verdict.show_changes(plan, steps, trial)
        prepare(plan.scenario)  # the page is drawn; whoever is lifted next is answered at once
        return
    left, right = st.columns([13, 8], gap="medium")
    with left:
        show_destinations(plan, steps, str(address.get("cadre")), offers)
    with right:
        hand_verdict.show_changes(plan, steps, trial)
