"""The linear relaxation: all columns at once for a first question, column generation after it.

The restricted master holds the columns that priced well so far, or all where they are few (GLOP,
kept warm); pricing runs over all columns with numpy. When no column is left whose reduced cost is
negative, the master's optimum is the optimum of the whole relaxation.

Of every objective the last optimal basis is kept. When a new question differs by some columns or
by what is held, that basis is still dual feasible, and the dual simplex is done in a few steps.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rotation.model.board import Board
from rotation.model.program import Ints, Linear, Program
from rotation.solve.certificate import Held, ReducedCostFixing, scaled
from rotation.solve.engines.base import Watch
from rotation.solve.engines.glop import DUAL, PRIMAL, Floats, Glop, Solved
from rotation.solve.engines.lagrangian import Shares, View, whole_view
from rotation.solve.engines.whole_lp import relaxed_whole

Bools = NDArray[np.bool_]
_TOLERANCE = 1e-7
"""A reduced cost nearer to 0 is rounding, and brings no column in."""
_NIL = 1e-6
"""What is nearer to a whole number counts as one. A wrong guess costs time, no truth: bounds are
derived again in exact arithmetic."""
_HUGE = 1e6
"""Stands for infinity where a cadre is left nothing: float sums bear it."""
_EFFORT = 2.5
"""Simplex iterations per row that the master may take before all columns are solved at once."""
_WARM = 600
"""As many from an earlier optimum: if that does well, half as many will do."""
_ENDLESS = 1_000
_PER_GROUP = 3
"""Columns that enter per cadre, and per destination, in one round of pricing."""
_FEW_COLUMNS = 30_000
"""So few columns follow an optimum of the whole into the master all together."""
_NEAR = 6
"""Columns per cadre, and per destination, that follow an optimum of the whole into the master."""


@dataclass(frozen=True)
class Relaxed:
    """Optimum of the relaxation: value, the columns' values (dense), the duals of rows and of what
    is held, rounds of pricing, and the view in which it was found."""

    value: float
    x: Floats
    duals: Floats
    rounds: int
    view: View


class Master:
    """The relaxation of one program, minimised for one objective after another."""

    def __init__(self, program: Program, board: Board) -> None:
        self.program, self.board = program, board
        first = np.ones(program.size, dtype=np.bool_)
        first[: program.binaries] = ~board.placing
        self.groups = (board.cadre, np.where(board.placing, board.to_post, -1))
        self.glop = Glop(program, np.flatnonzero(first))
        self.shares = Shares(program)
        self._first_of_cadre = np.flatnonzero(np.diff(board.cadre, prepend=-1))
        self._choice = _choice_rows(program)[board.cadre[self._first_of_cadre]]
        self.dead = np.zeros(program.size, dtype=np.bool_)
        self.held: list[Held] = []
        self._row_of: dict[str, int] = {}
        """The place of an expression's row, by the expression's key."""
        self._bases: dict[str, tuple[int, Any]] = {}
        """By objective's key, with the life of GLOP that the basis is of."""
        self._in_place: set[str] = set()
        """Keys of the objectives that need every share in its place."""
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
        if objective.key not in self._row_of:
            self._row_of[objective.key] = self.glop.add_row(objective)
        self.glop.set_row(self._row_of[objective.key], float(value - objective.constant))

    def drop(self, dead: Bools) -> None:
        """Keep more columns at zero, and price them no more."""
        gone = np.flatnonzero(dead & ~self.dead & self.active)
        self.dead |= dead
        self.glop.set_upper(gone, np.zeros(len(gone), dtype=np.int64))

    def minimise(self, objective: Linear, deadline: float, watch: Watch) -> Relaxed | None:
        """The relaxation's optimum over all columns; None if there is none, or not in time.

        deadline: of time.monotonic(). `feasible` tells the two apart: False where the relaxation,
        and so the program, has no solution at all.
        """
        paying = objective.key not in self._in_place
        view = self.shares.view(objective, self.held, self.dead, paying=paying)
        found = self._optimum(view, deadline, watch)
        if found is None:
            return None
        x, as_paid = self.shares.settle(view, found.x)
        if as_paid:
            return replace(found, x=x)
        self._put_in_place(view)
        return self.minimise(objective, deadline, watch)

    def _put_in_place(self, view: View) -> None:
        """Let the shares that were paid for bind by their rows, from the same basis on."""
        self._in_place.add(view.objective.key)
        basis = self._basis_of(view.objective)
        if basis is not None:
            columns = [share.column for share in view.paid]
            rows = [(int(share.rows[0]), bool(share.signs[0] > 0)) for share in view.paid]
            basis = self.glop.with_basic(basis, columns, rows)
            self._bases[view.objective.key] = (self.glop.lives, basis)

    def _optimum(self, view: View, deadline: float, watch: Watch) -> Relaxed | None:
        """The optimum of a view: of all columns at once, where there is no basis to begin with."""
        self.glop.leave_out(view.left_out)
        basis = self._basis_of(view.objective)
        if basis is None:
            whole = self._whole(view, deadline, watch)
            if whole is not None:
                return whole
        found = self._by_master(view, deadline, basis)
        if found is None:
            found = self._whole(view, deadline, watch)
        return found if isinstance(found, Relaxed) else None

    def _by_master(self, view: View, deadline: float, basis: Any) -> Relaxed | bool | None:
        """The optimum by column generation; False where there is none, None where it gave up."""
        found: Relaxed | bool | None = False
        if self.feasible is not None or basis is not None:
            found = self._towards(view, deadline, basis)
        if found is False:  # the master's columns have no solution; all columns together may
            if not self._first_phase(deadline):
                return self.feasible
            found = self._towards(view, deadline, None)
        return found

    def _basis_of(self, objective: Linear) -> Any:
        life, basis = self._bases.get(objective.key, (None, None))
        return basis if life == self.glop.lives else None

    def _whole(self, view: View, deadline: float, watch: Watch) -> Relaxed | None:
        """The optimum of all columns at once; its basis is kept for the questions to come."""
        seconds, alive = deadline - time.monotonic(), np.flatnonzero(~self.dead)
        found = relaxed_whole(self.program, alive, self.held, view, seconds=seconds, watch=watch)
        if found is None:
            return None
        self.feasible = True
        duals = found.duals + np.pad(view.duals, (0, len(self.held)))
        self._bring_near(view.objective, duals)
        count = len(self.program.rows)
        places = [*range(count), *(self._row_of[e.key] for e, _ in self.held)]
        rows = dict(zip(places, found.row_status.tolist(), strict=True))
        basis = self.glop.basis_of(found.column_status, rows)
        self._bases[view.objective.key] = (self.glop.lives, basis)
        return Relaxed(found.value + view.constant, found.x, duals, 1, view)

    def _bring_near(self, objective: Linear, duals: Floats) -> None:
        """Bring the columns into the master that a slightly different question would want."""
        fixing = ReducedCostFixing(self.program, self.held)
        costs = fixing.derive(objective, scaled(self.program, self.held, duals)).costs
        near = np.flatnonzero(~self.dead[: self.program.binaries])
        if len(near) <= _FEW_COLUMNS:
            self.glop.add(near)
            return
        chosen = [best_of(near, costs[near], group[near], _NEAR) for group in self.groups]
        self.glop.add(np.concatenate(chosen))

    def _towards(self, view: View, deadline: float, basis: Any) -> Relaxed | bool | None:
        self.glop.set_cost(view.cost)
        most = self._per_row(_EFFORT) if basis is None else _WARM
        found = self._generate(view, deadline, basis, _same_whole_number, most)
        if isinstance(found, Relaxed):
            self.feasible = True
            self._bases[view.objective.key] = (self.glop.lives, self._basis)
        return found

    def _per_row(self, iterations: float) -> int:
        return int(iterations * (len(self.program.rows) + 100))

    def _first_phase(self, deadline: float) -> bool:
        """Drive the artificial columns out, which stand for what the master's columns lack."""
        nothing = whole_view(self.program, self.program.cost({}))
        self.glop.set_cost(nothing.cost)
        self.glop.open_artificial(opened=True)
        reached = self._generate(nothing, deadline, None, _settled, self._per_row(_ENDLESS))
        self.glop.open_artificial(opened=False)
        if not isinstance(reached, Relaxed):
            return False
        self.feasible = reached.value < _NIL
        self.infeasibility = reached
        return self.feasible

    def _generate(
        self,
        view: View,
        deadline: float,
        basis: Any,
        enough: Callable[[float, float], bool],
        iterations: int,
    ) -> Relaxed | bool | None:
        """Solve and price in turn; what Glop.solve gives back where it has no optimum.

        enough: whether the master's value and the bound proven so far need no further round.
        iterations: how many of the simplex method it may take; None if that is not enough.
        """
        left = iterations
        best, most, rounds = np.empty(0), -np.inf, 0
        while True:
            rounds += 1
            solved = self._solve(deadline - time.monotonic(), left, basis)
            if not isinstance(solved, Solved):
                return solved
            self._basis, basis = solved.basis, None
            left = max(left - solved.iterations, 1)
            costs = self._reduced_costs(solved.duals)
            bound, corrected = self._bound(solved.duals, costs)
            if bound > most:
                best, most = corrected, bound
            wanted = self._promising(costs)
            value = solved.value + view.constant
            if not len(wanted) or enough(value, most + view.constant):
                return Relaxed(value, solved.x, self._in_order(view, best), rounds, view)
            self.glop.add(wanted)

    def _solve(self, seconds: float, iterations: int, basis: Any) -> Solved | bool | None:
        if seconds <= 0:
            return None
        if basis is not None:
            return self.glop.solve(seconds, iterations, DUAL, basis)
        return self.glop.solve(seconds, iterations, PRIMAL)

    def _bound(self, duals: Floats, costs: Floats) -> tuple[float, Floats]:
        """What duals prove of the whole relaxation, and the duals that prove it.

        The Lagrangian bound of column generation: with all rows but the choices priced into the
        costs, the cadres no longer meet, and each takes its cheapest column. It holds in every
        round, so that pricing may stop long before no column promises anything.
        Exactly one row of every cadre is taken: the dual of that choice may be what the cheapest
        of the cadre's columns allows, whether or not the master has it.
        """
        program, rows = self.program, self.program.rows
        allowed = np.where(self.dead, np.inf, costs)
        least = np.minimum.reduceat(allowed[: program.binaries], self._first_of_cadre)
        least[np.isinf(least)] = _HUGE  # a cadre is left nothing: there is no solution
        corrected = duals.copy()
        corrected[self._choice] += least
        value = float(np.where(duals[: len(rows)] > 0, rows.lower, rows.upper) @ duals[: len(rows)])
        for place, at_most in self._held_rows():
            value += duals[place] * at_most
        rest = slice(program.binaries, None)
        wide = np.where(self.dead, 0, program.upper)[rest]
        value += float(least.sum() + np.minimum(costs[rest], 0.0) @ wide)
        return value, corrected

    def _held_rows(self) -> list[tuple[int, float]]:
        """Row and right-hand side of what is held; an expression held twice has one row."""
        found = {self._row_of[e.key]: float(value - e.constant) for e, value in self.held}
        return list(found.items())

    def _in_order(self, view: View, duals: Floats) -> Floats:
        """Duals of the program's rows, those left out included, then of what is held, in order.

        An expression held twice has one row; its dual is given to the later, the tighter one.
        """
        held = np.zeros(len(self.held))
        seen: set[str] = set()
        for i, (expression, _) in reversed(list(enumerate(self.held))):
            if expression.key not in seen:
                held[i] = duals[self._row_of[expression.key]]
                seen.add(expression.key)
        return np.concatenate([duals[: len(self.program.rows)] + view.duals, held])

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

    def _promising(self, costs: Floats) -> Ints:
        """The inactive columns that promise most: a few per cadre and a few per destination."""
        good = np.flatnonzero(~self.active & ~self.dead & (costs < -_TOLERANCE))
        if not len(good):
            return good
        chosen = [best_of(good, costs[good], group[good], _PER_GROUP) for group in self.groups]
        return np.unique(np.concatenate(chosen))


def _settled(value: float, bound: float) -> bool:
    """Whether the first phase knows: nothing artificial is left, or some always will be."""
    return value < _NIL or bound > _NIL


def _same_whole_number(value: float, bound: float) -> bool:
    """Whether no whole number lies between them: no plan can tell them apart."""
    return math.ceil(bound - _NIL) >= math.ceil(value - _NIL)


def best_of(columns: Ints, costs: Floats | Ints, group: Ints, count: int) -> Ints:
    """The cheapest few columns of each group."""
    order = np.lexsort((costs, group))
    ordered = group[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    sizes = np.diff(np.concatenate([starts, [len(ordered)]]))
    rank = np.arange(len(ordered)) - np.repeat(starts, sizes)
    best: Ints = columns[order[rank < count]]
    return best


def _choice_rows(program: Program) -> Ints:
    """The rows by which every cadre has one action, in the order of cadres."""
    return np.flatnonzero([rule == "one_action" for rule in program.rows.rules])
