"""Plans side by side: figures, goals, people, posts and teams."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from rotation.compare.comparison import FEWEST
from rotation.report.of_comparison import Beside, cadres, figures, goals, plan_key, posts, teams
from rotation.report.table import Tone, toned
from rotation.ui import tables
from rotation.ui.parts.report_table import show_marked, show_rows
from rotation.ui.words import bare, language, plain, say, shorten
from rotation.wording.comparisons import instead_words, pair_words, plan_word, ranking_words


def show_verdict(beside: Beside) -> None:
    """The ranking, and what each plan does instead of the leading one. How two plans stand to each
    other is told at once; of more, in its own part."""
    compared, lang = beside.compared, language()
    for words in ranking_words(compared, lang):
        st.markdown(f"**{plain(words)}**")
    if len(compared.plans) == FEWEST:
        show_pairs(beside)
    else:
        leading = compared.instead[: len(compared.plans) - 1]
        st.markdown("\n".join(f"- {plain(instead_words(each, lang))}" for each in leading))


def show_pairs(beside: Beside) -> None:
    """Of each two plans what one does instead of the other, and how they stand to each other."""
    lines = []
    for words, stand in pair_words(beside.compared, language()):
        lines.append(f"- {plain(words)}")
        lines += [] if stand is None else [f"    - {plain(stand)}"]
    st.markdown("\n".join(lines))


def show_figures(beside: Beside) -> None:
    """Key figures under headings of their groups; the better one has a mark."""
    st.caption(say("compare.figures_note"))
    show_marked(figures(beside), _labels(beside), group="group")


def show_goals(beside: Beside) -> None:
    st.caption(say("compare.goals_note"))
    show_marked(goals(beside), _labels(beside), widths=("3.5rem",))


def _labels(beside: Beside) -> dict[str, str]:
    """By a plan's column what the plan is called, as far as it fits."""
    plans = enumerate(beside.compared.plans)
    return {plan_key(place): shorten(judged.label) for place, judged in plans}


def show_cadres(beside: Beside) -> None:
    """Who is treated differently: of which unit, between which plans."""
    table = cadres(beside)
    if not table.rows:
        st.info(plain(table.empty))
        return
    roster = beside.compared.scenario.roster
    held = [row.post_id for row in beside.compared.cadres]
    units = ["" if post_id is None else roster.unit_of_post(post_id).unit_id for post_id in held]
    words = {"": say("people.pool")} | {unit.unit_id: unit.name for unit in roster.units}
    among = {unit_id: words[unit_id] for unit_id in sorted(set(units), key=words.__getitem__)}
    left, middle, right = st.columns(3)
    with left:
        wanted = tables.picked(say("column.unit"), among, "compare_units")
    with middle:
        between = _pair(beside)
    with right:
        typed = tables.searched("compare_search", say("moves.search"))
    kept = [
        unit in wanted
        and (not typed or any(typed in cell.words.casefold() for cell in row))
        and (
            between is None
            or difference.placements[between[0]] != difference.placements[between[1]]
        )
        for unit, row, difference in zip(units, table.rows, beside.compared.cadres, strict=True)
    ]
    shown = table.where(kept)
    st.caption(say("compare.cadres_note", shown=len(shown.rows), count=len(table.rows)))
    show_marked(shown, _labels(beside), widths=("4.6rem",), boxed=True)


def _pair(beside: Beside) -> tuple[int, int] | None:
    """Two plans that are to differ; None for any."""
    count, lang = len(beside.compared.plans), language()
    if count == 2:
        return None
    pairs = [(one, other) for one in range(count) for other in range(one + 1, count)]
    words = {
        pair: bare(
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
        [not typed or any(typed in cell.words.casefold() for cell in row) for row in table.rows]
    )
    show_rows(shown if table.rows else table, {"post": 300})


def show_teams(beside: Beside) -> None:
    """Leading teams that are not as today in every plan, unit by unit."""
    table = teams(beside)
    units = {cell.code: cell.words for cell in table.column("unit")}
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        wanted = tables.picked(say("column.unit"), units, "compare_teams")
    only = right.toggle(say("compare.only_apart"), value=True, key="compare_only_apart")
    rows = []
    for row in table.rows:
        apart = len({cell.value for cell in row[2:]}) > 1
        if row[0].code in wanted and (apart or not only):
            rows.append(toned(row, Tone.STRONG if apart and not only else Tone.PLAIN))
    if not rows:
        st.info(say("filter.nothing"))
        return
    if not only:
        st.caption(say("compare.teams_note"))
    show_marked(replace(table, rows=tuple(rows)), _labels(beside), group="unit")
