"""The sheets of files and folders that were named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from rotation.domain.problem import Problem
from rotation.intake.mapping import Reading, mapped, proposed
from rotation.intake.old_sheets import read_old_workbook
from rotation.intake.personnel import PICTURE, SUFFIXES, read_personnel
from rotation.intake.read import lines_of
from rotation.intake.report import Line, Told
from rotation.io.content import content_of
from rotation.io.csv_folder import MOST_BYTES, read_csv
from rotation.io.raw import RawTable
from rotation.io.report import ProblemList, Refused
from rotation.io.workbook import read_workbook

MOST_FILES = 5000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def files_of(named: Sequence[Path], told: Told) -> list[Path]:
    """The files named, those of folders in the order of their names; what is not there is told."""
    found: list[Path] = []
    for path in named:
        if path.is_dir():
            inside = (each for each in path.rglob("*") if each.is_file())
            found += sorted(each for each in inside if not each.name.startswith((".", "~$")))
        else:
            found.append(path)
    if len(found) > MOST_FILES:
        told.faults.append(
            _fault("too_many_files", found[MOST_FILES], count=len(found), most=MOST_FILES)
        )
    return list(dict.fromkeys(found))[:MOST_FILES]


def read_files(
    files: Sequence[Path], told: Told, readings: Sequence[Reading], date: dt.date
) -> Iterator[Line]:
    """The lines of every sheet of the files; a file that cannot be read is told. readings: how
    sheets are read that are no paper of ours; date: the scenario's, from which years count back."""
    personnel = [path for path in files if path.suffix.lower() in SUFFIXES]
    for raw, names_of in read_personnel(personnel, told):
        yield from lines_of(raw.name, raw, told, names_of)
    names = [path.name for path in files]
    for path in files:
        if path.suffix.lower() in (*SUFFIXES, PICTURE):
            continue
        name = path.name if names.count(path.name) == 1 else str(path)
        try:
            sheets = _sheets(path, told)
        except Refused as refused:
            told.faults.append(_fault(refused.code, path, **refused.values))
            continue
        for raw in sheets:
            where = f"{name} › {raw.name}" if raw.is_sheet else name
            yield from _lines(where, raw, told, readings, date)


def _lines(
    place: str, raw: RawTable, told: Told, readings: Sequence[Reading], date: dt.date
) -> list[Line]:
    """The lines of a sheet: by the reading that a person settled for its headings, else by the
    paper that it is. Where it is neither, a reading is proposed."""
    for settled in readings:
        if (at := settled.place_in(raw)) is not None:
            said = Problem("read_by_map", place, severity="notice")
            told.notices.append(said)
            return lines_of(place, mapped(raw, settled, at, date), told, form=settled.form)
    before = len(told.faults)
    lines = lines_of(place, raw, told)
    unknown = any(each.code == "sheet_not_understood" for each in told.faults[before:])
    if unknown and (reading := proposed(raw)) is not None:
        told.proposals[place] = reading
    return lines


def _sheets(path: Path, told: Told) -> Sequence[RawTable]:
    """The sheets of a file, by what it is rather than by what it is called."""
    data = content_of(path, MOST_BYTES)
    if path.suffix.lower() == ".ods" or data.startswith(_OLE):
        return read_old_workbook(data)
    if data.startswith(b"PK"):
        return read_workbook(data)
    if path.suffix.lower() in (".csv", ".txt"):
        report = ProblemList()
        raw = read_csv(path.name, data, report)
        told.notices += report.notices
        return [raw]
    raise Refused("file_not_understood")


def _fault(code: str, path: Path, **values: object) -> Problem:
    return Problem(code, path.name, values=values)
