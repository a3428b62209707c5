"""A plan as a meeting reads it: sheets in the words of a department's own forms.

Nothing in them says how the plan was found; what proves it is a paper of its own (`of_plan`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from rotation.domain.action import ADJUSTING, Action
from rotation.report import meeting_cases, meeting_people, meeting_teams
from rotation.report.annex import Annex
from rotation.report.meeting_annex import annex_tables
from rotation.report.meeting_fairness import fairness_parts
from rotation.report.table import Table
from rotation.report.told import Told

PHOTO = meeting_people.PHOTO
MOST_NARROW = 140
"""Characters that the columns of a form on A4 may ask for."""
Pictures = Mapping[str, bytes]
"""Photos (jpg or png) by cadre id."""


@dataclass(frozen=True)
class Sheet:
    """A form. parts: tables of the same columns, under one heading. wide: it needs A3."""

    title: str
    parts: tuple[Table, ...]
    wide: bool = False


@dataclass(frozen=True)
class Meeting:
    """secret, body, date: what stands above and below the title of every form; remarks: below its
    rows, what must not be left out."""

    secret: str
    body: str
    date: str
    sheets: tuple[Sheet, ...]
    pictures: Pictures = field(default_factory=dict)
    remarks: str = ""


def adjusted(told: Told) -> list[Action]:
    """Of whom the proposal tells."""
    return [action for action in told.judged.plan.actions if action.kind in ADJUSTING]


def meeting_of(
    told: Told, body: str = "", pictures: Pictures | None = None, annexes: Collection[Annex] = ()
) -> Meeting:
    """body: the meeting that the papers are for."""
    pictures = pictures or {}
    day = told.scenario.date
    sheets = {
        "proposal": meeting_people.proposal(told, pictures),
        "quotas": (meeting_teams.quotas(told),),
        "structure": (meeting_teams.structure(told),),
        **{key: (part,) for key, part in meeting_people.unmoved(told).items()},
        "cases": meeting_cases.cases(told),
        "execution": (meeting_cases.steps(told),),
        "matters": (meeting_cases.matters(told),),
        "fairness": fairness_parts(told, {action.cadre_id for action in adjusted(told)}),
    }
    return Meeting(
        told.say("memo.secret"),
        told.say("meeting.body", body=body) if body else told.say("meeting.no_body"),
        told.say("memo.date", year=day.year, month=day.month, day=day.day),
        (
            *(
                Sheet(_title(told, key, parts), _numbered(told, parts), wide=key == "proposal")
                for key, parts in sheets.items()
                if key == "proposal" or any(part.rows for part in parts)
            ),
            *(
                Sheet(table.title, _numbered(told, (table,)), wide=_is_wide(table))
                for table in annex_tables(annexes, told)
            ),
        ),
        pictures,
        told.remarks,
    )


def _is_wide(table: Table) -> bool:
    return sum(column.width for column in table.columns) > MOST_NARROW


def _title(told: Told, key: str, parts: tuple[Table, ...]) -> str:
    """A form of one table has the table's own title."""
    return parts[0].title if len(parts) == 1 else told.say(f"meeting.sheet.{key}")


def _numbered(told: Told, parts: tuple[Table, ...]) -> tuple[Table, ...]:
    """Several parts have a number and say how many stand in them; one alone needs no title."""
    if len(parts) == 1:
        return (replace(parts[0], title=""),)
    say, places = told.say, told.say("meeting.places")
    return tuple(
        replace(part, title=say("meeting.part", place=p, title=part.title, count=len(part.rows)))
        for p, part in zip(places, parts, strict=False)
    )
