"""What an import took, left and doubts: on a page, and as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from rotation.documents import Entry
from rotation.domain.problem import Problem
from rotation.draw.terminal import Col, Page
from rotation.intake.read import grouped
from rotation.intake.report import Gap
from rotation.intake.scenario_folder import Imported
from rotation.io.tables import TABLE
from rotation.io.wording import sentence
from rotation.terminal.problems import COLUMNS, ProblemEntry


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
    told, lang = found.told, page.lang
    sizes = [(TABLE[name].heading(lang), len(s.rows)) for name, s in found.sheets.items()]
    said = page.join([page.say("import.size", table=name, rows=rows) for name, rows in sizes])
    page.line(page.say("import.done", path=str(found.folder), sizes=said), "bold green")
    _show_taken(page, found)
    for key, problems in (
        ("not_understood", told.faults),
        ("doubts", told.doubts),
        ("notices", told.notices),
    ):
        _show_problems(page, key, problems)
    if told.unread:
        page.heading("import.unread", count=len(told.unread))
        page.table(
            (Col("import_source", ratio=2), Col("heading", ratio=2), Col("filled", right=True)),
            [(each.place, each.heading, str(each.filled)) for each in told.unread],
        )
    _show_proposals(page, found)
    _show_gaps(page, told.gaps)
    page.gap()
    page.line(page.say("import.keys", path=str(found.keys)))
    page.line(page.say("import.next", path=str(found.folder)))


def _proposals(found: Imported) -> Iterator[ProposalEntry]:
    for place, reading in found.told.proposals.items():
        for heading, field in reading.columns.items():
            examples = tuple(reading.examples[heading])
            yield ProposalEntry(place=place, heading=heading, field=field, examples=examples)


def _show_proposals(page: Page, found: Imported) -> None:
    if not found.told.proposals:
        return
    page.heading("import.proposals")
    rows = [
        (each.place, each.heading, each.field, page.join(each.examples))
        for each in _proposals(found)
    ]
    page.table(
        (
            Col("import_source", ratio=2),
            Col("heading", ratio=2),
            Col("field", ratio=1),
            Col("examples", ratio=2),
        ),
        rows,
    )


def _show_taken(page: Page, found: Imported) -> None:
    told = found.told
    page.heading("import.taken")
    rows = [
        (place, _paper(page, told.forms[place]), TABLE[table].heading(page.lang), str(count))
        for (place, table), count in told.taken.items()
    ]
    page.table(
        (
            Col("import_source", ratio=3),
            Col("paper", ratio=2),
            Col("table"),
            Col("rows_taken", right=True),
        ),
        rows,
    )


def _paper(page: Page, form: str) -> str:
    return TABLE[form].heading(page.lang) if form in TABLE else page.say(f"import.form.{form}")


def _show_problems(page: Page, key: str, problems: Sequence[Problem]) -> None:
    if not problems:
        return
    page.heading(f"import.{key}", count=len(problems))
    rows = []
    for each, numbers in grouped(problems):
        known = TABLE.get(each.table)
        name = each.table if known is None else known.heading(page.lang)
        column = None if known is None else known.column.get(each.column or "")
        heading = each.column if column is None else column.heading(page.lang)
        rows.append((name, numbers, heading or "", sentence(each, page.lang)))
    others = COLUMNS[2:]
    page.table((Col("import_source", ratio=2), Col("row", ratio=1), *others), rows)


def _show_gaps(page: Page, gaps: Sequence[Gap]) -> None:
    if not gaps:
        return
    page.heading("import.by_hand")
    rows = []
    for gap in gaps:
        table = TABLE[gap.table]
        heading = table.column[gap.column].heading(page.lang)
        count = page.say("import.rows_of", rows=gap.rows, of=gap.of)
        why = page.say(f"import.why.{gap.why}")
        rows.append((table.heading(page.lang), heading, count, why))
    page.table((Col("table"), Col("heading"), Col("empty_rows"), Col("why", ratio=3)), rows)
