"""How far a run is, second by second: told by ours and by other solvers, read by the charts.

Nothing of ours is imported: other solvers run in environments of their own.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

Steps = list[tuple[float, float]]
"""A line of steps: from this second on it is at this height."""


@dataclass
class Curve:
    """events: after so many seconds, which tier is under way (from 0), its value and its bound.
    plans: after so many seconds, all tiers' values of the plan at hand."""

    events: list[tuple[float, int, int | None, int | None]] = field(default_factory=list)
    plans: list[tuple[float, list[int]]] = field(default_factory=list)
    started: float = field(default_factory=time.perf_counter)

    @classmethod
    def of(cls, document: dict[str, Any]) -> Self:
        return cls(document["events"], document["plans"])

    def document(self) -> dict[str, Any]:
        return {name: told for name, told in asdict(self).items() if name != "started"}

    def see(self, tier: int, value: int | None, bound: int | None) -> None:
        if not self.events or self.events[-1][1:] != (tier, value, bound):
            self.events.append((self._now(), tier, value, bound))

    def plan(self, values: Sequence[int]) -> None:
        if not self.plans or self.plans[-1][1] != values:
            self.plans.append((self._now(), list(values)))

    def _now(self) -> float:
        return round(time.perf_counter() - self.started, 3)

    @property
    def first_plan(self) -> float:
        return self.plans[0][0] if self.plans else math.inf

    @property
    def end(self) -> float:
        return max([at for at, *_ in self.events] + [at for at, _ in self.plans], default=0.0)

    def within(self, share: float, tiers: int) -> float | None:
        """When the last of the tiers was known to be so near to its best, if each of them is."""
        done = self._when(share, tiers)
        return done[-1] if len(done) == tiers else None

    def proven(self, tiers: int) -> Steps:
        """How many tiers, in order, are proven to be best."""
        return [(at, place) for place, at in enumerate([0.0, *self._when(0, tiers)])]

    def _when(self, share: float, tiers: int) -> list[float]:
        """When each of the tiers was so near, up to the first that never is."""
        found = list[float]()
        for place in range(tiers):
            near = (
                at
                for at, tier, value, bound in self.events
                if tier == place and value is not None and bound is not None
                if value - bound <= share * value
            )
            at = next(near, None)
            if at is None:
                break
            found.append(at)
        return found

    def as_good(self, best: Sequence[int]) -> Steps:
        """In how many tiers, in order, the plan at hand is as good as the best."""
        return [(0.0, 0), *((at, _as_good(values, best)) for at, values in self.plans)]

    def plan_off(self, best: Sequence[int]) -> Steps:
        """How many percent the plan's worst tier is above its best."""
        return [(at, max(map(_percent, values, best))) for at, values in self.plans]

    def bound_off(self, best: Sequence[int]) -> Steps:
        """How many percent the bound of the tier under way is below what is best there; a tier
        begins with a bound of nothing."""
        steps, before, ended = Steps(), -1, 0.0
        for at, tier, _, bound in self.events:
            if tier != before:
                steps.append((ended, _percent(best[tier], 0, of=best[tier])))
            steps.append((at, _percent(best[tier], bound or 0, of=best[tier])))
            before, ended = tier, at
        return steps


def _as_good(values: Sequence[int], best: Sequence[int]) -> int:
    worse = (k for k, (value, least) in enumerate(zip(values, best, strict=True)) if value > least)
    return next(worse, len(best))


def _percent(value: int, least: int, of: int | None = None) -> float:
    """By how much a value is above another; where nothing would be best, one is 100 %."""
    return 100.0 * max(value - least, 0) / max(least if of is None else of, 1)
