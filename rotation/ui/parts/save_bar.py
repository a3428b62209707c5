"""What was changed and is not saved yet, and how to save it or let it go."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from rotation.errors import Conflict, InvalidInput
from rotation.io.wording import describe
from rotation.ui import draft as drafts
from rotation.ui.draft import Draft
from rotation.ui.navigation import go, link
from rotation.ui.parts.draft_preview import preview
from rotation.ui.shell import author
from rotation.ui.words import bare, busy, fault_words, language, moment, plain, say

MOST_LISTED = 6
_SAID = "save_bar"


def save_bar(draft: Draft) -> None:
    """Drawn at the end of a run, when every field has been read, at the place that was kept."""
    _say_saved()
    if draft.outdated and draft.changed:
        newest = draft.entry.current
        told = say(
            "save.outdated",
            number=newest.number,
            who=newest.author,
            when=moment(newest.created),
            base=draft.base,
        )
        st.warning(told)
    found = draft.changes()
    if not found:
        st.caption(say("save.nothing", number=draft.base))
        return
    with st.container(border=True, gap="xsmall"):
        _list([text.get(language()) for text in found])
        problems = draft.problems()
        for problem in problems:
            st.error(plain(describe(problem, language())))
        if not problems:
            preview(draft)
        _buttons(draft, blocked=bool(problems))


def _list(said: list[str]) -> None:
    st.markdown(f"**{say('save.changes', count=len(said))}**")
    lines = "\n".join(f"- {plain(line)}" for line in said[:MOST_LISTED])
    st.markdown(lines)
    if len(said) > MOST_LISTED:
        with st.expander(say("save.more", count=len(said) - MOST_LISTED)):
            st.markdown("\n".join(f"- {plain(line)}" for line in said[MOST_LISTED:]))


def _buttons(draft: Draft, *, blocked: bool) -> None:
    note = st.text_input(say("save.note"), key=draft.key("note"), max_chars=200)
    with st.container(horizontal=True):
        if st.button(say("save.save"), type="primary", disabled=blocked, key=draft.key("save")):
            _save(draft, note, st.rerun)
        if st.button(say("save.and_solve"), disabled=blocked, key=draft.key("save_and_solve")):
            _save(draft, note, lambda: go("solve"))
        with st.popover(say("save.as"), disabled=blocked):
            name = st.text_input(
                say("save.name"),
                value=bare("save.copy", name=draft.after.name),
                key=draft.key("new_name"),
            )
            if st.button(say("save.as_confirm"), key=draft.key("save_as"), disabled=not name):
                _save_as(draft, str(name), note)
        if st.button(say("save.discard"), key=draft.key("discard")):
            drafts.discard()
            st.rerun()


def _save(draft: Draft, note: str, then: Callable[[], None]) -> None:
    try:
        with busy("saving"):
            drafts.save(draft, author(), note)
    except (Conflict, InvalidInput) as fault:
        _refused(fault)
        return
    st.session_state[_SAID] = say("save.saved")
    then()


def _save_as(draft: Draft, name: str, note: str) -> None:
    try:
        with busy("saving"):
            drafts.save_as(draft, name, author(), note)
    except InvalidInput as fault:
        _refused(fault)
        return
    st.session_state[_SAID] = bare("save.saved_as", name=name)
    st.rerun()


def _refused(fault: Conflict | InvalidInput) -> None:
    st.error(fault_words(fault))
    if isinstance(fault, InvalidInput):
        for problem in fault.problems[:MOST_LISTED]:
            st.error(plain(describe(problem, language())))
    else:
        st.info(say("save.advice"))


def _say_saved() -> None:
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(plain(said))
        link("solve", say("save.to_solve"))
