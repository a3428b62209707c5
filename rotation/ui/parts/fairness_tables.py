"""Whether people are treated alike: of a scenario, or of a plan."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.overview.fairness import MARGIN, MOST_MARGIN, fairness
from rotation.overview.provenance import Change
from rotation.report.of_fairness import fairness_tables, told_of_fairness
from rotation.ui.parts.report_table import show_rows
from rotation.ui.words import busy, language, say

_WIDTHS = {
    "threshold": 205, "own_value": 48, "limit": 48, "as_is": 230, "across": 230, "group": 140,
    "enters": 900, "doubt": 400, "what": 170,
}  # fmt: skip


# Another margin draws its own tables anew, not the rest of the page.
@st.fragment
def show_fairness(
    scenario: Scenario, plan: Plan | None = None, changes: Sequence[Change] = ()
) -> None:
    """changes: what earlier revisions of the scenario had otherwise."""
    margin = st.number_input(
        say("fairness.margin"), 0, MOST_MARGIN, MARGIN, key="fairness_margin", width=320
    )
    with busy("fairness"):
        found = fairness(scenario, plan, margin, changes=changes)
        told = told_of_fairness(found, language())
    for table in fairness_tables(told, found):
        st.header(say("items", title=table.title, count=len(table.rows)))
        show_rows(table, _WIDTHS)
