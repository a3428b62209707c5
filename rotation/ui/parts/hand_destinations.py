"""Whom to move by hand, and where to: what costs least first, what a law closes last."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from rotation.domain.codes import table
from rotation.explain.by_hand import Offer, Step, Trial
from rotation.ui import address, tables
from rotation.ui.navigation import link
from rotation.ui.opened import OpenedPlan
from rotation.ui.steps import Steps, offers_of
from rotation.ui.words import bare, busy, join, language, plain, say
from rotation.wording.names import rule_title
from rotation.wording.tier_changes import tier_changes

HEIGHT = 430
_WIDTHS = {
    "post": 225, "kind": 92, "displaced": 92, "gain_and_loss": 560, "law": 330,
}  # fmt: skip


def pick(plan: OpenedPlan, steps: Steps, trial: Trial) -> Sequence[Offer]:
    """Fields for who, and for where by its name; gives where they could go."""
    first, second, third, fourth = st.columns([9, 9, 3, 4], vertical_alignment="bottom")
    with first:
        cadre_id = _who(plan, trial)
    if cadre_id is None:
        _say_which_seat(plan)
        return ()
    with busy("destinations"):
        found = offers_of(plan, steps.each, cadre_id)
    with second:
        post_id = _where(plan, steps, cadre_id, found)
    third.button(
        say("by_hand.place"),
        type="primary",
        key="hand_place",
        disabled=post_id is None,
        width="stretch",
        on_click=lambda: steps.make(Step(cadre_id, post_id)),
    )
    fourth.button(
        say("by_hand.take_out"),
        help=say("by_hand.take_out_help"),
        key="hand_out",
        disabled=trial.plan.action_of[cadre_id].held_post_id is None,
        width="stretch",
        on_click=lambda: steps.make(Step(cadre_id, None)),
    )
    return found


def _who(plan: OpenedPlan, trial: Trial) -> str | None:
    """The cadre in the URL; a field to pick another, which is searched by typing."""
    names, actions = plan.told.names, trial.plan.action_of
    words = {
        i: bare("by_hand.who_where", name=names.cadre(i), post=names.post(actions[i].held_post_id))
        for i in plan.scenario.roster.cadre
    }
    wanted = address.get("cadre")
    key = f"hand_who_{plan.entry.id}_{hash(tuple(words.values()))}"
    st.session_state[key] = wanted if wanted in words else None  # the URL decides
    return st.selectbox(
        say("by_hand.who"),
        list(words),
        index=None,
        format_func=words.__getitem__,
        placeholder=say("by_hand.who_hint"),
        key=key,
        on_change=lambda: address.put(cadre=st.session_state[key]),
    )


def _say_which_seat(plan: OpenedPlan) -> None:
    """Which post the URL has picked, while nobody is picked for it."""
    post_id = address.get("post")
    if post_id in plan.scenario.roster.post:
        st.info(say("by_hand.seat", post=plan.told.names.post(post_id)))
        link("plan", say("seat.who"), plan=plan.entry.id, seat=post_id)


def _where(plan: OpenedPlan, steps: Steps, cadre_id: str, found: Sequence[Offer]) -> str | None:
    """The post in the URL, where they do not hold it; a field to pick another."""
    words = {offer.post_id: _destination(plan, offer) for offer in found}
    wanted = address.get("post")
    return st.selectbox(
        say("by_hand.where"),
        list(words),
        index=list(words).index(wanted) if wanted in words else None,
        format_func=words.__getitem__,
        placeholder=say("by_hand.where_hint"),
        key=f"hand_where_{cadre_id}_{wanted}_{language()}_{hash(steps.each)}",
    )


def show_destinations(
    plan: OpenedPlan, steps: Steps, cadre_id: str, found: Sequence[Offer]
) -> None:
    """Everywhere that somebody could go."""
    free = [offer for offer in found if not offer.laws]
    closed = [offer for offer in found if offer.laws]
    st.markdown(f"**{say('by_hand.open', count=len(free), all=len(found))}**")
    _offers(plan, steps, cadre_id, free, ("post", "kind", "displaced", "gain_and_loss"))
    st.caption(plain(plan.told.words.say("by_hand.offers_note")))
    if closed:
        with st.expander(say("by_hand.closed", count=len(closed))):
            _offers(plan, steps, cadre_id, closed, ("post", "kind", "displaced", "law"))


def _destination(plan: OpenedPlan, offer: Offer) -> str:
    post = plan.told.names.choice(offer.post_id)
    return bare("by_hand.against_law", post=post) if offer.laws else post


def _offers(
    plan: OpenedPlan, steps: Steps, cadre_id: str, found: Sequence[Offer], shown: Sequence[str]
) -> None:
    """Rows of which one may be picked: that is the step."""
    if not found:
        st.info(say("destination.none"))
        return
    key = f"offers_{shown[-1]}_{cadre_id}_{hash(steps.each)}"

    def pick() -> None:
        rows = st.session_state[key].selection.rows
        if rows and rows[0] < len(found):
            steps.make(Step(cadre_id, found[rows[0]].post_id))

    rows, name = [_row(plan, offer) for offer in found], plan.told.names.cadre(cadre_id)
    frame = pd.DataFrame([[row[column] for column in shown] for row in rows])
    frame.columns = pd.Index([say(f"column.{column}") for column in shown])
    tables.draw(
        frame,
        bare(f"by_hand.table_{'closed' if found[0].laws else 'open'}", name=name),
        most=HEIGHT,
        key=key,
        on_select=pick,
        selection_mode="single-row",
        column_config={
            say(f"column.{column}"): tables.column(width)
            for column, width in _WIDTHS.items()
            if column in shown
        },
    )
    st.caption(say("by_hand.pick_a_row"))


def _row(plan: OpenedPlan, offer: Offer) -> dict[str, str]:
    told, lang = plan.told, language()
    return {
        "post": told.names.post(offer.post_id),
        "kind": table("action").word(offer.kind, lang),
        "displaced": "" if offer.displaced is None else told.names.cadre(offer.displaced),
        "gain_and_loss": tier_changes(plan.scenario, told.words, offer.tiers),
        "law": join([rule_title(code, lang) for code in offer.laws]),
    }
