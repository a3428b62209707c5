"""The empty roster that a department fills in."""

from __future__ import annotations

import tempfile
from pathlib import Path

from rotation.io.sheets import write_book


def write_template(path: Path | str, lang: str) -> None:
    """Write an empty roster workbook (.xlsx): headings and notes in `lang`, required columns in
    colour, drop-down lists for codes, text cells for ids and dates.

    A sheet of notes explains every column. Raises OSError if the file cannot be written.
    """
    write_book(Path(path), lang)


def template_bytes(lang: str) -> bytes:
    """The workbook of `write_template` as bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        write_template(path, lang)
        return path.read_bytes()
