"""Rules and goals: what binds, what is striven for in which order, and with which parameters."""

from __future__ import annotations

import streamlit as st

from rotation.ui import draft as drafts
from rotation.ui.draft import Draft
from rotation.ui.ladder.draw import show_ladder
from rotation.ui.navigation import picked_part
from rotation.ui.parts.basics import basics_set
from rotation.ui.parts.rule_lists import categories_set, goals_set, laws_set
from rotation.ui.parts.save_bar import save_bar
from rotation.ui.words import say

PARTS = ("laws", "goals", "categories", "basics")


def draw() -> None:
    draft = drafts.current()
    st.caption(say("scenario.of", name=draft.before.name))
    above = st.container()
    part = _part(draft)
    if part == "goals":
        st.caption(say("rule.tiers_about"))
        show_ladder(draft)
    # Below the ladder, which must not be pushed away under the pointer by what is told of a drop.
    bar = st.container() if part == "goals" else above
    redrawn = _set(draft, part)
    if redrawn:  # a goal went into another list: its card is drawn there
        st.rerun()
    with bar:
        save_bar(draft)


def _part(draft: Draft) -> str:
    """The part of the page that the URL names. Only this one is drawn: all take a browser long."""
    counts = {"laws": len(draft.after.laws), "goals": len(draft.after.goals)}
    words = {part: say(f"tab.{part}", count=counts.get(part, 0)) for part in PARTS}
    return picked_part("part", words, "rules_part")


def _set(draft: Draft, part: str) -> bool:
    """Draw the part and take over what is set in it; gives whether a goal changed its place."""
    match part:
        case "goals":
            before = [goal.code for goal in draft.after.goals]
            found = goals_set(draft)
            draft.put(goals=found)
            return [goal.code for goal in found] != before
        case "categories":
            draft.put(categories=categories_set(draft))
        case "basics":
            draft.put(**basics_set(draft))
        case _:
            draft.put(laws=laws_set(draft))
    return False
