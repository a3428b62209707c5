"""What falls due within so many months, if nobody is moved."""

from __future__ import annotations

from dataclasses import dataclass

from rotation.domain.calendar import Month
from rotation.domain.scenario import Scenario
from rotation.overview.attention import attention
from rotation.overview.concern import Attention
from rotation.overview.periods import as_of

MOST_MONTHS = 60


@dataclass(frozen=True)
class Reminder:
    """due: the month in which it falls due; None where it is due on the scenario's date."""

    due: Month | None
    item: Attention


def reminders(scenario: Scenario, months: int) -> tuple[Reminder, ...]:
    """What needs attention now, and what comes to need it in each of the months after."""
    found: list[Reminder] = []
    told: set[object] = set()
    for ahead in range(months + 1):
        then = as_of(scenario, ahead) if ahead else scenario
        items = attention(then)
        due = then.month if ahead else None
        found += [Reminder(due, item) for item in items if item.keys - told]
        told.update(*(item.keys for item in items))
    return tuple(found)
