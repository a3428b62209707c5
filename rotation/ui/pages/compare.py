"""Two to five plans side by side, and the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from rotation.compare.comparison import FEWEST
from rotation.report.of_comparison import Beside
from rotation.ui.kept import Unlike, comparison_of, plan_title, store
from rotation.ui.navigation import Ended, picked_part
from rotation.ui.opened import opened
from rotation.ui.parts import compare_bar, compare_tables
from rotation.ui.parts.front_chart import show_front
from rotation.ui.parts.standing import say_older, say_unsaved
from rotation.ui.since import leading
from rotation.ui.words import busy, language, plain, say

VIEWS: Mapping[str, Callable[[Beside], None]] = {
    "figures": compare_tables.show_figures,
    "goals": compare_tables.show_goals,
    "pairs": compare_tables.show_pairs,
    "cadres": compare_tables.show_cadres,
    "posts": compare_tables.show_posts,
    "teams": compare_tables.show_teams,
}
FRONT = "front"


def draw() -> None:
    found = opened()
    entries = compare_bar.offered_plans(found.entry.id)
    if len(entries) < FEWEST:
        st.info(say("compare.too_few"))
        raise Ended
    say_unsaved()
    left, right = st.columns([11, 2], vertical_alignment="bottom")
    with left:
        chosen = compare_bar.picked(entries, found.scenario, found.entry.id)
    if len(chosen) < FEWEST:
        st.info(say("compare.pick_more", fewest=FEWEST))
        raise Ended
    try:
        with busy("comparing"):
            compared = comparison_of(store(), chosen, language())
    except Unlike as fault:
        other = next(entry for entry in chosen if entry.id == fault.plan_id)
        _say_unlike(plan_title(other, found.scenario), fault)
        raise Ended from fault
    with right:
        compare_bar.export(chosen, compared)
    beside = Beside(compared, language())
    by = leading(chosen)
    if by.scenario_id == found.entry.id:
        say_older(by.revision, found, "older_compared")
    compare_bar.show_plans(chosen, compared)
    compare_tables.show_verdict(beside)
    view = _view(len(chosen))
    if view == FRONT:
        show_front(beside, chosen)
    else:
        VIEWS[view](beside)


def _say_unlike(title: str, fault: Unlike) -> None:
    """That a plan cannot stand beside the others, and why."""
    said = say("compare.unlike", plan=title, number=fault.revision)
    lines = [f"- {plain(words.get(language()))}" for words in fault.why]
    st.warning("\n".join([said, *lines]))


def _view(plans: int) -> str:
    """The part of the page that the URL names; of two plans the pair is told above already."""
    codes = [code for code in (*VIEWS, FRONT) if code != "pairs" or plans > FEWEST]
    words = {code: say(f"side.{code}") for code in codes}
    return picked_part("side", words, f"side_{plans > FEWEST}")
