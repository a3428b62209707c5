"""Files that are there whole or not at all: written beside, then renamed."""

from __future__ import annotations

import filecmp
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """A new empty file beside `path`, which takes its place when the block ends without an error.
    private: nobody but its owner may read it.

    Until then, and after an error, whatever stands at `path` is left as it was. Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        _to_disk(beside)
        if not private:  # mkstemp makes files that only their owner may read
            beside.chmod(0o666 & ~_umask())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_text(path: Path | str, text: str) -> None:
    """Write a text file (UTF-8, line ends as they are) whole or not at all. Raises OSError."""
    with replacing(Path(path)) as beside:
        beside.write_text(text, encoding="utf-8", newline="")


def same_content(one: Path, other: Path) -> bool:
    """Whether two files say the same; of workbooks all but when they were made counts."""
    if zipfile.is_zipfile(one) and zipfile.is_zipfile(other):
        return _parts(one) == _parts(other)
    return filecmp.cmp(one, other, shallow=False)


def _parts(path: Path) -> dict[str, int]:
    """The parts of a package by name, each by its checksum."""
    with zipfile.ZipFile(path) as package:
        return {part.filename: part.CRC for part in package.infolist() if part.filename != _MADE}


_MADE = "docProps/core.xml"


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
