"""What a process of a sweep does: one row after another of one scenario."""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import parent_process
from multiprocessing.shared_memory import SharedMemory
from typing import Protocol, cast

import numpy as np

from rotation.assemble.assemble import Assembled, assemble
from rotation.domain.plan import GoalAmount, Plan, Status, TierResult
from rotation.domain.scenario import GoalChoice, Scenario
from rotation.rules.variations import Variation, varied
from rotation.solve.certificate import program_digest
from rotation.solve.engines import engine_named
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.run import result_of
from rotation.solve.workbench import Workbench


@dataclass(frozen=True)
class Task:
    place: int
    changes: tuple[Variation, ...]


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


class Flag(Protocol):
    """A value in memory that processes share, 0 until they are to stop. It has no lock: a process
    that was killed while it held one would hang all others."""

    value: int


_worker: list[_SweepWorker] = []
_LISTEN_SECONDS = 0.1


@contextmanager
def shared(scenario: Scenario) -> Iterator[str]:
    """A scenario in memory that processes share, by its name there.

    Handed over to a process as it is started, it would be more than a pipe holds: were that process
    to die before it reads, the one that writes would wait for ever.
    """
    content = pickle.dumps(scenario)
    memory = SharedMemory(create=True, size=len(content))
    try:
        cast(memoryview, memory.buf)[: len(content)] = content
        yield memory.name
    finally:
        memory.close()
        memory.unlink()


def _read(name: str) -> Scenario:
    memory = SharedMemory(name)
    try:
        scenario: Scenario = pickle.loads(bytes(cast(memoryview, memory.buf)))
    finally:
        memory.close()
    return scenario


def begin(name: str, stop: Flag) -> None:
    """Get ready for rows of the scenario that is shared under a name. Ctrl-C is the business of the
    process that started this one; when that is gone, nobody waits for rows any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    heard, parent = threading.Event(), parent_process()

    def listen() -> None:
        while not stop.value:
            time.sleep(_LISTEN_SECONDS)
            if parent is not None and not parent.is_alive():
                os._exit(1)
        heard.set()

    threading.Thread(target=listen, daemon=True).start()
    _worker[:] = [_SweepWorker(_read(name), heard)]


def solve_row(task: Task, limits: Limits, engine: str) -> Row | None:
    """A row; None if it was not finished before a stop."""
    worker, started = _worker[0], time.monotonic()
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
    bench = Workbench(assembled, engine=engine_named(engine), limits=limits, watch=watch)
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
