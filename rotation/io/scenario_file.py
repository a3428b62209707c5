"""Reads a scenario: scenario.toml, and the roster that it names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from rotation.collecting import without_collecting
from rotation.domain.decision import Decision
from rotation.domain.problem import Problem
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.io.build_roster import build_decisions, build_roster
from rotation.io.inputs import MOST_TOML_BYTES, Inputs, Source, on_disk
from rotation.io.profile_section import read_profiles
from rotation.io.read_roster import check_files
from rotation.io.report import ProblemList, Refused
from rotation.io.roster_rows import RosterRows
from rotation.io.scenario_table import (
    DECISIONS_FILE,
    FILE,
    Header,
    read_goals,
    read_header,
    read_laws,
)
from rotation.io.scheme_section import read_schemes, sound_schemes
from rotation.io.sound_rows import sound_rows
from rotation.io.source import Files
from rotation.io.toml_text import parsed
from rotation.rules.called import in_codes

Codes = Mapping[str, Set[str]]
"""The codes of the rules there are, each with the names of its parameters."""
Validate = Callable[[Scenario], list[Problem]]
"""Checks the values of parameters; looks at laws, goals and categories only, since the roster is
empty where the tables have faults."""
Authority = Callable[[Scenario, Decision], Iterator[tuple[str, str]]]
"""What a decision of a scenario lacks, as problem codes with their columns."""

SECTIONS = ("scenario", "laws", "goals", "categories", "profiles", "schemes")


@without_collecting()
def read_scenario(
    source: Path | str | Inputs,
    *,
    law_codes: Codes,
    goal_codes: Codes,
    validate: Validate | None = None,
    authority: Authority | None = None,
) -> tuple[Scenario, tuple[Problem, ...]]:
    """The scenario of a folder with a scenario.toml, of the toml file itself, or of inputs that
    were handed over; and the notices.

    What the toml names is looked for beside it. Raises InvalidInput with every problem of the toml
    and of the tables at once, errors first, then notices.
    """
    report = ProblemList()
    place = source if isinstance(source, Inputs) else on_disk(source)
    content, data = _load_toml(place, report)
    if data is None:
        report.stop_on_errors()
        raise AssertionError("a toml file that cannot be read has its problem")
    header = read_header(data, report)
    draft = _draft(data, header, law_codes, goal_codes, report)
    given = _given(place, content, header, report)
    tables = check_files(
        given.roster,
        given.folder,
        report,
        header.date,
        frozenset(law_codes),
        decisions=given.decisions,
        schemes=sound_schemes(draft.schemes),
    )
    if validate is not None and header.complete:
        report.take(validate(draft))
    if authority is not None and header.complete:
        _check_authority(draft, tables, authority)
    report.stop_on_errors()
    scenario = replace(
        draft,
        roster=build_roster(tables).on(draft.date),
        decisions=build_decisions(tables),
        sha256=given.sha256,
    )
    return scenario, tuple(report.notices)


def _check_authority(draft: Scenario, tables: RosterRows, authority: Authority) -> None:
    """What decisions lack, as far as the laws and rows that they are about are sound."""
    sound = sound_rows(tables)
    faulty = {problem.column or "" for problem in tables.report.errors if problem.table == FILE}
    laws = [law for law in draft.laws if not any(f"laws.{law.code}" in key for key in faulty)]
    scenario = replace(draft, laws=tuple(laws), roster=build_roster(sound))
    for row, decision in zip(sound["decisions"], build_decisions(sound), strict=True):
        for code, column in authority(scenario, decision):
            value = getattr(decision, column)
            tables.report.error(code, "decisions", row.number, column, value)


def read_inputs(path: Path | str) -> Inputs:
    """The inputs of a scenario on disk, as they stand. Raises InvalidInput where a file that makes
    them up cannot be read; what is wrong inside the files is no matter here."""
    report = ProblemList()
    place = on_disk(path)
    content, data = _load_toml(place, report)
    report.stop_on_errors()
    given = _given(place, content, read_header(data or {}, report), report)
    report.stop_on_errors()
    return given


def read_settings(toml: bytes) -> Scenario:
    """What a scenario.toml says, without the tables that it names. Raises InvalidInput."""
    from rotation.rules.registry import goals, laws  # brings every rule along
    from rotation.rules.settings import parameter_names

    report = ProblemList()
    _, data = _load_toml(Inputs(toml, {}, False), report)
    header = read_header(data or {}, report)
    codes = parameter_names(laws()), parameter_names(goals())
    draft = _draft(data or {}, header, *codes, report)
    report.stop_on_errors()
    return draft


def named_files(toml: bytes) -> dict[str, str]:
    """What a scenario.toml names as `roster` and `decisions`; the usual names where it is faulty
    or silent."""
    header = header_of(toml)
    return {"roster": header.roster or "roster", "decisions": header.decisions or DECISIONS_FILE}


def title(toml: bytes) -> str:
    """The name of the scenario; "" where the file is faulty or silent."""
    return header_of(toml).name or ""


def header_of(toml: bytes) -> Header:
    """[scenario] of a scenario.toml, None for what is missing or wrong."""
    report = ProblemList()
    return read_header(_load_toml(Inputs(toml, {}, False), report)[1] or {}, report)


def _load_toml(place: Source, report: ProblemList) -> tuple[bytes, dict[str, Any] | None]:
    """The bytes, and what they say; None (and an error) if they cannot be read."""
    try:
        content = place.read_toml()
        if len(content) > MOST_TOML_BYTES:
            report.error("file_too_large", place.file, most_mb=MOST_TOML_BYTES // 2**20)
        else:
            return content, parsed(content.decode("utf-8-sig"), place.file, report)
    except Refused as refused:
        missing = place.file if refused.code == "scenario_missing" else None
        report.refuse(refused, place.file, value=missing)
    except UnicodeDecodeError:
        report.error("toml_not_utf8", place.file)
    return b"", None


def _draft(
    data: Mapping[str, Any],
    header: Header,
    law_codes: Codes,
    goal_codes: Codes,
    report: ProblemList,
) -> Scenario:
    """The scenario without its roster."""
    data = in_codes(
        data,
        lambda path, word: report.error(
            "called_twice", FILE, column=".".join(path), value=word, same=path[-1]
        ),
    )
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
        appraised=header.appraised,
        profiles=read_profiles(data, goal_codes, report),
        schemes=read_schemes(data, report),
    )


def _given(place: Source, toml: bytes, header: Header, report: ProblemList) -> Inputs:
    """What the header names; what cannot be read is reported and left out."""
    roster: Files = {}
    folder, decisions = False, None
    if header.roster is not None:
        try:
            roster, folder = place.read_roster(header.roster)
        except Refused as refused:
            report.refuse(refused, FILE, column="scenario.roster", value=header.roster)
    if header.decisions is not None:
        try:
            decisions = place.read_decisions(header.decisions)
        except Refused as refused:
            report.refuse(refused, FILE, column="scenario.decisions", value=header.decisions)
    return Inputs(toml, roster, folder, decisions)
