"""The engine that wins: bounds from the relaxation, plans from CP-SAT on the columns it leaves.

For each tier: (1) the relaxation by column generation gives multipliers, and these a bound in
exact arithmetic; (2) CP-SAT looks for a plan among the columns the relaxation uses, then among
those cheap enough to reach the bound; (3) if a gap is left, every column whose reduced cost
exceeds it is ruled out for good and CP-SAT decides on the rest. What a tier rules out stays ruled
out: later tiers hold its value.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rotation.model.assemble import Assembled
from rotation.model.program import Ints, Linear
from rotation.solve.certificate import (
    SCALE_BITS,
    Held,
    Multipliers,
    dual_bound,
    reduced_costs,
    repaired,
    scaled,
)
from rotation.solve.engines.base import Limits, Outcome, Proof, Watch
from rotation.solve.engines.cp_sat import NAME, VERSION, Piece
from rotation.solve.engines.master import Master, Relaxed

Bools = NDArray[np.bool_]
_BY_DUALS = "LP duals, exact"
_BY_SEARCH = f"LP duals and {NAME} {VERSION}"


class Combined:
    name, version = "GLOP + CP-SAT", VERSION

    def open(self, assembled: Assembled) -> CombinedSession:
        return CombinedSession(assembled)


@dataclass
class _Search:
    """One tier under way: its bound, the best plan so far, and the clock."""

    objective: Linear
    limits: Limits
    deadline: float
    watch: Watch
    bound: int
    slack: Ints
    x: Ints | None

    @property
    def value(self) -> int | None:
        return None if self.x is None else self.objective.value(self.x)

    @property
    def closed(self) -> bool:
        return self.value is not None and self.value <= self.bound

    def seconds(self) -> float:
        return self.deadline - time.monotonic()

    def over(self) -> bool:
        return self.seconds() <= 0 or self.watch.stop.is_set()


class CombinedSession:
    def __init__(self, assembled: Assembled) -> None:
        self.program = assembled.program
        self.master = Master(assembled.program, assembled.board)
        self.held: list[Held] = []
        self.alive: Bools = np.ones(self.program.size, dtype=np.bool_)
        self._last: tuple[Linear, Ints, int] | None = None

    def hold(self, objective: Linear, value: int) -> None:
        """Keep an objective at `value`; columns that could only be used beyond it are dropped."""
        self.held.append((objective, value))
        self.master.hold(objective, value)
        if self._last is not None and self._last[0] is objective:
            _, slack, bound_scaled = self._last
            room = ((value - objective.constant) << SCALE_BITS) - bound_scaled
            self._drop(slack > room)

    def _drop(self, costly: Bools) -> None:
        costly[self.program.binaries :] = False
        self.alive &= ~costly
        self.master.drop(~self.alive)

    def minimise(
        self, objective: Linear, hint: Ints | None, limits: Limits, watch: Watch
    ) -> Outcome:
        self._last = None
        deadline = time.monotonic() + limits.seconds
        relaxed = self.master.minimise(objective, deadline)
        if relaxed is None:
            return self._without_bound(objective, hint, limits, deadline, watch)
        multipliers = self._multipliers(objective, relaxed)
        exact = dual_bound(self.program, objective, self.held, multipliers, self._upper())
        slack = reduced_costs(self.program, objective, self.held, multipliers)
        search = _Search(objective, limits, deadline, watch, math.ceil(exact), slack, hint)
        watch.seen(search.value, search.bound)
        base = int((exact - objective.constant) * (1 << SCALE_BITS))
        self._last = (objective, slack, base)
        outcome = self._close(search, relaxed, base)
        return replace(outcome, multipliers=multipliers)

    def _upper(self) -> Ints:
        return np.where(self.alive, self.program.upper, 0)

    def _multipliers(self, objective: Linear, relaxed: Relaxed) -> Multipliers:
        rough = scaled(self.program, self.held, relaxed.duals)
        return repaired(self.program, objective, self.held, rough, self._upper())

    def _close(self, search: _Search, relaxed: Relaxed, base: int) -> Outcome:
        """Bring the best plan down to the bound, or the bound up to the best plan."""
        support = relaxed.x > 1e-6
        for columns in (support, self._within(search, search.bound, base) & self.master.active):
            if not search.closed and not search.over():
                self._improve(search, columns)
        while not search.closed and not search.over():
            top = search.bound + self._reach(search)
            proof = self._improve(search, self._within(search, top, base), at_most=top)
            if proof is Proof.INFEASIBLE:
                if search.value is None and top >= self._ceiling(search):
                    return Outcome(Proof.INFEASIBLE, None, None, None, f"{NAME} {VERSION}")
                search.bound = top + 1
            elif proof is Proof.OPTIMAL and search.value is not None:
                return Outcome(Proof.OPTIMAL, search.x, search.value, search.value, _BY_SEARCH)
            else:
                break
        return self._result(search)

    def _reach(self, search: _Search) -> int:
        """How far above the bound to look next: all the way to the best plan, if it is near."""
        if search.value is None:
            return 0
        return max(0, search.value - 1 - search.bound)

    def _ceiling(self, search: _Search) -> int:
        objective = search.objective
        upper = self._upper()[objective.columns]
        return int(np.maximum(objective.coefficients * upper, 0).sum()) + objective.constant

    def _within(self, search: _Search, value: int, base: int) -> Bools:
        """Columns that a plan of this value may use."""
        room = ((value - search.objective.constant) << SCALE_BITS) - base
        within: Bools = self.alive & (search.slack <= room)
        return within

    def _improve(self, search: _Search, wanted: Bools, at_most: int | None = None) -> Proof:
        """Look for a better plan among these columns (and those of the best plan)."""
        keep = wanted.copy()
        keep[self.program.binaries :] = True
        if search.x is not None and at_most is None:
            keep |= search.x > 0
        piece = Piece(self.program, np.flatnonzero(keep & self.alive), self.held)
        hint = search.x if at_most is None else None
        limits = replace(search.limits, seconds=search.seconds())
        most = {} if at_most is None else {"at_most": at_most}
        found = piece.minimise(
            search.objective, hint, limits, search.watch, at_least=search.bound, **most
        )
        better = found.value is not None and (search.value is None or found.value < search.value)
        if better:
            search.x = found.x
            search.watch.seen(search.value, search.bound)
        return found.proof

    def _result(self, search: _Search) -> Outcome:
        if search.x is None:
            return Outcome(Proof.UNKNOWN, None, None, search.bound)
        proof = Proof.OPTIMAL if search.closed else Proof.FEASIBLE
        return Outcome(proof, search.x, search.value, search.bound, _BY_DUALS)

    def _without_bound(
        self, objective: Linear, hint: Ints | None, limits: Limits, deadline: float, watch: Watch
    ) -> Outcome:
        """The relaxation has no solution, or was not solved in time."""
        if self.master.feasible is False and self._contradiction():
            return Outcome(Proof.INFEASIBLE, None, None, None, _BY_DUALS)
        columns = np.flatnonzero(self.alive)
        left = replace(limits, seconds=max(deadline - time.monotonic(), limits.seconds / 10))
        return Piece(self.program, columns, self.held).minimise(objective, hint, left, watch)

    def _contradiction(self) -> bool:
        """Whether the multipliers of the first phase prove that no plan exists: 0 >= bound > 0."""
        nothing = self.program.cost({})
        rough = scaled(self.program, self.held, self.master.infeasibility.duals)
        exact = repaired(self.program, nothing, self.held, rough, self._upper())
        return dual_bound(self.program, nothing, self.held, exact, self._upper()) > 0
