"""The sheets of files and folders that were named."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from rotation.domain.problem import Problem
from rotation.intake import packed
from rotation.intake.forms import form_of
from rotation.intake.keys import is_key_file
from rotation.intake.mapping import Reading, mapped, settled_for, unread_columns
from rotation.intake.old_sheets import read_old_workbook
from rotation.intake.personnel import PICTURE, SUFFIXES, read_personnel
from rotation.intake.proposing import proposed
from rotation.intake.read import lines_of
from rotation.intake.report import Line, Told, Unread
from rotation.io.content import content_of
from rotation.io.csv_folder import MOST_BYTES, read_csv
from rotation.io.raw import RawTable
from rotation.io.report import ProblemList, Refused
from rotation.io.workbook import read_workbook

MOST_FILES = 5000
MOST_FOLDERS = 40
MOST_SECONDS = 300
MOST_LINES = 500_000
MOST_TOGETHER = 2000 * 2**20
"""All files together: time, rows, bytes. A file that is begun is read to its end; it has bounds of
its own."""
Tell = Callable[[str, int, int], None]
"""Is told what is being done ("reading", "joining", "writing"), and how many of how many files are
read."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def untold(_: str, __: int, ___: int) -> None:
    """Tells nobody."""


def files_of(
    named: Sequence[Path], told: Told, unpacked: Path, most: int = MOST_FILES
) -> list[Path]:
    """The files named, those of folders in the order of their names; what is not there is told.
    unpacked: the folder for what comes packed together. most: how many there may be."""
    found: list[Path] = []
    left = packed.MOST_UNPACKED_BYTES
    for number, path in enumerate(named):
        if path.suffix.lower() == packed.SUFFIX and path.is_file():
            taken_out = _unpacked(path, unpacked / str(number), left, told)
            left -= sum(each.stat().st_size for each in taken_out)
            found += taken_out
        elif path.is_dir():
            inside = sorted(p for p in path.rglob("*") if not p.name.startswith((".", "~$")))
            found += [each for each in inside if not each.is_dir() or _is_paper(each)]
        else:
            found.append(path)
    if len(found) > most:
        told.faults.append(_fault("too_many_files", found[most], count=len(found), most=most))
    return list(dict.fromkeys(found))[:most]


def _unpacked(path: Path, into: Path, left: int, told: Told) -> list[Path]:
    """What was taken out of an archive before it turned out to be none is not taken either."""
    try:
        return sorted(packed.unpack(path, into, left))
    except Refused as refused:
        told.faults.append(_fault(refused.code, path, **refused.values))
        return []


def _is_paper(folder: Path) -> bool:
    """Whether a folder is called like a file that would be read, and so is told."""
    return folder.suffix.lower() in (*SUFFIXES, *_WORKBOOKS, *_TEXTS)


_WORKBOOKS, _TEXTS = (".xlsx", ".xls", ".ods"), (".csv", ".txt")


def read_files(
    files: Sequence[Path],
    told: Told,
    readings: Sequence[Reading],
    date: dt.date,
    tell: Tell = untold,
) -> Iterator[Line]:
    """The lines of every sheet of the files; a file that cannot be read is told. readings: how
    sheets are read that are no paper of ours; date: the scenario's, from which years count back."""
    personnel = [path for path in files if path.suffix.lower() in SUFFIXES]
    beside = {path.with_suffix("") for path in personnel}
    others = [
        path
        for path in files
        if path.suffix.lower() not in SUFFIXES
        and not (path.suffix.lower() == PICTURE and path.with_suffix("") in beside)
    ]
    counted = in_time([*personnel, *others], told, tell)
    for raw, names_of in read_personnel(islice(counted, len(personnel)), told):
        yield from lines_of(raw.name, raw, told, names_of)
    for name, path in counted:
        try:
            sheets = _sheets(path, told)
        except Refused as refused:
            told.faults.append(_fault(refused.code, path, **refused.values))
            continue
        for raw in sheets:
            where = f"{name} › {raw.name}" if raw.is_sheet else name
            yield from _lines(where, raw, told, readings, date)


def in_time(files: Sequence[Path], told: Told, tell: Tell = untold) -> Iterator[tuple[str, Path]]:
    """The files by name, each told when it is begun; of those that go beyond the bounds of all
    together each is a fault."""
    end, left = time.monotonic() + MOST_SECONDS, MOST_TOGETHER
    bounds = {"minutes": MOST_SECONDS // 60, "rows": MOST_LINES, "most_mb": MOST_TOGETHER // 2**20}
    for number, (path, name) in enumerate(_called(files).items(), 1):
        left -= path.stat().st_size if path.is_file() else 0
        if left < 0 or told.lines > MOST_LINES or time.monotonic() > end:
            told.faults.append(Problem("not_read_any_more", name, values=bounds))
        else:
            tell("reading", number, len(files))
            yield name, path


def _called(files: Sequence[Path]) -> dict[Path, str]:
    """Each by as much of the end of its path as tells it from the others."""
    names = {path: path.name for path in files}
    for depth in range(2, MOST_FOLDERS):
        alike = Counter(names.values())
        if len(alike) == len(names):
            break
        names = {
            path: name if alike[name] == 1 else "/".join(path.parts[-depth:])
            for path, name in names.items()
        }
    return names


def _lines(
    place: str, raw: RawTable, told: Told, readings: Sequence[Reading], date: dt.date
) -> list[Line]:
    """The lines of a sheet: by the reading that a person settled for its headings, else by the
    paper that it is. Where it is neither, a reading is proposed."""
    unread = len(told.unread)
    if (found := settled_for(raw, readings)) is not None:
        reading, laid = found
        told.notices.append(Problem("read_by_map", place, severity="notice"))
        lines = lines_of(place, mapped(laid, reading, date), told, form=reading.form)
        told.settled[place] = reading.with_unread(laid, _headings(told.unread[unread:]))
        return lines
    lines = lines_of(place, raw, told)
    form = form_of(raw)
    if form is None and (likely := proposed(raw)) is not None:
        told.proposals[place] = likely
    elif form is not None:
        open_ = unread_columns(raw, form, _headings(told.unread[unread:]))
        if open_.columns:
            told.open[place] = open_
    return lines


def _headings(unread: Sequence[Unread]) -> list[str]:
    return [each.heading for each in unread]


def _sheets(path: Path, told: Told) -> Sequence[RawTable]:
    """The sheets of a file, by what it is rather than by what it is called."""
    data = content_of(path, MOST_BYTES)
    if is_key_file(data):
        raise Refused("key_file_among_papers")
    if path.suffix.lower() == ".ods" or data.startswith(_OLE):
        return read_old_workbook(data)
    if data.startswith(b"PK") or (data and path.suffix.lower() == ".xlsx"):
        return read_workbook(data)
    if path.suffix.lower() in _TEXTS:
        report = ProblemList()
        raw = read_csv(path.name, data, report)
        told.notices += report.notices
        return [raw]
    raise Refused("file_not_understood")


def _fault(code: str, path: Path, **values: object) -> Problem:
    return Problem(code, path.name, values=values)
