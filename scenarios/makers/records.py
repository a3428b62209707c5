"""Evidence drawn for the people of a scenario, around one quality of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from rotation.domain.cadre import Gate, GateRecord, GateResult
from rotation.domain.evidence import Evaluation, Evidence
from rotation.generate.county import Made
from rotation.generate.draft import Draft

_GRADES = (("好", 0.7), ("较好", -1.0), ("一般", -2.2), ("较差", -3.2), ("差", -9.0))
"""Words, and the least quality of each."""


def graded(rng: Random, quality: float, steps: int) -> str:
    """A word of a scale of four or five."""
    drawn, words = quality + rng.gauss(0, 0.5), _GRADES[:steps]
    return next((word for word, least in words if drawn >= least), words[-1][0])


def marked(rng: Random, quality: float, mean: float = 84) -> str:
    """Points out of a hundred."""
    return str(round(min(max(rng.gauss(mean + 4 * quality, 2), 40), 99)))


def day_within(rng: Random, first: dt.date, last: dt.date) -> dt.date:
    """A working day, the two named included."""
    day = first + dt.timedelta(days=rng.randrange((last - first).days + 1))
    return max(day - dt.timedelta(days=max(day.weekday() - 4, 0)), first)


@dataclass(frozen=True)
class Sheet:
    """What was asked of everybody on one day, in words of a scale of so many."""

    scheme: str
    date: dt.date
    steps: int = 5

    def of(
        self, rng: Random, draft: Draft, given: Iterable[tuple[str, str]]
    ) -> Iterator[Evaluation]:
        """What each, by dimension and who gives it, says of somebody."""
        for dimension, by in given:
            value = graded(rng, draft.quality, self.steps)
            yield Evaluation(self.scheme, dimension, value, self.date, draft.cadre_id, by=by)


def passed(gates: Iterable[Gate], date: dt.date) -> tuple[GateRecord, ...]:
    return tuple(GateRecord(gate, date, GateResult.CLEAR) for gate in gates)


def with_evidence(
    made: Made, evidence: Evidence, gates: dict[str, tuple[GateRecord, ...]] | None = None
) -> Made:
    """With the evidence and, by cadre id, the checks."""
    cadres = tuple(
        replace(cadre, gates=(gates or {}).get(cadre.cadre_id, ())) for cadre in made.roster.cadres
    )
    return replace(made, roster=replace(made.roster, cadres=cadres, evidence=evidence))


def points_from_evidence(drafts: Iterable[Draft]) -> None:
    """Nobody's points are typed: schemes make them."""
    for draft in drafts:
        draft.score = draft.conduct = None
