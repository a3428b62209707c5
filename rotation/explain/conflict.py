"""What cannot hold together: minimal sets of requirements, each proven so by solving.

A set is minimal when it cannot hold and, with any one requirement left out, the rest can. That it
cannot is proven by multipliers in exact arithmetic, or by two solvers; that the rest can, by a plan
which the audit finds to break nothing else of the set.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

import numpy as np

from rotation.audit.report import audit
from rotation.domain.plan import Finding, FindingStatus, Plan, Status
from rotation.errors import Defect
from rotation.explain.cases import DECISIONS, Case, Casebook, ids_of
from rotation.explain.minimal_infeasible_subset import minimal_infeasible_subset
from rotation.explain.oracle import Clock, Feasibility, Oracle, OutOfTime
from rotation.explain.part import part_of
from rotation.explain.sentences import Premise, Requirement, premises_of, requirement_of
from rotation.model.program import Ints, Linear
from rotation.rules.registry import law_of
from rotation.solve.decode import plan_of

BY_MULTIPLIERS, BY_TWO_SOLVERS = "multipliers", "two_solvers"
_SHORT = 3
"""Conflicts of more requirements than this are tried again in other orders."""
_MORE_ORDERS = 2
_LONG_SECONDS = 3.0
"""Where a search took longer than this, no other order is tried."""


@dataclass(frozen=True)
class Conflict:
    """Requirements that cannot hold together.

    premises: what always holds (seats, retirement) and is part of the story. minimal: every
    requirement was left out once, and the rest could be met. proven_by: multipliers, two_solvers.
    related: it shares a requirement with a conflict told before it.
    """

    requirements: tuple[Requirement, ...]
    premises: tuple[Premise, ...]
    minimal: bool
    proven_by: str
    places: tuple[int, ...] = ()
    """Of its cases in the casebook."""
    related: bool = False

    @property
    def cadre_ids(self) -> tuple[str, ...]:
        ids = (i for requirement in self.requirements for i in requirement.cadre_ids)
        return tuple(dict.fromkeys(ids))


class Finder:
    """Finds the conflicts of a scenario, one after another."""

    def __init__(self, book: Casebook, clock: Clock) -> None:
        self.book, self.clock = book, clock
        self.whole = Oracle(book.assembled, clock)
        self.relaxed: set[int] = set()

    def next(self) -> Conflict | None:
        """A conflict that shares no requirement with those found so far; None if there is none.

        Raises OutOfTime where not even that is known.
        """
        found = self._among([i for i in range(len(self.book.cases)) if i not in self.relaxed])
        if found is not None:
            self.relaxed |= set(found.places)
        return found

    def because_of(self, place: int, allowed: frozenset[int]) -> Conflict | None:
        """Why a case has to be allowed where all the others of these are: a conflict of which it
        is part. None if it need not."""
        kept = [i for i in range(len(self.book.cases)) if i == place or i not in allowed]
        found = self._among(kept)
        return None if found is None else replace(found, related=True)

    def _among(self, kept: Sequence[int]) -> Conflict | None:
        answer = self.whole.ask(self.book.columns(kept))
        if answer.x is not None:
            self._check_plan(answer.x, kept)
            return None
        return _Search(self.book, self.whole, self.clock, kept, answer).conflict().told()

    def _check_plan(self, x: Ints, kept: Sequence[int]) -> None:
        plan = plan_of(self.book.scenario, self.book.assembled.board, x, Status.FEASIBLE)
        broken = breaches_of(self.book, plan).keys() & set(kept)
        if broken:
            names = ", ".join(self.book.cases[i].law for i in sorted(broken))
            raise Defect(f"a plan said to keep the laws breaks {names}")


def breaches_of(book: Casebook, plan: Plan) -> dict[int, list[Finding]]:
    """Places of the cases that a plan breaks by the audit's word, with the findings that say so."""
    findings = audit(book.scenario, plan).findings
    broken = [f for f in findings if f.status is FindingStatus.BROKEN]
    found = {i: _breaches(book, case, plan, broken) for i, case in enumerate(book.cases)}
    return {place: shown for place, shown in found.items() if shown}


def _breaches(book: Casebook, case: Case, plan: Plan, broken: Sequence[Finding]) -> list[Finding]:
    if case.decision is None:
        return [finding for finding in broken if case.concerns(finding)]
    if all(finding.rule != DECISIONS for finding in broken):
        return []
    law = law_of(book.scenario, DECISIONS)
    assert law is not None  # it is always on
    alone = replace(book.scenario, decisions=(book.scenario.decisions[case.decision],))
    return law.check(alone, plan)


def _orders(items: Sequence[int]) -> Iterator[list[int]]:
    """Other orders of the items: each may lead to another, shorter conflict."""
    yield list(reversed(items))
    for seed in range(_MORE_ORDERS):
        shuffled = list(items)
        Random(seed).shuffle(shuffled)
        yield shuffled


class _Search:
    """One conflict: from all cases kept down to a minimal set."""

    def __init__(
        self, book: Casebook, whole: Oracle, clock: Clock, kept: Sequence[int], answer: Feasibility
    ) -> None:
        self.book, self.whole, self.clock = book, whole, clock
        self.kept = kept
        self._narrow(answer)
        self.places = list(self.candidates)
        self.breaches: dict[int, Finding | None] = {}
        self.proven_by = _prover(answer)

    def _narrow(self, answer: Feasibility) -> None:
        """To the cadres and cases that the proof speaks of, where these are enough."""
        roster = self.book.scenario.roster
        cadres = frozenset(str(key[0]) for rule, key in answer.support if rule == "one_action")
        about = {(rule, ids_of(key, roster)) for rule, key in answer.support}
        self.candidates = [
            i for i in self.kept if self._is_about(self.book.cases[i], cadres, about)
        ]
        self._open(cadres)
        if self.oracle.holds(self._barred(self.candidates)):
            self._widen()

    def _widen(self) -> None:
        """To everybody and every case."""
        self.candidates = list(self.kept)
        self._open(frozenset(cadre.cadre_id for cadre in self.book.scenario.roster.cadres))

    def _open(self, cadre_ids: frozenset[str]) -> None:
        self.part = part_of(self.book.assembled, cadre_ids)
        self.oracle = Oracle(self.part.assembled, self.clock)

    @staticmethod
    def _is_about(
        case: Case, cadres: frozenset[str], about: set[tuple[str, tuple[str, ...]]]
    ) -> bool:
        return set(case.ids) <= cadres or (case.law, case.ids) in about

    def _barred(self, places: Sequence[int], *, seats: bool = True) -> Ints:
        barred = self.part.columns(self.book.columns(places))
        return np.union1d(barred, self.part.all_seats) if seats else barred

    def conflict(self) -> _Search:
        """Make the set minimal and prove it; what the clock does not allow is left out."""
        try:
            self._reduce()
            if not self._confirmed():
                self._widen()
                self.places = list(self.candidates)
                self._reduce()
            self._try_every_drop()
        except OutOfTime:
            pass
        return self

    def _reduce(self) -> None:
        def fails(places: Sequence[int]) -> bool:
            answer = self.oracle.ask(self._barred(places))
            if answer.x is None and len(places) < len(self.places):
                self.places, self.proven_by = list(places), _prover(answer)
            self.clock.say("reducing", count=len(self.places))
            return answer.x is None

        started = time.monotonic()
        self.places = minimal_infeasible_subset(self.candidates, fails)
        hard = time.monotonic() - started > _LONG_SECONDS
        for order in () if hard or len(self.places) <= _SHORT else _orders(self.candidates):
            self.places = min(self.places, minimal_infeasible_subset(order, fails), key=len)

    def _confirmed(self) -> bool:
        """Whether the whole program cannot meet the set either, of which the search saw a part."""
        answer = self.whole.ask(self.book.columns(self.places))
        self.proven_by = _prover(answer)
        return answer.x is None

    def _try_every_drop(self) -> None:
        """Leave out one at a time: a plan that breaks nothing else shows what it would mean."""
        for place in self.places:
            plan = self._plan_without(place)
            broken = breaches_of(self.book, plan)
            if broken.keys() & set(self.places) - {place}:
                raise Defect("a plan said to break one requirement breaks another")
            self.breaches[place] = next(iter(broken.get(place, ())), None)

    def _plan_without(self, place: int) -> Plan:
        """A plan that keeps all but one, breaks that as little as can be, and moves few."""
        board = self.part.assembled.board
        rest = [i for i in self.places if i != place]
        tiers = {
            1: plain(self.part.columns(self.book.cases[place].columns)),
            2: plain(np.flatnonzero(board.moving)),
        }
        minimised = self.oracle.best(self._barred(rest), tiers)
        if minimised.x is None:
            raise Defect("a requirement that was found to be needed can be left out")
        return plan_of(self.book.scenario, board, minimised.x, Status.FEASIBLE)

    @cached_property
    def seats(self) -> tuple[str, ...]:
        """Posts whose seats are part of the story: with more seats there, all could be met."""
        closed = self._barred(self.places, seats=False)

        def fails(posts: Sequence[str]) -> bool:
            barred = np.concatenate([closed, *(self.part.seats[post] for post in posts)])
            return not self.oracle.holds(np.unique(barred))

        used = sorted(self.part.posts_open(closed))
        try:
            return () if fails(()) else tuple(minimal_infeasible_subset(used, fails))
        except OutOfTime:
            return ()

    def told(self) -> Conflict:
        book = self.book
        places = sorted(self.places, key=self._rank)
        requirements = tuple(
            requirement_of(book, book.cases[i], self.breaches.get(i)) for i in places
        )
        cadres = dict.fromkeys(i for r in requirements for i in r.cadre_ids)
        return Conflict(
            requirements,
            premises_of(book.scenario, tuple(cadres), self.seats),
            len(self.breaches) == len(self.places),
            self.proven_by,
            tuple(places),
        )

    def _rank(self, place: int) -> tuple[bool, bool, int]:
        """Decisions are told first, then what binds one cadre, then what binds several."""
        case = self.book.cases[place]
        several = bool(case.columns[-1] >= len(self.book.assembled.board))
        return case.decision is None, several, place


def _prover(answer: Feasibility) -> str:
    return BY_MULTIPLIERS if answer.proven else BY_TWO_SOLVERS


def plain(columns: Ints) -> Linear:
    """The sum of some columns."""
    return Linear(columns, np.ones(len(columns), dtype=np.int64))
