"""Why a plan treats a cadre as it does: who they are, the reasons, and what else it would cost."""

from __future__ import annotations

import streamlit as st

from rotation.domain.placement import placement
from rotation.domain.plan import Finding
from rotation.explain.wording import placement_words
from rotation.rules.categories import assess
from rotation.ui import address, wishes
from rotation.ui.kept import let_try_again
from rotation.ui.navigation import link
from rotation.ui.opened import OpenedPlan
from rotation.ui.parts.report_table import let_pick_again
from rotation.ui.parts.why_answer import show_answer
from rotation.ui.words import bare, join, language, plain, say
from rotation.wording.names import category_word
from rotation.wording.reasons import reasons

_FEW = 3
"""A finding that names no more cadres than this is one about them."""


def show_why(plan: OpenedPlan) -> None:
    """The question in the URL, as a window over the page; nothing where none is asked."""
    cadre_id = address.get("why")
    if cadre_id is None or cadre_id not in plan.scenario.roster.cadre:
        return
    title = say("why.title", name=plan.told.names.cadre(cadre_id))

    @st.dialog(title, width="large", on_dismiss=_close)
    def window() -> None:
        _person(plan, cadre_id)
        _treatment(plan, cadre_id)
        _wishes(plan, cadre_id)
        show_answer(plan, cadre_id)

    window()


def _close() -> None:
    address.put(why=None)
    let_pick_again()
    let_try_again()


def _person(plan: OpenedPlan, cadre_id: str) -> None:
    told, cadre = plan.told, plan.scenario.roster.cadre[cadre_id]
    tenure = told.tenure(cadre)
    parts = [
        told.sex(cadre),
        bare("person_card.age", age=told.age(cadre)),
        told.names.posts(cadre),
        *([bare("teams.served", tenure=tenure)] if tenure else []),
    ]
    st.caption(plain(join(parts)))


def _treatment(plan: OpenedPlan, cadre_id: str) -> None:
    """What the plan does, the category with its reasons, and what the audit says of it."""
    lang, told = language(), plan.told
    action = told.judged.plan.action_of[cadre_id]
    done = placement_words(plan.scenario, placement(action)).get(lang)
    st.markdown(f"### {say('why.plan_does', done=done)}")
    assessed = assess(plan.scenario)[cadre_id]
    category = category_word(assessed.category, lang)
    asked = say(f"strength.{assessed.strength}")
    st.markdown(f"**{say('why.category', category=category, strength=asked)}**")
    told_of_move = reasons(told.words, told.names, action)
    told_of_them = [reason.text.get(lang, reason.code) for reason in assessed.reasons]
    said = told_of_move or told_of_them
    st.markdown("\n".join(f"- {plain(words)}" for words in said))
    findings = [f for f in told.judged.report.findings if _about(f, cadre_id)]
    if findings:
        st.markdown(f"**{say('why.findings')}**")
        said = [finding.text.get(lang, finding.rule) for finding in findings]
        st.markdown("\n".join(f"- {plain(words)}" for words in said))


def _about(finding: Finding, cadre_id: str) -> bool:
    return cadre_id in finding.cadre_ids and len(finding.cadre_ids) <= _FEW


def _wishes(plan: OpenedPlan, cadre_id: str) -> None:
    """Strike the move out, or keep it, when the plan is made anew."""
    action = plan.told.judged.plan.action_of[cadre_id]
    with st.container(horizontal=True, vertical_alignment="center"):
        link("by_hand", say("page.by_hand"), plan=plan.entry.id, cadre=cadre_id, why=None)
        for key, can in (
            (wishes.STRIKES, wishes.can_strike(action)),
            (wishes.PINS, wishes.can_pin(action)),
        ):
            if not can:
                continue
            on = cadre_id in wishes.wished(key, plan.told)
            if st.button(
                say(f"why.{key}_{'off' if on else 'on'}"),
                help=say(f"why.{key}_help"),
                key=f"why_{key}",
            ):
                wishes.turn(key, cadre_id, plan.told)
                _close()
                st.rerun()
