"""People: the category of each cadre and why, decisions on them, and where they could go."""

from __future__ import annotations

import streamlit as st

from rotation.overview.people import people
from rotation.ui import address
from rotation.ui import draft as drafts
from rotation.ui.navigation import link
from rotation.ui.parts.decision_form import decisions
from rotation.ui.parts.destination_list import destination_list
from rotation.ui.parts.evidence import open_scores
from rotation.ui.parts.people_table import count, filtered, pick
from rotation.ui.parts.person_card import person_card
from rotation.ui.parts.save_bar import save_bar
from rotation.ui.words import busy, language, say
from rotation.wording.names import Names


def draw() -> None:
    draft = drafts.current()
    st.caption(say("scenario.of", name=draft.before.name))
    save_bar(draft)
    with busy("people"):
        everybody = people(draft.after)
    names = Names(draft.after, language())
    shown = filtered(everybody)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        count(len(shown), len(everybody))
        if shown:
            pick(shown, names)
        else:
            st.info(say("filter.nothing"))
    chosen = next((p for p in everybody if p.cadre.cadre_id == address.get("cadre")), None)
    with right:
        if chosen is None:
            st.info(say("people.choose"))
            return
        person_card(chosen, names)
        open_scores(draft.after, chosen.cadre)
        link("by_hand", say("page.by_hand"))
        decisions(draft, chosen, names)
        destination_list(draft, chosen.cadre.cadre_id, names)
