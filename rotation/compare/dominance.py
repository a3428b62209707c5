"""Which plan is better: on every goal at once, and tier by tier in their order of importance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from rotation.compare.goals import PRICE_TIER, GoalLine, TierLine
from rotation.compare.judged import Judged
from rotation.domain.placement import placement

EXCEPTIONS = "needs_approval"
"""Stands among the goals for the price of waivable laws."""


class Verdict(StrEnum):
    """dominates: no goal worse and one better. equal: all goals alike. mixed: each has its own."""

    FIRST = "first_dominates"
    SECOND = "second_dominates"
    EQUAL = "equal"
    MIXED = "mixed"


@dataclass(frozen=True)
class Relation:
    """Two plans that break no law, by their places.

    first_better, second_better: goals (or `EXCEPTIONS`) in which each is strictly better. ahead:
    the place of the one that is better in the first tier in which they differ, which is `tier`;
    None where no tier differs. apart: cadres with whom they do different things.
    """

    first: int
    second: int
    verdict: Verdict
    first_better: tuple[str, ...]
    second_better: tuple[str, ...]
    ahead: int | None
    tier: int | None
    apart: int


def relations(
    plans: Sequence[Judged], goals: Sequence[GoalLine], tiers: Sequence[TierLine]
) -> tuple[Relation, ...]:
    """Every pair of plans that break no law, in order."""
    lawful = [place for place, plan in enumerate(plans) if plan.admissible]
    columns = [(goal.code, goal.amounts) for goal in goals]
    columns = [*((EXCEPTIONS, t.values) for t in tiers if t.tier == PRICE_TIER), *columns]
    return tuple(
        _relation(first, second, columns, tiers, _apart(plans[first], plans[second]))
        for first, second in combinations(lawful, 2)
    )


def ranking(plans: Sequence[Judged], tiers: Sequence[TierLine]) -> tuple[tuple[int, ...], ...]:
    """Places of the plans that break no law, the best first by tiers in order; equals together."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for place, plan in enumerate(plans):
        if plan.admissible:
            groups.setdefault(tuple(tier.values[place] for tier in tiers), []).append(place)
    return tuple(tuple(groups[values]) for values in sorted(groups))


def _relation(
    first: int,
    second: int,
    columns: Sequence[tuple[str, Sequence[int]]],
    tiers: Sequence[TierLine],
    apart: int,
) -> Relation:
    ours = tuple(code for code, values in columns if values[first] < values[second])
    theirs = tuple(code for code, values in columns if values[second] < values[first])
    decides = next((t for t in tiers if t.values[first] != t.values[second]), None)
    ahead = None
    if decides is not None:
        ahead = first if decides.values[first] < decides.values[second] else second
    return Relation(
        first=first,
        second=second,
        verdict=_verdict(bool(ours), bool(theirs)),
        first_better=ours,
        second_better=theirs,
        ahead=ahead,
        tier=None if decides is None else decides.tier,
        apart=apart,
    )


def _verdict(ours: bool, theirs: bool) -> Verdict:
    if ours and theirs:
        return Verdict.MIXED
    if ours:
        return Verdict.FIRST
    return Verdict.SECOND if theirs else Verdict.EQUAL


def _apart(first: Judged, second: Judged) -> int:
    pairs = zip(first.plan.actions, second.plan.actions, strict=True)
    return sum(placement(one) != placement(other) for one, other in pairs)
