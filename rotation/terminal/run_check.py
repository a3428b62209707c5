"""`rotation check`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rotation import load_scenario
from rotation.domain.plan import Status
from rotation.domain.problem import Problem
from rotation.domain.roster import Roster
from rotation.errors import InvalidInput
from rotation.io.read_roster import read_tables
from rotation.rules.registry import laws
from rotation.terminal.answer import BAD_INPUT, DONE, Answer
from rotation.terminal.page import Page
from rotation.terminal.problems import errors_of, notices_of, problem_document, show_table


def run_check(options: argparse.Namespace) -> Answer:
    """Every problem of a scenario, or of a roster alone."""
    roster: Roster | None = None
    problems: Sequence[Problem]
    try:
        roster, problems = _read(Path(options.scenario))
    except InvalidInput as fault:
        problems = fault.problems
    code = DONE if roster is not None else BAD_INPUT
    return Answer(
        code,
        _document(roster, problems),
        lambda page: _show(page, options.scenario, roster, problems),
    )


def _read(path: Path) -> tuple[Roster, Sequence[Problem]]:
    if _is_roster(path):
        tables = read_tables(path, rule_codes=frozenset(laws()))
        return tables.roster, tables.notices
    scenario, notices = load_scenario(path)
    return scenario.roster, notices


def _is_roster(path: Path) -> bool:
    """A workbook, or a folder of CSV files without a scenario.toml."""
    if path.is_dir():
        return not (path / "scenario.toml").exists() and any(path.glob("*.[cC][sS][vV]"))
    return path.suffix.lower() not in ("", ".toml")


def _document(roster: Roster | None, problems: Sequence[Problem]) -> dict[str, Any]:
    return {
        "status": Status.INVALID_INPUT.value if roster is None else "ok",
        "errors": len(errors_of(problems)),
        "notices": len(notices_of(problems)),
        "problems": [problem_document(problem) for problem in problems],
    }


def _show(page: Page, path: str, roster: Roster | None, problems: Sequence[Problem]) -> None:
    errors, notices = errors_of(problems), notices_of(problems)
    if roster is None:
        page.line(page.say("check.errors", path=path, count=len(errors)), "bold red")
        page.gap()
        show_table(page, errors)
    else:
        sizes = {"units": roster.units, "posts": roster.posts, "cadres": roster.cadres}
        counted = {name: len(rows) for name, rows in sizes.items()}
        page.line(page.say("check.ok", path=path, **counted), "bold green")
    if notices:
        page.heading("problems.notices", count=len(notices))
        show_table(page, notices)
