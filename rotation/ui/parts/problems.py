"""Every fault of an input, where it stands and what would be right."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rotation.domain.problem import Problem
from rotation.errors import InvalidInput
from rotation.io.tables import TABLE
from rotation.io.wording import sentence
from rotation.ui import tables
from rotation.ui.words import language, plain, say


def tell_faults(fault: InvalidInput) -> None:
    """A sentence for each."""
    for problem in fault.problems:
        st.error(plain(sentence(problem, language())))


# A filter draws its own list anew, not the charts of the page.
@st.fragment
def show_problems(problems: Sequence[Problem]) -> None:
    """A table that can be filtered; errors before notices."""
    if not problems:
        st.success(say("problems.none"))
        return
    st.caption(say("problems.about"))
    graveness = {p.severity: say(f"severity.{p.severity}") for p in problems}
    places = {p.table: _table(p) for p in problems}
    left, middle, right = st.columns([1, 2, 1])
    with left:
        graver = tables.picked(say("problems.severity"), graveness, "severity")
    with middle:
        wanted = tables.picked(say("column.table"), places, "problem_table")
    with right:
        typed = tables.searched("problem_search")
    rows = [_row(p) for p in problems if p.severity in graver and p.table in wanted]
    shown = [row for row in rows if tables.holds(row, typed)]
    if not shown:
        st.info(say("filter.nothing"))
        return
    st.caption(say("filter.count", shown=len(shown), count=len(problems)))
    name = say("tab.problems", count=len(shown))
    tables.show(shown, name, widths={say("column.problem"): 900, say("column.row"): "small"})


def _table(problem: Problem) -> str:
    known = TABLE.get(problem.table)
    return problem.table if known is None else known.heading(language())


def _row(problem: Problem) -> dict[str, object]:
    lang = language()
    known = TABLE.get(problem.table)
    column = None if known is None else known.column.get(problem.column or "")
    return {
        say("problems.severity"): say(f"severity.{problem.severity}"),
        say("column.table"): _table(problem),
        say("column.row"): problem.row,
        say("column.heading"): problem.column if column is None else column.heading(lang),
        say("problems.value"): problem.value,
        say("column.problem"): sentence(problem, lang),
    }
