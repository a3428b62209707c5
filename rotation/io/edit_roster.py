"""The files of a roster with some of its tables changed."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath

from rotation.domain.scenario import Scenario
from rotation.io.cell_text import records
from rotation.io.source import Files
from rotation.io.tables import find_table
from rotation.io.write_roster import table_csv, write_roster_xlsx


def changed_files(files: Files, folder: bool, before: Scenario, after: Scenario) -> Files:
    """The files with the roster of `after` in place of that of `before`.

    Of a folder the tables that differ are written anew, with English headings, and the others stay
    to the byte; a workbook is written anew as a whole, in Chinese. Columns that the planner does
    not know are lost in what is written anew. Decisions stay as they are.
    """
    if not folder:
        (name,) = files
        return {name: _workbook(name, after, before)}
    old, new = records(before.roster, ()), records(after.roster, ())
    changed = dict(files)
    for name in files:
        table = find_table(PurePath(name).stem)
        if table is not None and old[table.id] != new[table.id]:
            changed[name] = table_csv(table, new[table.id])
    return changed


def _workbook(name: str, after: Scenario, before: Scenario) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, PurePath(name).name)
        write_roster_xlsx(path, after.roster, before.decisions, "zh")
        return path.read_bytes()
