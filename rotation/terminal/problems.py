"""Problems of an input: as a table for `check`, as lines before an error, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated

from rotation.documents import By, Sentence, WordedEntry, every_language
from rotation.domain.problem import Problem, count_of
from rotation.draw.terminal import Col, Page
from rotation.io.tables import TABLE
from rotation.io.wording import describe, sentence
from rotation.locales import text

COLUMNS = (
    Col("table"),
    Col("row", right=True),
    Col("heading", ratio=2),
    Col("problem", ratio=5),
)
MOST_LINES = 30
MOST_ALONE = 3
"""So many rows with the same problem are told one by one; more are told together."""
MOST_ROWS = 5
"""Rows that are named where rows are told together."""


def errors_of(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def notices_of(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity != "error"]


class ProblemEntry(WordedEntry):
    severity: str
    code: str
    table: str
    row: int | None
    column: str | None
    value: str | None
    text: Annotated[Sentence, By(lambda given, _: every_language(partial(described, given)))]


def described(problem: Problem, lang: str) -> str:
    """The problem as one sentence. A row of a JSON file is an entry of a list, not a line."""
    if problem.row is not None and problem.table.endswith(".json"):
        place = text("terminal.problems.entry", lang, row=problem.row, key=problem.column)
        problem = replace(problem, row=None, column=place)
    return describe(problem, lang)


def _folded(problems: Sequence[Problem], lang: str) -> list[list[Problem]]:
    """The problems in their order, those that say the same of many rows of a column together."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for place, problem in enumerate(problems):
        same = (problem.table, problem.column, problem.code, problem.value)
        in_rows = problem.row is not None and problem.table in TABLE
        key = (*same, sentence(problem, lang)) if in_rows else (place,)
        alike.setdefault(key, []).append(place)
    told = [
        part
        for group in alike.values()
        for part in ([group] if len(group) > MOST_ALONE else [[one] for one in group])
    ]
    return [[problems[place] for place in part] for part in sorted(told)]


def _rows(group: Sequence[Problem], lang: str) -> str:
    """The first rows of a group and how many there are; nothing for one alone."""
    if len(group) == 1:
        return ""
    first = [str(problem.row) for problem in group[: min(MOST_ROWS, len(group) - 1)]]
    rows = ("、" if lang == "zh" else ", ").join(first)
    return text("problem.place.rows", lang, rows=rows, count=len(group))


def show_table(page: Page, problems: Sequence[Problem]) -> None:
    page.table(COLUMNS, [_row(page, group) for group in _folded(problems, page.lang)])


def _row(page: Page, group: Sequence[Problem]) -> tuple[str, str, str, str]:
    problem = group[0]
    known = TABLE.get(problem.table)
    name, heading = problem.table, problem.column or ""
    if known is not None:
        name = known.heading(page.lang)
        column = known.column.get(heading)
        heading = heading if column is None else column.heading(page.lang)
    row = "" if problem.row is None else str(problem.row)
    return name, row, heading, sentence(problem, page.lang) + _rows(group, page.lang)


def show_lines(page: Page, problems: Sequence[Problem]) -> None:
    """Errors as lines; of a long list the first ones."""
    errors = errors_of(problems)
    page.line(page.say("problems.errors", count=count_of(errors)), "bold red")
    groups = _folded(errors, page.lang)
    for group in groups[:MOST_LINES]:
        page.line(described(group[0], page.lang) + _rows(group, page.lang), indent=2)
    if left := sum(count_of(group) for group in groups[MOST_LINES:]):
        page.line(page.say("problems.more", count=left), indent=2)


def show_notices(page: Page, notices: Sequence[Problem], most: int | None) -> None:
    """Notices of the input under their heading; nothing where there are none."""
    if not notices:
        return
    page.heading("problems.notices", count=len(notices))
    groups = _folded(notices, page.lang)
    shown = groups[:most]
    for group in shown:
        page.line(described(group[0], page.lang) + _rows(group, page.lang), indent=1)
    if left := sum(len(group) for group in groups[len(shown) :]):
        page.line(page.say("more", count=left), "dim", indent=1)
