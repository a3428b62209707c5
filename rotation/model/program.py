"""The program: a solver-neutral integer linear program over the board's rows.

Column j < len(board) is 1 if the plan takes row j of the board. Further columns are integers that
measure shortfalls and breaches. Rows are sparse, with integer coefficients, and carry the code of
the rule they come from and the ids they are about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
FREE = np.int64(1 << 40)
"""A bound this large (or its negative) is no bound."""

Key = tuple[object, ...]


@dataclass(frozen=True)
class Linear:
    """A linear expression: columns, their coefficients, and a constant."""

    columns: Ints
    coefficients: Ints
    constant: int = 0

    @cached_property
    def key(self) -> str:
        """A digest of what it says: expressions that are written alike have the same."""
        digest = hashlib.sha256(f"{len(self.columns)} {self.constant} ".encode())
        digest.update(self.columns.tobytes())
        digest.update(self.coefficients.tobytes())
        return digest.hexdigest()

    def value(self, x: Ints) -> int:
        return int(self.coefficients @ x[self.columns]) + self.constant

    def plus(self, other: Linear, weight: int = 1) -> Linear:
        return Linear(
            np.concatenate([self.columns, other.columns]),
            np.concatenate([self.coefficients, other.coefficients * weight]),
            self.constant + other.constant * weight,
        )

    def merged(self) -> Linear:
        """The same expression with each column once and no zero coefficients."""
        columns, place = np.unique(self.columns, return_inverse=True)
        sums = np.zeros(len(columns), dtype=np.int64)
        np.add.at(sums, place, self.coefficients)
        return Linear(columns[sums != 0], sums[sums != 0], self.constant)


NOTHING = Linear(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


@dataclass(frozen=True)
class Rows:
    """Sparse rows: lower <= sum of coefficient x column <= upper, in compressed row form."""

    start: Ints
    columns: Ints
    coefficients: Ints
    lower: Ints
    upper: Ints
    rules: tuple[str, ...]
    keys: tuple[Key, ...]

    def __len__(self) -> int:
        return len(self.lower)

    @cached_property
    def row_of_entry(self) -> Ints:
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    @cached_property
    def by_column(self) -> Ints:
        """The entries' places, each row's in the order of columns."""
        return np.lexsort((self.columns, self.row_of_entry))

    def activity(self, x: Ints) -> Ints:
        total = np.zeros(len(self), dtype=np.int64)
        np.add.at(total, self.row_of_entry, self.coefficients * x[self.columns])
        return total


@dataclass(frozen=True)
class _Block:
    """Rows that are added together: their entries by row, and their bounds."""

    row: Ints
    columns: Ints
    coefficients: Ints
    lower: Ints
    upper: Ints


class Program:
    """Collects columns, rows and costs; `rows`, `lower`, `upper` and `cost` then describe it."""

    def __init__(self, binaries: int, waivable: frozenset[str] = frozenset()) -> None:
        self.binaries = binaries
        self.waivable = waivable
        self._bounds: list[tuple[Ints, Ints]] = [
            (np.zeros(binaries, dtype=np.int64), np.ones(binaries, dtype=np.int64))
        ]
        self._size = binaries
        self._names: list[tuple[str, Key]] = []
        self._blocks: list[_Block] = []
        self._row_names: list[tuple[str, Key]] = []
        self._costs: dict[str, Linear] = {}
        self._breaches = NOTHING

    @property
    def size(self) -> int:
        """Number of columns."""
        return self._size

    @property
    def goals(self) -> Mapping[str, Linear]:
        """Cost of each goal, by code."""
        return self._costs

    @property
    def breaches(self) -> Linear:
        """The price of the waivable laws: cases in which the plan breaks them."""
        return self._breaches.merged()

    def add_integers(self, rule: str, keys: Sequence[Key], upper: ArrayLike) -> Ints:
        """Further integer columns from 0 to `upper`; returns their places."""
        count = len(keys)
        top = np.broadcast_to(np.asarray(upper, dtype=np.int64), (count,)).copy()
        self._bounds.append((np.zeros(count, dtype=np.int64), top))
        self._names.extend((rule, key) for key in keys)
        first, self._size = self._size, self._size + count
        return np.arange(first, self._size)

    def add_rows(
        self,
        rule: str,
        keys: Sequence[Key],
        row: ArrayLike,
        columns: ArrayLike,
        coefficients: ArrayLike = 1,
        *,
        lower: ArrayLike = -FREE,
        upper: ArrayLike = FREE,
        breach: ArrayLike | None = None,
    ) -> None:
        """Add one row per key; entry i adds `coefficients[i]` x `columns[i]` to row `row[i]`.

        If `rule` is a waivable law each row gets a priced breach; rows with the same number in
        `breach` share one.
        """
        row_ = np.asarray(row, dtype=np.int64)
        columns_ = np.asarray(columns, dtype=np.int64)
        coefficients_ = np.broadcast_to(np.asarray(coefficients, dtype=np.int64), row_.shape)
        low = np.broadcast_to(np.asarray(lower, dtype=np.int64), (len(keys),))
        high = np.broadcast_to(np.asarray(upper, dtype=np.int64), (len(keys),))
        block = _Block(row_, columns_, coefficients_, low, high)
        if rule in self.waivable:
            ids = np.arange(len(keys)) if breach is None else np.asarray(breach)
            block = self._relaxed(rule, keys, block, ids)
        self._blocks.append(replace(block, row=block.row + len(self._row_names)))
        self._row_names.extend((rule, key) for key in keys)

    def _relaxed(self, rule: str, keys: Sequence[Key], block: _Block, ids: Ints) -> _Block:
        """The block with a breach column per number in `ids`, in the direction that relaxes."""
        low, high = block.lower, block.upper
        if np.any((low > -FREE) & (high < FREE)):
            raise ValueError(f"a waivable law needs one-sided rows: {rule}")
        numbers, first, place = np.unique(ids, return_index=True, return_inverse=True)
        most = np.zeros(len(keys), dtype=np.int64)
        np.add.at(most, block.row, np.abs(block.coefficients))
        # As wide as the row can be broken at all, so that pricing a law never leaves a program
        # infeasible; but no wider, since a large bound weakens what multipliers prove.
        widest = np.zeros(len(numbers), dtype=np.int64)
        np.maximum.at(widest, place, most + np.where(low > -FREE, low, np.maximum(-high, 0)))
        columns = self.add_integers(rule, [keys[i] for i in first], widest)
        self.price_breach(columns)
        sign = np.where(high < FREE, -1, 1)
        return _Block(
            np.concatenate([block.row, np.arange(len(keys))]),
            np.concatenate([block.columns, columns[place]]),
            np.concatenate([block.coefficients, sign]),
            low,
            high,
        )

    def price_breach(self, columns: Ints) -> None:
        """Count these columns in the price of the waivable laws."""
        ones = np.ones(len(columns), dtype=np.int64)
        self._breaches = self._breaches.plus(Linear(np.asarray(columns), ones))

    def add_cost(
        self, goal: str, columns: ArrayLike, coefficients: ArrayLike = 1, constant: int = 0
    ) -> None:
        """Add a linear expression to a goal's amount."""
        columns_ = np.asarray(columns, dtype=np.int64)
        wide = np.broadcast_to(np.asarray(coefficients, dtype=np.int64), columns_.shape)
        added = Linear(columns_, wide, constant)
        self._costs[goal] = self._costs.get(goal, NOTHING).plus(added)

    def add_shortfall(
        self,
        goal: str,
        keys: Sequence[Key],
        row: ArrayLike,
        columns: ArrayLike,
        coefficients: ArrayLike = 1,
        *,
        at_least: ArrayLike,
        unit: int = 1,
    ) -> Ints:
        """A cost per key: by how much the row's sum falls short of `at_least`, in `unit`s up.

        Returns the columns that measure the shortfalls, one per key.
        """
        row_ = np.asarray(row, dtype=np.int64)
        wide = np.broadcast_to(np.asarray(coefficients, dtype=np.int64), row_.shape)
        least = np.broadcast_to(np.asarray(at_least, dtype=np.int64), (len(keys),))
        worst = least.copy()
        np.add.at(worst, row_, np.maximum(-wide, 0))
        short = self.add_integers(goal, keys, np.maximum(-(-worst // unit), 0))
        self.add_rows(
            goal,
            keys,
            np.concatenate([row_, np.arange(len(keys))]),
            np.concatenate([np.asarray(columns, dtype=np.int64), short]),
            np.concatenate([wide, np.full(len(keys), unit, dtype=np.int64)]),
            lower=least,
        )
        self.add_cost(goal, short)
        return short

    def cost(self, weights: Mapping[str, int]) -> Linear:
        """The weighted sum of goals."""
        total = NOTHING
        for code, weight in weights.items():
            total = total.plus(self._costs.get(code, NOTHING), weight)
        return total.merged()

    @cached_property
    def rows(self) -> Rows:
        """Every row added so far; do not add more afterwards."""
        row = _join([block.row for block in self._blocks])
        order = np.argsort(row, kind="stable")
        counts = np.bincount(row, minlength=len(self._row_names))
        return Rows(
            start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            columns=_join([block.columns for block in self._blocks])[order],
            coefficients=_join([block.coefficients for block in self._blocks])[order],
            lower=_join([block.lower for block in self._blocks]),
            upper=_join([block.upper for block in self._blocks]),
            rules=tuple(name for name, _ in self._row_names),
            keys=tuple(key for _, key in self._row_names),
        )

    @cached_property
    def lower(self) -> Ints:
        return _join([low for low, _ in self._bounds])

    @cached_property
    def upper(self) -> Ints:
        return _join([high for _, high in self._bounds])

    def column_name(self, column: int) -> tuple[str, Key]:
        """Rule and key of an integer column (not of the board's binaries)."""
        return self._names[column - self.binaries]

    def complete(self, chosen: Ints) -> Ints | None:
        """The cheapest full solution for the chosen board rows; None where a row cannot hold."""
        x = self.filled(chosen)
        return x if self.holds(x) else None

    def filled(self, chosen: Ints) -> Ints:
        """The chosen board rows with the least integer columns that they ask for, whether all rows
        of the program hold or not.

        chosen: places of the board's rows that are taken. Each row has one integer column at most
        that can close its gap, so it says by itself how large that must be. Others in it make the
        gap wider, and are known by the time its turn comes.
        """
        x = np.zeros(self.size, dtype=np.int64)
        x[chosen] = 1
        before = None if self.size > self.binaries else x
        while before is None or (x != before).any():
            before = x.copy()
            self._close_gaps(x)
        return x

    @cached_property
    def _integer_entries(self) -> tuple[Ints, Ints, Ints]:
        """Row, column and coefficient of every entry in an integer column."""
        rows = self.rows
        own = np.flatnonzero(rows.columns >= self.binaries)
        return rows.row_of_entry[own], rows.columns[own], rows.coefficients[own]

    def _close_gaps(self, x: Ints) -> None:
        """Raise the integer columns as far as the rows ask, the columns being what they are."""
        rows = self.rows
        row, column, unit = self._integer_entries
        activity = rows.activity(x)
        gap = np.where(unit > 0, (rows.lower - activity)[row], (activity - rows.upper)[row])
        # the gap over the unit, rounded up; a column in several rows must serve the worst of them
        more = -(-np.maximum(gap, 0) // np.abs(unit))
        np.maximum.at(x, column, x[column] + more)

    def holds(self, x: Ints) -> bool:
        """Whether a full solution satisfies every row and bound."""
        activity = self.rows.activity(x)
        return bool(
            np.all(activity >= self.rows.lower)
            and np.all(activity <= self.rows.upper)
            and np.all(x >= self.lower)
            and np.all(x <= self.upper)
        )


def _join(parts: Sequence[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
