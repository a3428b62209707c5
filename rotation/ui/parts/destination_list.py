"""Where a cadre could go, and which law closes the other posts."""

from __future__ import annotations

import streamlit as st

from rotation.domain.codes import table
from rotation.explain.destinations import Destination, Destinations, destinations
from rotation.ui import tables
from rotation.ui.draft import Draft
from rotation.ui.words import busy, join, language, plain, say
from rotation.wording.names import Names, rule_title


def destination_list(draft: Draft, cadre_id: str, names: Names) -> None:
    with busy("destinations"):
        found = destinations(draft.after, cadre_id)
    count = len(found.open)
    st.markdown(f"**{say('destination.open', count=count, all=len(found.posts))}**")
    besides = [table("action").word(kind, language()) for kind in found.besides]
    if besides:
        st.caption(say("destination.besides", kinds=join(besides)))
    st.caption(say("destination.about"))
    first, second, third = st.tabs(
        [say("destination.tab_open"), say("destination.tab_laws"), say("destination.tab_post")]
    )
    with first:
        _open(found, names)
    with second:
        _laws(found)
    with third:
        _one(draft, found, cadre_id, names)


def _open(found: Destinations, names: Names) -> None:
    if not found.open:
        st.info(say("destination.none"))
        return
    tables.show([_row(one, names) for one in found.open], say("destination.tab_open"), most=300)


def _row(one: Destination, names: Names) -> dict[str, str]:
    lang, post = language(), names.roster.post[one.post_id]
    grade = post.risk_grade
    holders = [c.cadre_id for c in names.roster.cadres if c.post_id == one.post_id]
    return {
        say("column.post"): names.post(one.post_id),
        say("destination.kind"): table("action").word(one.kind, lang),
        say("column.grade"): "" if grade is None else table("risk_grade").word(grade, lang),
        say("destination.holder"): join([names.cadre(i) for i in holders]) or say("vacant"),
    }


def _laws(found: Destinations) -> None:
    """By law, how many posts it closes."""
    if not found.barriers:
        st.info(say("destination.no_law"))
        return
    tables.show(
        [
            {
                say("column.law"): rule_title(barrier.law, language()),
                say("column.ruled_out"): len(barrier.ids),
                say("column.alone"): len(barrier.alone),
            }
            for barrier in found.barriers
        ],
        say("destination.tab_laws"),
        most=300,
    )


def _one(draft: Draft, found: Destinations, cadre_id: str, names: Names) -> None:
    """What stands against one post."""
    words = {one.post_id: names.choice(one.post_id) for one in found.posts}
    chosen = st.selectbox(
        say("column.post"),
        list(words),
        index=None,
        format_func=words.__getitem__,
        placeholder=say("destination.choose"),
        key=draft.key(cadre_id, "asked_post"),
    )
    if chosen is None:
        return
    laws = next(one.laws for one in found.posts if one.post_id == chosen)
    if not laws:
        st.success(say("destination.is_open"))
    for code in laws:
        st.markdown(f"- {plain(rule_title(code, language()))}")
