"""How what is on a page stands to the scenario: changes that are not saved, a newer revision."""

from __future__ import annotations

import streamlit as st

from rotation.domain.scenario import Scenario
from rotation.ui import draft as drafts
from rotation.ui.kept import store
from rotation.ui.navigation import link
from rotation.ui.opened import Opened
from rotation.ui.since import changes, since_words
from rotation.ui.words import language, plain, say


def say_unsaved() -> None:
    """That there are changes which this page knows nothing of; nothing where there are none."""
    draft = drafts.current()
    if draft.changed:
        st.warning(say("standing.unsaved", count=len(draft.changes())))
        link("rules", say("standing.to_changes"))


def say_older(made: int, found: Opened, key: str = "older") -> None:
    """That revision `made` is not the newest, and what is otherwise now."""
    now = found.revision.number
    if made == now:
        return
    st.info(say(f"standing.{key}", made=made, now=now))
    say_since(found.entry.id, made, found.scenario)


def say_workbook(scenario_id: int, number: int) -> None:
    """What of a workbook is lost where the roster is saved anew; of a folder nothing is."""
    if not store().inputs(scenario_id, number, photos=False).folder:
        st.info(say("mend.workbook", number=number))


def say_since(scenario_id: int, made: int, after: Scenario, whose: str = "") -> None:
    """What is otherwise in a scenario than it was in revision `made`. whose: that revision in
    words, where it is of another scenario than `after`."""
    before, _ = store().load(scenario_id, made)
    said = changes(before, after, language())
    with st.expander(plain(since_words(made, len(said), language(), whose))):
        st.markdown("\n".join(f"- {plain(words)}" for words in said or [say("standing.nothing")]))
