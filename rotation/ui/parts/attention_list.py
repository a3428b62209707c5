"""The list of what needs attention before any plan."""

from __future__ import annotations

import streamlit as st

from rotation.domain.scenario import Scenario
from rotation.overview.attention import Attention, Concern
from rotation.ui import tables
from rotation.ui.kept import Overview
from rotation.ui.words import join, language, plain, say
from rotation.wording.names import Names


# A filter draws its own list anew, not the charts of the page.
@st.fragment
def show_attention(scenario: Scenario, found: Overview) -> None:
    if not found.attention:
        st.success(say("attention.none"))
        return
    st.caption(say("attention.about"))
    counts = found.concerns
    words = {c.value: say(f"concern.{c.value}") for c in Concern if counts[c.value]}
    for place, (code, word) in zip(st.columns(len(words)), words.items(), strict=True):
        place.metric(plain(word), counts[code])
    left, right = st.columns([2, 1])
    with left:
        wanted = tables.picked(say("attention.concern"), words, "concern")
    with right:
        typed = tables.searched("attention_search")
    names = Names(scenario, language())
    rows = [
        _row(names, item, words[item.concern.value])
        for item in found.attention
        if item.concern.value in wanted
    ]
    shown = [row for row in rows if tables.holds(row, typed)]
    if not shown:
        st.info(say("filter.nothing"))
        return
    st.caption(say("filter.count", shown=len(shown), count=len(found.attention)))
    tables.show(
        shown,
        say("tab.attention", count=len(shown)),
        widths={say("attention.why"): 460, say("attention.place"): "medium"},
    )


def _row(names: Names, item: Attention, concern: str) -> dict[str, str]:
    roster = names.roster
    held = [roster.cadre[i].post_id for i in item.cadre_ids]
    posts = item.post_ids or [post_id for post_id in held if post_id is not None]
    places = [names.post(post_id) for post_id in posts] or [
        roster.unit[unit_id].name for unit_id in item.unit_ids
    ]
    return {
        say("attention.concern"): concern,
        say("attention.who"): join([names.cadre(i) for i in item.cadre_ids]),
        say("attention.place"): join(list(dict.fromkeys(places))),
        say("attention.why"): item.text[language()],
    }
