"""Which plans are compared, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rotation.compare.comparison import FEWEST, MOST, Comparison
from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.report.data import comparison_data
from rotation.report.of_comparison import Beside, comparison_report
from rotation.store import PlanEntry
from rotation.ui import address
from rotation.ui.kept import apart_from_fronts, plan_about, plan_titles, store
from rotation.ui.navigation import link
from rotation.ui.opened import told
from rotation.ui.parts.report_files import offer_data, offer_report
from rotation.ui.parts.standing import say_since
from rotation.ui.shell import author
from rotation.ui.since import leading, made_from, of_another, of_compared, revision_words
from rotation.ui.words import file_name, language, plain, say
from rotation.wording.comparisons import plan_word
from rotation.wording.proofs import proof_words
from rotation.wording.words import Words


def offered_plans(scenario_id: int) -> list[PlanEntry]:
    """The plans of the open scenario; with those of others, if they are asked for or in the URL."""
    own = list(store().plans(scenario_id))
    others = [
        entry
        for scenario in store().scenarios() if scenario.id != scenario_id
        for entry in store().plans(scenario.id) if entry.final
    ]  # fmt: skip
    given = any(entry.id in _given() for entry in others)
    if not others:
        return own
    asked = st.checkbox(
        say("compare.others", count=len(others)), value=given, key="compare_others",
        disabled=given, help=say("compare.others_help"),
    )  # fmt: skip
    return [*own, *others] if asked or given else own


def _given() -> list[int]:
    """The ids in the URL."""
    return [int(each) for each in (address.get("plans") or "").split(",") if each.isdecimal()]


def picked(entries: Sequence[PlanEntry], scenario: Scenario, scenario_id: int) -> list[PlanEntry]:
    """The plans in the URL, in their order; a field to pick others. Without any, the newest two."""
    known = {entry.id: entry for entry in entries}
    given = _given()
    wanted = [i for i in dict.fromkeys(given) if i in known][:MOST]
    apart = apart_from_fronts(entries, wanted)
    offered = apart if len(apart) >= FEWEST else entries
    wanted = wanted or [entry.id for entry in offered[:FEWEST]]
    words = plan_titles(offered, scenario, scenario_id)
    chosen = st.multiselect(
        say("compare.plans", fewest=FEWEST, most=MOST),
        list(words),
        default=wanted,
        format_func=words.__getitem__,
        max_selections=MOST,
        placeholder=say("compare.pick"),
        # The field keeps the words that it was drawn with, so new words make a new field.
        key=f"compared_{','.join(map(str, wanted))}_{hash(tuple(words.values()))}",
    )
    if chosen != wanted:
        address.put(plans=",".join(map(str, chosen)) or None)
        if len(chosen) >= FEWEST:
            st.rerun()
    if len(offered) < len(entries):
        st.caption(say("compare.points_apart", count=len(entries) - len(offered)))
    return [known[plan_id] for plan_id in chosen]


def show_plans(entries: Sequence[PlanEntry], compared: Comparison) -> None:
    """A card for each plan: what it is, whether it keeps the laws of the revision that it was made
    from, what is proven of it."""
    by = leading(entries)
    for place, column in enumerate(st.columns(len(entries))):
        entry, judged = entries[place], compared.plans[place]
        with column, st.container(border=True, height="stretch"):
            name = plain(judged.label)
            st.markdown(f"**{plain(plan_word(place, language()))}**　{name}")
            as_compared = made_from(entry) == made_from(by) and judged.plan.replan is None
            when_made = judged if as_compared else told(entry).judged
            broken = len(when_made.report.broken)
            key = "compare.broken" if broken else "compare.lawful"
            own = entry.status is Status.OPTIMAL  # of another order: when the plan was made
            proof = proof_words(Words(language()), judged, own=own)
            besides = (proof, plan_about(entry))
            st.caption(
                "　".join([say(key, count=broken), *(plain(each) for each in besides if each)])
            )
            if made_from(entry) != made_from(by):
                later = len(judged.report.broken)
                key = "compare.later_broken" if later else "compare.later_lawful"
                made, now = (
                    revision_words(store(), one, other, language())
                    for one, other in ((entry, by), (by, entry))
                )
                st.caption(say(key, made=made, now=now, count=later))
                whose = of_another(store(), entry, by, language())
                say_since(entry.scenario_id, entry.revision, compared.scenario, whose)
            with st.container(horizontal=True, vertical_alignment="center"):
                link("plan", say("compare.open"), scenario=entry.scenario_id, plan=entry.id)
                if entry.chosen:
                    st.markdown(say("compare.is_chosen"), help=plain(entry.note) or None)
                else:
                    _choose(entry)


def _choose(entry: PlanEntry) -> None:
    with st.popover(say("plan.choose"), disabled=not entry.final):
        note = st.text_input(say("plan.note"), max_chars=200, key=f"compare_note_{entry.id}")
        st.caption(say("plan.choose_about"))
        if st.button(say("plan.choose_yes"), type="primary", key=f"compare_choose_{entry.id}"):
            store().choose(entry.id, author=author(), note=str(note or "").strip())
            st.rerun()


def export(entries: Sequence[PlanEntry], compared: Comparison) -> None:
    notes = tuple(of_compared(store(), entries, compared, language()))
    beside = Beside(compared, language(), notes)
    name = file_name("comparison", compared.scenario)
    with st.popover(say("plan.export")):
        offer_report(lambda: comparison_report(beside), name, [entry.id for entry in entries])
        offer_data(lambda: comparison_data(compared), name)
