"""A scenario's inputs from files that a person picked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PureWindowsPath

from rotation.domain.problem import Problem
from rotation.errors import InvalidInput
from rotation.io.inputs import Inputs
from rotation.io.photos import MOST_BYTES, is_photo
from rotation.io.scenario_file import header_of
from rotation.io.scenario_table import FILE


def picked_files(files: Mapping[str, bytes], toml: bytes) -> Inputs:
    """Inputs from files that a person picked: one workbook or several CSV, perhaps with photos,
    their own scenario.toml and the CSV that it names as `decisions`.

    toml: the scenario.toml to take where none was picked. Nothing is left out: what is no file of
    a roster is told when the inputs are read. Raises InvalidInput without any file of a roster, and
    for two of the same name.
    """
    left = {_bare(name): content for name, content in files.items()}
    if len(left) < len(files):
        names = Counter(map(_bare, files))
        twice = [name for name, count in names.items() if count > 1]
        raise InvalidInput([Problem("picked_twice", name) for name in twice])
    photos = _photos(left)
    left = {name: content for name, content in left.items() if name not in photos}
    own = [name for name in left if name.lower().endswith(".toml")]
    toml = left.pop(own[0]) if own else toml
    named = header_of(toml).decisions
    decisions = None if named is None else left.pop(_bare(named), None)
    if not left:
        raise InvalidInput([Problem("no_roster_files", FILE)])
    folder = len(left) > 1 or next(iter(left)).lower().endswith(".csv")
    return Inputs(toml, left, folder, decisions, photos=photos)


def _photos(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those of the files that are photos, by their bare names. Raises InvalidInput."""
    photos = {_bare(name): content for name, content in files.items() if is_photo(name)}
    facts = {"most_mb": MOST_BYTES // 2**20}
    large = [name for name, content in photos.items() if len(content) > MOST_BYTES]
    if large:
        raise InvalidInput([Problem("picked_photo_large", name, values=facts) for name in large])
    return photos


def replacing(before: Inputs, files: Mapping[str, bytes]) -> tuple[Inputs, frozenset[str]]:
    """The inputs with picked files in the place of what they replace, and which parts those are:
    "roster", "settings", "decisions", "photos". What was not picked stays. Raises InvalidInput."""
    own = {name: content for name, content in files.items() if name.lower().endswith(".toml")}
    toml = next(iter(own.values()), before.toml)
    named = header_of(toml).decisions
    kept = before.decisions if named is not None else None
    photos = _photos(files)
    parts = {*(["settings"] if own else []), *(["photos"] if photos else [])}
    photos = {**before.photos, **photos}
    if all(name in own or is_photo(name) for name in files):
        return replace(before, toml=toml, decisions=kept, photos=photos), frozenset(parts)
    picked = picked_files(files, toml)
    parts |= {"roster", *(["decisions"] if picked.decisions else [])}
    decisions = kept if picked.decisions is None else picked.decisions
    made = replace(picked, decisions=decisions, beside=before.beside, photos=photos)
    return made, frozenset(parts)


def _bare(name: str) -> str:
    """The last part of a name, whatever system it comes from."""
    found = PureWindowsPath(name.replace("\0", "")).name
    return found if found.strip(".") else "roster"
