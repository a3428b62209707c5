"""Lower bounds that anyone can check: weak duality in exact integer arithmetic, with no solver.

For any multipliers y of the rows (of the right sign), every solution x of the program costs at
least the sum of y x (row's bound) plus, over the columns, the least of (reduced cost) x column.
Multipliers come from a linear-programming solver; the bound holds however they were found.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from rotation.model.program import FREE, Ints, Linear, Program

SCALE_BITS = 20
"""Multipliers are kept as integers, in units of 2^-SCALE_BITS: sums of floats depend on their order
and on the machine, and a bound that is a hair too high would be false."""

Held = tuple[Linear, int]
"""An objective of an earlier tier and the value that it is held at."""


@dataclass(frozen=True)
class Multipliers:
    """Integer multipliers in units of 2^-SCALE_BITS: one per program row, one per held tier."""

    rows: Ints
    held: Ints


@dataclass(frozen=True)
class Derived:
    """What multipliers prove of a tier: its exact bound, and each column's reduced cost."""

    exact: Fraction
    costs: Ints

    @property
    def bound(self) -> int:
        """The bound on an objective that is a whole number."""
        return math.ceil(self.exact)


class ReducedCostFixing:
    """The tiers so far: what they are held at, and the columns that they rule out.

    Weak duality with a column's lower bound raised from 0 to 1: a plan that uses the column costs
    at least the bound plus its reduced cost. So a column whose reduced cost exceeds what is held
    above the bound is in no plan of interest any more.
    """

    def __init__(
        self, program: Program, held: Sequence[Held] = (), barred: Sequence[int] | Ints = ()
    ) -> None:
        """held, barred: what a question holds, and the columns it keeps at zero, from the start."""
        self.program = program
        self.held = list(held)
        self.alive = np.ones(program.size, dtype=np.bool_)
        self.alive[np.asarray(barred, dtype=np.int64)] = False

    @property
    def upper(self) -> Ints:
        """Upper bounds of the columns, 0 for those ruled out."""
        return np.where(self.alive, self.program.upper, 0)

    def derive(self, objective: Linear, multipliers: Multipliers) -> Derived:
        costs = reduced_costs(self.program, objective, self.held, multipliers)
        exact = _bound(self.program, objective, self.held, multipliers, self.upper, costs)
        return Derived(exact, costs)

    def hold(self, objective: Linear, value: int, derived: Derived | None) -> None:
        """Keep an objective at `value` or less from now on."""
        self.held.append((objective, value))
        if derived is None:
            return
        room = (value - derived.exact) * (1 << SCALE_BITS)
        costly = derived.costs > math.floor(room)
        costly[self.program.binaries :] = False
        self.alive &= ~costly


def program_digest(program: Program) -> str:
    """SHA-256 over all of a program but its names: columns, rows, costs, the price of breaches.

    The same scenario gives the same program.
    """
    rows, total = program.rows, hashlib.sha256()
    parts = [program.lower, program.upper, rows.start, rows.columns, rows.coefficients]
    for part in (*parts, rows.lower, rows.upper):
        total.update(_bytes(part))
    for code, cost in (("", program.breaches), *sorted(program.goals.items())):
        merged = cost.merged()
        total.update(f"{code} {merged.constant} ".encode())
        total.update(_bytes(merged.columns) + _bytes(merged.coefficients))
    return total.hexdigest()


def _bytes(numbers: Ints) -> bytes:
    """How many numbers there are, and each of them."""
    return f"{len(numbers)} ".encode() + np.ascontiguousarray(numbers, dtype="<i8").tobytes()


def scaled(program: Program, held: Sequence[Held], duals: NDArray[np.float64]) -> Multipliers:
    """A solver's duals (program rows, then held tiers) as integers of the right sign."""
    wide = np.nan_to_num(np.rint(duals * (1 << SCALE_BITS)), nan=0.0, posinf=0.0, neginf=0.0)
    most = float(1 << 52)  # beyond it a float is no exact integer; clipped, they prove less
    whole = np.clip(wide, -most, most).astype(np.int64)
    count = len(program.rows)
    rows = whole[:count]
    # a multiplier of the wrong sign would be charged with a bound that is not there
    rows = np.where(program.rows.upper >= FREE, np.maximum(rows, 0), rows)
    rows = np.where(program.rows.lower <= -FREE, np.minimum(rows, 0), rows)
    return Multipliers(rows, np.minimum(whole[count : count + len(held)], 0))


def reduced_costs(
    program: Program, objective: Linear, held: Sequence[Held], multipliers: Multipliers
) -> Ints:
    """Reduced cost of every column, exact, in units of 2^-SCALE_BITS.

    Raises OverflowError for multipliers so large that 64 bits would not hold the sums.
    """
    _check_range(program, objective, held, multipliers)
    costs = np.zeros(program.size, dtype=np.int64)
    np.add.at(costs, objective.columns, objective.coefficients << SCALE_BITS)
    rows = program.rows
    np.subtract.at(costs, rows.columns, rows.coefficients * multipliers.rows[rows.row_of_entry])
    for (expression, _), multiplier in zip(held, multipliers.held.tolist(), strict=True):
        np.subtract.at(costs, expression.columns, expression.coefficients * multiplier)
    return costs


def _check_range(
    program: Program, objective: Linear, held: Sequence[Held], multipliers: Multipliers
) -> None:
    """No column's sum may leave the range of 64 bits (with a bit to spare)."""
    sums = np.bincount(
        program.rows.columns,
        weights=np.abs(program.rows.coefficients).astype(float),
        minlength=program.size,
    )
    widest = float(sums.max(initial=0.0)) * float(np.abs(multipliers.rows).max(initial=0))
    widest += float(np.abs(objective.coefficients).max(initial=0)) * (1 << SCALE_BITS)
    for (expression, _), value in zip(held, multipliers.held.tolist(), strict=True):
        widest += float(np.abs(expression.coefficients).max(initial=0)) * abs(value)
    if widest >= float(1 << 61):
        raise OverflowError("multipliers are too large for exact 64-bit sums")


def repaired(
    program: Program,
    objective: Linear,
    held: Sequence[Held],
    multipliers: Multipliers,
    upper: Ints,
) -> Multipliers:
    """Multipliers of which every cadre's choice proves as much as it can.

    upper: the columns' upper bounds, 0 where an earlier tier ruled the column out. Every board
    column stands in exactly one `one_action` row, with coefficient 1, and that row asks for exactly
    one: so its multiplier is moved by the least reduced cost among the cadre's columns, which makes
    that 0. Nothing is lost to rounding then, and nothing to a column that is kept at zero.
    """
    rows = program.rows
    choice = np.array([rule == "one_action" for rule in rows.rules])[rows.row_of_entry]
    owner = np.full(program.size, -1)
    owner[rows.columns[choice]] = rows.row_of_entry[choice]
    costs = reduced_costs(program, objective, held, multipliers)
    chosen = (owner >= 0) & (upper > 0)
    least = np.full(len(rows), np.iinfo(np.int64).max)
    np.minimum.at(least, owner[chosen], costs[chosen])
    least[least == np.iinfo(np.int64).max] = 0  # a cadre to whom nothing is left
    return Multipliers(multipliers.rows + least, multipliers.held)


def dual_bound(
    program: Program,
    objective: Linear,
    held: Sequence[Held],
    multipliers: Multipliers,
    upper: Ints,
) -> Fraction:
    """The exact lower bound on the objective that the multipliers prove: weak duality.

    For every solution x: c x = sum of y_i (a_i x) + sum of (c_j - sum of y_i a_ij) x_j. Each term
    is least at one end of its row or column: the lower where its factor is positive, else the
    upper.
    The ends are summed here; the order and the origin of y play no part.

    upper: the columns' upper bounds, 0 where an earlier tier ruled the column out.
    """
    costs = reduced_costs(program, objective, held, multipliers)
    return _bound(program, objective, held, multipliers, upper, costs)


def _bound(  # noqa: PLR0917 - what a bound is made of
    program: Program,
    objective: Linear,
    held: Sequence[Held],
    multipliers: Multipliers,
    upper: Ints,
    costs: Ints,
) -> Fraction:
    rows = program.rows
    total = _least(multipliers.rows, rows.lower, rows.upper) + _least(costs, program.lower, upper)
    for (expression, at_most), value in zip(held, multipliers.held.tolist(), strict=True):
        total += value * (at_most - expression.constant)
    return Fraction(total, 1 << SCALE_BITS) + objective.constant


def _least(factors: Ints, lower: Ints, upper: Ints) -> int:
    """The sum of the factors, each times that of its ends at which it is less; exact: as Python's
    integers wherever 64 bits might not hold it."""
    used = np.flatnonzero(factors)
    value = factors[used]
    end = np.where(value > 0, lower[used], upper[used])
    widest = float(np.abs(value).max(initial=0)) * float(np.abs(end).max(initial=0)) * len(used)
    if widest < float(1 << 62):
        return int(value @ end)
    return sum(a * b for a, b in zip(value.tolist(), end.tolist(), strict=True))
