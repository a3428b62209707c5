"""Plans side by side: figures, goals, people, posts and teams."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rotation.compare.comparison import FEWEST
from rotation.report.of_comparison import Beside, cadres, figures, goals, plan_key, posts, teams
from rotation.report.table import Table
from rotation.ui import tables
from rotation.ui.html import Cell, Row, show_table
from rotation.ui.parts.report_table import show_rows
from rotation.ui.words import language, plain, say, shorten
from rotation.wording.comparisons import plan_word, ranking_words, relation_words, strength_words


def show_verdict(beside: Beside) -> None:
    """The ranking. How two plans stand to each other is told at once; of more, in its own part."""
    for words in ranking_words(beside.compared, language()):
        st.markdown(f"**{plain(words)}**")
    if len(beside.compared.plans) == FEWEST:
        show_pairs(beside)


def show_pairs(beside: Beside) -> None:
    """How each two plans stand to each other, and in which goals each of them is the better."""
    compared, lang = beside.compared, language()
    lines = []
    for relation in compared.relations:
        lines.append(f"- {plain(relation_words(compared, relation, lang))}")
        lines += [f"    - {plain(words)}" for words in strength_words(relation, lang)]
    st.markdown("\n".join(lines))


def show_figures(beside: Beside) -> None:
    """Key figures under headings of their groups; the better one has a mark."""
    table = figures(beside)
    st.caption(say("compare.figures_note"))
    rows: list[Row] = []
    group = None
    for row, best in zip(table.rows, table.best, strict=True):
        if row[0] != group:
            group = row[0]
            rows.append(Row([str(group)], "group"))
        rows.append(Row(_cells(table.only(*_after(table, 1)), row[1:], best)))
    shown = table.only(*_after(table, 1))
    show_table(_headings(beside, shown), rows, right=range(1, len(shown.columns)))


def show_goals(beside: Beside) -> None:
    table = goals(beside)
    st.caption(say("compare.goals_note"))
    rows = [
        Row(_cells(table, row, best), "strong" if place in table.strong else "")
        for place, (row, best) in enumerate(zip(table.rows, table.best, strict=True))
    ]
    right = [0, *range(2, len(table.columns))]
    show_table(_headings(beside, table), rows, right=right, widths=("3.5rem",))


def _headings(beside: Beside, table: Table) -> list[str]:
    """Of a plan's column its number, and below it what the plan is called, as far as it fits."""
    plans = enumerate(beside.compared.plans)
    labels = {plan_key(place): shorten(judged.label) for place, judged in plans}
    return [
        f"{column.words}\n{labels[column.key]}" if column.key in labels else column.words
        for column in table.columns
    ]


def _cells(table: Table, row: Sequence[object], best: frozenset[str]) -> list[Cell | str]:
    """Values as words, a dash where there is none; the better ones marked and bold."""
    return [
        Cell(f"✓ {_words(value)}", "good") if column.key in best else _words(value) or "—"
        for column, value in zip(table.columns, row, strict=True)
    ]


def _after(table: Table, count: int) -> list[str]:
    return [column.key for column in table.columns[count:]]


def _words(value: object) -> str:
    return "" if value is None else str(value)


def show_cadres(beside: Beside) -> None:
    """Who is treated differently: of which unit, between which plans."""
    table = cadres(beside)
    if not table.rows:
        st.info(table.empty)
        return
    roster = beside.compared.scenario.roster
    held = [row.post_id for row in beside.compared.cadres]
    units = [
        say("people.pool") if post_id is None else roster.unit_of_post(post_id).name
        for post_id in held
    ]
    left, middle, right = st.columns(3)
    with left:
        wanted = tables.picked(say("moves.unit_filter"), sorted(set(units)), "compare_units")
    with middle:
        between = _pair(beside)
    with right:
        typed = tables.searched("compare_search", say("moves.search"))
    kept = [
        unit in wanted
        and (not typed or any(typed in str(value).casefold() for value in row))
        and (
            between is None
            or difference.placements[between[0]] != difference.placements[between[1]]
        )
        for unit, row, difference in zip(units, table.rows, beside.compared.cadres, strict=True)
    ]
    shown = table.where(kept)
    st.caption(say("compare.cadres_note", shown=len(shown.rows), count=len(table.rows)))
    rows = [[*map(_words, row[:2]), *_apart(row[2:])] for row in shown.rows]
    show_table(_headings(beside, shown), rows, widths=("4.6rem",), boxed=True)


def _apart(values: Sequence[object]) -> list[Cell | str]:
    """What each plan does; what an earlier one does as well stands back."""
    said = [_words(value) for value in values]
    return [
        Cell(words, "dim") if words in said[:place] else words for place, words in enumerate(said)
    ]


def _pair(beside: Beside) -> tuple[int, int] | None:
    """Two plans that are to differ; None for any."""
    count, lang = len(beside.compared.plans), language()
    if count == 2:
        return None
    pairs = [(one, other) for one in range(count) for other in range(one + 1, count)]
    words = {
        pair: say(
            "compare.between", first=plan_word(pair[0], lang), second=plan_word(pair[1], lang)
        )
        for pair in pairs
    }
    return st.selectbox(
        say("compare.pair"),
        pairs,
        index=None,
        format_func=words.__getitem__,
        placeholder=say("compare.any_pair"),
        key="compare_pair",
    )


def show_posts(beside: Beside) -> None:
    table = posts(beside)
    typed = tables.searched("compare_posts_search", say("compare.post_search"))
    shown = table.where(
        [not typed or any(typed in str(v).casefold() for v in row) for row in table.rows]
    )
    show_rows(shown if table.rows else table, {"post": 300})


def show_teams(beside: Beside) -> None:
    """Leading teams that are not as today in every plan, unit by unit."""
    table = teams(beside)
    units = list(dict.fromkeys(str(unit) for unit in table.column("unit")))
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        wanted = tables.picked(say("moves.unit_filter"), units, "compare_teams")
    only = right.toggle(say("compare.only_apart"), value=True, key="compare_only_apart")
    rows: list[Row] = []
    unit = None
    shown = table.only(*_after(table, 1))
    for row in table.rows:
        apart = len(set(row[2:])) > 1
        if str(row[0]) not in wanted or (only and not apart):
            continue
        if row[0] != unit:
            unit = row[0]
            rows.append(Row([str(unit)], "group"))
        strong = "strong" if apart and not only else ""
        rows.append(Row([_words(value) for value in row[1:]], strong))
    if not rows:
        st.info(say("filter.nothing"))
        return
    if not only:
        st.caption(say("compare.teams_note"))
    show_table(_headings(beside, shown), rows, right=range(1, len(shown.columns)))
