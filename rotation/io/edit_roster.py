"""The files of a roster with some of its tables changed."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePath

from rotation.domain.decision import Decision
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.io.cell_text import records
from rotation.io.source import Files
from rotation.io.tables import DECISIONS, TABLES, find_table
from rotation.io.write_roster import table_csv, write_roster_xlsx


def changed_files(
    files: Files, folder: bool, before: Scenario, after: Scenario, *, decided_elsewhere: bool
) -> Files:
    """The files with the roster of `after` in place of that of `before`.

    Of a folder the tables that differ are written anew, with English headings, also one that had no
    file, and the others stay to the byte; a workbook is written anew as a whole, in Chinese.
    Columns that the planner does not know are lost in what is written anew. Decisions stay as they
    are, or go where they have got a file of their own (decided_elsewhere).
    """
    if not folder:
        (name,) = files
        decisions = () if decided_elsewhere else before.decisions
        return {name: _workbook(name, after.roster, decisions)}
    old, new = records(before.roster, ()), records(after.roster, ())
    named = {table.id: name for name in files if (table := find_table(PurePath(name).stem))}
    changed = {
        named.get(table.id, f"{table.id}.csv"): table_csv(table, new[table.id])
        for table in TABLES
        if old[table.id] != new[table.id]
    }
    gone = named.get(DECISIONS.id) if decided_elsewhere else None
    return {name: content for name, content in {**files, **changed}.items() if name != gone}


def _workbook(name: str, roster: Roster, decisions: Sequence[Decision]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, PurePath(name).name)
        write_roster_xlsx(path, roster, decisions, "zh")
        return path.read_bytes()
