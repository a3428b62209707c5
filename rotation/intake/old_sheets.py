"""Reads .xls and .ods, in a process of its own: the parser may abort, or never end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from rotation.io.guard import MOST_BYTES, MOST_COLUMNS, MOST_FILLED, MOST_ROWS, column_letters
from rotation.io.raw import Cell, RawTable
from rotation.io.report import Refused
from rotation.io.tables import is_ignored
from rotation.io.workbook import number_text, shown_sheet, text_cell

MOST_SECONDS = 20
MOST_WORK = 3
"""Seconds of the processor, which a machine that is busy otherwise does not count up."""
MOST_MEMORY = 480 * 2**20
TOO_MANY_FILLED = 3
"""What the process ends with where a workbook has more filled cells than any may have."""
_STOPPED = {getattr(signal, name, None) for name in ("SIGXCPU", "SIGKILL")}
_PARSER = Path(__file__).with_name("calamine_process.py")


def read_old_workbook(data: bytes) -> list[RawTable]:
    """The sheets of an .xls or .ods workbook. Raises Refused where it cannot be used."""
    if len(data) > MOST_BYTES:
        raise Refused("file_too_large", most_mb=MOST_BYTES // 2**20)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PARSER), *map(str, (MOST_MEMORY, MOST_WORK, MOST_FILLED))],
            input=data, capture_output=True, timeout=MOST_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refused("reading_too_long", seconds=MOST_SECONDS) from None
    if -done.returncode in _STOPPED:
        raise Refused("reading_too_long", seconds=MOST_WORK)
    if done.returncode == TOO_MANY_FILLED:
        raise Refused("too_many_filled", most=MOST_FILLED)
    if done.returncode != 0:
        raise Refused("workbook_damaged", detail=_last_word(done.stderr))
    sheets: list[dict[str, Any]] = json.loads(done.stdout)
    return [_table(each) for each in sheets if not is_ignored(each["name"])]


def _last_word(said: bytes) -> str:
    """The kind of the fault that the parser ended with."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].split(":")[0][:80] if lines else "-"


def _table(sheet: dict[str, Any]) -> RawTable:
    rows = {}
    for number, cells in enumerate(sheet["rows"], 1):
        width = max((p for p, v in enumerate(cells, 1) if v not in ("", None)), default=0)
        if width > MOST_COLUMNS or (width and number > MOST_ROWS):
            raise Refused(
                "too_many_cells", sheet=sheet["name"], rows=MOST_ROWS, columns=MOST_COLUMNS,
                claimed=f"{column_letters(width)}{number}",
            )  # fmt: skip
        if width:
            rows[number] = [_cell(value) for value in cells[:width]]
    merged = [
        ((top + 1, left), (bottom + 1, right)) for (top, left), (bottom, right) in sheet["merged"]
    ]
    return shown_sheet(sheet["name"], rows, merged, hidden=sheet["hidden"])


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return number_text(value, "General")
    return text_cell(str(value))
