"""Photos of cadres, kept beside the tables of their roster."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath

from rotation.domain.cadre import Cadre
from rotation.io.content import content_of
from rotation.io.inputs import Inputs, on_disk
from rotation.io.report import Refused
from rotation.io.scenario_file import named_files
from rotation.io.source import Files

MOST_BYTES = 2 * 2**20
"""Of one photo; a file of a personnel system has some tens of kilobytes."""
MOST_TOGETHER = 200 * 2**20
_STARTS = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png"}
_SUFFIXES = (".jpg", ".jpeg", ".png")


def is_photo(name: str) -> bool:
    """Whether a file is called as a photo is."""
    return PurePath(name).suffix.lower() in _SUFFIXES


def suffix_of(content: bytes) -> str | None:
    """What a picture's file is to end in; None for what is no picture."""
    return next((suffix for start, suffix in _STARTS.items() if content.startswith(start)), None)


def photos_of(scenario: Path | Files, cadres: Iterable[Cadre]) -> dict[str, bytes]:
    """The photos of those who have one, by cadre id: empty for one that is not there, is too
    large, or leads out of the folder. scenario: its folder, its toml, or photos by name."""
    find = _beside(scenario) if isinstance(scenario, Path) else partial(_among, scenario)
    found, size = dict[str, bytes](), 0
    for cadre in cadres:
        if cadre.photo is not None:
            content = find(cadre.photo) if size < MOST_TOGETHER else b""
            found[cadre.cadre_id] = content
            size += len(content)
    return found


def with_photos(inputs: Inputs, scenario: Path, cadres: Iterable[Cadre]) -> Inputs:
    """The inputs with the photos that these have in another scenario. scenario: see photos_of."""
    cadres = [cadre for cadre in cadres if cadre.photo is not None]
    found = photos_of(scenario, cadres)
    there = {str(cadre.photo): found[cadre.cadre_id] for cadre in cadres if found[cadre.cadre_id]}
    return replace(inputs, photos=there)


def _beside(scenario: Path) -> Callable[[str], bytes]:
    """What finds a photo where the tables of a scenario are."""
    toml = on_disk(scenario).path
    roster = toml.parent / named_files(toml.read_bytes())["roster"]
    return partial(_photo, roster if roster.is_dir() else roster.parent)


def _photo(folder: Path, name: str) -> bytes:
    path = folder / name
    if path.resolve().parent != folder.resolve():
        return b""
    try:
        return content_of(path, MOST_BYTES)
    except Refused:
        return b""


def _among(photos: Files, name: str) -> bytes:
    content = photos.get(name, b"")
    return content if len(content) <= MOST_BYTES else b""
