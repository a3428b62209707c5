"""A scenario as it was given: the bytes of scenario.toml and of the roster's files.

They come from a folder on disk, or were handed over as bytes (an upload, the store). Bytes that
were handed over never make anything be read from disk, whatever their scenario.toml names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Protocol

from rotation.io.atomic import replacing
from rotation.io.content import content_of
from rotation.io.csv_folder import MOST_BYTES
from rotation.io.report import Refused
from rotation.io.scenario_table import FILE
from rotation.io.source import Files, check_folder, digest, load_files

MOST_TOML_BYTES = 2**20


class Source(Protocol):
    """Where the parts of a scenario come from. Every method may raise Refused."""

    @property
    def file(self) -> str:
        """The name of the toml file."""

    def read_toml(self) -> bytes: ...

    def read_roster(self, name: str) -> tuple[Files, bool]:
        """The files that `roster = name` means, and whether they are a folder of CSV."""

    def read_decisions(self, name: str) -> bytes: ...


@dataclass(frozen=True)
class Inputs:
    """A scenario's inputs by content.

    roster: contents by file name. folder: several CSV files, else one workbook. decisions: the CSV
    that scenario.toml names as `decisions`; None where the roster's own table counts. beside: what
    lies beside them for the next import, by its path in the folder; photos: of cadres, by the name
    of their file. These two are no part of what the digest is of.
    """

    toml: bytes
    roster: Files
    folder: bool
    decisions: bytes | None = None
    beside: Files = field(default_factory=dict)
    photos: Files = field(default_factory=dict)

    @property
    def file(self) -> str:
        return FILE

    @property
    def sha256(self) -> str:
        """The digest that a scenario read from these inputs has."""
        return inputs_digest(self.toml, self.roster, self.decisions)

    def read_toml(self) -> bytes:
        return self.toml

    def read_roster(self, name: str) -> tuple[Files, bool]:
        _stay_inside(name)
        if not self.roster:
            raise Refused("file_missing")
        if self.folder:
            check_folder(len(self.roster), sum(map(len, self.roster.values())))
        if not self.folder and not PurePosixPath(name).name:
            raise Refused("folder_not_file", name=name)
        return self.roster, self.folder

    def read_decisions(self, name: str) -> bytes:
        _stay_inside(name)
        if self.decisions is None:
            raise Refused("file_missing")
        return self.decisions


@dataclass(frozen=True)
class OnDisk:
    """A scenario.toml on disk; what it names is looked for beside it."""

    path: Path

    @property
    def file(self) -> str:
        return self.path.name

    def read_toml(self) -> bytes:
        try:
            return content_of(self.path, MOST_BYTES)
        except Refused as refused:
            missing = refused.code == "file_missing"
            raise (Refused("scenario_missing") if missing else refused) from None

    def read_roster(self, name: str) -> tuple[Files, bool]:
        path = self.path.parent / name
        return load_files(path), path.is_dir()

    def read_decisions(self, name: str) -> bytes:
        return content_of(self.path.parent / name, MOST_BYTES)


def on_disk(path: Path | str) -> OnDisk:
    """The scenario of a folder, or of the toml file itself."""
    path = Path(path)
    return OnDisk(path / FILE if path.is_dir() else path)


def inputs_digest(toml: bytes, roster: Files, decisions: bytes | None) -> str:
    """SHA-256 of a scenario's inputs: the same content gives the same, wherever it stands."""
    found = {FILE: toml, **{f"roster/{name}": content for name, content in roster.items()}}
    return digest(found if decisions is None else {**found, "decisions": decisions})


def folder_files(inputs: Inputs, names: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the inputs as a scenario folder by their paths in it, where `names` are the
    values of `roster` and `decisions` in their scenario.toml. Raises Refused for a name that leads
    elsewhere."""
    for name in (*names.values(), *inputs.roster, *inputs.beside, *inputs.photos):
        _stay_inside(name)
    roster = PurePosixPath(names["roster"])
    files = {FILE: inputs.toml, **inputs.beside}
    for name, content in inputs.roster.items():
        files[str(roster / name if inputs.folder else roster)] = content
    for name, content in inputs.photos.items():
        files[str((roster if inputs.folder else roster.parent) / name)] = content
    if inputs.decisions is not None:
        files[names["decisions"]] = inputs.decisions
    return files


def write_inputs(folder: Path, inputs: Inputs, names: Mapping[str, str]) -> None:
    """Write the inputs as a scenario folder: see folder_files. Raises OSError, Refused."""
    for name, content in folder_files(inputs, names).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as beside:
            beside.write_bytes(content)


def inside(name: str) -> bool:
    """Whether the name of a file leads to the scenario's own folder."""
    try:
        _stay_inside(name)
    except Refused:
        return False
    return True


def _stay_inside(name: str) -> None:
    """Refuse the name of a file that is not in the scenario's own folder, on any system."""
    for path in (PurePosixPath(name), PureWindowsPath(name)):
        leads_out = path.is_absolute() or path.drive or path.root or ".." in path.parts
        if leads_out or "\0" in name:
            raise Refused("outside_folder", value=name)
