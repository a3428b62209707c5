"""Personnel files of those whom a plan moves: the ones that came in with what is proposed; for
others new ones from the roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from rotation.domain.action import ADJUSTING
from rotation.domain.cadre import Cadre
from rotation.domain.calendar import Month
from rotation.domain.personnel_file import PersonnelFile
from rotation.domain.problem import Problem
from rotation.draw.lrmx import filled_in, new_lrmx
from rotation.intake import report as intake
from rotation.intake.keys import Key, is_key_file, read_keys
from rotation.intake.lrmx import MOST_BYTES
from rotation.intake.personnel import read_file
from rotation.intake.sources import files_of, in_time
from rotation.io.content import content_of
from rotation.io.dates import parse_month
from rotation.io.report import Refused
from rotation.report.personnel_files import proposed
from rotation.report.told import Told

LRMX, LRM, PHOTO, KEYS, PACKED = ".lrmx", ".lrm", ".pic", ".csv", ".zip"
MOST_FILES = 20_000
MOST_KEYS = 50 * 2**20
_IN_NO_NAME = str.maketrans(dict.fromkeys('<>:"/\\|?*\0', "_"))
"""Characters that some systems refuse in the name of a file."""
_Person = tuple[str, Month | str | None]
"""Whose a file is: name and month of birth; where the ID number tells, no name and the id."""


@dataclass(frozen=True)
class CameIn:
    """A personnel file. content: reads its bytes, which are not kept of files of nobody moved."""

    name: str
    file: PersonnelFile
    content: Callable[[], bytes]


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
    named: Sequence[Path],
    told: Told,
    photos: Mapping[str, bytes],
    keys: Sequence[Key] = (),
    *,
    place: str,
) -> Found:
    """The files of those whom the plan moves, among the files, folders and archives that are named:
    by the ID number that a key file has, else by name and month of birth. photos: by cadre id, for
    those who have no file. place: where the files are."""
    read = intake.Told()
    with TemporaryDirectory() as unpacked:
        files = files_of(named, read, Path(unpacked), MOST_FILES)
        known = [
            *keys,
            *_keys([path for path in files if path.suffix.lower() == KEYS], named, read),
        ]
        came_in = list(_came_in(files, read))
        if named and not came_in and not read.faults:
            read.faults.append(Problem("no_personnel_files", place))
        moved = {action.cadre_id for action in told.judged.plan.actions if action.kind in ADJUSTING}
        found = Found(len(moved), photos)
        for persons, mine in _matched(told, _by_person(came_in, known)):
            if moved.isdisjoint(person.cadre_id for person in persons):
                continue
            if len(mine) == 1 == len(persons):
                found.came_in[persons[0].cadre_id] = _held(mine[0])
            elif mine:
                read.faults.append(_not_sure(place, persons, mine))
    found.problems += [replace(problem, severity="notice") for problem in read.faults]
    return found


def _came_in(files: Sequence[Path], read: intake.Told) -> Iterator[CameIn]:
    wanted = [path for path in files if path.suffix.lower() in (LRMX, LRM)]
    for name, path in in_time(wanted, read):
        try:
            yield CameIn(path.name, read_file(path)[0], partial(content_of, path, MOST_BYTES))
        except Refused as fault:
            read.faults.append(Problem(fault.code, name, values=fault.values))


def _held(each: CameIn) -> CameIn:
    """With its content in memory: what was unpacked is gone later."""
    return replace(each, content=partial(bytes, each.content()))


def _not_sure(place: str, persons: Sequence[Cadre], files: Sequence[CameIn]) -> Problem:
    facts = {
        "files": tuple(each.name for each in files),
        "ids": tuple(person.cadre_id for person in persons),
    }
    return Problem("personnel_file_not_sure", place, value=persons[0].name, values=facts)


def _keys(files: Sequence[Path], named: Sequence[Path], read: intake.Told) -> Iterator[Key]:
    """The pairs of key files; of another CSV it is told where that was named itself."""
    for path in files:
        try:
            data = content_of(path, MOST_KEYS)
            if path in named or is_key_file(data):
                yield from read_keys(data)
        except Refused as fault:
            read.faults.append(Problem(fault.code, path.name, values=fault.values))


def _by_person(files: Iterable[CameIn], keys: Iterable[Key]) -> Mapping[_Person, list[CameIn]]:
    by_number = {key.id_card: key.cadre_id for key in keys if key.id_card}
    of_person = defaultdict[_Person, list[CameIn]](list)
    for each in files:
        own = by_number.get(_plain(each.file.identity_number).upper())
        name, born = _plain(each.file.name), _birth(each.file.birth)
        of_person[("", own) if own else (name, born)].append(each)
    return of_person


def _matched(
    told: Told, of_person: Mapping[_Person, list[CameIn]]
) -> Iterator[tuple[list[Cadre], list[CameIn]]]:
    """The cadres whom the same files may be of, and these."""
    bearers = defaultdict[_Person, list[Cadre]](list)
    for cadre in told.scenario.roster.cadres:
        own_key = ("", cadre.cadre_id)
        by_name = _plain(cadre.name), cadre.birth
        bearers[own_key if own_key in of_person else by_name].append(cadre)
    return ((persons, of_person.get(key, [])) for key, persons in bearers.items())


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
        if came_in is None or PurePath(came_in.name).suffix.lower() != LRMX:
            content, stem = new_lrmx(file), cadre.name.translate(_IN_NO_NAME)
        else:
            content = filled_in(came_in.content(), file)
            stem = PurePath(came_in.name).stem
        taken = {name.casefold() for name in named}
        name = f"{stem}{LRMX}"
        if name.casefold() in taken:
            name = f"{stem}_{cadre.cadre_id.translate(_IN_NO_NAME)}{LRMX}"
        named[name] = content
    return named


def _plain(name: str) -> str:
    return "".join(name.split())


def _birth(words: str) -> Month | None:
    try:
        return parse_month(words)
    except Refused:
        return None
