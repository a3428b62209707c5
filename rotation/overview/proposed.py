"""Who is put forward to be looked at for going down, by the local practice of ranking units.

A list for people to decide on: nobody is moved by it, and no rule reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rotation.domain.calendar import Month
from rotation.domain.evidence import Standing, Task
from rotation.domain.post import CHIEF_ROLES
from rotation.domain.scenario import Scenario
from rotation.evidence.schemes import schemes_of


@dataclass(frozen=True)
class Proposed:
    """The head of a unit ranked last, or under a veto, with tasks that were not met."""

    cadre_id: str
    unit_id: str
    standing: Standing
    tasks: tuple[Task, ...]


def proposed_down(scenario: Scenario) -> Iterator[Proposed]:
    """In the order of the units. A task counts for as long as the scheme has evidence count."""
    roster, schemes = scenario.roster, schemes_of(scenario.schemes)
    unmet = [task for task in roster.evidence.tasks if task.result == "unmet"]
    for (of, unit_id), standing in roster.evidence.standings.items():
        if of != "unit" or not (standing.bottom or standing.vetoes):
            continue
        first = scenario.month.plus(1 - schemes[standing.scheme].months)
        recent = [task for task in unmet if Month.of(task.date) >= first]
        chiefs = [p for p in roster.posts_of.get(unit_id, ()) if p.role in CHIEF_ROLES]
        for head in roster.sitting_in(chiefs):
            tasks = tuple(t for t in recent if unit_id == t.unit_id or head.cadre_id == t.cadre_id)
            if tasks:
                yield Proposed(head.cadre_id, unit_id, standing, tasks)
