"""The page of `compare`: which plan is better in what, and where plans differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rotation.compare.comparison import Comparison
from rotation.compare.teams import MEASURES, goal_as_set
from rotation.draw.prose import Prose
from rotation.draw.terminal import Cell, Col, Page
from rotation.report.of_comparison import (
    Beside,
    cadres,
    figures,
    goals,
    plan_lines,
    posts,
    teams,
)
from rotation.report.table import MARK, Row, Table, is_strong
from rotation.rules.goals.young_cadres import YoungCadres
from rotation.terminal.chains import show_chains
from rotation.terminal.solve import show_header
from rotation.wording.comparisons import (
    pair_words,
    plan_word,
    ranking_words,
)

MOST_ROWS = 20
MOST_ABREAST = 4
"""Columns in which a team's figures have room on one line."""


@dataclass(frozen=True)
class Compared:
    """What a page of `compare` draws. chains: whether the chains of each plan are shown."""

    comparison: Comparison
    chains: bool = False
    everything: bool = False

    @property
    def most(self) -> int | None:
        """Rows of a table of differences; None: all."""
        return None if self.everything else MOST_ROWS


def show_compare(page: Page, compared: Compared) -> None:
    """Header, plans, verdict, goals, key figures, teams, differences, chains."""
    comparison = compared.comparison
    beside = Beside(comparison, page.lang)
    show_header(page, comparison.scenario)
    _show_plans(page, beside)
    _show_verdict(page, comparison)
    _show_table_head(page, goals(beside), page.say("compare.goals_note", mark=MARK))
    page.report(goals(beside))
    _show_table_head(page, figures(beside), page.say("compare.figures_note", mark=MARK))
    page.report(figures(beside), grouped=True)
    _show_teams(page, beside, compared)
    page.heading("compare.cadres", count=len(comparison.cadres))
    page.report(cadres(beside), grows=True, most=compared.most)
    page.heading("compare.posts", count=len(comparison.posts))
    page.report(posts(beside), grows=True, most=compared.most)
    for place, judged in enumerate(comparison.plans if compared.chains else ()):
        show_chains(page, replace(beside.told, judged=judged), place)


def _show_plans(page: Page, beside: Beside) -> None:
    plans = beside.compared.plans
    page.heading("compare.plans", count=len(plans))
    for judged, words in zip(plans, plan_lines(beside), strict=True):
        page.line(words, "" if judged.admissible else "bold red", indent=1)


def _show_verdict(page: Page, comparison: Comparison) -> None:
    page.heading("compare.verdict")
    for words in ranking_words(comparison, page.lang):
        page.line(words, "bold", indent=1)
    for words, stand in pair_words(comparison, page.lang):
        page.item(words, indent=1)
        if stand is not None:
            page.line(stand, indent=3)


def _show_table_head(page: Page, table: Table, note: str) -> None:
    page.title(table.title)
    page.line(note, "dim", indent=1)


def _show_teams(page: Page, beside: Beside, compared: Compared) -> None:
    """A line for each team that changes, with all its figures in one cell for each plan."""
    comparison, most = beside.compared, compared.most
    table = teams(beside, everything=compared.everything)
    if not comparison.now.teams:
        return
    under = goal_as_set(comparison.scenario, YoungCadres).under_age
    _show_table_head(page, table, page.say("compare.teams_note", under=under))
    count = len(MEASURES)
    *units, total = (
        table.rows[start : start + count] for start in range(0, len(table.rows), count)
    )
    plans = range(len(comparison.plans))
    columns = (
        Col("unit", wraps=True, least=16),
        Col("now", right=True),
        *(Col("", right=True, least=8, words=plan_word(place, page.lang)) for place in plans),
    )
    page.table(columns, [*map(_team, units[:most]), _team(total)])
    if most is not None:
        page.more(len(units) - most)


def _team(rows: Sequence[Row]) -> Sequence[Cell]:
    """The rows of a team's figures as one. What sets off the last one, the mean age, breaks the
    line where there are many plans."""
    names, _, *every = zip(*rows, strict=True)
    mark = "/" if len(every) <= MOST_ABREAST else "\n"
    cells = [[cell.words or "–" for cell in cells] for cells in every]
    made_up = (f"{'/'.join(counts)}{mark}{age}" for *counts, age in cells)
    return Prose(names[0].words, "bold" if is_strong(rows[0]) else ""), *made_up
