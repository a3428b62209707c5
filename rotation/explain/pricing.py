"""What a choice costs: the best plan that makes it, found by solving again with the choice pinned.

Of equally good plans the one that changes the fewest persons is taken. Values of the first tiers
that are proven beforehand need not be solved again: they are held, and only where no plan keeps
them all is the last of them let go.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

import numpy as np

from rotation.domain.plan import Status
from rotation.explain.base import Base, TierValues, values_of
from rotation.model.program import Ints, Linear
from rotation.solve.certificate import Held, ReducedCostFixing
from rotation.solve.engines.base import Limits
from rotation.solve.lexicographic import Minimised
from rotation.solve.question import Question

_NONE = np.empty(0, dtype=np.int64)
_MOMENT = 1.0
"""Seconds to look for a plan that keeps every value; mostly it takes a tenth of that."""
_MOST_KNOWN = 64
"""Answers that are kept: each holds a whole plan."""
_FOR_FEWEST = 2.0
"""Seconds to look for a plan of the same price that changes fewer persons."""


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
    values: TierValues = field(default_factory=dict)
    proven: bool = False
    fewest: bool = False
    impossible: bool = False


Known = dict[tuple[object, ...], Reached]
"""What was found for good, by condition and the values that no plan goes below."""


class Pricer:
    """Asks for the best plan under one condition after another, until the time is over."""

    def __init__(
        self, base: Base, limits: Limits | None = None, known: Known | None = None
    ) -> None:
        """limits: for all conditions together. known: kept from one question to the next."""
        self.base = base
        self.known: Known = {} if known is None else known
        self.limits = limits or base.bench.limits
        self.deadline = time.monotonic() + self.limits.seconds
        self.objectives = base.bench.own.objectives
        self.changes = _changes(base)

    def cheapest(self, condition: Condition, least: TierValues | None = None) -> Reached:
        """The best plan under a condition.

        least: values that no plan under it goes below, for the first tiers (the base's if not
        given).
        """
        key = _key(condition, least)
        if key not in self.known:
            found = self._cheapest(condition, least)
            if not (found.proven or found.impossible):
                return found
            while len(self.known) >= _MOST_KNOWN:
                del self.known[next(iter(self.known))]
            self.known[key] = found
        return self.known[key]

    def _cheapest(self, condition: Condition, least: TierValues | None) -> Reached:
        known = self.base.least if least is None else least
        tiers = list(self.objectives)
        for count in range(len(known), -1, -1):
            held = {tier: known[tier] for tier in tiers[:count]}
            narrowed = self._narrowed(condition, held)
            if narrowed is None:
                continue
            if count == len(tiers):
                found = self._fewest(narrowed, held, _MOMENT)
                if found.x is not None:
                    return found
                continue  # no plan keeps all the values, or it takes too long to tell
            minimised = self._ask(tiers[count:], held, narrowed)
            if not minimised.infeasible:
                return self._settled(condition, minimised, tiers[count:])
        return Reached(impossible=True, proven=True)

    def over(self) -> bool:
        return self._left() <= 0 or self.base.bench.watch.stop.is_set()

    def _left(self) -> float:
        return self.deadline - time.monotonic()

    def _settled(self, condition: Condition, minimised: Minimised, tiers: list[int]) -> Reached:
        """What was reached, changing as few persons as can be if it is the best."""
        if minimised.x is None:
            return Reached()
        values = values_of(self.objectives, minimised.x)
        optimal = {tier.tier for tier in minimised.tiers if tier.status is Status.OPTIMAL}
        if not set(tiers) <= optimal:
            return Reached(minimised.x, values)
        narrowed = self._narrowed(condition, values) or condition
        fewest = self._fewest(narrowed, values, _FOR_FEWEST, minimised.x)
        return Reached(minimised.x, values, proven=True) if fewest.x is None else fewest

    def _fewest(
        self, condition: Condition, values: TierValues, seconds: float, start: Ints | None = None
    ) -> Reached:
        """A plan with these values, the least there are, that changes as few persons as can be."""
        minimised = self._ask([], values, condition, seconds, start)
        if minimised.x is None:
            return Reached()
        fewest = minimised.tiers[-1].status is Status.OPTIMAL
        found = values_of(self.objectives, minimised.x)
        return Reached(minimised.x, found, proven=True, fewest=fewest)

    def _ask(
        self,
        tiers: list[int],
        held: TierValues,
        condition: Condition,
        seconds: float | None = None,
        start: Ints | None = None,
    ) -> Minimised:
        """Solve these tiers, or for the fewest changes if none are given."""
        objectives = {tier: self.objectives[tier] for tier in tiers}
        question = Question(
            objectives or {max(self.objectives) + 1: self.changes},
            (*((self.objectives[tier], value) for tier, value in held.items()), *condition.held),
            condition.barred,
            start,
        )
        left = max(self._left(), 0.05)
        limits = replace(self.limits, seconds=left if seconds is None else min(left, seconds))
        return self.base.bench.ask(question, limits=limits)

    def _narrowed(self, condition: Condition, held: TierValues) -> Condition | None:
        """The condition without the columns that no plan takes while it holds these values.

        None where that leaves none of those it needs.
        """
        barred = np.union1d(condition.barred, self._ruled_out(held, condition.barred))
        if condition.need is not None and np.isin(condition.need, barred).all():
            return None
        return replace(condition, barred=barred)

    def _ruled_out(self, held: TierValues, barred: Ints) -> Ints:
        """Columns that no plan takes while it holds these values, by the base's multipliers."""
        fixing = ReducedCostFixing(self.base.assembled.program, (), barred)
        for tier, value in held.items():
            objective, known = self.objectives[tier], self.base.multipliers.get(tier)
            derived = None if known is None else fixing.derive(objective, known)
            fixing.hold(objective, value, derived)
        return np.flatnonzero(~fixing.alive)


def _key(condition: Condition, least: TierValues | None) -> tuple[object, ...]:
    need = None if condition.need is None else condition.need.tobytes()
    held = tuple((line.key, value) for line, value in condition.held)
    values = None if least is None else tuple(least.items())
    return need, condition.barred.tobytes(), held, values


def _changes(base: Base) -> Linear:
    """How many persons are treated otherwise than in the base."""
    taken = np.flatnonzero(base.x[: len(base.assembled.board)])
    return Linear(taken, np.full(len(taken), -1, dtype=np.int64), len(taken))
