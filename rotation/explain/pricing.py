"""What a choice costs: the best plan that makes it, found by solving again with the choice pinned.

Of equally good plans the one that changes the fewest persons is taken. Values of the first tiers
that are proven beforehand need not be solved again: they are held, and only where no plan keeps
them all is the last of them let go.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from rotation.domain.plan import Status
from rotation.explain.base import Base, Ladder, values_of
from rotation.model.program import Ints, Linear
from rotation.solve.certificate import Chain, Held
from rotation.solve.engines.base import Limits
from rotation.solve.ladder import Climb
from rotation.solve.question import Question

_NONE = np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Condition:
    """What a plan must keep besides the laws: columns at zero, expressions at a value or less.

    need: columns of which every such plan takes at least one, if any are given.
    """

    need: Ints | None = None
    barred: Ints = field(default_factory=lambda: _NONE)
    held: tuple[Held, ...] = ()


@dataclass(frozen=True)
class Reached:
    """The best plan under a condition; x is None where there is none (impossible) or none was
    found in time. proven: its values are the least; fewest: it changes as few persons as can be."""

    x: Ints | None = None
    values: Ladder = field(default_factory=dict)
    proven: bool = False
    fewest: bool = False
    impossible: bool = False


class Pricer:
    """Asks for the best plan under one condition after another, until the time is over."""

    def __init__(self, base: Base, limits: Limits | None = None) -> None:
        """limits: for all conditions together."""
        self.base = base
        self.limits = limits or base.bench.limits
        self.deadline = time.monotonic() + self.limits.seconds
        self.objectives = base.bench.own.objectives
        self.changes, self._last = _changes(base), max(self.objectives) + 1

    def cheapest(self, condition: Condition, least: Ladder | None = None) -> Reached:
        """The best plan under a condition.

        least: values that no plan under it goes below, for the first tiers (the base's if not
        given).
        """
        known = self.base.least if least is None else least
        tiers = list(self.objectives)
        for count in range(len(known), -1, -1):
            held = {tier: known[tier] for tier in tiers[:count]}
            barred = np.union1d(condition.barred, self._ruled_out(held, condition.barred))
            if condition.need is not None and np.isin(condition.need, barred).all():
                continue
            climb = self._climb(tiers[count:], held, replace(condition, barred=barred))
            if not climb.infeasible:
                return self._reached(climb, tiers[count:])
        return Reached(impossible=True, proven=True)

    def over(self) -> bool:
        return time.monotonic() >= self.deadline or self.base.bench.watch.stop.is_set()

    def _climb(self, tiers: list[int], held: Mapping[int, int], condition: Condition) -> Climb:
        objectives = {tier: self.objectives[tier] for tier in tiers}
        question = Question(
            objectives | {self._last: self.changes},
            (*((self.objectives[tier], value) for tier, value in held.items()), *condition.held),
            condition.barred,
        )
        left = max(self.deadline - time.monotonic(), 0.05)
        return self.base.bench.ask(question, limits=replace(self.limits, seconds=left))

    def _reached(self, climb: Climb, tiers: list[int]) -> Reached:
        if climb.x is None:
            return Reached()
        optimal = {tier.tier for tier in climb.tiers if tier.status is Status.OPTIMAL}
        proven = set(tiers) <= optimal
        return Reached(
            climb.x,
            values_of(self.objectives, climb.x),
            proven=proven,
            fewest=proven and self._last in optimal,
        )

    def _ruled_out(self, held: Mapping[int, int], barred: Ints) -> Ints:
        """Columns that no plan takes while it holds these values, by the base's multipliers."""
        chain = Chain(self.base.assembled.program, (), barred)
        for tier, value in held.items():
            objective, known = self.objectives[tier], self.base.multipliers.get(tier)
            derived = None if known is None else chain.derive(objective, known)
            chain.hold(objective, value, derived)
        return np.flatnonzero(~chain.alive)


def _changes(base: Base) -> Linear:
    """How many persons are treated otherwise than in the base."""
    taken = np.flatnonzero(base.x[: len(base.assembled.board)])
    return Linear(taken, np.full(len(taken), -1, dtype=np.int64), len(taken))
