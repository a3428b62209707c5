"""Lagrangian relaxation (Geoffrion 1974) of the rows that run through the whole county.

A share asked of all teams together is one row with an entry for every seat that anyone may take,
and a simplex method pays for it in every step. What it measures is how many persons are short, at
a cost for each: as long as some are short, that cost alone is what the row is worth, and every seat
can bear its part of it. Then the row itself is not needed: it is dualised with that multiplier, and
where the optimum is short indeed, nothing is lost. Else the row is put back in its place.
Measured: at 10,000 posts all tiers take 42 s with it and 60 s without, at 3,000 5.9 and 6.4 s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rotation.model.program import FREE, Ints, Linear, Program
from rotation.solve.certificate import Held

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
_WIDE = 1_000
"""Entries from which on a row is left out where that is possible."""
_FEW_ROWS = 5_000
"""Of a program with no more rows all are kept: nothing is saved."""
_NIL = 1e-6


@dataclass(frozen=True, eq=False)
class Share:
    """A column that measures a shortfall, and the wide rows that it alone stands in.

    Each row says by itself how large it must be: sign x (right - rest of the row) / unit.
    """

    column: int
    rows: Ints
    signs: Ints
    units: Ints
    right: Ints


@dataclass(frozen=True)
class View:
    """An objective over the program without some rows, which are paid for in the costs.

    cost: of every column. constant: to be added, the objective's own included. left_out, duals: of
    every row of the program; the multiplier of what is left out. shares: those left out, paid: of
    these the ones that are paid for by their first row (the others cost nothing).
    """

    objective: Linear
    cost: Floats
    constant: float
    left_out: Bools
    duals: Floats
    shares: tuple[Share, ...] = ()
    paid: tuple[Share, ...] = ()


def whole_view(program: Program, objective: Linear) -> View:
    """The objective with every row in its place."""
    cost, count = dense(objective, program.size), len(program.rows)
    nothing = np.zeros(count, dtype=np.bool_)
    return View(objective, cost, float(objective.constant), nothing, np.zeros(count))


class Shares:
    """The wide rows of a program, and views without them."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.shares = _shares(program)

    def view(
        self, objective: Linear, held: Sequence[Held], shut: Bools, *, paying: bool = True
    ) -> View:
        """The objective without any share whose shortfall is not held.

        shut: by column, whether it is kept at zero: a shortfall that may not be must bind.

        A Lagrangian bound: the row of a shortfall s at cost c is dualised with the multiplier that
        makes s cost nothing. What the row lacks is charged at c each, which s would cost as well;
        where it lacks nothing the charge is below 0, and s would cost 0. So the view's optimum is
        never above the program's, and the same where what is paid for is lacking (`settle`).
        paying: shortfalls with a cost are left out, too, and paid for.
        """
        loose = ~shut
        for expression, _ in held:
            loose[expression.columns] = False
        cost = dense(objective, self.program.size)
        free = tuple(s for s in self.shares if loose[s.column] and not cost[s.column])
        paid = tuple(s for s in self.shares if loose[s.column] and cost[s.column] > 0)
        return self._without(objective, free, paid if paying else ())

    def _without(self, objective: Linear, free: tuple[Share, ...], paid: tuple[Share, ...]) -> View:
        rows, view = self.program.rows, whole_view(self.program, objective)
        constant = view.constant
        for share in paid:
            dual = view.cost[share.column] * share.signs[0] / share.units[0]
            view.duals[share.rows[0]] = dual
            constant += dual * float(share.right[0])
        entry = view.duals[rows.row_of_entry] * rows.coefficients
        cost = view.cost - np.bincount(rows.columns, weights=entry, minlength=self.program.size)
        for share in (*free, *paid):
            view.left_out[share.rows] = True
            cost[share.column] = 0.0
        return View(objective, cost, constant, view.left_out, view.duals, (*free, *paid), paid)

    def settle(self, view: View, x: Floats) -> tuple[Floats, bool]:
        """The solution with the shortfalls that it has, and whether it is as many as it paid for.

        Then the view's optimum is the program's.
        """
        x, as_paid = x.copy(), True
        for share in view.shares:
            needs = self._needs(share, x)
            short = max(float(needs.max()), 0.0)
            x[share.column] = short
            as_paid &= share not in view.paid or short - needs[0] < _NIL
        return x, as_paid

    def _needs(self, share: Share, x: Floats) -> Floats:
        """How large each of its rows says that the shortfall must be."""
        rows, rest = self.program.rows, np.zeros(len(share.rows))
        for i, row in enumerate(share.rows):
            own = slice(rows.start[row], rows.start[row + 1])
            values = np.where(rows.columns[own] == share.column, 0.0, x[rows.columns[own]])
            rest[i] = rows.coefficients[own] @ values
        needs: Floats = share.signs * (share.right - rest) / share.units
        return needs


def _shares(program: Program) -> tuple[Share, ...]:
    """Columns that measure a shortfall in wide rows only, each alone in its rows."""
    rows = program.rows
    if len(rows) <= _FEW_ROWS:
        return ()
    own = np.flatnonzero(rows.columns >= program.binaries)
    row, column, coefficient = rows.row_of_entry[own], rows.columns[own], rows.coefficients[own]
    wide = np.diff(rows.start)[row] >= _WIDE
    alone = np.bincount(row, minlength=len(rows))[row] == 1
    below = (rows.upper[row] >= FREE) & (coefficient > 0)
    above = (rows.lower[row] <= -FREE) & (coefficient < 0)
    fits = wide & alone & (below | above)
    found = []
    for one in np.setdiff1d(column[fits], column[~fits]):
        at = column == one
        signs = np.where(below[at], 1, -1)
        right = np.where(below[at], rows.lower[row[at]], rows.upper[row[at]])
        found.append(Share(int(one), row[at], signs, np.abs(coefficient[at]), right))
    return tuple(found)


def dense(objective: Linear, size: int) -> Floats:
    """The cost of every column."""
    cost = np.zeros(size)
    cost[objective.columns] = objective.coefficients
    return cost
