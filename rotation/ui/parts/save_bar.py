"""What was changed and is not saved yet, and how to save it or let it go."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from rotation.errors import Conflict, InvalidInput
from rotation.io.wording import describe
from rotation.overview.edits import edits
from rotation.overview.merging import Rows, settled
from rotation.ui import draft as drafts
from rotation.ui.draft import Draft
from rotation.ui.navigation import go
from rotation.ui.parts.clashes import settle
from rotation.ui.parts.draft_preview import preview
from rotation.ui.shell import author
from rotation.ui.words import bare, busy, fault_words, language, moment, plain, say

MOST_LISTED = 6
_SAID = "save_bar"


def save_bar(draft: Draft) -> None:
    """Drawn at the end of a run, when every field has been read, at the place that was kept."""
    _say_saved()
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
        rows = _merge(draft) if draft.outdated else None
        _buttons(draft, rows, blocked=bool(problems) or (draft.outdated and rows is None))


def _merge(draft: Draft) -> Rows | None:
    """What somebody else saved since, and what of it clashes with what is changed here; gives both
    changes in one, None while it is not settled which of two is to hold."""
    newest = draft.entry.current
    when = moment(newest.created)
    told = say("save.outdated", number=newest.number, who=newest.author, when=when, base=draft.base)
    st.warning(told)
    try:
        rows, clashes = draft.merge()
        theirs = edits(draft.before, draft.newest())
    except InvalidInput:
        st.info(say("save.advice"))
        return None
    _list([text.get(language()) for text in theirs], "save.theirs")
    mine = settle(
        clashes,
        newest.author,
        bare("save.clash", number=draft.base),
        draft.words_of,
        draft.key("clashes", newest.number),
    )
    return None if mine is None else settled(rows, mine)


def _list(said: list[str], key: str = "save.changes") -> None:
    st.markdown(f"**{say(key, count=len(said))}**")
    lines = "\n".join(f"- {plain(line)}" for line in said[:MOST_LISTED])
    st.markdown(lines)
    if len(said) > MOST_LISTED:
        with st.expander(say("save.more", count=len(said) - MOST_LISTED)):
            st.markdown("\n".join(f"- {plain(line)}" for line in said[MOST_LISTED:]))


def _buttons(draft: Draft, rows: Rows | None, *, blocked: bool) -> None:
    note = st.text_input(say("save.note"), key=draft.key("note"), max_chars=200)
    with st.container(horizontal=True):
        words = say("save.merge" if draft.outdated else "save.save")
        if st.button(words, type="primary", disabled=blocked, key=draft.key("save")):
            _save(draft, rows, note, st.rerun)
        if st.button(say("save.and_solve"), disabled=blocked, key=draft.key("save_and_solve")):
            _save(draft, rows, note, lambda: go("solve"))
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


def _save(draft: Draft, rows: Rows | None, note: str, then: Callable[[], None]) -> None:
    """rows: what two people changed, in one; None where nobody else changed anything."""
    try:
        with busy("saving"):
            drafts.save(draft, author(), note, rows)
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
