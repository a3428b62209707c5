"""The best choices in their order, by exclusion: solve, leave out what was found, solve again.

The best plan among all that make some choice not yet listed shows the next choice and its exact
price at once; no choice that is left over can be better. So k choices take k solves, however many
there are, and the order is proven.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rotation.explain.base import TierValues
from rotation.explain.pricing import Condition, Pricer, Reached
from rotation.model.program import Ints


@dataclass(frozen=True)
class Ranked:
    """A row of the board that a plan takes, and the best plan with it."""

    row: int
    reached: Reached


@dataclass(frozen=True)
class Ranking:
    """found: the best first. left: rows not listed. exhausted: no plan takes any of them; else
    proven says whether none of them is better than those listed."""

    found: tuple[Ranked, ...]
    left: Ints
    exhausted: bool
    proven: bool


def ranked(
    pricer: Pricer,
    rows: Ints,
    group: Ints,
    count: int,
    condition: Callable[[Ints], Condition],
) -> Ranking:
    """The `count` best of some rows of the board, one of each group.

    group: for every row of the board a number; rows alike in it are one choice. condition: of
    rows, that at least one of them is taken.
    """
    found: list[Ranked] = []
    least: TierValues | None = None
    while len(found) < count:
        if not len(rows):
            return Ranking(tuple(found), rows, exhausted=True, proven=True)
        if pricer.over():
            return Ranking(tuple(found), rows, exhausted=False, proven=bool(found))
        reached = pricer.cheapest(condition(rows), least)
        if reached.x is None:
            done = reached.impossible
            return Ranking(tuple(found), rows, exhausted=done, proven=done or bool(found))
        taken = rows[reached.x[rows] > 0]
        found += [Ranked(int(row), reached) for row in taken]
        rows = rows[~np.isin(group[rows], group[taken])]
        if not reached.proven:
            return Ranking(tuple(found), rows, exhausted=False, proven=False)
        least = reached.values
    return Ranking(tuple(found), rows, exhausted=not len(rows), proven=True)
