"""A plan as a memo for a meeting: the story, then the tables."""

from __future__ import annotations

from dataclasses import dataclass

from rotation.domain.plan import FindingStatus
from rotation.report import people, places, proof
from rotation.report.story import Chapter, story
from rotation.report.table import Table
from rotation.report.told import Told


@dataclass(frozen=True)
class Memo:
    """secret: who may read it. date: of the scenario, in words. tables: those that have rows."""

    title: str
    secret: str
    date: str
    chapters: tuple[Chapter, ...]
    tables: tuple[Table, ...]


def memo(told: Told) -> Memo:
    """The memo of a plan."""
    date = told.scenario.date
    return Memo(
        title=told.say("memo.title", name=told.scenario.name),
        secret=told.say("memo.secret"),
        date=told.say("memo.date", year=date.year, month=date.month, day=date.day),
        chapters=story(told),
        tables=tuple(table for table in _tables(told) if table.rows),
    )


def _tables(told: Told) -> tuple[Table, ...]:
    return (
        people.moves(told, brief=True).only("number", "name", "from", "to", "category", "reasons"),
        people.leaving(told).only("name", "from", "kind", "reasons"),
        people.staying(told).only("name", "from", "category", "reasons", "why_stays"),
        people.kept(told).only("name", "from", "standing", "reasons"),
        _exceptions(told),
        places.vacancies(told),
        places.steps(told).only("wave", "step", "name", "kind", "from", "to", "at_once"),
    )


def _exceptions(told: Told) -> Table:
    """Findings that ask something of the meeting: all but how far goals were met."""
    found = proof.findings(told)
    return found.where([cell.code != FindingStatus.SHORT for cell in found.column(_KIND)])


_KIND = "kind_of_finding"
