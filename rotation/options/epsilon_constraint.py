"""One point of a front: the goals asked for, in their order, each within a limit."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Event

from rotation.domain.plan import Status
from rotation.domain.profile import EXCEPTIONS, GoalLimit, PlanProfile, RankedGoal
from rotation.domain.scenario import GoalChoice
from rotation.model.program import Ints, Linear
from rotation.options.shared_solver import Given, SharedSolver, joined
from rotation.parallel.pool import Work
from rotation.rules.profiles import FRONT
from rotation.solve.lexicographic import Minimised
from rotation.solve.question import WAIVER_TIER, Question
from rotation.solve.result import Result

Limits = tuple[int | None, ...]
"""What each goal after the first is kept at or below; None: it is free."""
Amounts = tuple[int, ...]


@dataclass(frozen=True)
class WithinLimits:
    """The least amounts, in the order of the goals, within the limits; None where the limits leave
    no plan, or none was found. proven: nothing is less (or there is no plan)."""

    limits: Limits
    amounts: Amounts | None
    proven: bool
    minimised: Minimised

    def answers(self, limits: Limits) -> bool:
        """Whether what was found within wider limits is what there is within these."""
        pairs = list(zip(self.limits, limits, strict=True))
        if any(own is not None and (most is None or most > own) for own, most in pairs):
            return False
        after = zip((self.amounts or ())[1:], limits, strict=False)
        return all(most is None or amount <= most for amount, most in after)


class EpsilonConstraint:
    """Finds the least amounts of some goals, one after another.

    goals: codes, at least two. held: codes of goals that are kept at their best before those, as
    the exceptions that need approval always are. All others break ties afterwards, in the
    scenario's own order. What is held is known from the first answer on (`keep`).
    """

    def __init__(self, solver: SharedSolver, goals: Sequence[str], held: Sequence[str]) -> None:
        self.solver, self.goals, self.held = solver, tuple(goals), tuple(held)
        self.order = _order(solver.scenario.goals, (*self.held, *self.goals))
        every = solver.objectives(self.order)
        first = len(self.held) + len(self.goals)
        self.asked = {tier: o for tier, o in every.items() if tier <= first}
        self.rest = {tier: o for tier, o in every.items() if tier > first}
        self.kept: tuple[GoalLimit, ...] = ()

    def least(self, code: str, *, parts: int) -> int | None:
        """The least amount of one of the goals by itself; None if that was not proven."""
        place = len(self.held) + 1
        asked = {place: self.solver.amount_of(code)}
        reached = self.solver.ask(Question(asked, self.solver.within(self.kept)), parts=parts)
        told = next((tier for tier in reached.tiers if tier.tier == place), None)
        return told.value if told and told.status is Status.OPTIMAL else None

    def within(self, limits: Limits, *, parts: int) -> WithinLimits:
        """The least amounts within the limits."""
        question = Question(self.asked, self.solver.within(self._limits(limits)))
        reached = self.solver.ask(question, parts=parts)
        if reached.x is None:
            return WithinLimits(limits, None, reached.infeasible, reached)
        x = reached.x
        amounts = tuple(self.solver.amount(code, x) for code in self.goals)
        return WithinLimits(limits, amounts, _all_optimal(reached, self.asked), reached)

    def finish(self, reached: WithinLimits, *, parts: int) -> tuple[Minimised, PlanProfile]:
        """The point with all tiers, ties broken by the other goals, and what its plan records."""
        if reached.minimised.x is None:
            raise ValueError("there is no plan within these limits")
        told = self.told(reached.limits)
        if not self.rest:
            return reached.minimised, told
        values = ((o, o.value(reached.minimised.x)) for o in self.asked.values())
        question = Question(self.rest, (*self.solver.within(told.limits), *values))
        last = self.solver.ask(question, parts=parts)
        return joined(reached.minimised, last, tuple(self.asked.values())), told

    def told(self, limits: Limits) -> PlanProfile:
        """What the plan of a point records."""
        return PlanProfile(FRONT, {}, self.order, tuple(self._limits(limits)))

    def result(self, minimised: Minimised, told: PlanProfile) -> Result:
        return self.solver.result(minimised, told)

    def keep(self, x: Ints) -> None:
        """From now on hold what is held at what it is in this solution."""
        codes = [EXCEPTIONS] if WAIVER_TIER in self.asked else []
        codes += self.held
        self.kept = tuple(GoalLimit(code, self.solver.amount(code, x)) for code in codes)

    def _limits(self, limits: Limits) -> list[GoalLimit]:
        pairs = zip(self.goals[1:], limits, strict=True)
        limited = [GoalLimit(code, most) for code, most in pairs if most is not None]
        return [*self.kept, *limited]


@dataclass(frozen=True)
class FrontGiven:
    """What a front is made of elsewhere."""

    given: Given
    goals: tuple[str, ...]
    held: tuple[str, ...]


@dataclass(frozen=True)
class Finished:
    """What there is within limits; last: with all tiers, None where there is no plan."""

    reached: WithinLimits
    last: Minimised | None


def _begin(front: FrontGiven, stop: Event) -> EpsilonConstraint:
    return EpsilonConstraint(front.given.solver(stop), front.goals, front.held)


def _point(
    method: EpsilonConstraint, asked: tuple[tuple[GoalLimit, ...], Limits, float]
) -> Finished | None:
    """A point, with so many seconds for it; what is held is known where it is asked for."""
    method.kept, limits, seconds = asked
    method.solver.deadline = time.monotonic() + seconds
    reached = method.within(limits, parts=2)
    last = None if reached.minimised.x is None else method.finish(reached, parts=1)[0]
    return None if method.solver.bench.watch.stop.is_set() else Finished(reached, last)


POINTS = Work(_begin, _point)
"""Points of one front."""


def _order(goals: Iterable[GoalChoice], first: Sequence[str]) -> tuple[RankedGoal, ...]:
    """These goals a tier each, then the others in their own tiers."""
    goals = tuple(goals)
    later = sorted({goal.tier for goal in goals if goal.code not in first})
    ahead = {code: place for place, code in enumerate(first, start=1)}
    return tuple(
        RankedGoal(g.code, ahead[g.code], 1)
        if g.code in ahead
        else RankedGoal(g.code, len(first) + 1 + later.index(g.tier), g.weight)
        for g in goals
    )


def _all_optimal(minimised: Minimised, objectives: Mapping[int, Linear]) -> bool:
    optimal = {tier.tier for tier in minimised.tiers if tier.status is Status.OPTIMAL}
    return set(objectives) <= optimal
