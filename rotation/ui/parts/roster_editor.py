"""The roster on screen, to be mended cell by cell and saved as a revision."""

from __future__ import annotations

from functools import partial

import streamlit as st

from rotation.errors import Conflict, InvalidInput
from rotation.io.load_scenario import load_scenario
from rotation.io.tables import DECISIONS, TABLE, TABLES
from rotation.io.wording import describe
from rotation.overview.merging import Clash
from rotation.store import ScenarioEntry
from rotation.ui import tables
from rotation.ui.mending import Mending, clash_words, heading_words, let_go
from rotation.ui.parts.clashes import settle
from rotation.ui.parts.standing import say_workbook
from rotation.ui.shell import author
from rotation.ui.words import bare, busy, fault_words, language, moment, plain, say

MOST_ROWS = 1000
"""Shown at once; of a larger table what was searched for."""
MOST_LISTED = 8
HEIGHT = 480


def edit_roster(entry: ScenarioEntry, *, sound: bool) -> None:
    """sound: whether the newest revision has no faults: then what is saved may have none."""
    try:
        mending = Mending.of(entry)
    except InvalidInput as fault:
        st.error(say("mend.unreadable"))
        for problem in fault.problems[:MOST_LISTED]:
            st.error(plain(describe(problem, language())))
        return
    st.caption(say("mend.about"))
    _cells(mending)
    if mending.after:
        _save(mending, sound=sound)


def _cells(mending: Mending) -> None:
    """One table; what is typed over is taken at once."""
    words = {
        table.id: say("mend.table", table=table.heading(language()), count=len(rows))
        for table in TABLES
        if table is not DECISIONS
        for rows in [mending.rows(table.id)]
    }
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    with left:
        table_id = st.selectbox(
            say("column.table"), list(words), format_func=words.__getitem__, key="mend_table"
        )
    with right:
        typed = tables.searched("mend_search")
    given = (mending.entry.id, mending.base, mending.turn, table_id, typed)
    kept = st.session_state.get("mend_shown")
    if kept is None or kept[0] != given:  # what a field shows must not change while it is typed in
        mending.turn += 1  # a field of its own: what was typed in another one counts already
        given = (*given[:2], mending.turn, *given[3:])
        kept = (given, *mending.shown(table_id, typed))
        st.session_state["mend_shown"] = kept
    _, names, every = kept
    shown = every.head(MOST_ROWS)
    if len(every) > MOST_ROWS:
        st.caption(say("mend.most", shown=MOST_ROWS, count=len(every)))
    edited = st.data_editor(
        shown,
        num_rows="fixed" if typed or len(every) > MOST_ROWS else "dynamic",
        hide_index=True,
        height=min(HEIGHT, tables.ROW * (len(shown) + 2) + 3),
        column_config={
            heading: st.column_config.TextColumn(heading_words(TABLE[table_id], heading))
            for heading in shown.columns
        },
        key=":".join(map(str, ("mend", *given))),
    )
    mending.take(table_id, names[:MOST_ROWS], edited)


def _save(mending: Mending, *, sound: bool) -> None:
    said = list(mending.changes())
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{say('save.changes', count=len(said))}**")
        st.markdown("\n".join(f"- {plain(line)}" for line in said[:MOST_LISTED]))
        if len(said) > MOST_LISTED:
            with st.expander(say("save.more", count=len(said) - MOST_LISTED)):
                st.markdown("\n".join(f"- {plain(line)}" for line in said[MOST_LISTED:]))
        blocked = _faults(mending, sound=sound) and sound
        mine = _settled(mending) if mending.outdated else None
        blocked = blocked or (mending.outdated and mine is None)
        say_workbook(mending.entry.id, mending.entry.current.number)
        note = st.text_input(say("save.note"), key="mend_note", max_chars=200)
        with st.container(horizontal=True):
            key = "save.merge" if mending.outdated else "save.save"
            if st.button(say(key), type="primary", disabled=blocked, key="mend_roster_save"):
                _keep(mending, note, mine)
            if st.button(say("save.discard"), key="mend_roster_discard"):
                let_go()
                st.rerun()


def _faults(mending: Mending, *, sound: bool) -> int:
    """Tell what is wrong with the roster as it is now; gives how many faults."""
    try:
        with busy("reading"):
            load_scenario(mending.made())
    except InvalidInput as fault:
        key = "mend.faults" if sound else "mend.faults_left"
        st.error(say(key, count=len(fault.problems)))
        for problem in fault.problems[:MOST_LISTED]:
            st.error(plain(describe(problem, language())))
        return len(fault.problems)
    return 0


def _settled(mending: Mending) -> dict[str, list[Clash]] | None:
    """Where somebody saved another revision: which of two is to hold, by table; None while that is
    not settled."""
    newest = mending.entry.current
    when = moment(newest.created)
    st.warning(
        say("mend.outdated", number=newest.number, who=newest.author, when=when, base=mending.base)
    )
    found: dict[str, list[Clash]] = {}
    open_yet = False
    for table_id, (_, clashes) in mending.merge().items():
        mine = settle(
            clashes,
            newest.author,
            bare("save.clash", number=mending.base),
            partial(clash_words, table_id),
            f"mend:{table_id}:{newest.number}",
        )
        open_yet |= mine is None
        found[table_id] = mine or []
    return None if open_yet else found


def _keep(mending: Mending, note: str, mine: dict[str, list[Clash]] | None) -> None:
    try:
        with busy("saving"):
            mending.save(author(), note, mine)
    except (Conflict, InvalidInput) as fault:
        st.error(fault_words(fault))
        return
    st.rerun()
