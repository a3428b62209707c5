"""One program kept open and asked for one plan after another, each by its own order of goals."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Event

import numpy as np

from rotation.domain.plan import Status
from rotation.domain.profile import EXCEPTIONS, GoalLimit, PlanProfile, RankedGoal
from rotation.domain.scenario import Scenario
from rotation.model.program import Ints, Linear
from rotation.parallel.pool import Work
from rotation.solve.engines.base import Engine, Limits, Watch
from rotation.solve.lexicographic import Minimised
from rotation.solve.question import WAIVER_TIER, Question
from rotation.solve.result import Result
from rotation.solve.run import result_of
from rotation.solve.workbench import Workbench


class SharedSolver:
    """A scenario's workbench, the objectives asked of it so far, and the plans that it found.

    The same weights are always the same objective, so that the engine recognises it. `limits` are
    for everything that is asked together.
    """

    def __init__(
        self,
        scenario: Scenario,
        limits: Limits | None = None,
        engine: Engine | None = None,
        watch: Watch | None = None,
    ) -> None:
        self.bench = Workbench(scenario, engine=engine, limits=limits, watch=watch)
        self.given = Given(scenario, self.bench.limits, self.bench.engine)
        self.deadline = time.monotonic() + self.bench.limits.seconds
        self.program = self.bench.assembled.program
        self.cadres = len(scenario.roster.cadres)
        self.found: list[Ints] = []
        self._objectives: dict[frozenset[tuple[str, int]], Linear] = {}
        for tier, objective in self.bench.own.objectives.items():
            weights = frozenset((g.code, g.weight) for g in scenario.goals if g.tier == tier)
            self._objectives[weights] = objective

    @property
    def scenario(self) -> Scenario:
        return self.bench.scenario

    @property
    def over(self) -> bool:
        """Whether the time is up or the run was stopped."""
        return self.bench.watch.stop.is_set() or time.monotonic() >= self.deadline

    def objective(self, weights: Mapping[str, int]) -> Linear:
        """The weighted sum of goals."""
        key = frozenset(weights.items())
        if key not in self._objectives:
            self._objectives[key] = self.program.cost(weights)
        return self._objectives[key]

    def objectives(self, goals: Iterable[RankedGoal]) -> dict[int, Linear]:
        """The objective of every tier; the price of the waivable laws goes before all of them."""
        weights: dict[int, dict[str, int]] = {}
        for goal in goals:
            weights.setdefault(goal.tier, {})[goal.code] = goal.weight
        first = {t: o for t, o in self.bench.own.objectives.items() if t == WAIVER_TIER}
        return first | {tier: self.objective(weights[tier]) for tier in sorted(weights)}

    def seconds(self, parts: int) -> float:
        """A part of the time that is left."""
        return max(self.deadline - time.monotonic(), 0.0) / parts

    def within(self, limits: Iterable[GoalLimit]) -> tuple[tuple[Linear, int], ...]:
        """The limits as what a question holds."""
        return tuple((self.amount_of(limit.code), limit.at_most) for limit in limits)

    def amount_of(self, code: str) -> Linear:
        """A goal's amount, or the number of EXCEPTIONS, as an expression."""
        if code == EXCEPTIONS:
            return self.bench.own.objectives[WAIVER_TIER]
        return self.objective({code: 1})

    def amount(self, code: str, x: Ints) -> int:
        """A goal's amount in a solution."""
        return self.amount_of(code).value(x)

    def ask(self, question: Question, *, parts: int = 1) -> Minimised:
        """Ask a question, beginning with the best plan found so far that meets its conditions.

        parts: into how many the time that is left is divided; this question may take one.
        """
        limits = replace(self.bench.limits, seconds=self.seconds(parts))
        reached = self.bench.ask(replace(question, start=self._start(question)), limits=limits)
        self.seen(reached)
        return reached

    def seen(self, reached: Minimised) -> None:
        """Begin with this, where it fits, from now on."""
        if reached.x is not None:
            self.found.append(reached.x)

    def _start(self, question: Question) -> Ints | None:
        fit = [
            x
            for x in self.found
            if not x[question.barred].any() and all(e.value(x) <= most for e, most in question.held)
        ]
        objectives = question.objectives.values()
        return min(fit, key=lambda x: [o.value(x) for o in objectives], default=None)

    def result(self, reached: Minimised, profile: PlanProfile | None) -> Result:
        """The audited plan of what was reached."""
        return result_of(self.bench, reached, profile=profile)

    def rows(self, x: Ints) -> Linear:
        """How many cadres are treated as in this solution; kept lower, it is a no-good cut."""
        taken = np.flatnonzero(x[: self.program.binaries])
        return Linear(taken, np.ones(len(taken), dtype=np.int64))

    def differing(self, one: Ints, other: Ints) -> int:
        """How many cadres two solutions treat differently."""
        board = slice(0, self.program.binaries)
        return int((one[board] > other[board]).sum())


@dataclass(frozen=True)
class Given:
    """What a solver is made of elsewhere."""

    scenario: Scenario
    limits: Limits
    engine: Engine

    def solver(self, stop: Event) -> SharedSolver:
        return SharedSolver(self.scenario, self.limits, self.engine, Watch(stop=stop))


def _answer(solver: SharedSolver, asked: tuple[Question, float]) -> Minimised | None:
    """A question, with so many seconds for it."""
    question, seconds = asked
    solver.deadline = time.monotonic() + seconds
    reached = solver.ask(question)
    return None if solver.bench.watch.stop.is_set() else reached


QUESTIONS = Work(Given.solver, _answer)
"""Questions to one scenario."""


def proven(reached: Minimised) -> bool:
    """Whether every tier is proven optimal."""
    return bool(reached.tiers) and all(t.status is Status.OPTIMAL for t in reached.tiers)


def joined(first: Minimised, second: Minimised, objectives: Sequence[Linear]) -> Minimised:
    """What was reached and what went on from it, holding what the first held and reached.

    objectives: of the first's tiers. The second may have improved one that was cut short.
    """
    x = first.x if second.x is None else second.x
    if x is None:
        return first
    tiers = []
    for tier, objective in zip(first.tiers, objectives, strict=True):
        value = objective.value(x)
        reached = tier.bound is not None and value <= tier.bound
        status = Status.OPTIMAL if reached else Status.FEASIBLE
        tiers.append(replace(tier, value=value, status=status))
    found = {**first.multipliers, **second.multipliers}
    return Minimised(x, (*tiers, *second.tiers), False, found)
