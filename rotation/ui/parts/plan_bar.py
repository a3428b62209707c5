"""Which plan is open, and what can be done with it."""

from __future__ import annotations

import streamlit as st

from rotation.report.data import plan_data
from rotation.report.meeting import adjusted
from rotation.report.of_plan import plan_report
from rotation.ui import address
from rotation.ui.kept import annexes_of, apart_from_fronts, plan_name, plan_titles, store
from rotation.ui.opened import OpenedPlan
from rotation.ui.parts.plan_delete import ask_to_delete
from rotation.ui.parts.report_files import (
    offer_data,
    offer_forms,
    offer_meeting,
    offer_memo,
    offer_plan_file,
    offer_report,
)
from rotation.ui.shell import author
from rotation.ui.words import file_name, language, say

MOST_NAME = 40


def choose(opened: OpenedPlan) -> None:
    listed = apart_from_fronts(opened.entries, [opened.entry.id])
    words = plan_titles(listed, opened.scenario)
    chosen = st.selectbox(
        say("column.then"),
        list(words),
        index=list(words).index(opened.entry.id),
        format_func=words.__getitem__,
        # The field keeps the words that it was drawn with, so new words make a new field.
        key=f"plan_{opened.entry.id}_{hash(tuple(words.values()))}",
    )
    if chosen is not None and chosen != opened.entry.id:
        address.put(plan=chosen)
        st.rerun()


def actions(opened: OpenedPlan) -> None:
    """Choose it, give it a name, take it along, delete it."""
    with st.popover(say("plan.export")):
        _export(opened)
    with st.popover(say("plan.unchoose" if opened.entry.chosen else "plan.choose")):
        _choice(opened)
    with st.popover(say("plan.more")):
        _name(opened)
        st.divider()
        ask_to_delete(opened.entry, opened.scenario)


def _export(opened: OpenedPlan) -> None:
    told = opened.told
    title = plan_name(opened.entry, told.scenario, language())
    photos = opened.photos([action.cadre_id for action in adjusted(told)])
    annexes = annexes_of(opened.entry.scenario_id, told)
    body = offer_meeting(told, photos, file_name("meeting", told.scenario, title), annexes)
    name = file_name("plan", told.scenario, title)
    offer_memo(told, name, body, annexes)
    offer_forms(told, photos, file_name("forms", told.scenario, title))
    st.caption(say("export.about_record"))
    offer_report(lambda: plan_report(told), name, [opened.entry.id])
    offer_plan_file(told, name)
    offer_data(lambda: plan_data(told.judged), name)


def _choice(opened: OpenedPlan) -> None:
    entry = opened.entry
    if entry.chosen:
        st.write(say("plan.chosen_for", note=entry.note or say("plan.no_note")))
        if st.button(say("plan.unchoose"), key="unchoose"):
            store().unchoose(entry.id, author=author())
            st.rerun()
        return
    note = st.text_input(say("plan.note"), max_chars=200, key=f"note_{entry.id}")
    st.caption(say("plan.choose_about"))
    if st.button(say("plan.choose_yes"), type="primary", key="choose", disabled=not entry.final):
        store().choose(entry.id, author=author(), note=str(note or "").strip())
        st.rerun()


def _name(opened: OpenedPlan) -> None:
    entry = opened.entry
    name = st.text_input(
        say("plan.name"),
        value=plan_name(entry, opened.scenario, language()),
        max_chars=MOST_NAME,
        key=f"name_{entry.id}",
    )
    if st.button(say("plan.rename"), key="rename") and str(name or "").strip():
        store().label_plan(entry.id, str(name).strip(), author=author())
        st.rerun()
