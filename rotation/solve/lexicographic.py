"""Goals in order of importance: solve a tier, hold its value, go on to the next."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from rotation.domain.plan import Status, TierResult
from rotation.domain.proof import BY_BOUNDS, BY_DUALS
from rotation.model.program import Ints, Linear, Program
from rotation.solve.certificate import Multipliers
from rotation.solve.engines.base import Limits, Outcome, Proof, Session, Watch
from rotation.solve.question import Question

_PAUSE = 1.0
"""Seconds between two solutions handed on within a tier."""
_STATUS = {
    Proof.OPTIMAL: Status.OPTIMAL,
    Proof.FEASIBLE: Status.FEASIBLE,
    Proof.INFEASIBLE: Status.INFEASIBLE,
    Proof.UNKNOWN: Status.UNKNOWN,
}


@dataclass(frozen=True)
class Minimised:
    """What a lexicographic minimisation reached: its last x, each tier's value, bound and status,
    and the multipliers of the tiers that have some.

    infeasible: somebody says that there is no solution; `proven` whether exact arithmetic shows it.
    faults: where a solver's word contradicts a solution at hand.
    """

    x: Ints | None
    tiers: tuple[TierResult, ...]
    infeasible: bool
    multipliers: dict[int, Multipliers]
    proven: bool = False
    faults: tuple[str, ...] = ()


def minimise_in_order(
    program: Program,
    session: Session,
    question: Question,
    limits: Limits,
    watch: Watch,
    *,
    on_the_way: Callable[[Minimised], None] | None = None,
) -> Minimised:
    """Solve the tiers in order. `limits.seconds` is for all tiers together.

    session: one of the program, opened by an engine; it may have answered other questions before.
    on_the_way: told after each tier but the last how far it is.
    """
    run = _Lexicographic(program, session, question, limits, watch)
    run.on_the_way = on_the_way
    return run.run()


class _Lexicographic:
    def __init__(
        self,
        program: Program,
        session: Session,
        question: Question,
        limits: Limits,
        watch: Watch,
    ) -> None:
        self.limits, self.watch = limits, watch
        self.on_the_way: Callable[[Minimised], None] | None = None
        self.program, self.session = program, session
        self.objectives = question.objectives
        self.deadline = time.monotonic() + limits.seconds
        known = session.begin(
            question.held, question.barred, tuple(self.objectives.values()), limits, watch
        )
        self.x = question.start if _meets(question) else known
        self.faults: list[str] = []

    def run(self) -> Minimised:
        results: list[TierResult] = []
        multipliers: dict[int, Multipliers] = {}
        infeasible, by = False, ""
        for tier, objective in self.objectives.items():
            started = time.monotonic()
            self.watch.tier = tier
            self.watch.better = self._teller(results, multipliers)
            outcome = self._outcome(objective, last=len(results) == len(self.objectives) - 1)
            self.watch.better = None
            self._doubt(tier, objective, outcome)
            results.append(_result(tier, outcome, time.monotonic() - started))
            self.watch.seen(outcome.value, outcome.bound)
            infeasible, by = outcome.proof is Proof.INFEASIBLE, outcome.proven_by
            if outcome.multipliers is not None:
                multipliers[tier] = outcome.multipliers
            if outcome.x is None or outcome.value is None:
                break
            self.x = outcome.x
            self.session.hold(objective, outcome.value)
            if self.on_the_way is not None and len(results) < len(self.objectives):
                self.on_the_way(self._so_far(results, multipliers, self.x))
        return Minimised(
            self.x,
            tuple(map(self._as_reached, results)),
            infeasible and self.x is None,
            multipliers,
            proven=infeasible and by == BY_DUALS,
            faults=tuple(self.faults),
        )

    def _doubt(self, tier: int, objective: Linear, outcome: Outcome) -> None:
        """Note where a solver says of a tier what the solution before or after it contradicts."""
        known = [objective.value(x) for x in (self.x, outcome.x) if x is not None]
        if not known:
            return
        told = f"tier {tier}: {outcome.proven_by} says"
        if outcome.proof is Proof.INFEASIBLE:
            self.faults.append(f"{told} infeasible, but there is a plan of value {min(known)}")
        elif outcome.bound is not None and outcome.bound > min(known):
            self.faults.append(f"{told} {outcome.bound} or more, but a plan has {min(known)}")

    def _teller(
        self, results: list[TierResult], multipliers: dict[int, Multipliers]
    ) -> Callable[[Ints], None] | None:
        """What hands on the solutions on the way, so seldom that it takes little of the time."""
        tell = self.on_the_way
        if tell is None:
            return None
        done, next_time = tuple(results), [time.monotonic() + _PAUSE]

        def better(x: Ints) -> None:
            started = time.monotonic()
            if started >= next_time[0]:
                tell(self._so_far(list(done), multipliers, x))
                next_time[0] = time.monotonic() + max(_PAUSE, 10 * (time.monotonic() - started))

        return better

    def _so_far(
        self, results: list[TierResult], multipliers: dict[int, Multipliers], x: Ints
    ) -> Minimised:
        """Where the run stands; of tiers not solved yet only what needs no search is proven."""
        ahead = [
            TierResult(tier, None, least_value(self.program, self.objectives[tier]),
                       Status.UNKNOWN, BY_BOUNDS)
            for tier in list(self.objectives)[len(results) :]
        ]  # fmt: skip
        tiers = tuple(self._as_reached(result, x) for result in [*results, *ahead])
        return Minimised(x, tiers, False, dict(multipliers))

    def _as_reached(self, result: TierResult, x: Ints | None = None) -> TierResult:
        """A tier as the last plan leaves it: a later tier may have improved one that was cut short.

        Its bound stays: tightening what an earlier tier is held at only raises later optima.
        """
        x = self.x if x is None else x
        if x is None:
            return result
        value = self.objectives[result.tier].value(x)
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
            outcome = replace(outcome, proof=Proof.FEASIBLE, x=self.x, value=held)
        return _at_least(outcome, floor)

    def _share(self, last: bool) -> Limits:
        """Half of the time that is left, all of it for the last tier."""
        left = max(self.deadline - time.monotonic(), 0.05)
        return replace(self.limits, seconds=left if last else left / 2)


def _at_least(outcome: Outcome, floor: int) -> Outcome:
    """The outcome with the bound that needs no search, where the engine's own says less."""
    if outcome.value is None or (outcome.bound is not None and outcome.bound >= floor):
        return outcome
    proof = Proof.OPTIMAL if outcome.value <= floor else outcome.proof
    return replace(outcome, proof=proof, bound=floor, proven_by=BY_BOUNDS, multipliers=None)


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
