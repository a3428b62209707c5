"""Bare assignments as network flows: exact, with the proof, far faster than a linear program.

Where no row couples what is left of a program, a tier is a cheapest flow, and the prices of its
nodes are the multipliers that prove it. What is held at such an optimum leaves a bare assignment
again: a plan as good uses no column that the prices make too dear, and leaves no seat empty that
has a price. So all tiers in order can be solved by flows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from rotation.assemble.assemble import Assembled
from rotation.domain.problem import Problem
from rotation.domain.proof import BY_DUALS
from rotation.errors import InvalidInput
from rotation.model.program import FREE, Ints, Linear, Program
from rotation.solve.certificate import (
    SCALE_BITS,
    Derived,
    Held,
    Multipliers,
    ReducedCostFixing,
    dual_bound,
    reduced_costs,
)
from rotation.solve.engines.bare import Assignment, Coupled, bare
from rotation.solve.engines.base import Limits, Outcome, Proof, Watch
from rotation.solve.engines.network import Network, cheapest, prices

Bools = NDArray[np.bool_]
_NONE = np.empty(0, dtype=np.int64)
_MOST = 1 << 60
"""No multiplier may be as large: sums would leave 64 bits."""
HELD = "held"
"""Stands among the rules that couple for what is held above its optimum."""


class NetworkFlow:
    """The engine that solves bare assignments, and refuses every other program."""

    name, version = "network flow (OR-Tools)", version("ortools")

    def open(self, assembled: Assembled) -> FlowSession:
        return FlowSession(assembled.program)


class FlowSession:
    def __init__(self, program: Program) -> None:
        self.program, self.flows = program, Flows(program)
        self.begin((), _NONE)

    def begin(self, held: Sequence[Held], barred: Ints, *_: object) -> None:
        self.fixing = ReducedCostFixing(self.program, held, barred)
        self.flows.begin()
        self._last: tuple[Linear, Derived] | None = None

    def hold(self, objective: Linear, value: int) -> None:
        known = self._last is not None and self._last[0].key == objective.key
        derived = self._last[1] if self._last is not None and known else None
        self.fixing.hold(objective, value, derived)

    def minimise(
        self, objective: Linear, hint: Ints | None, limits: Limits, watch: Watch
    ) -> Outcome:
        """Raises InvalidInput where the program is no bare assignment."""
        found = self.flows.minimise(objective, self.fixing)
        if isinstance(found, Coupled):
            self._refuse(found)
        if found is None:
            return Outcome(Proof.UNKNOWN, None, None, None)
        self._last = (objective, found.derived)
        return found.outcome(objective)

    def _refuse(self, coupled: Coupled) -> NoReturn:
        names = self.program.rows.rules
        rules = dict.fromkeys(names[row] for row in coupled.rows) if len(coupled.rows) else [HELD]
        raise InvalidInput([Problem("not_bare", "--engine flow", values={"coupling": list(rules)})])


@dataclass(frozen=True)
class Found:
    """A tier's optimum and the multipliers that prove it.

    x: None where there is no plan at all; then the multipliers prove that.
    """

    x: Ints | None
    multipliers: Multipliers
    derived: Derived

    def outcome(self, objective: Linear) -> Outcome:
        if self.x is None:
            return Outcome(Proof.INFEASIBLE, None, None, None, BY_DUALS, self.multipliers)
        value = objective.value(self.x)
        return Outcome(Proof.OPTIMAL, self.x, value, value, BY_DUALS, self.multipliers)


class Flows:
    """The tiers of one question after another, as far as flows carry."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.begin()

    def begin(self) -> None:
        """Turn to a new question. From here on what is held grows, and what is left dwindles."""
        self._proofs: list[Found] = []
        """Of what is held, in order: that the value it is held at is its optimum."""
        self._last: tuple[Linear, Found] | None = None
        self._ended: Coupled | None = None

    def minimise(self, objective: Linear, fixing: ReducedCostFixing) -> Found | Coupled | None:
        """A tier's optimum, or what couples it to the rest.

        None where no flow was found, or its prices prove less than its value (a fault of the
        solver, numbers beyond 64 bits).
        """
        while self._ended is None and len(self._proofs) < len(fixing.held):
            expression, value = fixing.held[len(self._proofs)]
            found = self._known(expression) or self._optimum(expression, fixing)
            if found is None:
                return None
            if isinstance(found, Coupled) or found.x is None or found.derived.exact != value:
                self._ended = found if isinstance(found, Coupled) else Coupled(_NONE)
            else:
                self._proofs.append(found)
        found = self._ended or self._optimum(objective, fixing)
        self._last = (objective, found) if isinstance(found, Found) else None
        return found

    def _known(self, expression: Linear) -> Found | None:
        """The last optimum if it is this expression's, under just what is proven so far.

        Two tiers may be written alike; the later one's proof has one multiplier more.
        """
        if self._last is None or self._last[0].key != expression.key:
            return None
        found = self._last[1]
        return found if len(found.multipliers.held) == len(self._proofs) else None

    def _optimum(self, objective: Linear, fixing: ReducedCostFixing) -> Found | Coupled | None:
        """The optimum under all that is proven to be held at its own."""
        left = self._left(objective, fixing)
        if isinstance(left, Coupled):
            return left
        network = self._network(objective, left)
        taken = cheapest(network)
        if taken is False and not self._proofs:
            return self._contradiction(network, left, fixing)
        if not isinstance(taken, np.ndarray):
            return None
        x = self.program.complete(left.columns[taken])
        held = fixing.held[: len(self._proofs)]
        if x is None or not _admitted(x, held, fixing):
            return None
        proven = self._proven(objective, self._multipliers(network, left, taken), fixing)
        if proven is None or proven[1].exact != objective.value(x):
            return None
        return Found(x, *proven)

    def _left(self, objective: Linear, fixing: ReducedCostFixing) -> Assignment | Coupled:
        """What is left by what is held."""
        program, alive = self.program, fixing.alive.copy()
        kept = np.zeros(len(program.rows), dtype=np.bool_)
        counted = [objective.columns]
        for proof, (expression, _) in zip(self._proofs, fixing.held, strict=False):
            alive[: program.binaries] &= proof.derived.costs[: program.binaries] <= 0
            kept |= (proof.multipliers.rows < 0) & (program.rows.lower <= -FREE)
            counted.append(expression.columns)
        own = np.concatenate(counted)
        return bare(program, own[own >= program.binaries], alive, kept)

    def _network(self, objective: Linear, left: Assignment) -> Network:
        program = self.program
        cost = np.zeros(program.size, dtype=np.int64)
        np.add.at(cost, objective.columns, objective.coefficients)
        room = np.minimum(program.rows.upper[left.seats], len(left.choices) + 1)
        return Network(
            cadres=len(left.choices),
            seats=room,
            full=left.full,
            cadre=np.searchsorted(left.choices, left.choice),
            post=np.where(left.seat >= 0, np.searchsorted(left.seats, left.seat), len(left.seats)),
            cost=cost[left.columns],
        )

    def _multipliers(self, network: Network, left: Assignment, taken: Ints) -> Multipliers | None:
        """The prices of cadres and seats as multipliers of their rows; those of what is held 0.

        Where a seat must be taken, its price may have the wrong sign.
        """
        found = prices(network, taken)
        if found is None or max(np.abs(part).max(initial=0) for part in found) >= _MOST >> 20:
            return None
        rows = np.zeros(len(self.program.rows), dtype=np.int64)
        rows[left.choices], rows[left.seats] = (part << SCALE_BITS for part in found)
        return Multipliers(rows, np.zeros(len(self._proofs), dtype=np.int64))

    def _proven(
        self, objective: Linear, multipliers: Multipliers | None, fixing: ReducedCostFixing
    ) -> tuple[Multipliers, Derived] | None:
        """The multipliers with those that what is held needs, and what they prove."""
        held = fixing.held[: len(self._proofs)]
        try:
            for at in reversed(range(len(held))):
                if multipliers is not None:
                    multipliers = self._with(at, objective, held, multipliers, fixing.alive)
            if multipliers is None:
                return None
            exact = dual_bound(self.program, objective, held, multipliers, fixing.upper)
            costs = reduced_costs(self.program, objective, held, multipliers)
        except OverflowError:
            return None
        return multipliers, Derived(exact, costs)

    def _with(
        self,
        at: int,
        objective: Linear,
        held: list[Held],
        multipliers: Multipliers,
        alive: Bools,
    ) -> Multipliers | None:
        """The multipliers and as many times the proof of what is held there as mends their signs.

        That proof gives 0 in sum (its bound is what is held), so the bound stays. It makes dearer
        the columns, and cheaper the full seats, that it took out of the network.
        """
        proof, mine = self._proofs[at], multipliers.rows
        costs = reduced_costs(self.program, objective, held, multipliers)
        wrong = (mine > 0) & (self.program.rows.lower <= -FREE) & (proof.multipliers.rows < 0)
        dear = alive & (costs < 0) & (proof.derived.costs > 0)
        needs = [-(-mine[wrong] // -proof.multipliers.rows[wrong])]
        needs.append(-(costs[dear] // proof.derived.costs[dear]))
        times = int(np.concatenate(needs).max(initial=0))
        largest = max(int(np.abs(part).max(initial=1)) for part in _parts(proof.multipliers))
        if times * max(largest, 1 << SCALE_BITS) >= _MOST:
            return None
        held_too = multipliers.held.copy()
        held_too[:at] += times * proof.multipliers.held
        held_too[at] -= times << SCALE_BITS
        return Multipliers(mine + times * proof.multipliers.rows, held_too)

    def _contradiction(
        self, network: Network, left: Assignment, fixing: ReducedCostFixing
    ) -> Found | None:
        """The proof that no plan exists: the least number of cadres left out is not 0."""
        relaxed = network.may_leave_out()
        taken = cheapest(relaxed)
        if not isinstance(taken, np.ndarray):
            return None
        nothing = self.program.cost({})
        proven = self._proven(nothing, self._multipliers(relaxed, left, taken), fixing)
        return Found(None, *proven) if proven is not None and proven[1].exact > 0 else None


def _admitted(x: Ints, held: Sequence[Held], fixing: ReducedCostFixing) -> bool:
    """Whether a solution of the program keeps what is held, and has no shortfall or breach that may
    not be."""
    return not x[~fixing.alive].any() and all(e.value(x) <= value for e, value in held)


def _parts(multipliers: Multipliers) -> tuple[Ints, Ints]:
    return multipliers.rows, multipliers.held
