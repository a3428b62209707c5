"""The evidence behind results and conduct on screen, every number down to its items."""

from __future__ import annotations

import streamlit as st

from rotation.compare.judged import at_present
from rotation.domain.cadre import Cadre
from rotation.domain.scenario import Scenario
from rotation.report.of_evidence import every_table, exempted, opened
from rotation.report.table import Table
from rotation.report.told import Told
from rotation.ui import tables
from rotation.ui.parts.report_table import show_rows
from rotation.ui.words import language, plain, say


def show_evidence(scenario: Scenario) -> None:
    """Units by their places, who is put forward up or down, everybody's points, what was
    exempted."""
    told = _told(scenario)
    typed = tables.searched("evidence_search")
    for table in every_table(told):
        if table.rows:
            said = (
                {str(place): cell.words for place, cell in enumerate(row)} for row in table.rows
            )
            shown = table.where([tables.holds(row, typed) for row in said])
            st.header(say("items", title=table.title, count=len(shown.rows)))
            show_rows(shown)
    _pick_unit(told)
    if any(of == "cadre" for of, _ in scenario.roster.evidence.scores):
        st.caption(say("evidence.open_one"))


def _pick_unit(told: Told) -> None:
    """What the points of a unit are made of, once it is picked."""
    units = [id_ for of, id_ in told.scenario.roster.evidence.scores if of == "unit"]
    if units:
        chosen = st.selectbox(
            say("evidence.open_unit"), units, index=None, format_func=told.names.unit,
            placeholder=say("evidence.pick_unit"), key="evidence_unit",
        )  # fmt: skip
        if chosen is not None:
            _open(told, ("unit", chosen))


def open_scores(scenario: Scenario, cadre: Cadre) -> None:
    """What somebody's points are made of, nothing where they were typed; and what was exempted."""
    _open(_told(scenario), ("cadre", cadre.cadre_id))


def _open(told: Told, who: tuple[str, str]) -> None:
    for score in told.scenario.roster.evidence.scores.get(who, ()):
        whole = opened(told, score)
        with st.expander(say("items", title=plain(score.name[language()]), count=_items(whole))):
            show_rows(whole)
    if (spared := exempted(told, who)).rows:
        with st.expander(say("items", title=spared.title, count=len(spared.rows))):
            show_rows(spared)


def _items(table: Table) -> int:
    """How many items there are; a row of a part has none."""
    return sum(bool(cell.words) for cell in table.column("item"))


def _told(scenario: Scenario) -> Told:
    now = at_present(scenario)
    return Told(scenario, now, now, language())
