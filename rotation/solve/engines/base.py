"""The small protocol behind which every engine stands."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from rotation.assemble.assemble import Assembled
from rotation.domain.plan import Plan
from rotation.model.program import Ints, Linear
from rotation.solve.certificate import Held, Multipliers


class Proof(StrEnum):
    """What an engine can say of one minimisation."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Outcome:
    """What one minimisation reached.

    value and bound are of the whole objective, its constant included; x is a full solution.
    proven_by says in a few words who proves the bound. multipliers prove it by weak duality, where
    they alone do.
    """

    proof: Proof
    x: Ints | None
    value: int | None
    bound: int | None
    proven_by: str = ""
    multipliers: Multipliers | None = None


@dataclass(frozen=True)
class Limits:
    """seconds: wall clock for one minimisation. deterministic: the solver's own work units, for
    runs that must not depend on the machine (then `seconds` is no limit)."""

    seconds: float = 60.0
    workers: int = 1
    seed: int = 0
    deterministic: float | None = None


@dataclass(frozen=True)
class Progress:
    """Where a run stands: the tier being solved, its best value and bound so far."""

    tier: int
    value: int | None
    bound: int | None
    seconds: float


@dataclass
class Watch:
    """The way to follow a run and to end it early; `stop` may be set from any thread.

    plan_found: takes each better plan, audited, while the run goes on. better: told by an engine
    of each better solution; whoever asks it sets this.
    """

    report: Callable[[Progress], None] | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    plan_found: Callable[[Plan], None] | None = None
    better: Callable[[Ints], None] | None = None
    tier: int = 0
    started: float = field(default_factory=time.monotonic)

    def seen(self, value: int | None, bound: int | None) -> None:
        if self.report is not None:
            self.report(Progress(self.tier, value, bound, time.monotonic() - self.started))


class Session(Protocol):
    """A program opened by an engine, to be minimised for one tier after another."""

    def begin(
        self,
        held: Sequence[Held],
        barred: Ints,
        objectives: Sequence[Linear],
        limits: Limits,
        watch: Watch,
    ) -> Ints | None:
        """Turn to a new question: these expressions held and these columns at zero, nothing else.

        What was learned of the program so far may be used again. Gives back a solution to begin
        with, where one is known: one that is good in these objectives, one after another.
        """

    def minimise(
        self, objective: Linear, hint: Ints | None, limits: Limits, watch: Watch
    ) -> Outcome: ...

    def hold(self, objective: Linear, value: int) -> None:
        """Keep the objective at `value` or less from now on."""


class Engine(Protocol):
    """name and version stand in the plan."""

    name: str
    version: str

    def open(self, assembled: Assembled) -> Session: ...
