"""The files of a roster: one workbook, or a folder of CSV."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from rotation.io.content import content_of
from rotation.io.csv_folder import MOST_BYTES, read_csv
from rotation.io.raw import RawTable
from rotation.io.report import ProblemList, Refused
from rotation.io.tables import find_table, is_ignored

MOST_FILES = 200
"""So many CSV files of a folder are read: there are a dozen tables."""

Files = Mapping[str, bytes]
"""Contents by file name."""


def load_files(path: Path) -> Files:
    """The bytes of a workbook, or of every CSV file of a folder. Raises Refused."""
    try:
        if path.is_dir():
            return _bounded(sorted(each for each in path.iterdir() if _is_csv(each)))
        return {path.name: content_of(path, MOST_BYTES)}
    except OSError as fault:
        raise Refused("file_unreadable", detail=fault.strerror or type(fault).__name__) from None


def _bounded(paths: Sequence[Path]) -> Files:
    """The contents of the CSV files of a folder, together no larger than one may be."""
    if not paths:
        raise Refused("no_csv_files")
    size, found = 0, {}
    for path in paths:
        found[path.name] = content_of(path, MOST_BYTES)
        size += len(found[path.name])
        check_folder(len(paths), size)
    return found


def check_folder(files: int, size: int) -> None:
    """Refuse more files, or more bytes together, than a roster can have."""
    if files > MOST_FILES:
        raise Refused("too_many_files", count=files, most=MOST_FILES)
    if size > MOST_BYTES:
        raise Refused("folder_too_large", most_mb=MOST_BYTES // 2**20)


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv" and not path.name.startswith((".", "_", "~"))


def digest(files: Files) -> str:
    """SHA-256 over names and contents, sorted by name: the same inputs give the same digest."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(name.encode() + b"\0" + str(len(files[name])).encode() + b"\0" + files[name])
    return total.hexdigest()


def raw_tables(
    files: Files, folder: bool, report: ProblemList
) -> tuple[dict[str, RawTable | None], list[RawTable]]:
    """The tables by table id, None for one that is there but unreadable (which is reported), and
    those whose names stand for no table. What is there twice is reported too.
    """
    found: dict[str, RawTable | None] = {}
    unknown: list[RawTable] = []
    for name, data in files.items():
        try:
            tables = _tables_of(name, data, folder, report)
        except Refused as refused:
            report.refuse(refused, name)
            unreadable = find_table(PurePath(name).stem)
            if folder and unreadable is not None:
                found.setdefault(unreadable.id, None)
            continue
        for raw in tables:
            _enter(raw, found, unknown, report)
    return found, unknown


def decisions_table(data: bytes, report: ProblemList) -> RawTable | None:
    """The CSV that holds the decisions apart from the roster; None (and an error) if it is none."""
    try:
        return read_csv("decisions", data, report)
    except Refused as refused:
        report.refuse(refused, "decisions")
        return None


def _tables_of(name: str, data: bytes, folder: bool, report: ProblemList) -> list[RawTable]:
    if not folder:
        from rotation.io.workbook import read_workbook  # openpyxl takes a third of the start

        return read_workbook(data)
    return [] if is_ignored(PurePath(name).stem) else [read_csv(name, data, report)]


def _enter(
    raw: RawTable, found: dict[str, RawTable | None], unknown: list[RawTable], report: ProblemList
) -> None:
    table = find_table(raw.name if raw.is_sheet else PurePath(raw.name).stem)
    if table is None:
        if raw.rows:
            unknown.append(raw)
    elif (first := found.get(table.id)) is None:
        found[table.id] = raw
    elif first.hidden == raw.hidden:
        report.error("duplicate_table", table.id, value=raw.name, other=first.name)
    else:
        shown, hidden = (raw, first) if first.hidden else (first, raw)
        report.error("duplicate_hidden_table", table.id, value=hidden.name, other=shown.name)
