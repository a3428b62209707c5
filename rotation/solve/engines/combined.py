"""The engine that wins: linear relaxation, reduced-cost fixing, branch and cut on what is left.

For each tier: (1) the linear relaxation (relaxation.py) gives dual multipliers, and these, by weak
duality, a bound in exact arithmetic (certificate.py); (2) a plan is looked for in restricted
programs: among the columns the relaxation uses, then with those it leaves undecided; (3) if a gap
is left, every column whose reduced cost exceeds it is in no better plan (reduced-cost fixing:
Dantzig, Fulkerson and Johnson 1954), and HiGHS branches and cuts on the rest, from few columns to
many. What a tier rules out stays ruled out, as later tiers hold its value (lexicographic order).

A later question begins with the first one's plan, mended by large-neighbourhood search (polish.py);
a tier in which the first one's multipliers still prove it the best needs none of the three.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from rotation.assemble.assemble import Assembled
from rotation.domain.proof import BY_DUALS
from rotation.model.program import FREE, Ints, Linear
from rotation.solve.certificate import (
    SCALE_BITS,
    Derived,
    Held,
    Multipliers,
    ReducedCostFixing,
    repaired,
    scaled,
)
from rotation.solve.engines.base import Limits, Outcome, Proof, Watch
from rotation.solve.engines.cp_sat import VERSION, Piece
from rotation.solve.engines.flow import Flows, Found
from rotation.solve.engines.highs import BY, HighsPiece
from rotation.solve.engines.lagrangian import Floats
from rotation.solve.engines.polish import Polish
from rotation.solve.engines.relaxation import Relaxation, Relaxed

Bools = NDArray[np.bool_]
_NIL = 1e-6
_FEW_COLUMNS = 1_000
"""Up to so many columns CP-SAT looks for a plan, beyond it HiGHS."""
_COLUMNS_AT_FIRST = 8_000
_GROWTH = 4
"""How many columns to branch on at first, and how many times more in each further round."""
_NEAR_ENOUGH = 4
"""Among some of the columns only, a plan will do that may lack one part in so many of what lies
between the best plan and the bound."""
_BY_SEARCH = f"LP duals and {BY}"


class Combined:
    name, version = "GLOP + CP-SAT + HiGHS", VERSION

    def open(self, assembled: Assembled) -> CombinedSession:
        return CombinedSession(assembled)


@dataclass(frozen=True)
class _FirstOptimum:
    """What was found for an objective, and under which conditions."""

    objective: Linear
    held: tuple[Held, ...]
    barred: Ints
    x: Ints
    bound: int
    multipliers: Multipliers
    costs: Ints

    def covers(self, held: Sequence[Held], barred: Ints) -> bool:
        """Whether its bound holds under these conditions: they admit no plan that its did not."""
        if not self.alike(held) or not np.isin(self.barred, barred).all():
            return False
        pairs = zip(held, self.held, strict=True)
        return all(value <= most for (_, value), (_, most) in pairs)

    def alike(self, held: Sequence[Held]) -> bool:
        """Whether the same is held, at whatever values: then its multipliers prove a bound."""
        return [e.key for e, _ in held] == [e.key for e, _ in self.held]


@dataclass
class _Search:
    """One tier under way: its bound, the best plan so far, and the clock.

    hint: the plan at hand when it began. tried: the columns among which a plan was looked for last.
    """

    objective: Linear
    limits: Limits
    deadline: float
    watch: Watch
    derived: Derived
    bound: int
    x: Ints | None
    hint: Ints | None
    tried: Bools | None = None
    columns_at_once: int = _COLUMNS_AT_FIRST
    by_search: bool = False

    @property
    def top(self) -> int:
        """The largest value that would be an improvement."""
        return self.objective.value(self.x) - 1 if self.x is not None else int(FREE)

    def take(self, found: Outcome) -> None:
        """Keep a plan if it is better than the best so far."""
        if found.value is not None and (self.value is None or found.value < self.value):
            self.x = found.x
            self.watch.seen(self.value, self.bound)
            if self.watch.better is not None and found.x is not None:
                self.watch.better(found.x)

    def raise_bound(self, bound: int) -> None:
        """The search found no plan below `bound`."""
        if bound > self.bound:
            self.bound, self.by_search = bound, True
        self.watch.seen(self.value, self.bound)

    @property
    def value(self) -> int | None:
        return None if self.x is None else self.objective.value(self.x)

    @property
    def closed(self) -> bool:
        return self.value is not None and self.value <= self.bound

    @property
    def enough(self) -> int:
        """What a plan among some of the columns only may lack; nothing before there is one that
        was sought for this tier."""
        if self.x is None or self.x is self.hint:
            return 0
        return (self.top - self.bound) // _NEAR_ENOUGH

    def seconds(self) -> float:
        return self.deadline - time.monotonic()

    def over(self) -> bool:
        return self.seconds() <= 0 or self.watch.stop.is_set()


class CombinedSession:
    def __init__(self, assembled: Assembled) -> None:
        self.program = assembled.program
        self.relaxation = Relaxation(assembled.program)
        self._groups = (assembled.board.cadre, assembled.board.held_post)
        self.fixing = ReducedCostFixing(assembled.program)
        self.flows = Flows(assembled.program)
        self._last: tuple[Linear, Derived] | None = None
        self._barred: Ints = np.empty(0, dtype=np.int64)
        self._first_optima: dict[str, _FirstOptimum] = {}
        """The first answer to every objective: those to further questions are seldom far off."""
        self.polish = Polish(assembled.program, assembled.board)

    def begin(
        self,
        held: Sequence[Held],
        barred: Ints,
        objectives: Sequence[Linear],
        limits: Limits,
        watch: Watch,
    ) -> Ints | None:
        left = self.fixing.alive
        self.fixing = ReducedCostFixing(self.program, held, barred)
        self.flows.begin()
        self._barred = barred
        self._last = None
        self.polish.begin(objectives)
        first = [self._first_optima.get(objective.key) for objective in objectives]
        known = [optimum for optimum in first if optimum is not None]
        if not known:
            return None
        self.polish.learn([optimum.costs for optimum in known], left)
        return self.polish.start(known[-1].x, self.fixing, limits, watch)

    def hold(self, objective: Linear, value: int) -> None:
        """Keep an objective at `value`; columns that could only be used beyond it are dropped."""
        known = self._last is not None and self._last[0].key == objective.key
        derived = self._last[1] if self._last is not None and known else None
        self.fixing.hold(objective, value, derived)

    def minimise(
        self, objective: Linear, hint: Ints | None, limits: Limits, watch: Watch
    ) -> Outcome:
        self._last = None
        known = self._first_optima.get(objective.key)
        if known is not None and hint is not None:
            outcome = self._as_good_as_any(known, objective, hint)
            if outcome is not None:
                return outcome
        flow = None if known is not None else self.flows.minimise(objective, self.fixing)
        if isinstance(flow, Found):
            self._last = (objective, flow.derived)
            return flow.outcome(objective)
        deadline = time.monotonic() + limits.seconds

        def meanwhile() -> None:
            nonlocal hint
            if hint is not None:
                hint = self.polish.better(objective, hint, self.fixing, limits, watch)

        relaxed = self.relaxation.minimise(objective, self.fixing, deadline, watch, meanwhile)
        if not isinstance(relaxed, Relaxed):
            if relaxed is False:
                proof = self._contradiction(deadline, watch)
                if proof is not None:
                    return Outcome(Proof.INFEASIBLE, None, None, None, BY_DUALS, proof)
            return self._without_bound(objective, hint, limits, deadline, watch)
        multipliers = self._multipliers(objective, relaxed)
        derived = self.fixing.derive(objective, multipliers)
        self._last = (objective, derived)
        self.polish.relaxed(objective, derived.costs)
        search = _Search(objective, limits, deadline, watch, derived, derived.bound, hint, hint)
        if known is not None and known.covers(self.fixing.held, self._barred):
            search.raise_bound(known.bound)
        outcome = self._close(search, relaxed, known)
        if known is None and outcome.x is not None and outcome.bound is not None:
            held = tuple(self.fixing.held)
            self._first_optima[objective.key] = _FirstOptimum(
                objective, held, self._barred, outcome.x, outcome.bound, multipliers, derived.costs
            )
        return replace(outcome, multipliers=multipliers)

    def _as_good_as_any(
        self, known: _FirstOptimum, objective: Linear, hint: Ints
    ) -> Outcome | None:
        """The plan at hand, if what the first question's multipliers prove of this one says that
        none is better: then no relaxation is needed."""
        if not known.alike(self.fixing.held):
            return None
        multipliers = self._mended(objective, known.multipliers)
        derived = self.fixing.derive(objective, multipliers)
        value, covered = objective.value(hint), known.covers(self.fixing.held, self._barred)
        bound = max(derived.bound, known.bound) if covered else derived.bound
        if value > bound:
            return None
        self._last = (objective, derived)
        prover = BY_DUALS if value <= derived.bound else _BY_SEARCH
        return Outcome(Proof.OPTIMAL, hint, value, bound, prover, multipliers)

    def _multipliers(self, objective: Linear, relaxed: Relaxed) -> Multipliers:
        return self._mended(objective, scaled(self.program, self.fixing.held, relaxed.duals))

    def _mended(self, objective: Linear, rough: Multipliers) -> Multipliers:
        fixing = self.fixing
        try:
            return repaired(self.program, objective, fixing.held, rough, fixing.upper)
        except OverflowError:  # weights so large that the exact sums leave 64 bits: prove less
            return Multipliers(np.zeros_like(rough.rows), np.zeros_like(rough.held))

    def _close(self, search: _Search, relaxed: Relaxed, known: _FirstOptimum | None) -> Outcome:
        """Bring the best plan down to the bound, or the bound up to the best plan.

        known: the answer to an earlier question.
        """
        used = relaxed.x > _NIL
        if known is not None:
            used |= known.x > 0
        # From few columns to many: the relaxation's own are often enough, and no plan found here
        # has to be the best, since the bound alone decides when the search is over.
        if self._many(search):
            self._try(search, used)
            near = self._undecided(relaxed.x) & self._within(search, search.bound)
            self._try(search, used | near)
        while not search.closed and not search.over():
            highest = min(search.top, self._ceiling(search))
            top = self._next_top(search, highest)
            last, wanted = top == highest, self._within(search, top)
            if not last and search.tried is not None and not (wanted & ~search.tried).any():
                continue
            gap = 0 if last else search.enough
            found = self._branch(search, wanted, search.top, gap)
            if found.proof is Proof.INFEASIBLE:
                if search.x is None and top >= self._ceiling(search):
                    return Outcome(Proof.INFEASIBLE, None, None, None, BY)
                if not gap:  # with one "infeasible" is no proof that nothing is within `top`
                    search.raise_bound(top + 1)
                continue
            search.take(found)
            search.raise_bound(min(found.bound or search.bound, top + 1))
            if last and found.proof is not Proof.OPTIMAL:
                break  # the time was over: the same search again would end no further
        return self._result(search)

    def _many(self, search: _Search) -> bool:
        """Whether so many columns could be in a better plan that it is looked for among some."""
        if search.x is None:
            return True
        within = self._within(search, search.top)[: self.program.binaries]
        return int(within.sum()) > _FEW_COLUMNS

    def _undecided(self, relaxed: Floats) -> Bools:
        """The choices of cadres and posts on which the relaxation does not settle."""
        broken = np.flatnonzero(np.abs(relaxed - np.round(relaxed))[: self.program.binaries] > _NIL)
        near = np.zeros(self.program.size, dtype=np.bool_)
        for group in self._groups:
            near[: self.program.binaries] |= np.isin(group, group[broken]) & (group >= 0)
        return near

    def _try(self, search: _Search, wanted: Bools) -> None:
        """Look for a better plan among these columns and those of the best plan so far."""
        if search.closed or search.over():
            return
        keep = wanted if search.x is None else wanted | (search.x > 0)
        if search.tried is not None and not (keep & ~search.tried).any():
            return
        search.tried = keep
        columns, top, gap = self._columns(keep), search.top, search.enough
        if len(columns) > _FEW_COLUMNS:
            found = self._branch(search, keep, top, gap)
            search.take(found)
            # with a gap "infeasible" is no proof that nothing is within `top`
            none = found.proof is Proof.INFEASIBLE and search.x is not None and not gap
            search.raise_bound(
                min(top + 1 if none else found.bound or search.bound, self._reach(search, keep))
            )
            return
        limits = replace(search.limits, seconds=search.seconds())
        piece = Piece(self.program, columns, self.fixing.held)
        found = piece.minimise(
            search.objective, search.x, limits, search.watch, at_least=search.bound
        )
        search.take(found)

    def _reach(self, search: _Search, keep: Bools) -> int:
        """The least value of a plan that uses another column: below it, what a search among these
        proves holds for all."""
        others = self.fixing.alive & ~keep
        others[self.program.binaries :] = False
        costs = search.derived.costs[others]
        if not len(costs):
            return int(FREE)
        return math.ceil(search.derived.exact + Fraction(int(costs.min()), 1 << SCALE_BITS))

    def _branch(self, search: _Search, wanted: Bools, top: int, gap: int = 0) -> Outcome:
        """The best plan of these columns, or one that may lack `gap`; where one is known already,
        none beyond `top`."""
        piece = HighsPiece(self.program, self._columns(wanted), self.fixing.held)
        limits = replace(search.limits, seconds=search.seconds())
        at_most = None if search.x is None else top
        return piece.minimise(search.objective, limits, search.watch, at_most, gap)

    def _columns(self, wanted: Bools) -> Ints:
        keep = wanted.copy()
        keep[self.program.binaries :] = True
        return np.flatnonzero(keep & self.fixing.alive)

    def _next_top(self, search: _Search, highest: int) -> int:
        """The value up to which to look next: `highest`, unless that takes too many columns.

        A plan of value v uses only columns whose reduced cost is within v's room.
        """
        board = slice(0, self.program.binaries)
        slack = np.sort(search.derived.costs[board][self._within(search, highest)[board]])
        if search.columns_at_once * 2 >= len(slack):
            return highest
        room = Fraction(int(slack[search.columns_at_once]), 1 << SCALE_BITS)
        search.columns_at_once *= _GROWTH
        return min(highest, max(search.bound, math.floor(search.derived.exact + room)))

    def _ceiling(self, search: _Search) -> int:
        """What the objective cannot exceed, by the columns' bounds alone."""
        objective = search.objective
        ends = objective.coefficients * self.fixing.upper[objective.columns]
        return int(np.maximum(ends, 0).sum()) + objective.constant

    def _within(self, search: _Search, value: int) -> Bools:
        """Columns that a plan of this value may use: reduced-cost fixing rules out the others."""
        room = math.floor((value - search.derived.exact) * (1 << SCALE_BITS))
        within: Bools = self.fixing.alive & (search.derived.costs <= room)
        return within

    def _result(self, search: _Search) -> Outcome:
        prover = _BY_SEARCH if search.by_search else BY_DUALS
        if search.x is None:
            return Outcome(Proof.UNKNOWN, None, None, search.bound, prover)
        proof = Proof.OPTIMAL if search.closed else Proof.FEASIBLE
        return Outcome(proof, search.x, search.value, search.bound, prover)

    def _without_bound(
        self, objective: Linear, hint: Ints | None, limits: Limits, deadline: float, watch: Watch
    ) -> Outcome:
        """The relaxation was not solved in time, or nothing proves that it has no solution."""
        columns = np.flatnonzero(self.fixing.alive)
        if hint is not None and len(columns) > _COLUMNS_AT_FIRST:  # too many for CP-SAT by itself
            return Outcome(Proof.FEASIBLE, hint, objective.value(hint), None)
        left = replace(limits, seconds=max(deadline - time.monotonic(), limits.seconds / 10))
        return Piece(self.program, columns, self.fixing.held).minimise(objective, hint, left, watch)

    def _contradiction(self, deadline: float, watch: Watch) -> Multipliers | None:
        """The multipliers of the first phase if they prove that no plan exists: 0 >= bound > 0."""
        relaxed = self.relaxation.least_broken(self.fixing, deadline, watch)
        if relaxed is None:
            return None
        nothing = self.program.cost({})
        multipliers = self._multipliers(nothing, relaxed)
        proves = self.fixing.derive(nothing, multipliers).exact > 0
        return multipliers if proves else None
