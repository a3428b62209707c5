"""Rules and goals: what binds, what is striven for in which order, and with which parameters."""

from __future__ import annotations

import streamlit as st

from rotation.ui import draft as drafts
from rotation.ui.parts.basics import basics_set
from rotation.ui.parts.rule_lists import categories_set, goals_set, laws_set, move_if_asked
from rotation.ui.parts.save_bar import save_bar
from rotation.ui.words import plain, say


def draw() -> None:
    draft = drafts.current()
    st.caption(plain(say("scenario.of", name=draft.before.name)))
    bar = st.container()
    move_if_asked(draft)
    tabs = st.tabs(
        [
            say("tab.laws", count=len(draft.after.laws)),
            say("tab.goals", count=len(draft.after.goals)),
            say("tab.categories"),
            say("tab.basics"),
        ],
        key="rules_tabs",
    )
    with tabs[0]:
        laws = laws_set(draft)
    with tabs[1]:
        goals = goals_set(draft)
    with tabs[2]:
        categories = categories_set(draft)
    with tabs[3]:
        basics = basics_set(draft)
    redrawn = [goal.code for goal in goals] != [goal.code for goal in draft.after.goals]
    draft.put(laws=laws, goals=goals, categories=categories, **basics)
    if redrawn:  # a goal went into another list: its card is drawn there
        st.rerun()
    with bar:
        save_bar(draft)
