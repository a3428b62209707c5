"""A plan made anew beside the one it was made from: who is treated otherwise, and why."""

from __future__ import annotations

import streamlit as st

from rotation.report.table import Column, Table, row_of
from rotation.report.told import Told
from rotation.rules.treatment import treatment
from rotation.solve.against_published import PublishedChanges, published_changes
from rotation.ui.parts.report_table import show_people
from rotation.ui.words import language, say
from rotation.wording.changes import why

_WIDTHS = {"name": 80, "before": 250, "this_plan": 250, "why_changed": 330}


def changes_of(told: Told) -> PublishedChanges | None:
    """None for a plan that was not made from another."""
    return published_changes(told.scenario, told.judged.plan)


def show_changes(told: Told, found: PublishedChanges) -> None:
    said = [say("anew.count", count=len(found.cadres), of=found.of)]
    replan = told.scenario.replan
    if replan is not None and replan.published is not None and replan.most is None:
        said.append(say("anew.few"))
    st.caption("　".join(said))
    show_people(_table(told, found), "changes", _WIDTHS)


def _table(told: Told, found: PublishedChanges) -> Table:
    lang = language()
    columns = tuple(Column(key, say(f"column.{key}")) for key in _WIDTHS)
    rows = tuple(
        row_of(
            (
                told.person(change.now.cadre_id),
                treatment(told.scenario, change.published).get(lang),
                treatment(told.scenario, change.now).get(lang),
                why(told.names, change),
            )
        )
        for change in found.cadres
    )
    return Table("changes", say("view.changes"), columns, rows, empty=say("anew.none"))
