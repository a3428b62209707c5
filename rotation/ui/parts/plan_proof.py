"""How good a plan is proven to be, tier by tier, and what each goal comes to."""

from __future__ import annotations

import streamlit as st

from rotation.report.proof import SHOWN, goals, tiers
from rotation.report.told import Told
from rotation.ui.parts.report_table import show_marked
from rotation.ui.words import plain, say


def show_proof(told: Told) -> None:
    st.header(say("view.proof"))
    table = tiers(told).only(*SHOWN)
    if table.rows:
        st.caption(say("proof.about"))
        show_marked(table)
        st.caption(plain(table.note))
    else:
        st.info(plain(table.empty))
    st.header(say("proof.goals"))
    st.caption(say("proof.goals_about"))
    show_marked(goals(told))
