"""Reads a scenario: scenario.toml, and the roster that it names."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping, Set
from pathlib import Path
from typing import Any

from rotation.domain.problem import Problem
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.io.build_roster import build_decisions, build_roster
from rotation.io.read_roster import check_files
from rotation.io.report import Refused, Report
from rotation.io.roster_rows import RosterRows
from rotation.io.scenario_table import FILE, Header, read_goals, read_header, read_laws
from rotation.io.source import Files, digest, load_files

Codes = Mapping[str, Set[str]]
"""The codes of the rules there are, each with the names of its parameters."""
Validate = Callable[[Scenario], list[Problem]]
"""Checks the values of parameters; looks at laws, goals and categories only, since the roster is
empty where the tables have faults."""

MOST_TOML_BYTES = 2**20
_TEXT_OR_COMMENT = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|#.*""")
_QUOTES = re.compile("[“”‘’＂＇]")
SECTIONS = ("scenario", "laws", "goals", "categories")


def read_scenario(
    path: Path | str, *, law_codes: Codes, goal_codes: Codes, validate: Validate | None = None
) -> tuple[Scenario, tuple[Problem, ...]]:
    """The scenario of a folder with a scenario.toml, or of the toml file itself, and the notices.

    `roster` is looked for beside the toml file. Raises InvalidInput with every problem of the toml
    and of the tables at once, errors first, then notices.
    """
    report = Report()
    path = Path(path)
    file = path / FILE if path.is_dir() else path
    text, data = _load_toml(file, report)
    if data is None:
        report.stop_on_errors()
        raise AssertionError("a toml file that cannot be read has its problem")
    header = read_header(data, report)
    draft = _draft(data, header, law_codes, goal_codes, report)
    files, tables = _roster(file, header, law_codes, report)
    if validate is not None and header.complete:
        report.take(validate(draft))
    report.stop_on_errors()
    inputs = {FILE: text, **{f"roster/{name}": content for name, content in files.items()}}
    scenario = _finish(draft, build_roster(tables), tables, digest(inputs))
    return scenario, tuple(report.notices)


def _load_toml(file: Path, report: Report) -> tuple[bytes, dict[str, Any] | None]:
    """The bytes, and what they say; None (and an error) if they cannot be read."""
    if file.is_dir():
        report.error("folder_not_file", file.name, name=file.name)
        return b"", None
    try:
        content = file.read_bytes()
        if len(content) > MOST_TOML_BYTES:
            report.error("file_too_large", file.name, most_mb=MOST_TOML_BYTES // 2**20)
        else:
            text = content.decode("utf-8-sig")
            return content, _parsed(text, file, report)
    except FileNotFoundError:
        report.error("scenario_missing", file.name, value=file.name)
    except OSError as fault:
        detail = fault.strerror or type(fault).__name__
        report.error("file_unreadable", file.name, detail=detail)
    except UnicodeDecodeError:
        report.error("toml_not_utf8", file.name)
    except RecursionError:
        report.error("toml_syntax", file.name, detail="nested too deeply", place="?")
    return b"", None


def _parsed(text: str, file: Path, report: Report) -> dict[str, Any] | None:
    """What the text says; None (and an error) if it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        _tell_syntax(str(fault), text, file, report)
    return None


def _tell_syntax(message: str, text: str, file: Path, report: Report) -> None:
    """The parser's message ends in "(at line 3, column 5)" or "(at end of document)".

    Chinese quotes around a text are told as such.
    """
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    detail = message[: found.start()] if found else message
    line = int(found[1]) if found and found[1] else None
    place = found[2] if found and found[2] else "?"
    lines = text.split("\n")
    at = line or len(lines)
    if marks := _chinese_quotes(lines[at - 1]):
        report.error("chinese_quotes", file.name, at, value=marks)
        return
    report.error("toml_syntax", file.name, line, detail=detail, place=place)


def _chinese_quotes(line: str) -> str:
    """The Chinese quotes of a line that stand outside its texts and its comment; "" for none."""
    return "".join(_QUOTES.findall(_TEXT_OR_COMMENT.sub("", line)))


def _draft(
    data: Mapping[str, Any], header: Header, law_codes: Codes, goal_codes: Codes, report: Report
) -> Scenario:
    """The scenario without its roster."""
    for key in data:
        if key not in SECTIONS:
            near = report.nearest(key, SECTIONS)
            report.error("unknown_key", FILE, column=key, value=key, nearest=near)
    categories = data.get("categories", {})
    if not isinstance(categories, dict):
        report.error("not_a_section", FILE, column="categories", value=categories)
        categories = {}
    return Scenario(
        name=header.name or "",
        date=header.date or dt.date(2000, 1, 1),
        roster=Roster((), (), ()),
        laws=read_laws(data, law_codes, report),
        goals=read_goals(data, goal_codes, report),
        categories=categories,
        periods=header.periods,
    )


def _roster(
    file: Path, header: Header, law_codes: Codes, report: Report
) -> tuple[Files, RosterRows]:
    """The roster's files and checked rows; none if the header does not say where they are."""
    files: Files = {}
    path = None if header.roster is None else file.parent / header.roster
    try:
        files = {} if path is None else load_files(path)
    except Refused as refused:
        report.refuse(refused, FILE, column="scenario.roster", value=header.roster)
    folder = path is not None and path.is_dir()
    return files, check_files(files, folder, report, header.date, frozenset(law_codes))


def _finish(draft: Scenario, roster: Roster, tables: RosterRows, sha256: str) -> Scenario:
    return Scenario(
        name=draft.name,
        date=draft.date,
        roster=roster,
        laws=draft.laws,
        goals=draft.goals,
        decisions=build_decisions(tables),
        categories=draft.categories,
        periods=draft.periods,
        sha256=sha256,
    )
