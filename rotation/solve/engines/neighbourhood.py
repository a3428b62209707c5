"""Plans near a plan at hand: most of it is kept, and a small program decides the rest.

Large-neighbourhood search (Shaw 1998) for goals in order of importance: the cadres of a
neighbourhood are free, with whatever their rows measure; everybody else stays as the plan has it;
the tiers are minimised one after another in what is left. What that gives is a plan of the whole
program, in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from rotation.model.board import Board
from rotation.model.program import FREE, NOTHING, Ints, Linear, Program
from rotation.solve.certificate import Held
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.engines.highs import HighsPiece

Bools = NDArray[np.bool_]
MOST_COLUMNS = 1_000
"""A neighbourhood grows as long as it has no more columns of cadres."""
_TIMES, _TIERS = 10, 8
"""Roughly in order: a tier weighs so many times the next one, of no more than so many together."""


class Part:
    """A program in which all columns but some are kept as a plan has them, as a small program."""

    def __init__(self, program: Program, x: Ints, free: Ints, upper: Ints) -> None:
        """free: columns of cadres; the integer columns that stand in their rows are free, too.
        upper: the columns' upper bounds; what the plan has of columns that are shut is dropped."""
        rows, opened = program.rows, np.zeros(program.size, dtype=np.bool_)
        opened[free] = True
        entry = np.zeros(len(rows), dtype=np.bool_)
        entry[rows.row_of_entry[opened[rows.columns]]] = True
        opened[rows.columns[entry[rows.row_of_entry] & (rows.columns >= program.binaries)]] = True
        self.columns = np.flatnonzero(opened)
        self.place = np.full(program.size, -1)
        self.place[self.columns] = np.arange(len(self.columns))
        self.rest = np.where(opened | (upper == 0), 0, x)
        self._of = program
        self.program = self._small(program, opened, upper)

    def _small(self, program: Program, opened: Bools, ends: Ints) -> Program:
        rows, binaries = program.rows, program.binaries
        inside = opened[rows.columns]
        own, row = np.unique(rows.row_of_entry[inside], return_inverse=True)
        kept = rows.activity(self.rest)[own]
        lower, upper = rows.lower[own], rows.upper[own]
        integers = self.columns[self.columns >= binaries]
        small = Program(len(self.columns) - len(integers))
        small.add_integers("", [()] * len(integers), ends[integers])
        small.add_rows(
            "",
            [()] * len(own),
            row,
            self.place[rows.columns[inside]],
            rows.coefficients[inside],
            lower=np.where(lower <= -FREE, lower, lower - kept),
            upper=np.where(upper >= FREE, upper, upper - kept),
        )
        return small

    def of(self, expression: Linear) -> Linear:
        """An expression in the small program's columns, with what the rest adds to it."""
        place = self.place[expression.columns]
        own, constant = place >= 0, expression.value(self.rest)
        return Linear(place[own], expression.coefficients[own], constant)

    def whole(self, x: Ints) -> Ints:
        """A solution of the small program as one of the whole."""
        found = self.rest.copy()
        found[self.columns] = x
        return found

    def best(
        self, objectives: Iterable[Linear], held: Sequence[Held], limits: Limits, watch: Watch
    ) -> Ints | None:
        """The plan that is best in these objectives, one after another; None if there is none."""
        every, best = np.arange(self.program.size), None
        kept = [(self.of(expression), value) for expression, value in held]
        for objective in map(self.of, objectives):
            if best is not None and not len(objective.columns):
                continue
            found = HighsPiece(self.program, every, kept).minimise(objective, limits, watch)
            if found.x is None or found.value is None:
                break
            best = found.x
            kept.append((objective, found.value))
        if best is None:
            return None
        x = self.whole(best)
        return x if self._of.holds(x) else None


def roughly(objectives: Sequence[Linear]) -> list[Linear]:
    """Several tiers put into one objective with weights: near enough for a plan to begin with."""
    together = []
    for first in range(0, len(objectives), _TIERS):
        total = NOTHING
        for objective in objectives[first : first + _TIERS]:
            total = objective.plus(total, _TIMES)
        together.append(total.merged())
    return together


def worth_trying(board: Board, costs: Sequence[Ints], per_group: int) -> Bools:
    """By row of the board: whether it is among the few of its cadre, or of its seat, whose reduced
    costs are least, those of the first tier above all. costs: by tier, of the columns."""
    order = np.lexsort([of_tier[: len(board)] for of_tier in reversed(costs)])
    rank = np.empty(len(board), dtype=np.int64)
    rank[order] = np.arange(len(board))
    worth = np.zeros(len(board), dtype=np.bool_)
    for group in (board.cadre, board.held_post):
        worth[_first_of(rank, group, per_group)] = True
    return worth


def _first_of(rank: Ints, group: Ints, count: int) -> Ints:
    """The places of the few of each group that rank first."""
    order = np.lexsort((rank, group))
    ordered = group[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    sizes = np.diff(np.concatenate([starts, [len(ordered)]]))
    place = np.arange(len(ordered)) - np.repeat(starts, sizes)
    first: Ints = order[place < count]
    return first


def around(board: Board, x: Ints, alive: Bools, worth: Bools, most: int = MOST_COLUMNS) -> Ints:
    """The columns that may mend a plan of which some are not open any more.

    x: a plan. alive: by row of the board, whether it may be taken. worth: whether it is worth
    thinking of. From the cadres who cannot do as planned it spreads to those in whose way they are,
    and to those who could follow them, as long as there are no more than `most` columns.
    """
    taken = np.flatnonzero(x[: len(board)])
    seat = board.held_post
    free = np.zeros(int(board.cadre.max()) + 1, dtype=np.bool_)
    free[board.cadre[taken[~alive[taken]]]] = True
    open_to = alive & (worth | free[board.cadre] | (x[: len(board)] > 0))
    while True:
        mine = open_to & free[board.cadre]
        wanted = np.zeros(len(board.facts.scenario.roster.posts) + 1, dtype=np.bool_)
        wanted[seat[mine]] = True
        wanted[seat[taken[free[board.cadre[taken]]]]] = True
        wanted[-1] = False  # seat -1: none
        holders, others = free.copy(), free.copy()
        holders[board.cadre[taken[wanted[seat[taken]]]]] = True
        others[board.cadre[open_to & wanted[seat]]] = True
        fitting = [
            grown
            for grown in (holders | others, holders)
            if int((open_to & grown[board.cadre]).sum()) <= most
        ]
        if not fitting or (fitting[0] == free).all():
            return np.flatnonzero(mine)
        free = fitting[0]
