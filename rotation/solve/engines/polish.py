"""A plan good in all tiers, kept at hand while they are solved one after another.

What the search for one tier finds is as good as any in that tier, and by chance in those to come.
In a large first question it is bettered in these as well, near by (neighbourhood.py), while the
tier's relaxation is solved: whoever breaks it off has a plan that is good as a whole. A later
question begins with the first one's plan, mended where it does not admit it: most of its tiers then
end at once.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rotation.model.board import Board
from rotation.model.program import Ints, Linear, Program
from rotation.solve.certificate import ReducedCostFixing
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.engines.lagrangian import dense
from rotation.solve.engines.neighbourhood import Part, around, roughly, worth_trying

Bools = NDArray[np.bool_]
_SECONDS = 3.0
_SHARE = 2
"""At most so long, and one part in so many of the time that there is."""
_PER_GROUP, _STEPS = 6, (1, 2)
"""Columns per cadre, and per seat, that are worth trying where an earlier plan is mended; in a
first question as many as these, one after another."""
_LARGE = 40_000
"""A first question about fewer columns is answered so soon that it needs no plan on the way."""


class Polish:
    def __init__(self, program: Program, board: Board) -> None:
        self.program, self.board = program, board
        self._worth: Bools | None = None
        """Rows of the board worth trying, once a first question has been answered."""
        self._left: Bools = np.zeros(len(board), dtype=np.bool_)
        """Rows that the tiers of the first question had not ruled out."""
        self._objectives: tuple[Linear, ...] = ()
        self._costs: dict[str, Ints] = {}

    def begin(self, objectives: Sequence[Linear]) -> None:
        """Turn to a new question."""
        self._objectives, self._costs = tuple(objectives), {}

    def learn(self, costs: Sequence[Ints], left: Bools) -> None:
        """After the first question: its tiers' reduced costs, and the columns not ruled out."""
        if self._worth is None:
            self._worth = worth_trying(self.board, costs, _PER_GROUP)
            self._left = left[: len(self.board)]

    def start(
        self, x: Ints, fixing: ReducedCostFixing, limits: Limits, watch: Watch
    ) -> Ints | None:
        """The first question's plan, mended where this question does not admit it."""
        if x[~fixing.alive].any():
            seconds = min(_SECONDS, limits.seconds / _SHARE)
            return self._near(x, self._objectives, fixing, seconds, _PER_GROUP, watch)
        kept = all(expression.value(x) <= value for expression, value in fixing.held)
        return x if kept else None

    def relaxed(self, objective: Linear, costs: Ints) -> None:
        """A tier's reduced costs."""
        self._costs[objective.key] = costs

    def better(
        self, objective: Linear, x: Ints, fixing: ReducedCostFixing, limits: Limits, watch: Watch
    ) -> Ints:
        """A plan as good as x in the tiers that are held, and better in those from this one on: at
        first among few columns, then among more."""
        keys = [each.key for each in self._objectives]
        place = keys.index(objective.key) if objective.key in keys else len(keys)
        left = self._objectives[place:]
        if not self._pays(place, left):
            return x
        deadline = time.monotonic() + min(_SECONDS, limits.seconds / _SHARE)
        for per_group in _STEPS:
            seconds = deadline - time.monotonic()
            found = self._near(x, left, fixing, seconds, per_group, watch)
            if found is None:
                break
            x = found
        if watch.better is not None:
            watch.better(x)
        return x

    def _pays(self, place: int, left: Sequence[Linear]) -> bool:
        """In a first question that is large, once two tiers show what others cost; not in the last
        tier, whose own search does as well."""
        first = self._worth is None
        return first and self.program.binaries >= _LARGE and place >= 2 and len(left) > 1

    def _near(  # noqa: PLR0917 - a plan, what it is for, and how far to look
        self,
        x: Ints,
        objectives: Sequence[Linear],
        fixing: ReducedCostFixing,
        seconds: float,
        per_group: int,
        watch: Watch,
    ) -> Ints | None:
        count = len(self.board)
        rows, taken = fixing.alive[:count], x[:count] > 0
        if self._worth is None:
            worth = self._worth_so_far(fixing, per_group)
            free = np.flatnonzero((worth | taken) & rows)
        else:
            free = around(self.board, x, rows, self._worth)
            free = np.union1d(free, np.flatnonzero((self._left | taken) & rows))
        part = Part(self.program, x, free, fixing.upper)
        return part.best(roughly(objectives), fixing.held, Limits(seconds), Watch(stop=watch.stop))

    def _worth_so_far(self, fixing: ReducedCostFixing, per_group: int) -> Bools:
        """By the reduced costs of the tiers solved, and by what the others would cost."""
        costs = [
            self._costs.get(each.key, dense(each, self.program.size).astype(np.int64))
            for each in self._objectives
        ]
        shut = np.where(fixing.alive, 0, np.int64(1) << 50)
        return worth_trying(self.board, [each + shut for each in costs], per_group)
