"""Who could have a post: best first, at which price, and who is kept out of it by which law."""

from __future__ import annotations

import streamlit as st

from rotation.ui import address
from rotation.ui.kept import let_try_again
from rotation.ui.navigation import link
from rotation.ui.opened import OpenedPlan
from rotation.ui.parts.why_answer import show_candidates
from rotation.ui.words import bare, join, plain, say


def show_seat(plan: OpenedPlan) -> None:
    """The question in the URL, as a window over the page; nothing where none is asked."""
    post_id = address.get("seat")
    if post_id is None or post_id not in plan.scenario.roster.post:
        return
    title = say("seat.title", post=plan.told.names.choice(post_id))

    @st.dialog(title, width="large", on_dismiss=_close)
    def window() -> None:
        _post(plan, post_id)
        link(
            "by_hand", say("seat.by_hand"), plan=plan.entry.id, post=post_id, cadre=None, seat=None
        )
        show_candidates(plan, post_id)

    window()


def _close() -> None:
    address.put(seat=None)
    let_try_again()


def _post(plan: OpenedPlan, post_id: str) -> None:
    """Who holds it today and then, and how many seats of it stay empty."""
    told, held = plan.told, {}
    for key, judged in (("now", plan.told.now), ("then", plan.told.judged)):
        ids = judged.plan.holders.get(post_id, ())
        held[key] = join([told.names.holder(i, post_id, judged.plan) for i in ids])
        held[key] = held[key] or bare("vacant")
    st.caption(plain(bare("seat.held", **held)))
