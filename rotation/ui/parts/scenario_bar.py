"""Which scenario is open, and what can be done with it."""

from __future__ import annotations

import streamlit as st

from rotation.domain.scenario import Scenario
from rotation.io.archive import archive
from rotation.io.inputs import folder_files
from rotation.io.roster_texts import filled_workbook
from rotation.io.scenario_file import named_files
from rotation.store import ScenarioEntry
from rotation.ui import address
from rotation.ui.kept import store, template
from rotation.ui.navigation import link
from rotation.ui.parts.bring_in import bring_in
from rotation.ui.shell import author
from rotation.ui.words import bare, busy, language, moment, safe_name, say

_ASKED = "delete_asked"
ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def choose(entry: ScenarioEntry) -> None:
    """The list of scenarios: those kept, and the shipped ones that were never opened."""
    words: dict[int | str, str] = {
        kept.id: kept.name or say("scenario.unnamed", number=kept.id)
        for kept in store().scenarios()
    }
    for shipped in store().shipped():
        if shipped.scenario_id is None:
            words[shipped.name] = bare("scenario.shipped", name=shipped.title)
    chosen = st.selectbox(
        say("scenario.open"),
        list(words),
        index=list(words).index(entry.id),
        format_func=words.__getitem__,
        key=f"open_{entry.id}",
    )
    if isinstance(chosen, str):
        with busy("shipped"):
            chosen = store().open_shipped(chosen, author=author()).id
    if chosen is not None and chosen != entry.id:
        address.put(scenario=chosen)
        st.rerun()


def actions(entry: ScenarioEntry, scenario: Scenario | None) -> None:
    """Bring in, from papers, template, the roster as it is, delete."""
    bring_in(entry, scenario)
    link("papers", say("scenario.from_papers"))
    lang = language()  # asked for here: what makes the file later knows no reader
    st.download_button(
        say("scenario.template"),
        lambda: template(lang),
        file_name=say("scenario.template_file"),
        mime=XLSX,
        on_click="ignore",
    )
    kept, number = store(), entry.current.number

    def roster() -> bytes:
        inputs = kept.inputs(entry.id, number)
        return filled_workbook(inputs.roster, inputs.folder, lang)

    st.download_button(
        say("scenario.roster"),
        roster,
        file_name=f"{safe_name(bare('scenario.roster_file', name=entry.name))}.xlsx",
        mime=XLSX,
        on_click="ignore",
        help=say("scenario.roster_help"),
    )

    def folder() -> bytes:
        inputs = kept.inputs(entry.id, number)
        return archive(folder_files(inputs, named_files(inputs.toml)))

    if scenario is not None:
        st.download_button(
            say("scenario.folder"),
            folder,
            file_name=f"{safe_name(entry.name)}.zip",
            mime=ZIP,
            on_click="ignore",
            help=say("scenario.folder_help"),
        )
    if st.button(say("scenario.delete"), key="delete"):
        st.session_state[_ASKED] = entry.id
    if st.session_state.get(_ASKED) == entry.id:
        _confirm(entry)


def saved(entry: ScenarioEntry) -> None:
    """When the newest revision was saved, and by whom."""
    told = say(
        "scenario.saved",
        number=entry.current.number,
        when=moment(entry.current.created),
        who=entry.current.author,
        plans=entry.plans,
    )
    st.caption(told)


def _done() -> None:
    st.session_state.pop(_ASKED, None)


def _confirm(entry: ScenarioEntry) -> None:
    @st.dialog(say("scenario.delete"), on_dismiss=_done)
    def confirm() -> None:
        st.markdown(say("scenario.delete_text", name=entry.name, plans=entry.plans))
        yes, no = st.columns(2)
        if yes.button(say("delete"), type="primary", key="delete_yes"):
            _done()
            store().delete_scenario(entry.id, author=author())
            address.put(scenario=None)
            st.rerun()
        if no.button(say("scenario.delete_no"), key="delete_no"):
            _done()
            st.rerun()

    confirm()
