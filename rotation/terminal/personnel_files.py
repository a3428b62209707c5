"""Personnel files in a folder on disk, and what is said of those that were taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rotation.draw.terminal import Page
from rotation.intake.keys import Key
from rotation.intake.lrmx import MOST_BYTES
from rotation.io.content import content_of
from rotation.io.report import ProblemList, Refused
from rotation.papers.personnel_files import (
    LRM,
    LRMX,
    PHOTO,
    CameIn,
    Found,
    found_among,
    read_file,
)
from rotation.report.told import Told
from rotation.terminal.paths import refused
from rotation.terminal.problems import ProblemEntry, described

MOST_FILES = 20_000


def found_in(
    folder: Path | None, told: Told, photos: Mapping[str, bytes], keys: Sequence[Key] = ()
) -> Found:
    """The files of those whom the plan moves, in a folder and the folders in it. Raises
    InvalidInput."""
    if folder is not None and not folder.is_dir():
        raise refused("no_such_folder", str(folder))
    report = ProblemList()
    files = () if folder is None else _files(folder, report)
    place = "" if folder is None else folder.name
    return found_among(files, told, photos, keys, place=place, report=report)


def show_found(page: Page, found: Found) -> None:
    """How many files came in, and which were not taken and why."""
    page.line(page.say("wrote.personnel_files", filled_in=len(found.came_in), new=found.new))
    for problem in found.problems:
        page.line(described(problem, page.lang), "yellow")


def found_document(found: Found) -> dict[str, Any]:
    """The same as plain JSON values."""
    problems = [ProblemEntry.made_from(problem).plain_values() for problem in found.problems]
    return {"filled_in": len(found.came_in), "new": found.new, "not_taken": problems}


def _files(folder: Path, report: ProblemList) -> Iterator[CameIn]:
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in (LRMX, LRM))
    if len(paths) > MOST_FILES:
        raise refused("too_many_personnel_files", str(folder), count=len(paths), most=MOST_FILES)
    for path in paths:
        content = partial(content_of, path, MOST_BYTES)
        try:
            yield CameIn(path.name, read_file(path.name, content(), _photo(path)), content)
        except Refused as fault:
            report.refuse(fault, path.name)


def _photo(path: Path) -> bytes:
    """That of an LRM file lies beside it."""
    photo = path.with_suffix(PHOTO)
    beside = path.suffix.lower() == LRM and photo.is_file()
    return content_of(photo, MOST_BYTES) if beside else b""
