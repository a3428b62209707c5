"""`rotation check`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rotation.domain.problem import Problem, count_of
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.errors import InvalidInput
from rotation.io.load_scenario import load_scenario
from rotation.io.read_roster import read_tables
from rotation.rules.registry import laws
from rotation.terminal.answer import BAD_INPUT, DONE, Answer
from rotation.terminal.check_document import check_document
from rotation.terminal.laws import show_laws
from rotation.terminal.paths import scenario_folder
from rotation.terminal.problems import errors_of, notices_of, show_table
from rotation.usage import JSON, Asked, Command, Input


def run(options: Asked) -> Answer:
    """Every problem of a scenario, or of a roster alone."""
    found: Roster | Scenario | None = None
    problems: Sequence[Problem]
    try:
        found, problems = _read(scenario_folder(options.scenario))
    except InvalidInput as fault:
        problems = fault.problems
    code = DONE if found is not None else BAD_INPUT
    return Answer(
        code,
        check_document(found, problems),
        lambda page: _show(page, options.scenario, found, problems),
    )


def _read(path: Path) -> tuple[Roster | Scenario, Sequence[Problem]]:
    if _is_roster(path):
        tables = read_tables(path, rule_codes=frozenset(laws()))
        return tables.roster, tables.notices
    return load_scenario(path)


def _is_roster(path: Path) -> bool:
    """A workbook, or a folder of CSV files without a scenario.toml."""
    if path.is_dir():
        return not (path / "scenario.toml").exists() and any(path.glob("*.[cC][sS][vV]"))
    return path.suffix.lower() not in ("", ".toml")


def _show(
    page: Page, path: str, found: Roster | Scenario | None, problems: Sequence[Problem]
) -> None:
    errors, notices = errors_of(problems), notices_of(problems)
    if found is None:
        page.line(page.say("check.errors", path=path, count=count_of(errors)), "bold red")
        page.gap()
        show_table(page, errors)
    else:
        roster = found.roster if isinstance(found, Scenario) else found
        sizes = {"units": roster.units, "posts": roster.posts, "cadres": roster.cadres}
        counted = {name: len(rows) for name, rows in sizes.items()}
        page.line(page.say("check.ok", path=path, **counted), "bold green")
    if isinstance(found, Scenario):
        show_laws(page, found)
    if notices:
        page.heading("problems.notices", count=len(notices))
        show_table(page, notices)


COMMAND = Command(run, Input("scenario", "SCENARIO"), JSON)
