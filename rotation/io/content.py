"""The content of a file that somebody named: an ordinary one, of bearable size."""

from __future__ import annotations

from pathlib import Path

from rotation.io.report import Refused


def content_of(path: Path, most: int) -> bytes:
    """Raises Refused for a folder, for what may never end (a pipe, a device), for what is not
    there, and for more than `most` bytes."""
    try:
        if path.is_dir():
            raise Refused("folder_not_file", name=path.name)
        if path.exists() and not path.is_file():
            raise Refused("not_a_file")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except (FileNotFoundError, ValueError):  # a name with a NUL in it can be that of no file
        raise Refused("file_missing") from None
    except OSError as fault:
        raise Refused("file_unreadable", detail=fault.strerror or type(fault).__name__) from None
    if len(content) > most:
        raise Refused("file_too_large", most_mb=most // 2**20)
    return content
