"""What an import took, left and doubts: on a page, and as a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from rotation.documents import Entry
from rotation.draw.terminal import Page
from rotation.intake.mapping import EXAMPLES
from rotation.intake.scenario_folder import Imported
from rotation.io.tables import TABLE
from rotation.report.of_import import import_tables
from rotation.terminal.problems import ProblemEntry


class TakenEntry(Entry):
    """paper: which one a sheet is; table: of the roster."""

    place: str
    paper: str
    table: str
    rows: int


class UnreadEntry(Entry):
    place: str
    heading: str
    filled: int


class GapEntry(Entry):
    """why: `required`, or the place of the column in the roster."""

    table: str
    column: str
    rows: int
    of: int
    why: str


class ProposalEntry(Entry):
    """What a column of a sheet may be; field: "" where nothing is proposed."""

    place: str
    heading: str
    field: str
    examples: tuple[str, ...]


class ImportEntry(Entry):
    """written: the folder; keys: the file of ID numbers. roster: rows by table."""

    status: Literal["ok"]
    written: str
    keys: str
    roster: dict[str, int]
    taken: tuple[TakenEntry, ...]
    unread: tuple[UnreadEntry, ...]
    not_understood: tuple[ProblemEntry, ...]
    doubts: tuple[ProblemEntry, ...]
    by_hand: tuple[GapEntry, ...]
    proposals: tuple[ProposalEntry, ...]
    notices: tuple[ProblemEntry, ...]


def import_document(found: Imported) -> dict[str, Any]:
    """The whole report as plain JSON values."""
    told = found.told
    taken = [
        {"place": place, "paper": told.forms[place], "table": table, "rows": rows}
        for (place, table), rows in told.taken.items()
    ]
    return ImportEntry.made_from(
        {
            "status": "ok",
            "written": str(found.folder),
            "keys": str(found.keys),
            "roster": {name: len(sheet.rows) for name, sheet in found.sheets.items()},
            "taken": taken,
            "unread": told.unread,
            "not_understood": told.faults,
            "doubts": told.doubts,
            "by_hand": told.gaps,
            "proposals": list(_proposals(found)),
            "notices": told.notices,
        }
    ).plain_values()


def show_import(page: Page, found: Imported) -> None:
    """What was taken, then all that asks for a look, what must be decided first."""
    sizes = [(TABLE[name].heading(page.lang), len(s.rows)) for name, s in found.sheets.items()]
    said = page.join([page.say("import.size", table=name, rows=rows) for name, rows in sizes])
    page.line(page.say("import.done", path=str(found.folder), sizes=said), "bold green")
    for table in import_tables(found.told, page.lang):
        page.heading("items", title=table.title, count=len(table.rows))
        page.report(table, grows=True)
    page.gap()
    page.line(page.say("import.keys", path=str(found.keys)))
    page.line(page.say("import.next", path=str(found.folder)))


def _proposals(found: Imported) -> Iterator[ProposalEntry]:
    for place, reading in found.told.likely.items():
        for heading, field in reading.columns.items():
            examples = tuple(reading.examples[heading][:EXAMPLES])
            yield ProposalEntry(place=place, heading=heading, field=field, examples=examples)
