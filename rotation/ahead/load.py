"""What draws by chance come to, and which of several plans holds up best under the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist, fmean, stdev

from rotation.ahead.stress import Repair

LEAST = 30
"""Of fewer draws no interval is told: the means of so few are not spread as it takes them to be."""
_SURE = 0.95


@dataclass(frozen=True)
class Mean:
    """A mean with half the width of its interval; None where there are too few draws for one."""

    value: float
    within: float | None

    @property
    def sure(self) -> bool:
        """Whether it is above 0 for certain, as far as the interval is."""
        return self.within is not None and self.value > self.within


@dataclass(frozen=True)
class Load:
    """Over draws: how many need no change of others, how many have no repair, and of how many that
    was not found out in time; the mean number of changes where there is a repair, and the mean of
    the worst tenth of these."""

    draws: int
    unchanged: int
    lost: int
    open: int
    changes: Mean
    worst_tenth: float


@dataclass(frozen=True)
class Beside:
    """A plan against another in the same draws, as many as were decided for both. fewer_lost: by
    which share it is without a repair more seldom; fewer_changes: how many others it changes less,
    where both are repaired."""

    plan: int
    other: int
    draws: int
    fewer_lost: Mean
    fewer_changes: Mean

    @property
    def better(self) -> bool:
        """Surely better in one of the two, and in the other not surely worse."""
        found = (self.fewer_lost, self.fewer_changes)
        worse = any(Mean(-each.value, each.within).sure for each in found)
        return not worse and any(each.sure for each in found)


def load_of(repairs: Sequence[Repair]) -> Load:
    """What the draws come to; of those without a repair nothing is counted as a change."""
    counts = sorted(len(each.changed) for each in repairs if each.changed is not None)
    lost = sum(each.lost for each in repairs)
    worst = counts[-ceil(len(counts) / 10) :] if counts else [0]
    return Load(
        len(repairs),
        counts.count(0),
        lost,
        len(repairs) - len(counts) - lost,
        _mean(counts, 1),
        fmean(worst),
    )


def beside(plans: Sequence[Sequence[Repair]]) -> tuple[Beside, ...]:
    """The plan that is least often without a repair, and changes the fewest of those, against each
    of the others. plans: of each the repairs of the same draws. The intervals hold together."""
    loads = [load_of(repairs) for repairs in plans]
    order = sorted(range(len(plans)), key=lambda i: (loads[i].lost, loads[i].changes.value))
    first, *others = order
    return tuple(_beside(plans, first, other, 2 * len(others)) for other in others)


def _beside(plans: Sequence[Sequence[Repair]], plan: int, other: int, means: int) -> Beside:
    pairs = zip(plans[plan], plans[other], strict=True)
    known = [(a, b) for a, b in pairs if a.decided and b.decided]
    lost = [b.lost - a.lost for a, b in known]
    changes = [
        len(b.changed) - len(a.changed)
        for a, b in known
        if a.changed is not None and b.changed is not None
    ]
    return Beside(plan, other, len(known), _mean(lost, means), _mean(changes, means))


def _mean(counts: Sequence[int], means: int) -> Mean:
    """The mean of these. means: how many such intervals are to hold together."""
    if len(counts) < LEAST:
        return Mean(fmean(counts) if counts else 0.0, None)
    width = NormalDist().inv_cdf(1 - (1 - _SURE) / means / 2)
    return Mean(fmean(counts), width * stdev(counts) / sqrt(len(counts)))
