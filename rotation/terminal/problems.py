"""Problems of an input: as a table for `check`, as lines before an error, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rotation.domain.problem import Problem
from rotation.io.tables import TABLE
from rotation.io.wording import describe, sentence
from rotation.locales import LANGUAGES, text
from rotation.terminal.page import Col, Page

COLUMNS = (
    Col("table"),
    Col("row", right=True),
    Col("heading", ratio=2),
    Col("problem", ratio=5),
)
MOST_LINES = 30


def errors_of(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def notices_of(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity != "error"]


def problem_document(problem: Problem) -> dict[str, Any]:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "table": problem.table,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "text": {lang: described(problem, lang) for lang in LANGUAGES},
    }


def described(problem: Problem, lang: str) -> str:
    """The problem as one sentence. A row of a JSON file is an entry of a list, not a line."""
    if problem.row is not None and problem.table.endswith(".json"):
        place = text("terminal.problems.entry", lang, row=problem.row, key=problem.column)
        problem = replace(problem, row=None, column=place)
    return describe(problem, lang)


def show_table(page: Page, problems: Sequence[Problem]) -> None:
    page.table(COLUMNS, [_row(page, problem) for problem in problems])


def _row(page: Page, problem: Problem) -> tuple[str, str, str, str]:
    known = TABLE.get(problem.table)
    name, heading = problem.table, problem.column or ""
    if known is not None:
        name = known.heading(page.lang)
        column = known.column.get(heading)
        heading = heading if column is None else column.heading(page.lang)
    row = "" if problem.row is None else str(problem.row)
    return name, row, heading, sentence(problem, page.lang)


def show_lines(page: Page, problems: Sequence[Problem]) -> None:
    """Errors as lines; of a long list the first ones."""
    errors = errors_of(problems)
    page.line(page.say("problems.errors", count=len(errors)), "bold red")
    for problem in errors[:MOST_LINES]:
        page.line(described(problem, page.lang), indent=2)
    if len(errors) > MOST_LINES:
        page.line(page.say("problems.more", count=len(errors) - MOST_LINES), indent=2)


def show_notices(page: Page, notices: Sequence[Problem], most: int | None) -> None:
    """Notices of the input under their heading; nothing where there are none."""
    if not notices:
        return
    page.heading("problems.notices", count=len(notices))
    for problem in notices[:most]:
        page.line(described(problem, page.lang), indent=1)
    if most is not None and len(notices) > most:
        page.line(page.say("more", count=len(notices) - most), "dim", indent=1)
