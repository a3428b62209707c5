"""Whether what is left of a program is a bare assignment: cadres to seats, and no row besides.

Judged by coefficients and bounds, not by where a row comes from; a row that nothing which is left
can break is no row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rotation.model.program import FREE, Ints, Program

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Assignment:
    """columns: those of the board that are left, ascending. choice: the row of each by which its
    cadre has one action. seat: the row of each that counts seats, -1 for none. choices, seats: all
    such rows, ascending; full: of which seats none may stay empty."""

    columns: Ints
    choice: Ints
    seat: Ints
    choices: Ints
    seats: Ints
    full: Bools


@dataclass(frozen=True)
class Coupled:
    """What makes it more than an assignment: these rows of the program."""

    rows: Ints


def bare(program: Program, counted: Ints, alive: Bools, kept: Bools) -> Assignment | Coupled:
    """The assignment that is left of a program, or what couples it.

    counted: integer columns that the objective counts, or what is held. alive: by column, whether
    it may be used. kept: by row, whether it must be met to its upper bound, though it can be kept.
    """
    return _Left(program, counted, alive, kept).judged()


class _Left:
    """The rows of a program, as the columns of the board that are left see them."""

    def __init__(self, program: Program, counted: Ints, alive: Bools, kept: Bools) -> None:
        self.program, self.rows, self.kept = program, program.rows, kept
        rows, board = self.rows, np.arange(program.size) < program.binaries
        entry = (alive & board)[rows.columns]
        self.row, self.column = rows.row_of_entry[entry], rows.columns[entry]
        self.coefficient = rows.coefficients[entry]
        self.columns = np.flatnonzero(alive & board)
        rest = _beside_the_board(program, counted, alive)
        self.lower = np.where(rows.lower > -FREE, rows.lower - rest, -FREE)
        self.upper = np.where(rows.upper < FREE, rows.upper - rest, FREE)

    def judged(self) -> Assignment | Coupled:
        choices = self._choices()
        owner = self._by_column(choices)
        one_each = np.bincount(self.column[choices[self.row]], minlength=self.program.size)
        if not np.all(one_each[self.columns] == 1):
            return Coupled(np.flatnonzero(~choices))
        alone = np.arange(self.program.size)
        binding = self._breakable(~choices, alone, np.ones_like(alone))
        seats = self._disjoint(binding & self._capacities())
        seat = self._by_column(seats)
        rest = self._breakable(binding & ~seats, owner, np.ones(len(self.rows), dtype=np.int64))
        # a column without a seat is a place of its own, which nobody else can take
        place = np.where(seat >= 0, seat, len(self.rows) + alone)
        rest = self._breakable(rest, place, np.concatenate([self.upper, np.ones_like(alone)]))
        if rest.any():
            return Coupled(np.flatnonzero(rest))
        return Assignment(
            self.columns,
            owner[self.columns],
            seat[self.columns],
            np.flatnonzero(choices),
            np.flatnonzero(seats),
            self.kept[seats],
        )

    def _choices(self) -> Bools:
        """Rows by which every cadre has exactly one action."""
        named = np.array([rule == "one_action" for rule in self.rows.rules], dtype=np.bool_)
        exactly: Bools = named & self._plain() & (self.lower == 1) & (self.upper == 1)
        return exactly

    def _plain(self) -> Bools:
        """Rows in which what is left of the board has the coefficient 1."""
        odd: Bools = np.bincount(self.row[self.coefficient != 1], minlength=len(self.rows)) > 0
        return ~odd

    def _capacities(self) -> Bools:
        """Rows that say how many of some columns may be taken, and nothing else."""
        rows = self.rows
        counts: Bools = self._plain() & (rows.lower <= 0) & (rows.upper >= 0) & (rows.upper < FREE)
        counts[rows.row_of_entry[rows.columns >= self.program.binaries]] = False
        return counts

    def _by_column(self, chosen: Bools) -> Ints:
        """The first of the chosen rows that each column stands in, -1 where it stands in none."""
        first = np.full(self.program.size, len(self.rows))
        member = chosen[self.row]
        np.minimum.at(first, self.column[member], self.row[member])
        return np.where(first < len(self.rows), first, -1)

    def _disjoint(self, chosen: Bools) -> Bools:
        """Those of the chosen rows that are the first for each of their columns."""
        first = self._by_column(chosen)
        late = np.bincount(self.row[first[self.column] != self.row], minlength=len(self.rows)) > 0
        return chosen & ~late

    def _breakable(self, among: Bools, place: Ints, room: Ints) -> Bools:
        """Those of some rows that a choice may break, or that must be met to their upper bound.

        place: of every column. room: of every place, how many of its columns can be taken.
        """
        entries = np.flatnonzero(among[self.row])
        by_place = self.row[entries] * len(room) + place[self.column[entries]]
        entries = entries[np.argsort(by_place, kind="stable")]
        most = self._largest_sums(entries, place, room, np.maximum(self.coefficient, 0))
        least = -self._largest_sums(entries, place, room, np.maximum(-self.coefficient, 0))
        broken: Bools = among & ((most > self.upper) | (least < self.lower) | self.kept)
        return broken

    def _largest_sums(self, entries: Ints, place: Ints, room: Ints, weight: Ints) -> Ints:
        """By row: of every place the largest weight, as often as there is room; entries: sorted."""
        total = np.zeros(len(self.rows), dtype=np.int64)
        row, at = self.row[entries], place[self.column[entries]]
        first = (np.diff(row, prepend=-1) != 0) | (np.diff(at, prepend=-1) != 0)
        starts = np.flatnonzero(first)
        if len(starts):
            times = np.minimum(room[at[starts]], np.diff(starts, append=len(entries)))
            largest = np.maximum.reduceat(weight[entries], starts)
            np.add.at(total, row[starts], largest * times)
        return total


def _beside_the_board(program: Program, counted: Ints, alive: Bools) -> Ints:
    """By row what the integer columns add: those that count are zero, the others as large as can be
    (every one of them measures by how much a row falls short, and relaxes it)."""
    rows = program.rows
    value = np.where(alive, program.upper, 0)
    value[counted] = 0
    value[: program.binaries] = 0
    total = np.zeros(len(rows), dtype=np.int64)
    np.add.at(total, rows.row_of_entry, rows.coefficients * value[rows.columns])
    return total
