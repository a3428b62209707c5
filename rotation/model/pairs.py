"""Pairs of cadre and post worth a look: all of them, or only some."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rotation.model.facts import Facts, Ints


@dataclass(frozen=True)
class Pairs:
    """For each cadre the places of posts to look at, ascending, in compressed row form.

    Cadre i's are post[start[i]:start[i + 1]]; without `post` they are all posts, or none.
    """

    start: Ints
    post: Ints | None = None

    @classmethod
    def all(cls, facts: Facts) -> Pairs:
        return cls(np.arange(len(facts.cadre_at) + 1) * len(facts.post_at))

    @cached_property
    def width(self) -> Ints:
        """Posts to look at for each cadre."""
        return np.diff(self.start)

    def of(self, cadres: Ints) -> tuple[Ints, Ints]:
        """The pairs of some cadres, in their order: places of cadres, and of posts."""
        width = self.width[cadres]
        before = np.cumsum(width) - width
        within = np.arange(int(width.sum())) - np.repeat(before, width)
        place = np.repeat(self.start[cadres], width) + within
        return np.repeat(cadres, width), within if self.post is None else self.post[place]

    def blocks(self, most: int) -> Iterator[Ints]:
        """All cadres, as many at a time as have no more than `most` pairs (one at least).

        Without cadres there is one block, an empty one.
        """
        total, first = np.cumsum(self.width), 0
        if not len(total):
            yield np.arange(0)
        while first < len(total):
            done = 0 if first == 0 else int(total[first - 1])
            end = max(first + 1, int(np.searchsorted(total, done + most, side="right")))
            yield np.arange(first, end)
            first = end
