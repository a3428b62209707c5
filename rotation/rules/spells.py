"""Stretches of service, for the building side of rules that count them.

Checks do not use this: they count the months of a cadre by themselves (rules.standing).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rotation.domain.cadre import Cadre, Career
from rotation.domain.calendar import Month
from rotation.domain.scenario import Scenario

if TYPE_CHECKING:
    from rotation.model.facts import Facts

Ints = NDArray[np.int64]
Since = Callable[[Cadre], Month | None]
Belongs = Callable[[Scenario, Cadre, Career], bool]
Span = tuple[int, int]


def span(job: Career, now: int) -> Span:
    """A stretch of service as month indices, up to now."""
    return job.start.index, now if job.end is None else min(job.end.index, now)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans with those that touch or overlap made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif end > start:
            found.append((start, end))
    return found


def months_by_cadre(facts: Facts, since: Since, belongs: Belongs) -> Ints:
    """Months since a date, and in the stretches of the career that belong to the same; -1 for
    whom the date is not known."""
    scenario = facts.scenario
    found = np.full(len(scenario.roster.cadres), -1, dtype=np.int64)
    now = scenario.month.index
    for place, cadre in enumerate(scenario.roster.cadres):
        start = since(cadre)
        if start is not None:
            jobs = (job for job in cadre.careers if belongs(scenario, cadre, job))
            spans = merged([(start.index, now), *(span(job, now) for job in jobs)])
            found[place] = sum(end - begin for begin, end in spans)
    return found
