"""Run as a process: a workbook comes in, its cells go out as JSON. Imports nothing of ours."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from typing import Any

import python_calamine

MOST_CELLS = 3_000_000
TOO_MANY_FILLED = 3


def main() -> None:
    """Read the workbook of stdin, with at most the memory, the seconds of work and the filled cells
    that are said."""
    memory, seconds, most = map(int, sys.argv[1:])
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    except ImportError:  # not on Windows
        pass
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    visible = python_calamine.SheetVisibleEnum.Visible
    sheets = [
        _sheet(book, each.name, each.visible != visible)
        for each in book.sheets_metadata
        if each.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    if sum(v not in ("", None) for sheet in sheets for row in sheet["rows"] for v in row) > most:
        sys.exit(TOO_MANY_FILLED)
    json.dump(sheets, sys.stdout)


def _sheet(book: Any, name: str, hidden: bool) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise MemoryError
    rows = [[_plain(v) for v in row] for row in sheet.to_python(skip_empty_area=False)]
    ranges = sheet.merged_cell_ranges or []
    return {"name": name, "hidden": hidden, "rows": rows, "merged": ranges}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, bool | int | float | str):
        return value
    return str(value)


if __name__ == "__main__":
    main()
