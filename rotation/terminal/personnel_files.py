"""Personnel files of those whom a plan moves: the ones that came in, found in a folder, with what
is proposed; for others new ones from the roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rotation.domain.action import ADJUSTING
from rotation.domain.cadre import Cadre
from rotation.domain.calendar import Month
from rotation.domain.personnel_file import PersonnelFile
from rotation.domain.problem import Problem
from rotation.draw.lrmx import filled_in, new_lrmx
from rotation.intake.lrm import read_lrm
from rotation.intake.lrmx import MOST_BYTES, read_lrmx
from rotation.io.content import content_of
from rotation.io.dates import parse_month
from rotation.io.new_folder import new_folder
from rotation.io.report import ProblemList, Refused
from rotation.report.personnel_files import proposed
from rotation.report.told import Told
from rotation.terminal.paths import refused, written

LRMX, LRM, PHOTO = ".lrmx", ".lrm", ".pic"
MOST_FILES = 20_000
_IN_NO_NAME = str.maketrans(dict.fromkeys('<>:"/\\|?*\0', "_"))
"""Characters that some systems refuse in the name of a file."""


@dataclass(frozen=True)
class CameIn:
    """A personnel file of a folder."""

    path: Path
    file: PersonnelFile


@dataclass
class Found:
    """came_in: by cadre id. problems: what cannot be read, or is not sure."""

    came_in: dict[str, CameIn] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def found_in(folder: Path | None, cadres: list[Cadre]) -> Found:
    """The files of these cadres in a folder and the folders in it, by name and month of birth."""
    if folder is None:
        return Found()
    if not folder.is_dir():
        raise refused("no_such_folder", str(folder))
    report, of_person = ProblemList(), defaultdict[tuple[str, Month | None], list[CameIn]](list)
    for each in _files(folder, report):
        of_person[_plain(each.file.name), _birth(each.file.birth)].append(each)
    found = Found()
    bearers = defaultdict[tuple[str, Month | None], list[Cadre]](list)
    for cadre in cadres:
        bearers[_plain(cadre.name), cadre.birth].append(cadre)
    for key, persons in bearers.items():
        files = of_person.get(key, [])
        if len(files) == 1 == len(persons):
            found.came_in[persons[0].cadre_id] = files[0]
        elif files:
            names = tuple(each.path.name for each in files)
            ids = tuple(person.cadre_id for person in persons)
            report.notice(
                "personnel_file_not_sure", folder.name, value=key[0], files=names, ids=ids
            )
    found.problems += [*report.errors, *report.notices]
    return found


def form_files(told: Told, found: Found) -> Iterator[tuple[Cadre, PersonnelFile]]:
    """Those whom the plan moves, in the order of the roster, each with the file that says so. told:
    in Chinese, as the form is."""
    for action in told.judged.plan.actions:
        if action.kind in ADJUSTING:
            came_in = found.came_in.get(action.cadre_id)
            file = proposed(told, action, None if came_in is None else came_in.file)
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


def put_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder, all of them or none. Raises InvalidInput."""

    def write() -> None:
        with new_folder(folder) as beside:
            for name, content in files.items():
                (beside / name).write_bytes(content)

    written(write, folder)


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
