"""sensitivity(): what each change of a setting does to every tier, in parallel processes.

A row is solved like any scenario, in a process of its own, so that one that dies takes nothing with
it but itself. Where a change leaves the program as it was, the row is the present one, unsolved.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context

from rotation.domain.scenario import Scenario
from rotation.interrupts import ctrl_c_ignored
from rotation.options.sweep import Flag, Row, Task, begin, shared, solve_row
from rotation.rules.variations import Variation, usual_variations
from rotation.solve.engines import DEFAULT
from rotation.solve.engines.base import Limits, Watch

_LISTEN_SECONDS = 0.2
"""How often a stop is looked for while rows are solved."""


@dataclass(frozen=True)
class Sensitivity:
    """base: the scenario as it is. rows: one for each variation that was finished, in their order.
    undone: variations that a stop left out. died: those whose process died."""

    scenario: Scenario
    base: Row | None
    rows: tuple[Row, ...]
    undone: tuple[tuple[Variation, ...], ...] = ()
    died: tuple[tuple[Variation, ...], ...] = ()
    stopped: bool = False


def sensitivity(
    scenario: Scenario,
    variations: Sequence[Sequence[Variation]] | None = None,
    *,
    limits: Limits | None = None,
    engine: str = DEFAULT,
    processes: int | None = None,
    watch: Watch | None = None,
    ready: Callable[[Row, int, int], None] | None = None,
) -> Sensitivity:
    """Solve the scenario as it is and once for each variation (usual_variations if None).

    variations: each some changes made together. limits: for each row. processes: one per core if
    None. ready: told each finished row, how many are finished, and of how many. A stop keeps what
    is finished. Processes are started anew ("spawn"): a script that calls this needs the usual
    `if __name__ == "__main__":`.
    """
    if variations is None:
        variations = [(change,) for change in usual_variations(scenario)]
    tasks = [Task(place, tuple(changes)) for place, changes in enumerate([(), *variations])]
    how = _How(limits or Limits(), engine, watch or Watch(), ready or (lambda *_: None))
    sweep = _Sweep(scenario, tasks, how)
    sweep.run(processes or os.cpu_count() or 1)
    return sweep.answer()


@dataclass(frozen=True)
class _How:
    limits: Limits
    engine: str
    watch: Watch
    ready: Callable[[Row, int, int], None]


class _Sweep:
    def __init__(self, scenario: Scenario, tasks: Sequence[Task], how: _How) -> None:
        self.scenario, self.tasks, self.how = scenario, tasks, how
        self.rows: dict[int, Row] = {}
        self.died: set[int] = set()

    def run(self, processes: int) -> None:
        """All rows together; where a process died, those left one by one, to find which it was."""
        with shared(self.scenario) as name:
            if self._pool(name, self.tasks, min(processes, len(self.tasks))):
                return
            for task in list(self._left()):
                if not self.how.watch.stop.is_set() and not self._pool(name, [task], 1):
                    self.died.add(task.place)

    def _left(self) -> Iterator[Task]:
        return (t for t in self.tasks if t.place not in self.rows and t.place not in self.died)

    def _pool(self, name: str, tasks: Sequence[Task], processes: int) -> bool:
        """Solve these rows; False where a process died."""
        context = get_context("spawn")
        stop = context.RawValue("b", 0)
        pool = ProcessPoolExecutor(processes, context, initializer=begin, initargs=(name, stop))
        listener = threading.Thread(target=self._listen, args=(stop,), daemon=True)
        self._over = threading.Event()
        listener.start()
        try:
            with ctrl_c_ignored():
                waiting = [self._submit(pool, task) for task in tasks]
            self._collect(waiting)
        except BrokenProcessPool:
            return False
        finally:
            self._over.set()
            stop.value = 1
            pool.shutdown(cancel_futures=True)
            listener.join()
        return True

    def _submit(self, pool: ProcessPoolExecutor, task: Task) -> Future[Row | None]:
        return pool.submit(solve_row, task, self.how.limits, self.how.engine)

    def _listen(self, stop: Flag) -> None:
        """Pass a stop on to the processes."""
        while not self._over.wait(_LISTEN_SECONDS):
            if self.how.watch.stop.is_set():
                stop.value = 1
                return

    def _collect(self, waiting: Sequence[Future[Row | None]]) -> None:
        for done in as_completed(waiting):
            row = done.result()
            if row is not None:
                self.rows[row.place] = row
                self.how.ready(row, len(self.rows), len(self.tasks))

    def answer(self) -> Sensitivity:
        base, varied = self.rows.get(0), self.tasks[1:]
        finished = {
            place: row for place, row in self.rows.items() if base is not None or not row.same
        }
        return Sensitivity(
            self.scenario,
            base,
            tuple(_whole(finished[t.place], base) for t in varied if t.place in finished),
            tuple(t.changes for t in varied if t.place not in {*finished, *self.died}),
            tuple(t.changes for t in varied if t.place in self.died),
            self.how.watch.stop.is_set(),
        )


def _whole(row: Row, base: Row | None) -> Row:
    """A row; one that leaves the program as it was has the present answer."""
    if not row.same or base is None:
        return row
    return replace(base, place=row.place, changes=row.changes, same=True, seconds=row.seconds)
