"""What is behind a figure of the page for leaders: everybody and everything that it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from rotation.compare.lights import all_teams
from rotation.report.one_page import one_page
from rotation.report.places import holders
from rotation.report.proof import finding_text
from rotation.report.said import Figure, Said
from rotation.report.told import Told
from rotation.ui import address
from rotation.ui.html import Cell, Field, show_table, span
from rotation.ui.navigation import href, link
from rotation.ui.opened import OpenedPlan
from rotation.ui.parts.plan_everybody import everybody
from rotation.ui.parts.plan_moves import WIDTHS
from rotation.ui.parts.report_table import show_people
from rotation.ui.parts.team_wall import show_cards
from rotation.ui.steps import which
from rotation.ui.words import bare, plain, say
from rotation.wording.comparisons import chain_words

FIGURE = "figure"
_KEPT = 8


def figure_of(plan: OpenedPlan) -> tuple[Figure, Said] | None:
    """The one in the URL, in its sentence."""
    key = address.get(FIGURE)
    return None if key is None else _figures(plan).get(key)


def _told(plan: OpenedPlan) -> tuple[int, str, str]:
    return *which(plan), plan.told.lang


@st.cache_resource(max_entries=_KEPT, show_spinner=False, hash_funcs={OpenedPlan: _told})
def _figures(plan: OpenedPlan) -> Mapping[str, tuple[Figure, Said]]:
    return one_page(plan.told).figures


def show_figure(told: Told, figure: Figure, said: Said) -> None:
    kinds = ((str(piece), "tag" if piece == figure else "") for piece in said.pieces)
    st.html("".join(span(Cell(words, kind)) for words, kind in kinds))
    if figure.now:
        st.caption(say("behind.now"))
    if figure.cadre_ids:
        people = everybody(told)
        counted = set(figure.cadre_ids)
        kept = [cell.id in counted for cell in people.column("name")]
        show_people(people.where(kept), "figure", WIDTHS)
    if figure.unit_ids:
        teams = all_teams(told.now, told.judged)
        show_cards(told, [team for team in teams if team.unit.unit_id in figure.unit_ids])
    if figure.post_ids:
        _posts(told, figure)
    findings = [finding_text(told, finding) for finding in figure.findings]
    numbers = [told.judged.chains.index(chain) for chain in figure.chains]
    chains = [chain_words(told.names, told.judged.chains[i], i + 1) for i in numbers]
    st.markdown("\n".join(f"- {plain(line)}" for line in (*findings, *chains)))
    link("story", say("behind.back"), figure=None)


def _posts(told: Told, figure: Figure) -> None:
    """Who holds them today and then, and how many seats are empty at the time of the figure."""
    table = holders(told, figure.post_ids, now=figure.now)
    rows: list[Sequence[Field]] = [
        [
            *(cell.words for cell in row),
            Cell(bare("seat.who"), href=href("plan", seat=row[0].code, why=None)),
        ]
        for row in table.rows
    ]
    headings = [*(column.words for column in table.columns), say("seat.people")]
    show_table(headings, rows, right=(3,))
