"""Photos of cadres, kept beside the tables of their roster."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rotation.domain.cadre import Cadre
from rotation.io.atomic import replacing
from rotation.io.content import content_of
from rotation.io.inputs import on_disk
from rotation.io.report import Refused
from rotation.io.scenario_file import named_files

MOST_BYTES = 2 * 2**20
"""Of one photo; a file of a personnel system has some tens of kilobytes."""
MOST_TOGETHER = 200 * 2**20


def photos_of(scenario: Path, cadres: Iterable[Cadre]) -> dict[str, bytes]:
    """The photos of those who have one, by cadre id: empty for one that is not there, is too
    large, or leads out of the folder. scenario: its folder, or its toml."""
    folder = _folder(scenario)
    found, size = dict[str, bytes](), 0
    for cadre in cadres:
        if cadre.photo is not None:
            content = _photo(folder, cadre.photo) if size < MOST_TOGETHER else b""
            found[cadre.cadre_id] = content
            size += len(content)
    return found


def copy_photos(scenario: Path, into: Path, cadres: Sequence[Cadre]) -> None:
    """Write the photos of a scenario beside the tables of another one. Raises OSError."""
    folder, found = _folder(into), photos_of(scenario, cadres)
    for cadre in cadres:
        if cadre.photo is not None and found[cadre.cadre_id]:
            with replacing(folder / cadre.photo) as beside:
                beside.write_bytes(found[cadre.cadre_id])


def _folder(scenario: Path) -> Path:
    """Where the tables of a scenario are."""
    toml = on_disk(scenario).path
    roster = toml.parent / named_files(toml.read_bytes())["roster"]
    return roster if roster.is_dir() else roster.parent


def _photo(folder: Path, name: str) -> bytes:
    path = folder / name
    if path.resolve().parent != folder.resolve():
        return b""
    try:
        return content_of(path, MOST_BYTES)
    except Refused:
        return b""
