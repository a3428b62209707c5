"""Personnel files of those whom a plan moves: the ones that came in, found in a folder, with what
is proposed; for others new ones from the roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rotation.domain.action import ADJUSTING
from rotation.domain.cadre import Cadre
from rotation.domain.calendar import Month
from rotation.domain.personnel_file import PersonnelFile
from rotation.domain.problem import Problem
from rotation.draw.lrmx import filled_in, new_lrmx
from rotation.draw.terminal import Page
from rotation.intake.keys import Key
from rotation.intake.lrm import read_lrm
from rotation.intake.lrmx import MOST_BYTES, read_lrmx
from rotation.io.content import content_of
from rotation.io.dates import parse_month
from rotation.io.report import ProblemList, Refused
from rotation.report.personnel_files import proposed
from rotation.report.told import Told
from rotation.terminal.paths import refused
from rotation.terminal.problems import ProblemEntry, described

LRMX, LRM, PHOTO = ".lrmx", ".lrm", ".pic"
MOST_FILES = 20_000
_IN_NO_NAME = str.maketrans(dict.fromkeys('<>:"/\\|?*\0', "_"))
"""Characters that some systems refuse in the name of a file."""


_Person = tuple[str, Month | str | None]
"""Whose a file is: name and month of birth; where the ID number tells, no name and the id."""


@dataclass(frozen=True)
class CameIn:
    """A personnel file of a folder."""

    path: Path
    file: PersonnelFile


@dataclass
class Found:
    """moved: how many there are to be. came_in, photos (beside the roster): by cadre id. problems:
    what cannot be read or is not sure."""

    moved: int
    photos: Mapping[str, bytes]
    came_in: dict[str, CameIn] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def new(self) -> int:
        """How many are put together from the roster."""
        return self.moved - len(self.came_in)


def found_in(
    folder: Path | None, told: Told, photos: Mapping[str, bytes], keys: Sequence[Key] = ()
) -> Found:
    """The files of those whom the plan moves, in a folder and the folders in it, by the ID number
    that a key file has, else by name and month of birth. photos: by cadre id, for those who have
    no file there."""
    moved = {action.cadre_id for action in told.judged.plan.actions if action.kind in ADJUSTING}
    found = Found(len(moved), photos)
    if folder is None:
        return found
    if not folder.is_dir():
        raise refused("no_such_folder", str(folder))
    by_number = {key.id_card: key.cadre_id for key in keys if key.id_card}
    report, of_person = ProblemList(), defaultdict[_Person, list[CameIn]](list)
    for each in _files(folder, report):
        own = by_number.get(_plain(each.file.identity_number).upper())
        name, born = _plain(each.file.name), _birth(each.file.birth)
        of_person[("", own) if own else (name, born)].append(each)
    bearers = defaultdict[_Person, list[Cadre]](list)
    for cadre in told.scenario.roster.cadres:
        own_key = ("", cadre.cadre_id)
        by_name = _plain(cadre.name), cadre.birth
        bearers[own_key if own_key in of_person else by_name].append(cadre)
    for key, persons in bearers.items():
        files = of_person.get(key, [])
        if moved.isdisjoint(person.cadre_id for person in persons):
            continue
        if len(files) == 1 == len(persons):
            found.came_in[persons[0].cadre_id] = files[0]
        elif files:
            names = tuple(each.path.name for each in files)
            ids = tuple(person.cadre_id for person in persons)
            report.error(
                "personnel_file_not_sure", folder.name, value=persons[0].name, files=names, ids=ids
            )
    found.problems += [replace(problem, severity="notice") for problem in report.errors]
    return found


def form_files(told: Told, found: Found) -> Iterator[tuple[Cadre, PersonnelFile]]:
    """Those whom the plan moves, in the order of the roster, each with the file that says so. told:
    in Chinese, as the form is."""
    for action in told.judged.plan.actions:
        if action.kind in ADJUSTING:
            came_in = found.came_in.get(action.cadre_id)
            photo = found.photos.get(action.cadre_id, b"")
            file = proposed(told, action, None if came_in is None else came_in.file, photo)
            yield told.scenario.roster.cadre[action.cadre_id], file


def lrmx_files(told: Told, found: Found) -> dict[str, bytes]:
    """LRMX files by name: what came in keeps its name."""
    named: dict[str, bytes] = {}
    for cadre, file in form_files(told, found):
        came_in = found.came_in.get(cadre.cadre_id)
        if came_in is None or came_in.path.suffix.lower() != LRMX:
            content, stem = new_lrmx(file), cadre.name.translate(_IN_NO_NAME)
        else:
            content = filled_in(content_of(came_in.path, MOST_BYTES), file)
            stem = came_in.path.stem
        taken = {name.casefold() for name in named}
        name = f"{stem}{LRMX}"
        if name.casefold() in taken:
            name = f"{stem}_{cadre.cadre_id.translate(_IN_NO_NAME)}{LRMX}"
        named[name] = content
    return named


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
        try:
            yield CameIn(path, _read(path))
        except Refused as fault:
            report.refuse(fault, path.name)


def _read(path: Path) -> PersonnelFile:
    content = content_of(path, MOST_BYTES)
    if path.suffix.lower() == LRMX:
        return read_lrmx(content, path.name)[0]
    photo = path.with_suffix(PHOTO)
    return read_lrm(content, path.name, content_of(photo, MOST_BYTES) if photo.is_file() else b"")[
        0
    ]


def _plain(name: str) -> str:
    return "".join(name.split())


def _birth(words: str) -> Month | None:
    try:
        return parse_month(words)
    except Refused:
        return None
