"""Looks for the cheapest way out of each kind: which cases to excuse, and by which steps.

Every case of every hard law has a price in the lenient program. What a kind would rather not touch
is priced first, what it would rather touch second; what the best plan then breaks is what the way
out has to allow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from rotation.domain.plan import ActionKind, Plan, Status
from rotation.explain.allowances import QUOTAS, Allowed, Broken, lifts, quotas, turns, waivers
from rotation.explain.cases import Casebook
from rotation.explain.conflict import Conflict, breaches_of, plain
from rotation.explain.knobs import excused_by, knobs_of
from rotation.explain.oracle import Clock, Oracle
from rotation.explain.repairs import Kind, Repair, Taken, plan_under
from rotation.explain.steps import Turn
from rotation.model.program import Ints, Linear
from rotation.solve.decode import plan_of

_NONE = np.empty(0, dtype=np.int64)
_TRIES = 3
_OWN_STEPS = {
    Kind.WAIVERS: frozenset({"waive"}),
    Kind.DECISIONS: frozenset({"lift"}),
    Kind.RULES: frozenset({"quota", "parameter"}),
}


class Ways:
    """The ways out of one scenario. whole: an oracle of its lenient program."""

    def __init__(
        self, book: Casebook, whole: Oracle, conflicts: Sequence[Conflict], clock: Clock
    ) -> None:
        self.book, self.whole, self.clock = book, whole, clock
        self.conflicts = conflicts
        self.concerned = frozenset(i for conflict in conflicts for i in conflict.cadre_ids)
        places = range(len(book.cases))
        self.laws = [i for i in places if book.cases[i].decision is None]
        self.decisions = [i for i in places if book.cases[i].decision is not None]

    def drafts(self) -> Iterator[Repair]:
        """The way out of each kind that there is, while the clock lasts (else OutOfTime)."""
        for kind in Kind:
            self.clock.say("ways", kind=kind.value)
            repair = self._of(kind)
            if repair is not None and _OWN_STEPS[kind] & {step.code for step in repair.steps}:
                yield repair

    def _of(self, kind: Kind) -> Repair | None:
        laws, decisions = self._price(self.laws), self._price(self.decisions)
        match kind:
            case Kind.WAIVERS:
                plan, least = self._best(decisions, laws)
            case Kind.DECISIONS:
                plan, least = self._best(laws, decisions)
            case Kind.RULES:
                return self._by_rules()
        return self._enough(kind, self._single(plan, self._broken(plan)), plan, least)

    def _by_rules(self) -> Repair | None:
        """Quotas and settings; a law whose setting does not help is then left alone."""
        useless: set[str] = set()
        for _ in range(_TRIES):
            cheap = self._price(self.laws, self._excusable(useless))
            dear = self._price([*self.laws, *self.decisions]).plus(cheap, -1).merged()
            plan, least = self._best(dear, cheap)
            broken = self._broken(plan)
            changes = [*quotas(self.book, broken), *turns(self.book, plan, broken, useless)]
            allowed = {place for _, places in changes for place in places}
            rest = {place: found for place, found in broken.items() if place not in allowed}
            steps = [*changes, *self._single(plan, rest)]
            repair = self._enough(Kind.RULES, steps, plan, least)
            if repair is not None:
                return repair
            useless |= {step.law for step, _ in changes if isinstance(step, Turn)}
        return None

    def _excusable(self, useless: set[str]) -> Ints:
        """Columns that some setting of a law in the conflicts, or a quota, could excuse."""
        codes = {r.law for conflict in self.conflicts for r in conflict.requirements} - useless
        found = [
            excused_by(self.book, knob, knob.values[-1]).columns
            for knob in knobs_of(self.book.scenario, frozenset(codes))
        ]
        found += [self.book.cases[i].columns for i in self.laws if self.book.cases[i].law == QUOTAS]
        return np.unique(np.concatenate([_NONE, *found]))

    def _price(self, places: Sequence[int], among: Ints | None = None) -> Linear:
        """How many of these cases are broken; among: only where by one of these columns."""
        columns = [self.book.cases[place].columns for place in places]
        every = np.concatenate([_NONE, *columns])
        if among is not None:
            every = every[np.isin(every, among)]
        return plain(every).merged()

    def _best(self, first: Linear, second: Linear) -> tuple[Plan, int | None]:
        """The plan that costs least by the first, then the second price, and disturbs few people;
        what it costs by both, None where that is not proven to be least."""
        climb = self.whole.best(_NONE, {1: first, 2: second, 3: self._disturbance})
        assert climb.x is not None  # with every law priced everybody can stay or leave
        plan = plan_of(self.book.scenario, self.book.assembled.board, climb.x, Status.FEASIBLE)
        proven = all(tier.status is Status.OPTIMAL for tier in climb.tiers[:2])
        return plan, first.value(climb.x) + second.value(climb.x) if proven else None

    @cached_property
    def _disturbance(self) -> Linear:
        """Cadres who are moved; whoever loses a post for a rank counts threefold."""
        board = self.book.assembled.board
        moving = plain(np.flatnonzero(board.moving))
        return moving.plus(plain(np.flatnonzero(board.is_kind(ActionKind.RELEASE))), 2).merged()

    def _broken(self, plan: Plan) -> Broken:
        return breaches_of(self.book, plan)

    def _single(self, plan: Plan, broken: Broken) -> list[Allowed]:
        """Decisions taken back and waivers, one by one."""
        return [
            *lifts(self.book, broken),
            *waivers(self.book, plan, broken, self.concerned),
        ]

    def _enough(
        self, kind: Kind, steps: Sequence[Allowed], plan: Plan, least: int | None
    ) -> Repair | None:
        """The steps as a repair, if they are enough for a plan.

        least: how many cases any way of this kind excuses at least; over several years one waiver
        may excuse several, and then nothing is said of whether fewer waivers would do.
        """
        cases = sum(step.cases for step, _ in steps)
        taken = tuple(Taken(step, places) for step, places in steps)
        draft = Repair(kind, taken, cases == least)
        found = plan_under(self.book.scenario, draft, plan, self.clock)
        return None if found is None else draft
