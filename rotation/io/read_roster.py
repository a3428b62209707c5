"""A roster from its files: read, typed, checked, built; or every problem at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rotation.collecting import without_collecting
from rotation.domain.decision import Decision
from rotation.domain.problem import Problem
from rotation.domain.roster import Roster
from rotation.evidence.schemes import Scheme
from rotation.io.build_roster import build_decisions, build_roster
from rotation.io.check_coming import check_coming
from rotation.io.check_concurrent import check_concurrent
from rotation.io.check_dates import (
    check_appraisals,
    check_careers,
    check_lives,
    check_records,
    check_sanctions,
)
from rotation.io.check_decisions import check_decisions
from rotation.io.check_evidence import check_evidence
from rotation.io.check_ids import (
    check_ids,
    check_levels,
    check_look_alikes,
    check_portfolios,
    check_present_posts,
    check_references,
    check_seats,
    check_unique,
)
from rotation.io.check_kinship import check_relatives
from rotation.io.check_twins import check_twins
from rotation.io.report import ProblemList, Refused
from rotation.io.roster_rows import RosterRows, type_all
from rotation.io.source import Files, load_files

CHECKS = (
    check_ids,
    check_look_alikes,
    check_unique,
    check_references,
    check_seats,
    check_concurrent,
    check_coming,
    check_levels,
    check_portfolios,
    check_present_posts,
    check_twins,
    check_lives,
    check_careers,
    check_sanctions,
    check_appraisals,
    check_records,
    check_evidence,
    check_relatives,
    check_decisions,
)


@dataclass(frozen=True)
class Tables:
    """A roster as read. `notices`: what was told, but does not stop anything."""

    roster: Roster
    decisions: tuple[Decision, ...]
    notices: tuple[Problem, ...]


def read_tables(
    path: Path | str, *, date: dt.date | None = None, rule_codes: Collection[str] | None = None
) -> Tables:
    """Read a roster: a workbook (.xlsx), or a folder with one CSV file per table.

    date: the scenario's; without it nothing is held against the future. rule_codes: the laws that
    a decision may waive; without them any is taken. Raises InvalidInput with every problem.
    """
    report = ProblemList()
    path = Path(path)
    try:
        files = load_files(path)
    except Refused as refused:
        report.refuse(refused, path.name)
        files = {}
    with without_collecting():
        tables = check_files(files, path.is_dir(), report, date, rule_codes)
        report.stop_on_errors()
        roster = build_roster(tables)
        roster = roster if date is None else roster.on(date)
        return Tables(roster, build_decisions(tables), tuple(report.notices))


def check_files(
    files: Files,
    folder: bool,
    report: ProblemList,
    date: dt.date | None,
    rule_codes: Collection[str] | None,
    *,
    decisions: bytes | None = None,
    schemes: Mapping[str, Scheme] | None = None,
) -> RosterRows:
    """The checked rows of the files; every problem is in the report. No files: nothing to check.

    decisions: a CSV that takes the place of the table of decisions. schemes: the scenario's, by
    which evaluations are checked.
    """
    tables = RosterRows({}, report)
    if files:
        tables = type_all(files, folder, report, date, rule_codes, decisions=decisions)
        tables = replace(tables, schemes=schemes)
    for check in CHECKS:
        check(tables)
    return tables
