"""Files that come packed together (.zip): taken out with bounds, under their bare names."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from rotation.io.report import Refused

SUFFIX = ".zip"
MOST_UNPACKED_BYTES = 500 * 2**20
MOST_PACKED = 5000
_ENCRYPTED = 1  # bits of a file's flags in the archive
_UTF8 = 0x800
_CHUNK = 2**20


def unpack(path: Path, into: Path, left: int) -> Iterator[Path]:
    """The files of an archive, those of each of its folders in one of its name below a number, so
    that no name leads elsewhere. left: how many bytes they may have. Raises Refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [each for each in archive.infolist() if _counts(_name(each))]
            if len(inside) > MOST_PACKED:
                raise _too_much()
            folders: dict[str, Path] = {}
            for number, each in enumerate(inside):
                if each.flag_bits & _ENCRYPTED:
                    raise Refused("packed_with_password")
                parent = _path(each).parent
                called = parent.name if parent.name.strip(". ") else path.stem
                new = into / str(number) / called
                folder = folders.setdefault(str(parent), new)
                if (folder / _name(each)).exists():
                    folder = new
                folder.mkdir(parents=True, exist_ok=True)
                left = _write(archive, each, folder / _name(each), left)
                yield folder / _name(each)
    except Refused:
        raise
    except OSError as fault:
        raise Refused("file_unreadable", detail=fault.strerror or type(fault).__name__) from None
    except Exception as fault:  # damaged archives make zipfile and its codecs fail in many ways
        raise Refused("packed_damaged", detail=type(fault).__name__) from None


def _counts(name: str) -> bool:
    return bool(name) and not name.startswith((".", "~$"))


def _name(packed: zipfile.ZipInfo) -> str:
    """The bare name; "" for a folder, and for what only another system understands."""
    path = _path(packed)
    return "" if packed.is_dir() or "__MACOSX" in path.parts else path.name


def _path(packed: zipfile.ZipInfo) -> PurePosixPath:
    """Chinese Windows writes names in its own encoding."""
    name = packed.orig_filename
    if not packed.flag_bits & _UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return PurePosixPath(name.replace("\\", "/").replace("\0", ""))


def _write(archive: zipfile.ZipFile, packed: zipfile.ZipInfo, file: Path, left: int) -> int:
    """Write a file out; gives how many bytes may still come."""
    with archive.open(packed) as source, file.open("wb") as target:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _too_much()
            target.write(chunk)
    return left


def _too_much() -> Refused:
    most_mb = MOST_UNPACKED_BYTES // 2**20
    return Refused("packed_too_large", most_mb=most_mb, most=MOST_PACKED)
