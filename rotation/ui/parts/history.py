"""The history of a scenario: its revisions, and what was done with it."""

from __future__ import annotations

import streamlit as st

from rotation.locales import text
from rotation.store import Revision, ScenarioEntry
from rotation.ui import tables
from rotation.ui.kept import store
from rotation.ui.person import author
from rotation.ui.words import language, moment, say


def show_history(entry: ScenarioEntry) -> None:
    revisions = store().revisions(entry.id)
    st.subheader(say("history.revisions"))
    tables.show(
        [
            {
                say("history.number"): revision.number,
                say("history.when"): moment(revision.created),
                say("history.who"): revision.author,
                say("history.note"): revision.note,
            }
            for revision in revisions
        ],
        widths={say("history.note"): "large"},
    )
    if len(revisions) > 1:
        _restore(entry, revisions[1:])
    st.subheader(say("history.events"))
    tables.show(
        [
            {
                say("history.when"): moment(event.at),
                say("history.who"): event.author,
                say("history.what"): text(f"history.{event.what}", language()),
                say("history.note"): event.note,
            }
            for event in store().history(entry.id)
        ],
        widths={say("history.note"): "large"},
    )


def _restore(entry: ScenarioEntry, older: tuple[Revision, ...]) -> None:
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        words = {
            r.number: say("history.revision", number=r.number, when=moment(r.created), who=r.author)
            for r in older
        }
        chosen = st.selectbox(
            say("history.older"), list(words), format_func=words.__getitem__, key="older_revision"
        )
    with right:
        if st.button(say("history.restore"), key="restore") and chosen is not None:
            store().save(
                entry.id,
                based_on=entry.current.number,
                inputs=store().inputs(entry.id, chosen),
                author=author(),
                note=say("history.restored", number=chosen),
            )
            st.rerun()
