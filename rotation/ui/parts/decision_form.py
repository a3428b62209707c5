"""Decisions on one cadre: those there are, and a form for another one, with its reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from rotation.domain.action import ActionKind
from rotation.domain.codes import table
from rotation.domain.decision import DOWN, Decision, DecisionAction
from rotation.explain.destinations import destinations
from rotation.io.check_decisions import contradict, wish_of
from rotation.locales import text
from rotation.overview.edits import decision_words
from rotation.overview.people import Person
from rotation.rules.base import WaivedBy
from rotation.rules.registry import active_laws
from rotation.rules.waivers import waiver_faults
from rotation.ui.draft import Draft
from rotation.ui.shell import author
from rotation.ui.words import bare, join, language, plain, say
from rotation.wording.names import Names, rule_title


def decisions(draft: Draft, person: Person, names: Names) -> None:
    _taken(draft, person)
    with st.expander(say("decision.new")):
        found = _form(draft, person, names)
    if found is not None:
        kept = tuple(d for d in draft.after.decisions if not _replaced(d, found))
        draft.put(decisions=(*kept, found), anew=True)
        st.rerun()


def _replaced(old: Decision, new: Decision) -> bool:
    """A new category or pin takes the place of the old one."""
    once = (DecisionAction.CATEGORY, DecisionAction.PIN)
    return old.cadre_id == new.cadre_id and old.action is new.action and new.action in once


def _taken(draft: Draft, person: Person) -> None:
    for place, decision in enumerate(person.decisions):
        left, right = st.columns([4, 1], vertical_alignment="center")
        words = decision_words(draft.after, decision).get(language())
        left.markdown(f"**{plain(words)}**")
        by = bare("decision.by", who=decision.decided_by or "", when=decision.decided_on or "")
        left.caption(say("decision.reason_given", reason=decision.reason, by=by.strip()))
        if decision.action is DecisionAction.PIN:
            _against(draft, decision)
        key = draft.key(decision.cadre_id, "undo", place)
        if right.button(say("decision.undo"), key=key):
            kept = tuple(d for d in draft.after.decisions if d is not decision)
            draft.put(decisions=kept, anew=True)
            st.rerun()


def _against(draft: Draft, pin: Decision) -> None:
    """Says so where a law forbids what is pinned, by itself and whatever else a plan does."""
    others = tuple(d for d in draft.after.decisions if d is not pin)
    found = destinations(replace(draft.after, decisions=others), pin.cadre_id)
    laws = next((one.laws for one in found.posts if one.post_id == pin.post_id), ())
    own = pin.post_id in (None, draft.after.roster.cadre[pin.cadre_id].post_id)
    if laws:
        titles = join([rule_title(code, language()) for code in laws])
        st.warning(say("decision.pin_against", titles=titles))
    elif own and ActionKind.STAY not in found.besides:
        st.warning(say("decision.stay_against"))


def _form(draft: Draft, person: Person, names: Names) -> Decision | None:
    """The fields; gives the decision when it is taken and makes sense."""
    cadre_id = person.cadre.cadre_id
    words = {a.value: plain(table("decision_action").word(a, language())) for a in _OFFERED}
    action = st.segmented_control(
        say("decision.action"),
        list(words),
        default=DecisionAction.CATEGORY.value,
        format_func=words.__getitem__,
        required=True,
        key=draft.key(cadre_id, "action"),
    )
    chosen = DecisionAction(action or DecisionAction.CATEGORY)
    st.caption(say(f"decision.about.{chosen.value}"))
    category = _category(draft, cadre_id) if chosen is DecisionAction.CATEGORY else None
    rule = _rule(draft, cadre_id) if chosen is DecisionAction.WAIVE else None
    post_id = _post(draft, person, names) if chosen in _WITH_POST else None
    reason = st.text_input(say("decision.reason"), key=draft.key(cadre_id, "reason"), max_chars=200)
    route = _route(draft, cadre_id) if chosen is DecisionAction.RELEASE else None
    decided_by, decided_on, document = _authority(draft, cadre_id, chosen)
    if not st.button(say("decision.take"), type="primary", key=draft.key(cadre_id, "take")):
        return None
    if not str(reason or "").strip():
        st.error(say("decision.no_reason"))
        return None
    found = Decision(
        cadre_id=cadre_id,
        action=chosen,
        reason=str(reason).strip(),
        post_id=post_id,
        category=category,
        rule=rule,
        decided_by=decided_by,
        decided_on=decided_on,
        document=document,
        route=route,
    )
    if chosen in DOWN and not found.authorised:
        st.error(say("decision.no_authority"))
        return None
    for code, _ in waiver_faults(draft.after, found):
        st.error(plain(text(f"problem.{code}", language())))
        return None
    return found if _agrees(draft, person, found) else None


_OFFERED = (
    DecisionAction.CATEGORY,
    DecisionAction.PIN,
    DecisionAction.FORBID,
    DecisionAction.RELEASE,
    DecisionAction.STEP_DOWN,
    DecisionAction.REVERSE_POSTING,
    DecisionAction.WAIVE,
)
_WITH_POST = (
    DecisionAction.PIN,
    DecisionAction.FORBID,
    DecisionAction.STEP_DOWN,
    DecisionAction.REVERSE_POSTING,
    DecisionAction.WAIVE,
)


def _authority(
    draft: Draft, cadre_id: str, action: DecisionAction
) -> tuple[str | None, dt.date | None, str | None]:
    """Who decided, when, in which document: the planner, today, unless somebody goes down or is
    exempt from a law."""
    if action not in (*DOWN, DecisionAction.WAIVE):
        return author(), dt.date.today(), None
    waives = action is DecisionAction.WAIVE
    by, on, document = st.columns(3)
    body = by.text_input(
        say("decision.body"), author() if waives else "", key=draft.key(cadre_id, "body")
    )
    day = on.date_input(
        say("decision.on"),
        value=dt.date.today() if waives else None,
        key=draft.key(cadre_id, "on"),
    )
    number = document.text_input(say("decision.document"), key=draft.key(cadre_id, "document"))
    return str(body or "").strip() or None, day, str(number or "").strip() or None


def _route(draft: Draft, cadre_id: str) -> str:
    routes = table("route")
    words = {code: plain(routes.word(code, language())) for code in routes.entries}
    found = st.segmented_control(
        say("decision.route"),
        list(words),
        default="rank",
        format_func=words.__getitem__,
        required=True,
        key=draft.key(cadre_id, "route"),
    )
    return str(found)


def _category(draft: Draft, cadre_id: str) -> str:
    codes = table("transfer_category")
    words = {code: codes.word(code, language()) for code in codes.entries}
    found = st.selectbox(
        say("decision.category"),
        list(words),
        format_func=words.__getitem__,
        key=draft.key(cadre_id, "category"),
    )
    return str(found)


def _rule(draft: Draft, cadre_id: str) -> str:
    words = {
        law.code: law.words.title.get(language())
        for law in active_laws(draft.after)
        if law.code != "planner_decisions"
        and law.waiver_of(draft.after, cadre_id, None) is not WaivedBy.NOBODY
    }
    found = st.selectbox(
        say("decision.rule"),
        list(words),
        format_func=words.__getitem__,
        key=draft.key(cadre_id, "rule"),
    )
    return str(found)


def _post(draft: Draft, person: Person, names: Names) -> str | None:
    """A post, or none: the own one, or all of them, as the caption says."""
    own = person.cadre.post_id
    posts = [post.post_id for post in draft.after.roster.posts]
    words = {"": say("decision.any_post")} | {
        post_id: names.choice(post_id) + (say("decision.own") if post_id == own else "")
        for post_id in posts
    }
    found = st.selectbox(
        say("column.post"),
        list(words),
        format_func=words.__getitem__,
        key=draft.key(person.cadre.cadre_id, "post"),
    )
    return str(found) if found else None


def _agrees(draft: Draft, person: Person, new: Decision) -> bool:
    """Says so where a decision contradicts another one of the same cadre."""
    roster = draft.after.roster
    for old in person.decisions:
        if not _replaced(old, new) and contradict(wish_of(new, roster), wish_of(old, roster)):
            words = decision_words(draft.after, old).get(language())
            st.error(say("decision.contradicts", decision=words))
            return False
    return True
