"""The linear relaxation by column generation: a restricted master, and pricing of all columns.

Most candidate actions never enter a good plan. The master holds only the columns that priced well
so far (GLOP, kept warm); pricing runs over all columns with numpy. When no column is left whose
reduced cost is negative, the master's optimum is the optimum of the whole relaxation.

Of every objective the last optimal basis is kept. When a new question differs by some columns or
by what is held, that basis is still dual feasible, and the dual simplex is done in a few steps.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rotation.model.board import Board
from rotation.model.program import Ints, Linear, Program
from rotation.solve.certificate import Held
from rotation.solve.engines.glop import DUAL, PRIMAL, Floats, Glop, Solved

Bools = NDArray[np.bool_]
_TOLERANCE = 1e-7
_PER_GROUP = 3
"""Columns that enter per cadre, and per destination, in one round of pricing."""


@dataclass(frozen=True)
class Relaxed:
    """Optimum of the relaxation: value without the objective's constant, the columns' values
    (dense), the duals of rows and of what is held, rounds of pricing."""

    value: float
    x: Floats
    duals: Floats
    rounds: int


class Master:
    """The relaxation of one program, minimised for one objective after another."""

    def __init__(self, program: Program, board: Board) -> None:
        self.program = program
        first = np.ones(program.size, dtype=np.bool_)
        first[: program.binaries] = ~board.placing
        self.groups = (board.cadre, np.where(board.placing, board.to_post, -1))
        self.glop = Glop(program, np.flatnonzero(first))
        self.dead = np.zeros(program.size, dtype=np.bool_)
        self.held: list[Held] = []
        self._row_of: dict[int, int] = {}
        """The place of an expression's row, by the expression's identity."""
        self._bases: dict[int, tuple[Linear, int, Any]] = {}
        """By objective's identity, with the life of GLOP that the basis is of."""
        self._basis: Any = None
        self.feasible: bool | None = None
        self.infeasibility: Relaxed | None = None

    @property
    def active(self) -> Bools:
        return self.glop.active

    def begin(self, held: Sequence[Held], dead: Bools) -> None:
        """Forget what is held and dropped; hold and drop this instead."""
        for place in self._row_of.values():
            self.glop.set_row(place, float("inf"))
        changed = np.flatnonzero((dead != self.dead) & self.active)
        self.dead = dead.copy()
        self.glop.set_upper(changed, np.where(dead, 0, self.program.upper)[changed])
        self.held = []
        for expression, value in held:
            self.hold(expression, value)
        self.feasible = None

    def hold(self, objective: Linear, value: int) -> None:
        """Keep an objective at `value` or less from now on."""
        self.held.append((objective, value))
        if id(objective) not in self._row_of:
            self._row_of[id(objective)] = self.glop.add_row(objective)
        self.glop.set_row(self._row_of[id(objective)], float(value - objective.constant))

    def drop(self, dead: Bools) -> None:
        """Keep more columns at zero, and price them no more."""
        gone = np.flatnonzero(dead & ~self.dead & self.active)
        self.dead |= dead
        self.glop.set_upper(gone, np.zeros(len(gone), dtype=np.int64))

    def minimise(self, objective: Linear, deadline: float) -> Relaxed | None:
        """The relaxation's optimum over all columns; None if there is none, or not in time.

        deadline: of time.monotonic(). `feasible` tells the two apart: False where the relaxation,
        and so the program, has no solution at all.
        """
        basis = self._basis_of(objective)
        if self.feasible is None and basis is None and not self._first_phase(deadline):
            return None
        found = self._towards(objective, deadline, basis)
        if found is False and self._first_phase(deadline):
            found = self._towards(objective, deadline, None)
        return found if isinstance(found, Relaxed) else None

    def _basis_of(self, objective: Linear) -> Any:
        _, life, basis = self._bases.get(id(objective), (None, None, None))
        return basis if life == self.glop.lives else None

    def _towards(self, objective: Linear, deadline: float, basis: Any) -> Relaxed | bool | None:
        self.glop.set_cost(_dense(objective, self.program.size))
        found = self._generate(deadline, basis)
        if isinstance(found, Relaxed):
            self.feasible = True
            self._bases[id(objective)] = (objective, self.glop.lives, self._basis)
        return found

    def _first_phase(self, deadline: float) -> bool:
        """Drive the artificial columns out, which stand for what the master's columns lack."""
        self.glop.set_cost(np.zeros(self.program.size))
        self.glop.open_artificial(opened=True)
        reached = self._generate(deadline, None)
        self.glop.open_artificial(opened=False)
        if not isinstance(reached, Relaxed):
            return False
        self.feasible = reached.value < 1e-6
        self.infeasibility = reached
        return self.feasible

    def _generate(self, deadline: float, basis: Any) -> Relaxed | bool | None:
        """Solve and price in turn; what Glop.solve gives back where it has no optimum."""
        rounds = 0
        while True:
            rounds += 1
            solved = self._solve(deadline - time.monotonic(), basis)
            if not isinstance(solved, Solved):
                return solved
            self._basis = solved.basis
            wanted = self._priced(solved.duals)
            if not len(wanted):
                return Relaxed(solved.value, solved.x, self._duals(solved), rounds)
            self.glop.add(wanted)
            basis = None

    def _solve(self, seconds: float, basis: Any) -> Solved | bool | None:
        if seconds <= 0:
            return None
        if basis is not None:
            return self.glop.solve(seconds, DUAL, basis)
        solved = self.glop.solve(seconds, PRIMAL)
        # where GLOP lost its way numerically: begin again, from the other side
        return self.glop.solve(seconds, DUAL) if solved is None else solved

    def _duals(self, solved: Solved) -> Floats:
        """Duals of the program's rows, then of what is held, in that order.

        An expression held twice has one row; its dual is given to the later, the tighter one.
        """
        held = np.zeros(len(self.held))
        seen: set[int] = set()
        for i, (expression, _) in reversed(list(enumerate(self.held))):
            if id(expression) not in seen:
                held[i] = solved.duals[self._row_of[id(expression)]]
                seen.add(id(expression))
        return np.concatenate([solved.duals[: len(self.program.rows)], held])

    def _reduced_costs(self, duals: Floats) -> Floats:
        rows = self.program.rows
        weighted = rows.coefficients * duals[rows.row_of_entry]
        costs = self.glop.cost - np.bincount(
            rows.columns, weights=weighted, minlength=self.program.size
        )
        for place, expression in enumerate(self.glop.extra, start=len(rows)):
            if duals[place]:
                costs[expression.columns] -= expression.coefficients * duals[place]
        return costs

    def _priced(self, duals: Floats) -> Ints:
        """The inactive columns that promise most: a few per cadre and a few per destination."""
        costs = self._reduced_costs(duals)
        good = np.flatnonzero(~self.active & ~self.dead & (costs < -_TOLERANCE))
        if not len(good):
            return good
        chosen = [_best_of(good, costs[good], group[good]) for group in self.groups]
        return np.unique(np.concatenate(chosen))


def _best_of(columns: Ints, costs: Floats, group: Ints) -> Ints:
    """The cheapest few columns of each group."""
    order = np.lexsort((costs, group))
    ordered = group[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    sizes = np.diff(np.concatenate([starts, [len(ordered)]]))
    rank = np.arange(len(ordered)) - np.repeat(starts, sizes)
    best: Ints = columns[order[rank < _PER_GROUP]]
    return best


def _dense(objective: Linear, size: int) -> Floats:
    cost = np.zeros(size)
    cost[objective.columns] = objective.coefficients
    return cost
