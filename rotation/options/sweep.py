"""What a process of a sweep does: one row after another of one scenario."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from rotation.assemble.assemble import Assembled, assemble
from rotation.domain.plan import GoalAmount, Plan, Status, TierResult
from rotation.domain.scenario import GoalChoice, Scenario
from rotation.parallel.pool import Work
from rotation.rules.variations import Variation, varied
from rotation.solve.certificate import program_digest
from rotation.solve.engines import DEFAULT, engine_named
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.run import result_of
from rotation.solve.workbench import Workbench


@dataclass(frozen=True)
class Task:
    """A row to solve. place: 0 is the scenario as it is. limits: of its solve, by this engine."""

    place: int
    changes: tuple[Variation, ...]
    limits: Limits = field(default_factory=Limits)
    engine: str = DEFAULT


@dataclass(frozen=True)
class Row:
    """A scenario with some changes, and how it was answered. place: of the row, 0 as it is.

    same: the changes leave the program as it was, so that nothing can be otherwise. breaches:
    where there is no plan, by law how many exceptions it would take at least; empty if not known.
    """

    place: int
    changes: tuple[Variation, ...]
    status: Status
    plan: Plan | None = None
    same: bool = False
    breaches: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def tiers(self) -> tuple[TierResult, ...]:
        return () if self.plan is None else self.plan.tiers

    @property
    def goals(self) -> tuple[GoalAmount, ...]:
        return () if self.plan is None else self.plan.goals

    @property
    def moved(self) -> int | None:
        """Cadres whom the plan adjusts."""
        return None if self.plan is None else self.plan.adjusted


class _SweepWorker:
    """What a process keeps from row to row."""

    def __init__(self, scenario: Scenario, stop: threading.Event) -> None:
        self.scenario, self.stop = scenario, stop
        self.assembled = assemble(scenario)
        self.own = _fingerprint(self.assembled)


def begin(scenario: Scenario, stop: threading.Event) -> _SweepWorker:
    """Get ready for rows of a scenario."""
    return _SweepWorker(scenario, stop)


def solve_row(worker: _SweepWorker, task: Task) -> Row | None:
    """A row; None if it was not finished before a stop."""
    started = time.monotonic()
    if worker.stop.is_set():
        return None
    scenario = worker.scenario
    for change in task.changes:
        scenario = varied(scenario, change)
    assembled = assemble(scenario) if task.changes else worker.assembled
    if task.changes and _fingerprint(assembled) == worker.own:
        took = time.monotonic() - started
        return Row(task.place, task.changes, Status.UNKNOWN, same=True, seconds=took)
    watch = Watch(stop=worker.stop)
    engine = engine_named(task.engine)
    bench = Workbench(assembled, engine=engine, limits=task.limits, watch=watch)
    result = result_of(bench, bench.ask())
    if worker.stop.is_set():
        return None
    plan, took = result.plan, time.monotonic() - started
    if plan is None:
        breaches = Counter(finding.rule for finding in result.obstacles)
        return Row(task.place, task.changes, result.status, breaches=dict(breaches), seconds=took)
    return Row(task.place, task.changes, result.status, plan, seconds=took)


def _fingerprint(assembled: Assembled) -> str:
    """Two scenarios with the same have the same plans, with the same values."""
    board, program = assembled.board, assembled.program
    total = hashlib.sha256(program_digest(program).encode())
    columns = [cost.merged().columns for _, cost in sorted(program.goals.items())]
    for part in (board.cadre, board.kind, board.to_post, *columns):
        total.update(np.ascontiguousarray(part, dtype="<i8").tobytes())
    total.update(repr(_ranks(assembled.scenario.goals)).encode())
    total.update(repr((program.breaches.columns.tolist(), sorted(program.waivable))).encode())
    return total.hexdigest()


def _ranks(goals: Sequence[GoalChoice]) -> list[tuple[str, int, int]]:
    return [(goal.code, goal.tier, goal.weight) for goal in goals]


ROWS = Work(begin, solve_row)
"""Rows of one scenario."""
