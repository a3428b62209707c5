"""What an import took, what it left and what is in doubt; saving it as a scenario."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rotation.draw.workbook import workbook_bytes
from rotation.errors import Conflict, InvalidInput
from rotation.intake.mapping import FILE as MAP
from rotation.io.report import Refused
from rotation.io.tables import TABLE
from rotation.io.wording import sentence
from rotation.jobs.imports import Outcome
from rotation.locales import text
from rotation.report.of_import import import_report, import_tables
from rotation.report.table import Table
from rotation.ui import imports
from rotation.ui.imports import Held
from rotation.ui.kept import store
from rotation.ui.navigation import link
from rotation.ui.parts.import_map import map_tables
from rotation.ui.parts.problems import tell_faults
from rotation.ui.parts.report_table import show_marked
from rotation.ui.parts.scenario_bar import XLSX
from rotation.ui.words import bare, busy, fault_words, join, language, plain, say

MOST_ROWS = 200
"""Rows of a table that are drawn; the file holds them all."""
_COUNTED = ("cadres", "units", "posts")
CSV = "text/csv"


def show_result(held: Held) -> None:
    outcome = held.work.outcome
    if outcome is None:
        st.error(say(f"papers.fault.{held.work.fault}"))
        _other_files()
        return
    if held.saved is not None:
        _saved(held)
    elif outcome.problems:
        _refused(outcome)
    else:
        _to_be_saved(held)
    if held.saved is None:
        map_tables(held)
    if outcome.rows:
        _sizes(outcome)
    _report(held, outcome)


def _refused(outcome: Outcome) -> None:
    if outcome.told.proposals:
        st.warning(say("papers.map.first"))
    else:
        for problem in outcome.problems:
            if problem not in outcome.told.faults:
                st.error(plain(sentence(problem, language())))
    _other_files()


def _other_files() -> None:
    st.button(say("papers.other_files"), key="import_again", on_click=imports.let_go)


def _to_be_saved(held: Held) -> None:
    st.info(say("papers.look_through"))
    words = say("papers.save" if held.target is None else "papers.save_again", name=held.name)
    with st.container(horizontal=True):
        if st.button(words, type="primary", key="import_save"):
            _save(held)
        _other_files()


def _save(held: Held) -> None:
    try:
        with busy("saving"):
            held.save(bare("papers.note"))
    except Conflict as fault:
        st.error(fault_words(fault))
        st.info(say("papers.conflict"))
        st.button(say("papers.read_again"), key="import_repeat", on_click=_repeat, args=[held])
        return
    except (OSError, Refused):
        st.error(say("papers.fault.gone"))
        return
    st.rerun()


def _repeat(held: Held) -> None:
    """Once more, onto what has been saved since."""
    if held.target is not None:
        held.target = store().scenario(held.target.id)
        settled = held.work.before.beside.get(MAP)
        held.work.before = store().inputs(held.target.id)
    try:
        held.read_again(settled)
    except InvalidInput as fault:
        tell_faults(fault)


def _saved(held: Held) -> None:
    assert held.saved is not None
    number = held.saved.current.number
    st.success(say("papers.saved", name=held.saved.name, number=number))
    link("scenario", say("papers.to_scenario"), scenario=held.saved.id)
    outcome = held.work.outcome
    if outcome is not None and outcome.told.gaps:
        st.caption(say("papers.fill_in"))
    if held.has_keys():
        with st.container(border=True):
            st.markdown(say("papers.keys"))
            st.download_button(
                say("papers.take_keys"),
                held.take_keys,
                file_name=f"{bare('papers.keys_file')}.keys.csv",
                mime=CSV,
                on_click="ignore",  # drawn anew, the page would take the file back while it is sent
            )
    _other_files()


def _sizes(outcome: Outcome) -> None:
    """How much was read, and how much of it is open."""
    told, lang = outcome.told, language()
    shown = {TABLE[name].heading(lang): outcome.rows.get(name, 0) for name in _COUNTED}
    shown |= {
        text("report.import.not_understood", lang): len(told.faults),
        text("report.import.doubts", lang): len(told.doubts),
        bare("papers.by_hand"): len(told.gaps),
    }
    for place, (words, count) in zip(st.columns(len(shown)), shown.items(), strict=True):
        place.metric(plain(words), count)
    others = [
        bare("papers.size", table=TABLE[name].heading(lang), rows=rows)
        for name, rows in outcome.rows.items()
        if name not in _COUNTED
    ]
    if others:
        st.caption(say("papers.others", sizes=join(others)))
    if outcome.photos:
        st.caption(say("papers.photos", count=outcome.photos))


def _report(held: Held, outcome: Outcome) -> None:
    tables = [t for t in import_tables(outcome.told, language()) if t.key != "proposals"]
    if not tables:
        return
    for tab, table in zip(st.tabs([plain(each.title) for each in tables]), tables, strict=True):
        with tab:
            _table(table)
    lang = language()
    report = import_report(outcome.told, lang, held.name)
    st.download_button(
        say("papers.report"),
        lambda: workbook_bytes(report, lang),
        file_name=f"{bare('papers.report_file')}.xlsx",
        mime=XLSX,
        on_click="ignore",
    )


def _table(table: Table) -> None:
    first: Sequence[bool] = [number < MOST_ROWS for number in range(len(table.rows))]
    show_marked(table.where(first), boxed=True)
    if table.note:
        st.caption(plain(table.note))
    if not all(first):
        st.caption(say("papers.more", shown=MOST_ROWS, count=len(table.rows)))
