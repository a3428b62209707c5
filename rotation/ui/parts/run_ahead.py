"""What a walk through the years, or cases of refusal, have come to so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from rotation.domain.action import ActionKind
from rotation.report.annex import AHEAD, FOLLOWED, STRESS, Annex, Unreadable, annex_of, table_of
from rotation.store import Run
from rotation.ui.charts import lines, stacked_bars
from rotation.ui.kept import plan_titles, store
from rotation.ui.navigation import link
from rotation.ui.parts.report_table import show_marked, show_rows
from rotation.ui.words import bare, join, language, plain, say
from rotation.wording.comparisons import figure_word, plan_word

_WIDTHS = {
    "post": 300, "leaves": 330, "heir": 330, "from": 260, "to": 260, "reasons": 620, "name": 90,
    "first": 90, "others": 110, "repair": 400, "happens": 330,
}  # fmt: skip
COLOURS = ("#1f5582", "#5b8db8", "#4f8a5b", "#8fb996", "#c8772e", "#e0b084", "#8c4a6b", "#a33b3b")
YEARS_AND_CASES = (AHEAD, STRESS, FOLLOWED)
_MARKED = ("years", "due_counts")
"""Tables that are to be read across."""


def show_ahead(run: Run) -> None:
    """Nothing where there is nothing yet."""
    if not run.result:
        return
    try:
        annex = annex_of(run.result, language())
        if annex.kind == AHEAD:
            _show_years(run, annex)
        elif annex.kind == FOLLOWED:
            _show_followed(run, annex)
        else:
            _show_cases(annex)
    except (Unreadable, KeyError):  # of another version of the program
        st.warning(say("ahead.unreadable"))


def _show_years(run: Run, annex: Annex) -> None:
    years: Sequence[Mapping[str, Any]] = run.result["years"]
    st.markdown(f"**{plain(bare('ahead.firm', date=years[0]['date']))}**")
    across = {table.key: table for table in annex.tables if table.key in _MARKED}
    show_marked(across["years"], group="group")
    left, right = st.columns([6, 5], gap="large")
    with left:
        _chart(run, years)
    with right:
        st.header(say("ahead.rests_on"))
        st.markdown("\n".join(f"- {plain(words)}" for words in annex.said))
        _own_plan(run)
    if across["due_counts"].rows:
        st.header(plain(across["due_counts"].title))
        show_marked(across["due_counts"])
    for table in annex.tables:
        if table.key not in across:
            st.header(say("items", title=table.title, count=len(table.rows)))
            show_rows(table, _WIDTHS)
    _moves(run, years)


def _show_followed(run: Run, annex: Annex) -> None:
    """The plans by their numbers, what is said of them, and a line of moves for each."""
    scenario, _ = store().load(run.scenario_id, run.revision)
    entries = {entry.id: entry for entry in store().plans(run.scenario_id)}
    picked = [entries[i] for i in run.parameters["plans"] if i in entries]
    titles = plan_titles(picked, scenario)
    first = run.result["verdict"]
    for words in annex.said[:first]:
        st.markdown(f"**{plain(words)}**")
    st.markdown(
        "\n".join(
            f"- {say('ahead.plan_is', plan=plan_word(place, language()), title=titles[i])}"
            for place, i in enumerate(run.parameters["plans"])
            if i in titles
        )
    )
    by_year, last, left = annex.tables
    show_marked(by_year, group="figure")
    beside, chart = st.columns([6, 5], gap="large")
    with beside:
        st.header(say("ahead.rests_on"))
        st.markdown("\n".join(f"- {plain(words)}" for words in annex.said[first:]))
    with chart:
        st.header(say("ahead.chart"))
        points = [
            (date, plan_word(place, language()), moved)
            for place, years in run.result["moved"]
            for date, moved in years
        ]
        if points:
            titles_of = (say("ahead.year"), say("ahead.followed_plans"), say("figure.moves"))
            lines(points, titles=titles_of)
    st.header(plain(last.title))
    show_marked(last, group="group")
    st.header(say("items", title=left.title, count=len(left.rows)))
    show_rows(left, _WIDTHS)


def _show_cases(annex: Annex) -> None:
    st.markdown("\n".join(f"- {plain(words)}" for words in annex.said))
    for table in annex.tables:
        st.header(say("items", title=table.title, count=len(table.rows)))
        show_rows(table, _WIDTHS)


def _chart(run: Run, years: Sequence[Mapping[str, Any]]) -> None:
    """Who is moved, by kind of move and year; what it would be if the load were not spread."""
    st.header(say("ahead.chart"))
    kinds = [kind for kind in ActionKind if any(year["kinds"].get(kind) for year in years)]
    words = {kind: figure_word(kind.value, language()) for kind in kinds}
    bands = [year["date"] for year in years]
    rows = [
        (year["date"], words[kind], year["kinds"].get(kind, 0)) for year in years for kind in kinds
    ]
    if rows:
        stacked_bars(
            rows, bands=bands, series=list(words.values()), colours=COLOURS,
            titles=(say("ahead.year"), say("column.kind"), say("figure.moves")),
        )  # fmt: skip
    before = run.result["before"]
    if before:
        counts = join([f"{date[:4]}: {moved}" for date, moved in before])
        st.caption(say("ahead.before", counts=counts))


def _own_plan(run: Run) -> None:
    """To this year's plan."""
    kept = [plan.id for plan in store().plans_of_run(run.id)]
    plan_id = next(iter(kept), run.parameters.get("plan"))
    if plan_id is not None:
        link("plan", say("ahead.open_first"), plan=plan_id)


def _moves(run: Run, years: Sequence[Mapping[str, Any]]) -> None:
    titles = {
        place: say("ahead.moves_of", date=year["date"], count=sum(year["kinds"].values()))
        for place, year in enumerate(years)
    }
    st.header(say("ahead.moves"))
    place = st.segmented_control(
        say("ahead.year"), list(titles), format_func=titles.__getitem__, default=0,
        key=f"moves_of_{run.id}", label_visibility="collapsed", required=True,
    )  # fmt: skip
    year = years[place or 0]
    for words in year["events"][language()]:
        st.info(plain(words))
    if year["moves"]:
        show_rows(table_of(year["moves"][language()]), _WIDTHS)
        return
    st.warning(say("ahead.no_plan", date=year["date"]))
    st.markdown("\n".join(f"- {plain(words)}" for words in year["obstacles"][language()]))
