"""What needs attention before any plan, now and in the months to come: three lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from rotation.domain.scenario import Scenario
from rotation.draw.calendar_file import calendar_bytes
from rotation.draw.meeting_workbook import meeting_bytes
from rotation.overview.concern import Concern
from rotation.report.of_attention import (
    LISTS,
    Reminded,
    calendar_title,
    concern_word,
    events,
    forms,
    list_word,
    listed,
)
from rotation.report.table import Table
from rotation.ui import tables
from rotation.ui.kept import attention_ahead
from rotation.ui.navigation import picked_part
from rotation.ui.parts.report_files import MIMES
from rotation.ui.parts.report_table import show_rows
from rotation.ui.words import busy, file_name, language, plain, say

HORIZONS = (0, 3, 6, 12)
"""Months that are looked ahead."""
_WIDTHS: Mapping[str, tables.Width] = {
    "due": 66, "matter": {"zh": 106, "en": 130}, "who": 116, "post": 262,
    "why_due": {"zh": 280, "en": 366}, "todo": 420,
}  # fmt: skip


# A filter draws its own lists anew, not the rest of the page.
@st.fragment
def show_attention(scenario: Scenario) -> None:
    words = {str(m): say("attention.months" if m else "attention.now", count=m) for m in HORIZONS}
    months = int(picked_part("months", words, "attention_months"))
    with busy("attention"):
        said = attention_ahead(scenario, months, language())
    if not said.found:
        st.success(say("attention.none"))
        return
    st.caption(say("attention.about"))
    for place, strength in zip(st.columns(len(LISTS)), LISTS, strict=True):
        place.metric(plain(list_word(said.told, strength)), len(said.of(strength)))
    _downloads(said)
    counts = Counter(each.item.concern for each in said.found)
    matters = {
        each.value: plain(concern_word(each, language())) for each in Concern if counts[each]
    }
    left, right = st.columns([2, 1])
    with left:
        wanted = tables.picked(say("column.matter"), matters, "concern")
    with right:
        typed = tables.searched("attention_search")
    shown = [_kept(listed(said, strength), wanted, typed) for strength in LISTS]
    if not any(table.rows for table in shown):
        st.info(say("filter.nothing"))
        return
    count = sum(len(table.rows) for table in shown)
    st.caption(say("filter.count", shown=count, count=len(said.found)))
    for table in shown:
        if table.rows:
            st.header(say("items", title=table.title, count=len(table.rows)))
            show_rows(table, _WIDTHS)


def _kept(table: Table, wanted: set[str], typed: str) -> Table:
    """The rows of the matters that are wanted and that say what was searched for."""
    matters = (cell.code for cell in table.column("matter"))
    said = ({str(place): cell.words for place, cell in enumerate(row)} for row in table.rows)
    return table.where(
        [
            code in wanted and tables.holds(row, typed)
            for code, row in zip(matters, said, strict=True)
        ]
    )


def _downloads(said: Reminded) -> None:
    scenario, lang = said.told.scenario, said.told.lang
    name = file_name("attention", scenario)
    with st.container(horizontal=True):
        for suffix, make in (
            ("xlsx", lambda: meeting_bytes(forms(said), lang)),
            ("ics", lambda: calendar_bytes(calendar_title(said), scenario.date, events(said))),
        ):
            st.download_button(
                say(f"attention.{suffix}"),
                make,
                file_name=f"{name}.{suffix}",
                mime=MIMES[suffix],
                on_click="ignore",
                key=f"attention_{suffix}",
            )
