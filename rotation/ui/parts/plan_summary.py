"""What a plan comes to, in a row of figures and a few sentences."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rotation.domain.action import ActionKind
from rotation.domain.plan import Finding
from rotation.domain.profile import PlanProfile
from rotation.jobs.tries import tried_in
from rotation.report.people import staying
from rotation.report.places import empty_count
from rotation.report.told import Told
from rotation.store import PlanEntry
from rotation.ui.kept import plan_about
from rotation.ui.parts.vacancies import ask_for_a_seat
from rotation.ui.words import bare, language, plain, say
from rotation.wording.counts import counts_words
from rotation.wording.profiles import limit_title, profile_name
from rotation.wording.proofs import proof_words
from rotation.wording.settings import with_value_words

_WIDTHS = (10, 10, 10, 10, 10, 13)
"""Of the figures: the last has the longest name, which an enlarged page would cut."""


_BREACHES = 5
"""So many are told at the top; the others among the findings."""


def show_summary(entry: PlanEntry, told: Told) -> None:
    _remarks(entry, told)
    _figures(told)
    _worth(told)


def _remarks(entry: PlanEntry, told: Told) -> None:
    """What is particular of this plan: the one chosen, not final, by another order."""
    if entry.chosen:
        st.success(say("plan.is_chosen", note=entry.note or bare("plan.no_note")))
    if not entry.final:
        st.info(say("plan.not_final"))
    if told.scenario.profile is not None:
        _order(entry, told, told.scenario.profile)
    if tried := tried_in(entry.label):
        st.info(say("plan.tried", change=with_value_words(*tried, language())))


def _order(entry: PlanEntry, told: Told, profile: PlanProfile) -> None:
    """By which order of goals, and within which limits, the plan was made."""
    name, lang = profile_name(profile, language()), language()
    limits = [
        told.words.say("order.limit", title=limit_title(limit.code, lang), at_most=limit.at_most)
        for limit in profile.limits
    ]
    said = [bare("plan.by_order", name=name), plan_about(entry)]
    said += [told.words.say("order.limits", limits=told.words.join(limits))] if limits else []
    st.caption("　".join(plain(words) for words in said if words))


def _figures(told: Told) -> None:
    plan, (vacant, must_fill) = told.judged.plan, empty_count(told)
    shown = (
        ("moves", plan.adjusted),
        ("stay", plan.count[ActionKind.STAY]),
        ("pool", plan.count[ActionKind.POOL]),
        ("staying", len(staying(told).rows)),
        ("vacant", vacant),
        ("must_fill", must_fill),
    )
    for place, (key, value) in zip(st.columns(_WIDTHS), shown, strict=True):
        place.metric(say(f"figure.{key}"), value)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(counts_words(told.words, plan)), width="stretch")
        ask_for_a_seat(told)


def _worth(told: Told) -> None:
    """Whether it keeps the laws, and whether there is a better one."""
    broken = told.judged.report.broken
    left, right = st.columns(2)
    with left:
        if broken:
            _breaches(broken)
        else:
            approval = told.judged.report.price
            words = say("plan.approval", count=approval) if approval else say("plan.lawful")
            (st.warning if approval else st.success)(words)
    with right:
        (st.success if told.judged.proven else st.warning)(proof_words(told.words, told.judged))


def _breaches(broken: Sequence[Finding]) -> None:
    said = [finding.text.get(language(), finding.rule) for finding in broken[:_BREACHES]]
    lines = [say("plan.broken", count=len(broken)), *(f"- {plain(words)}" for words in said)]
    st.error("\n".join(lines))
