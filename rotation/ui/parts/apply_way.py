"""Applying a way out: what it changes once more, saving it as a new revision, and solving on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from rotation.domain.decision import Authority
from rotation.errors import Conflict, InvalidInput
from rotation.explain.repairs import Repair, Taken, apply, needs_authority
from rotation.explain.steps import Quota
from rotation.jobs import start
from rotation.store import Revision, Run
from rotation.ui.kept import store
from rotation.ui.navigation import go, link
from rotation.ui.opened import Opened
from rotation.ui.parts.order_form import USUAL_MINUTES
from rotation.ui.parts.run_scenario import about
from rotation.ui.parts.standing import say_workbook
from rotation.ui.shell import author
from rotation.ui.words import bare, busy, fault_words, language, plain, say

_ASKED = "way_asked"
_APPLIED = "way_applied"


@dataclass(frozen=True)
class Way:
    """A way out as it is shown. steps: each with what is to be said of how far it reaches."""

    number: int
    title: str
    repair: Repair
    steps: Sequence[tuple[Taken, Sequence[str]]]


def ask_to_apply(found: Opened, run: Run, way: Way, *, blocked: bool) -> None:
    """The button, and the window that it opens."""
    asked = (run.id, way.number)
    if st.button(
        say("way.apply", number=way.number),
        key=f"apply_{way.number}",
        type="primary",
        width="stretch",
        disabled=blocked,
    ):
        st.session_state[_ASKED] = asked
    if st.session_state.get(_ASKED) == asked and not blocked:
        _window(found, run, way)


def _close() -> None:
    st.session_state.pop(_ASKED, None)


def _window(found: Opened, run: Run, way: Way) -> None:
    @st.dialog(say("way.apply_title", title=way.title), width="large", on_dismiss=_close)
    def window() -> None:
        number = found.revision.number
        st.markdown(say("way.apply_about", now=number, new=number + 1))
        st.markdown("\n".join(_lines(way)))
        if any(isinstance(step, Quota) for step in way.repair.steps):
            st.caption(say("way.roster_changes", now=number))
            say_workbook(found.entry.id, number)
        note = st.text_input(
            say("save.note"), value=bare("way.note", title=way.title), max_chars=200, key="way_note"
        )
        authority = _authority() if needs_authority(found.scenario, way.repair) else None
        with st.container(horizontal=True):
            solve = st.button(say("way.apply_and_solve"), type="primary", key="apply_and_solve")
            keep = st.button(say("way.apply_only"), key="apply_only")
        if solve or keep:
            if authority is not None and not all(vars(authority).values()):
                st.error(say("decision.no_authority"))
                return
            _apply(found, run, way, authority, str(note or "").strip(), solve=solve)

    window()


def _authority() -> Authority:
    """Who grants the exemptions, when, in which document; what is not filled in is empty."""
    st.caption(say("way.authority"))
    by, on, document = st.columns(3)
    body = by.text_input(say("decision.body"), key="way_body")
    day = on.date_input(say("decision.on"), value=None, key="way_on")
    number = document.text_input(say("decision.document"), key="way_document")
    return Authority(str(body or "").strip(), day, str(number or "").strip())


def _lines(way: Way) -> list[str]:
    """Every change with its reach and the reason that is kept with it."""
    lang, lines = language(), []
    for taken, reach in way.steps:
        lines.append(f"- {plain(taken.step.text[lang])}")
        lines += [f"    - {plain(words)}" for words in reach]
        if taken.step.code == "waive":
            lines.append(f"    - {say('way.reason', reason=taken.reason[lang])}")
    return lines


def _apply(
    found: Opened, run: Run, way: Way, authority: Authority | None, note: str, *, solve: bool
) -> None:
    try:
        with busy("saving"):
            saved = store().save_edited(
                found.entry.id,
                based_on=run.revision,
                scenario=apply(found.scenario, way.repair, language(), authority),
                author=author(),
                note=note,
            )
    except (Conflict, InvalidInput) as fault:
        st.error(fault_words(fault))
        st.info(say("way.refused"))
        return
    _close()
    if solve:
        _solve(run, saved)
    st.session_state[_APPLIED] = (found.entry.id, saved.number)
    st.rerun()


def _solve(run: Run, saved: Revision) -> None:
    """Solve the new revision: for a plan, or for the plan that was to be made anew."""
    asked = dict(about(run))
    kind = "replan" if asked else "plan"
    parameters = asked | {"seconds": 60 * USUAL_MINUTES}
    try:
        started = start(store(), saved.scenario_id, saved.number, kind, parameters, author=author())
    except OSError:  # it is queued all the same, and the page that follows it tells
        go("solve", run=None)
    go("solve", run=started.id)


def say_applied(found: Opened) -> None:
    """That a way out was just applied, and where to go on."""
    if st.session_state.pop(_APPLIED, None) == (found.entry.id, found.revision.number):
        st.success(say("way.applied", number=found.revision.number))
        link("solve", say("to_solve"), run=None)
