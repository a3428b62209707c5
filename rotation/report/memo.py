"""A plan as a memo for a meeting: the story, then the tables that fit a page of text."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from rotation.report import meeting_cases, meeting_people, meeting_teams, people, places
from rotation.report.annex import Annex
from rotation.report.meeting_annex import annex_tables, for_text
from rotation.report.story import Chapter, story
from rotation.report.table import Table, Tone
from rotation.report.told import Told

_COUNTS = {f"count.{key}": 4 for key in ("quota", "held", "leave", "come", "then")}


@dataclass(frozen=True)
class Memo:
    """secret, body, date: what stands above and below the title. remarks: what must not be
    left out. tables: those that have rows."""

    title: str
    secret: str
    body: str
    date: str
    chapters: tuple[Chapter, ...]
    tables: tuple[Table, ...]
    remarks: str = ""


def memo(told: Told, body: str = "", annexes: Collection[Annex] = ()) -> Memo:
    """The memo of a plan. body: the meeting that it is for."""
    day = told.scenario.date
    return Memo(
        title=told.say("memo.title", name=told.scenario.name),
        secret=told.say("memo.secret"),
        body=told.say("meeting.body", body=body) if body else told.say("meeting.no_body"),
        date=told.say("memo.date", year=day.year, month=day.month, day=day.day),
        chapters=story(told),
        tables=(
            *(table for table in _tables(told) if table.rows),
            *map(for_text, annex_tables(annexes, told)),
        ),
        remarks=told.remarks,
    )


def _tables(told: Told) -> Iterator[Table]:
    yield people.moves(told, brief=True).only("number", "name", "from", "to", "category", "reasons")
    yield people.leaving(told).only("name", "from", "kind", "reasons")
    yield _quotas(told)
    yield people.staying(told, brief=True).only("name", "from", "category", "reasons", "why_stays")
    for table in meeting_people.unmoved(told).values():
        yield table.only("number", "name", "birth", "holds", "remark")
    for table in meeting_cases.cases(told):
        shown = table.only("name", "matter", "basis", "decided_by", "document", "decided_on")
        yield shown.wide({"decided_by": 24})
    yield places.vacancies(told)
    yield meeting_cases.matters(told).only("name", "matter")
    yield places.steps(told).only("wave", "step", "name", "kind", "from", "to", "at_once")


def _quotas(told: Told) -> Table:
    """Of the units those alone whose chiefs or deputies change."""
    table = meeting_teams.quotas(told)
    change = [i for i, c in enumerate(table.columns) if c.key in ("count.leave", "count.come")]
    changed = table.where(
        [row[0].tone is not Tone.STRONG and any(row[i].value for i in change) for row in table.rows]
    )
    rows = tuple(row[1:] for row in changed.rows)
    title = told.say("memo.changed", title=table.title)
    shown = replace(changed, title=title, columns=table.columns[1:], rows=rows)
    return shown.wide({**_COUNTS, "over": 7})
