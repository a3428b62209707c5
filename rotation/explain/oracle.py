"""Whether columns of a program can be zero together: asked again and again, answered by solving."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np

from rotation.assemble.assemble import Assembled
from rotation.errors import Defect
from rotation.model.program import NOTHING, Ints, Linear
from rotation.solve.certificate import SCALE_BITS
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.lexicographic import Minimised
from rotation.solve.question import Question
from rotation.solve.workbench import Workbench

_ONLY_TIER = 1
_SUPPORT = 1 << (SCALE_BITS - 12)
"""Multipliers below this come from rounding, not from the proof."""


class OutOfTime(Exception):  # noqa: N818 - an event, not an error
    """A question was not answered before the clock ran out, or before somebody stopped it."""


Tell = Callable[[str, Mapping[str, object]], None]
"""Is told a stage of the work and its values."""


@dataclass
class Clock:
    """The time for a whole explanation, and whom to tell how far it is."""

    limits: Limits
    watch: Watch
    tell: Tell | None = None
    started: float = field(default_factory=time.monotonic)
    used: float = 1.0
    """Share of the time that may be used by now."""

    def left(self) -> float:
        return self.used * self.limits.seconds - (time.monotonic() - self.started)

    @contextmanager
    def share(self, used: float) -> Iterator[None]:
        """Within the block only this share of the time may be used."""
        before, self.used = self.used, used
        try:
            yield
        finally:
            self.used = before

    def check(self) -> None:
        if self.left() <= 0 or self.watch.stop.is_set():
            raise OutOfTime

    def now(self, share: float = 1.0) -> Limits:
        """Limits for one question: the time that is left, or a share of it."""
        self.check()
        return replace(self.limits, seconds=max(self.left() * share, 0.05))

    def say(self, stage: str, **values: object) -> None:
        if self.tell is not None:
            self.tell(stage, values)


@dataclass(frozen=True)
class Feasibility:
    """x: a solution with the columns at zero, or None where there is none. proven: that there is
    none is shown by multipliers in exact arithmetic, not by two solvers. support: names of the rows
    that they use."""

    x: Ints | None
    proven: bool = False
    support: tuple[tuple[str, tuple[object, ...]], ...] = ()


class Oracle:
    """One program kept open. Solutions found before answer whatever questions they can."""

    def __init__(self, assembled: Assembled, clock: Clock) -> None:
        self.clock = clock
        self.program = assembled.program
        self.bench = Workbench(assembled, limits=clock.limits, watch=clock.watch)
        self._known: list[Ints] = []

    def holds(self, barred: Ints) -> bool:
        """Whether there is a solution with these columns at zero. Raises OutOfTime."""
        return self.ask(barred).x is not None

    def ask(self, barred: Ints) -> Feasibility:
        for x in self._known:
            if not x[barred].any():
                return Feasibility(x)
        minimised = self._minimised({_ONLY_TIER: NOTHING}, barred)
        if minimised.x is not None:
            self._known.append(minimised.x)
            return Feasibility(minimised.x)
        multipliers = minimised.multipliers.get(_ONLY_TIER)
        if not minimised.proven or multipliers is None:
            return Feasibility(None)
        rows = self.program.rows
        used = np.flatnonzero(np.abs(multipliers.rows) >= _SUPPORT)
        return Feasibility(None, True, tuple((rows.rules[i], rows.keys[i]) for i in used))

    def best(self, barred: Ints, objectives: Mapping[int, Linear]) -> Minimised:
        """The best solution by tiers with these columns at zero. Raises OutOfTime."""
        return self._minimised(objectives, barred)

    def _minimised(self, objectives: Mapping[int, Linear], barred: Ints) -> Minimised:
        limits = self.clock.now()
        minimised = self.bench.ask(Question(objectives, barred=barred), limits=limits)
        if minimised.faults:
            raise Defect("; ".join(minimised.faults))
        if minimised.x is None and not minimised.infeasible:
            raise OutOfTime
        return minimised
