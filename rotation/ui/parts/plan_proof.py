"""How good a plan is proven to be, tier by tier, and what each goal comes to."""

from __future__ import annotations

import streamlit as st

from rotation.report.proof import goals, tiers
from rotation.report.told import Told
from rotation.ui.html import Cell, Row, show_table
from rotation.ui.words import say


def show_proof(told: Told) -> None:
    st.subheader(say("proof.heading"))
    table = tiers(told)
    if table.rows:
        st.caption(say("proof.about"))
        show_table([c.words for c in table.columns], _tier_rows(told), right=(0, 2, 3))
        st.caption(table.note)
    else:
        st.info(table.empty)
    st.subheader(say("proof.goals"))
    st.caption(say("proof.goals_about"))
    found = goals(told)
    show_table(
        [column.words for column in found.columns],
        [[_words(value) for value in row] for row in found.rows],
        right=(0, 2, 3),
    )


def _tier_rows(told: Told) -> list[Row]:
    optimal = told.say("conclusion.optimal")
    return [
        Row(
            [
                *map(_words, row[:4]),
                Cell(f"✓ {row[4]}", "good") if row[4] == optimal else Cell(str(row[4]), "warn"),
                _words(row[5]),
            ]
        )
        for row in tiers(told).rows
    ]


def _words(value: object) -> str:
    return "" if value is None else str(value)
