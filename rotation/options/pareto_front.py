"""front(): what two goals (or three) cost each other, every point proven and with its plan.

Two goals, exactly: between two neighbouring points the second goal is limited half-way, the first
made least within the limit, then the second. What comes out is a new point, or shows that there is
none in that half. Nothing better than a point can be missed, and its own plan proves it: among all
plans within the limit none has less of the first, and among these none less of the second.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rotation.audit.report import AuditReport
from rotation.domain.plan import Plan
from rotation.domain.profile import PlanProfile
from rotation.domain.scenario import Scenario
from rotation.options.epsilon_constraint import (
    POINTS,
    Amounts,
    EpsilonConstraint,
    Finished,
    FrontGiven,
    Limits,
    WithinLimits,
)
from rotation.options.shared_solver import SharedSolver
from rotation.parallel.pool import Begun, Where, begun, in_process
from rotation.solve.engines.base import Engine, Watch
from rotation.solve.engines.base import Limits as Time
from rotation.solve.lexicographic import Minimised
from rotation.solve.result import Result

HELD = ("must_fill_posts",)
"""Goals that are kept at their best, unless others are named: no front leaves a chief's seat empty
for the sake of another goal."""
LEVELS = 4
"""Levels per goal of a grid, unless told."""
_PARTS = 3
"""A question may take this part of the time that is left."""


@dataclass(frozen=True)
class Point:
    """amounts: of the goals asked for, in their order. proven: no plan has less of one of them
    without more of another."""

    amounts: Amounts
    plan: Plan
    report: AuditReport
    proven: bool


@dataclass(frozen=True)
class Gap:
    """Two neighbouring points between which there may be more; None: the end was not reached."""

    one: Amounts
    other: Amounts | None


@dataclass(frozen=True)
class Front:
    """The points by the first goal's amount. held: amounts of the goals kept at their best before
    (and of EXCEPTIONS, where the scenario allows any). gaps: where the search was cut short (of a
    front of two goals searched exactly). sampled: made on a grid, so that there may be more
    points. none: without any plan, how the scenario was answered; with some, that another plan
    failed its audit."""

    scenario: Scenario
    goals: tuple[str, ...]
    held: Mapping[str, int]
    points: tuple[Point, ...]
    gaps: tuple[Gap, ...] = ()
    sampled: bool = False
    stopped: bool = False
    none: Result | None = None

    @property
    def complete(self) -> bool:
        """Whether these are all points that there are, each proven."""
        return (
            bool(self.points)
            and not (self.gaps or self.sampled)
            and all(point.proven for point in self.points)
        )


def front(
    scenario: Scenario,
    goals: Sequence[str],
    *,
    held: Sequence[str] | None = None,
    grid: int | None = None,
    limits: Time | None = None,
    engine: Engine | None = None,
    watch: Watch | None = None,
    at: Where = in_process,
    ready: Callable[[Point], None] | None = None,
) -> Front:
    """The plans among which no one is better in one of the goals and no worse in the others.

    goals: codes of two goals of the scenario, or three. held: goals that are kept at their best
    before them (HELD if None); the price of waivable laws always is. All other goals only break
    ties. grid: so many levels of each goal but the first, instead of every point; three goals
    always go by a grid. at: where points are looked for, many at once. ready: told each point as
    soon as it is there; one that turns out not to be on the front is in no answer. A stop keeps
    what is done. limits.seconds is for all.
    Raises ValueError for goals that are not on, fewer than two or more than three.
    """
    on = [goal.code for goal in scenario.goals]
    _check(goals, on)
    kept = HELD if held is None else held
    _check_held(kept, goals, on, named=held is not None)
    solver = SharedSolver(scenario, limits, engine, watch)
    method = EpsilonConstraint(
        solver, goals, [code for code in kept if code in on and code not in goals]
    )
    given = FrontGiven(solver.given, method.goals, method.held)
    with begun(at, POINTS, given, solver.bench.watch.stop) as ahead:
        run = _Run(method, ahead, ready or (lambda _: None))
        if grid is None and len(goals) == 2:
            run.exactly()
        else:
            run.by_grid(grid or LEVELS)
        return run.answer()


def _check(goals: Sequence[str], on: Sequence[str]) -> None:
    if not 2 <= len(goals) <= 3 or len(set(goals)) != len(goals):
        raise ValueError("a front is of two or three different goals")
    if not set(goals) <= set(on):
        raise ValueError(f"a front is of goals that are on, unlike: {sorted(set(goals) - set(on))}")


def _check_held(
    held: Sequence[str], goals: Sequence[str], on: Sequence[str], *, named: bool
) -> None:
    if named and (not set(held) <= set(on) or set(held) & set(goals)):
        raise ValueError("what is held must be on, and not one of the goals of the front")


@dataclass(order=True)
class _Box:
    """Two neighbouring points; in between, the second goal above `above` is still to be searched.

    size: negative, so that the largest comes first.
    """

    size: float
    left: Amounts = field(compare=False)
    right: Amounts = field(compare=False)
    above: int = field(compare=False)
    step: bool = field(compare=False, default=False)

    @property
    def half(self) -> int:
        """What the second goal is limited to next."""
        top = self.left[1] - 1
        return top if self.step else (self.above + 1 + top) // 2


class _Run:
    def __init__(
        self, method: EpsilonConstraint, ahead: Begun, ready: Callable[[Point], None]
    ) -> None:
        self.method, self.solver, self.ready = method, method.solver, ready
        self.ahead = ahead
        self.finished: dict[Limits, Finished] = {}
        self.found: dict[Amounts, Point] = {}
        self.sure = True
        """Whether what is held is proven to be at its best."""
        self.boxes: list[_Box] = []
        self.gaps: list[Gap] = []
        self.span = (1, 1)
        self.sampled = False
        self.none: Result | None = None

    def answer(self) -> Front:
        return Front(
            self.solver.scenario,
            self.method.goals,
            {limit.code: limit.at_most for limit in self.method.kept},
            tuple(self.found[amounts] for amounts in sorted(undominated(self.found))),
            tuple(self.gaps),
            self.sampled,
            self.solver.bench.watch.stop.is_set(),
            self.none,
        )

    def exactly(self) -> None:
        """Both ends, then the largest gap first."""
        first = self._first()
        if first is None:
            return
        least = self.method.least(self.method.goals[1], parts=_PARTS)
        last = self._point((least,)) if least is not None else None
        if last is None:
            self.gaps.append(Gap(first, None))
            return
        self.span = (max(last[0] - first[0], 1), max(first[1] - last[1], 1))
        self._open(first, last, last[1])
        while self.boxes and not self.solver.over:
            self._begin((box.half,) for box in sorted(self.boxes))
            self._search(heapq.heappop(self.boxes))
        self.gaps += [Gap(box.left, box.right) for box in self.boxes]

    def by_grid(self, levels: int) -> None:
        """Every combination of levels of the goals after the first, the loosest first."""
        self.sampled = True
        ends = [self._first()]
        if ends[0] is None:
            return
        count = len(self.method.goals) - 1
        least = [self.method.least(code, parts=_PARTS) for code in self.method.goals[1:]]
        seen: list[WithinLimits] = []
        for place, low in enumerate(least):
            limits = tuple(low if other == place else None for other in range(count))
            ends.append(self._reach(limits, seen))
        tops = [max(end[place + 1] for end in ends if end) for place in range(count)]
        axes = [_levels(low, top, levels) for low, top in zip(least, tops, strict=True)]
        combinations = list(itertools.product(*axes))
        for place, limits in enumerate(combinations):
            if self.solver.over:
                return
            if not any(known.answers(limits) for known in seen):
                self._begin(combinations[place:])
                self._reach(limits, seen)

    def _reach(self, limits: Limits, seen: list[WithinLimits]) -> Amounts | None:
        reached = self._within(limits)
        if reached.proven:
            seen.append(reached)
        return self._take(reached)

    def _first(self) -> Amounts | None:
        """The end with the least of the first goal; without a plan, why there is none."""
        reached = self.method.within((None,) * (len(self.method.goals) - 1), parts=_PARTS)
        if reached.amounts is None:
            self.none = self.solver.result(reached.minimised, None)
            return None
        first = self._take(reached)
        self.sure = reached.proven
        if reached.minimised.x is not None:
            self.method.keep(reached.minimised.x)
        return first

    def _point(self, limits: tuple[int | None, ...]) -> Amounts | None:
        """The point within the limits; None where there is no plan, or none was found."""
        return self._take(self._within(limits))

    def _begin(self, every: Iterable[Limits]) -> None:
        """Have points looked for elsewhere, where there is such a place."""
        seconds = self.solver.seconds(1)
        self.ahead.begin((limits, (self.method.kept, limits, seconds)) for limits in every)

    def _within(self, limits: Limits) -> WithinLimits:
        finished: Finished | None = self.ahead.take(limits)
        if finished is None:
            return self.method.within(limits, parts=_PARTS)
        self.finished[limits] = finished
        self.solver.seen(finished.last or finished.reached.minimised)
        return finished.reached

    def _finish(self, reached: WithinLimits) -> tuple[Minimised, PlanProfile]:
        finished = self.finished.get(reached.limits)
        if finished is None or finished.last is None:
            return self.method.finish(reached, parts=_PARTS)
        return finished.last, self.method.told(reached.limits)

    def _take(self, reached: WithinLimits) -> Amounts | None:
        if reached.amounts is None or (self.solver.over and not reached.proven and self.found):
            return None
        known = self.found.get(reached.amounts)
        if known is not None and (known.proven or not reached.proven):
            return reached.amounts
        minimised, told = self._finish(reached)
        result = self.method.result(minimised, told)
        if result.plan is None or result.report is None:
            self.none = result
            return None
        proven = reached.proven and self.sure
        point = Point(reached.amounts, result.plan, result.report, proven)
        self.found[point.amounts] = point
        self.ready(point)
        return point.amounts

    def _open(self, left: Amounts, right: Amounts, above: int, *, step: bool = False) -> None:
        """Put a pair of neighbours aside, if there can be a point in between."""
        wide, high = right[0] - left[0] - 1, left[1] - above - 1
        if wide > 0 and high > 0:
            size = (wide / self.span[0]) * (high / self.span[1])
            heapq.heappush(self.boxes, _Box(-size, left, right, above, step))

    def _search(self, box: _Box) -> None:
        """Limit the second goal half-way, or (`step`) just below the left point."""
        most = box.half
        reached = self._within((most,))
        found = self._take(reached)
        if found is None or not reached.proven:
            self.gaps.append(Gap(box.left, box.right))
        elif found == box.right or found[0] >= box.right[0]:
            self._open(box.left, box.right, most, step=True)
        else:
            self._open(box.left, found, max(most, found[1]), step=False)
            self._open(found, box.right, box.above)


def _levels(least: int | None, top: int, count: int) -> list[int | None]:
    """No limit, then up to `count` whole numbers from below `top` down to `least`."""
    if least is None:
        return [None]
    steps = {least + (top - least) * step // count for step in range(count)}
    return [None, *sorted(steps, reverse=True)]


def undominated(amounts: Iterable[Amounts]) -> list[Amounts]:
    """Those that no other is at least as good as in every goal."""
    each = list(amounts)

    def better(one: Amounts, other: Amounts) -> bool:
        return one != other and all(a <= b for a, b in zip(one, other, strict=True))

    return [found for found in each if not any(better(other, found) for other in each)]
