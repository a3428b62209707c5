"""Goals in order of importance: solve a tier, hold its value, go on to the next."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from rotation.domain.plan import Status, TierResult
from rotation.model.program import Ints, Linear, Program
from rotation.solve.certificate import Multipliers
from rotation.solve.engines.base import Limits, Outcome, Proof, Session, Watch
from rotation.solve.question import Question

BY_BOUNDS = "bounds of the columns"
_STATUS = {
    Proof.OPTIMAL: Status.OPTIMAL,
    Proof.FEASIBLE: Status.FEASIBLE,
    Proof.INFEASIBLE: Status.INFEASIBLE,
    Proof.UNKNOWN: Status.UNKNOWN,
}


@dataclass(frozen=True)
class Climb:
    """What the ladder reached: the last solution, each tier's value, bound and status, and the
    multipliers of the tiers that have some."""

    x: Ints | None
    tiers: tuple[TierResult, ...]
    infeasible: bool
    multipliers: dict[int, Multipliers]


def climb(
    program: Program,
    session: Session,
    question: Question,
    limits: Limits,
    watch: Watch,
    *,
    on_the_way: Callable[[Climb], None] | None = None,
) -> Climb:
    """Solve the tiers in order. `limits.seconds` is for the whole ladder.

    session: one of the program, opened by an engine; it may have answered other questions before.
    on_the_way: told after each tier but the last how far it is.
    """
    ladder = _Ladder(program, session, question, limits, watch)
    ladder.on_the_way = on_the_way
    return ladder.climb()


class _Ladder:
    def __init__(
        self,
        program: Program,
        session: Session,
        question: Question,
        limits: Limits,
        watch: Watch,
    ) -> None:
        self.limits, self.watch = limits, watch
        self.on_the_way: Callable[[Climb], None] | None = None
        self.program, self.session = program, session
        self.objectives = question.objectives
        self.deadline = time.monotonic() + limits.seconds
        session.begin(question.held, question.barred)
        self.x = question.start if _meets(question) else None

    def climb(self) -> Climb:
        results: list[TierResult] = []
        multipliers: dict[int, Multipliers] = {}
        infeasible = False
        for tier, objective in self.objectives.items():
            started = time.monotonic()
            self.watch.tier = tier
            outcome = self._outcome(objective, last=len(results) == len(self.objectives) - 1)
            results.append(_result(tier, outcome, time.monotonic() - started))
            self.watch.seen(outcome.value, outcome.bound)
            infeasible = outcome.proof is Proof.INFEASIBLE
            if outcome.multipliers is not None:
                multipliers[tier] = outcome.multipliers
            if outcome.x is None or outcome.value is None:
                break
            self.x = outcome.x
            self.session.hold(objective, outcome.value)
            if self.on_the_way is not None and len(results) < len(self.objectives):
                self.on_the_way(self._so_far(results, multipliers))
        if infeasible and self.x is not None:  # a plan at hand contradicts the solver's word
            infeasible = False
        return Climb(self.x, tuple(map(self._as_reached, results)), infeasible, multipliers)

    def _so_far(self, results: list[TierResult], multipliers: dict[int, Multipliers]) -> Climb:
        """Where the climb stands; of tiers not solved yet only what needs no search is proven."""
        ahead = [
            TierResult(tier, None, least_value(self.program, self.objectives[tier]),
                       Status.UNKNOWN, BY_BOUNDS)
            for tier in list(self.objectives)[len(results) :]
        ]  # fmt: skip
        tiers = tuple(map(self._as_reached, [*results, *ahead]))
        return Climb(self.x, tiers, False, dict(multipliers))

    def _as_reached(self, result: TierResult) -> TierResult:
        """A tier as the last plan leaves it: a later tier may have improved one that was cut short.

        Its bound stays: tightening what an earlier tier is held at only raises later optima.
        """
        if self.x is None:
            return result
        value = self.objectives[result.tier].value(self.x)
        proven = result.bound is not None and value <= result.bound
        status = Status.OPTIMAL if proven else Status.FEASIBLE
        return replace(result, value=value, status=status)

    def _outcome(self, objective: Linear, *, last: bool) -> Outcome:
        """Minimise one tier, unless the plan at hand meets a bound that needs no search."""
        floor = least_value(self.program, objective)
        if self.x is not None:
            held = objective.value(self.x)
            if held <= floor:
                return Outcome(Proof.OPTIMAL, self.x, held, held, BY_BOUNDS)
            if self.watch.stop.is_set() or self.deadline <= time.monotonic():
                return Outcome(Proof.FEASIBLE, self.x, held, floor, BY_BOUNDS)
        outcome = self.session.minimise(objective, self.x, self._share(last), self.watch)
        if outcome.x is None and outcome.proof is Proof.UNKNOWN and self.x is not None:
            held = objective.value(self.x)
            bound = floor if outcome.bound is None else max(floor, outcome.bound)
            return replace(outcome, proof=Proof.FEASIBLE, x=self.x, value=held, bound=bound)
        return outcome

    def _share(self, last: bool) -> Limits:
        """Half of the time that is left, all of it for the last tier."""
        left = max(self.deadline - time.monotonic(), 0.05)
        return replace(self.limits, seconds=left if last else left / 2)


def _meets(question: Question) -> bool:
    """Whether the solution to begin with meets the question's further conditions."""
    x = question.start
    if x is None or x[question.barred].any():
        return False
    return all(expression.value(x) <= value for expression, value in question.held)


def _result(tier: int, outcome: Outcome, seconds: float) -> TierResult:
    return TierResult(
        tier,
        outcome.value,
        outcome.bound,
        _STATUS[outcome.proof],
        outcome.proven_by,
        round(seconds, 3),
    )


def least_value(program: Program, objective: Linear) -> int:
    """What the objective cannot fall below, by the columns' bounds alone.

    Every goal's amount counts persons, seats or points short, so it is never negative.
    """
    ends = np.stack([program.lower[objective.columns], program.upper[objective.columns]])
    least = int((ends * objective.coefficients).min(axis=0).sum()) + objective.constant
    return max(least, 0)
