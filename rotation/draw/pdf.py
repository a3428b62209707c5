"""A Word document as PDF, by LibreOffice where it is installed.

It runs by itself: in a profile of its own that is thrown away, for a bounded time, with nothing to
fetch, as our documents name nothing outside. Fonts that are not there are replaced by their likes.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from rotation.draw.memo import FALLBACKS, LATIN

SECONDS = 120
"""Enough for hundreds of pages on a slow machine; a memo takes five."""
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
"""Where it stands on systems that do not find it by name."""


class NoPdf(Exception):  # noqa: N818 - what there is not, as its siblings are named
    """code, values: of the sentence that says why, and what to do."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


def office() -> str | None:
    """The program; None where it is not installed."""
    named = (shutil.which(name) for name in _NAMES)
    placed = (place for place in _PLACES if os.path.exists(place))
    return next(filter(None, (*named, *placed)), None)


def pdf_bytes(document: bytes) -> bytes:
    """The .docx as PDF. Raises NoPdf."""
    program = office()
    if program is None:
        raise NoPdf("no_office")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "memo.docx").write_bytes(document)
        (folder / "fonts.conf").write_text(_fonts(), encoding="utf-8")
        _run(
            [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
             "--convert-to", "pdf", "--outdir", name, str(folder / "memo.docx")],
            {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
        )  # fmt: skip
        made = folder / "memo.pdf"
        if not made.exists():
            raise NoPdf("office_failed")
        return made.read_bytes()


def _run(command: list[str], environment: dict[str, str]) -> None:
    """Run it to its end, or end it and all that it started. Raises NoPdf."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            env=environment,
            start_new_session=True,
        )
    except OSError:
        raise NoPdf("office_failed") from None
    try:
        process.wait(SECONDS)
    except BaseException as fault:
        _end(process)
        if isinstance(fault, subprocess.TimeoutExpired):
            raise NoPdf("office_too_long", seconds=SECONDS) from None
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)  # the program is started by another one
    else:
        process.kill()
    process.wait()


def _fonts() -> str:
    """What the system says of fonts, and what takes the place of ours."""
    system = os.environ.get("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    replaced = {**FALLBACKS, LATIN: "Liberation Serif,Noto Serif CJK SC"}
    aliases = "".join(
        f'<alias binding="same"><family>{font}</family><prefer>'
        + "".join(f"<family>{other}</family>" for other in others.split(","))
        + "</prefer></alias>"
        for font, others in replaced.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">{escape(system)}</include>{aliases}</fontconfig>'
    )
