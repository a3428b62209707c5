"""One run: solved in a thread, while this thread says that it is alive and listens for wishes."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from rotation.errors import InvalidInput, Unusable
from rotation.jobs.kinds import FINISHED_WITH_RESULT, Task, work_of
from rotation.jobs.progress import Track
from rotation.solve.engines.base import Watch
from rotation.store import Ending, Found, Run, RunState, Store, Wish

STEP_SECONDS = 0.4
FINISH_SECONDS = 30.0
CANCEL_SECONDS = 3.0
"""How long the work may take to return once it is asked to, before it is given up."""
FINISH_ATTEMPTS = 20


class Job:
    """ending_early: tells, from outside the store, that the run is to end and keep its best."""

    def __init__(
        self, store: Store, worker: str, run: Run, ending_early: Callable[[], bool]
    ) -> None:
        self.store, self.worker, self.run = store, worker, run
        self.ending_early = ending_early
        self.watch = Watch()
        self.track = Track(self.watch)
        self.watch.plan_found = lambda plan: self._keep(Found(plan))
        self._lock = threading.Lock()
        self._waiting: dict[int, Found] = {}
        self._noted: Mapping[str, Any] | None = None
        self._any_kept = self._any_noted = False
        self._ending: Ending | None = None

    def carry_out(self) -> bool:
        """Do the run to its end. False if the work did not return when asked to: its thread is
        still going, and only the end of the process ends it. Raises RunLost."""
        work = threading.Thread(target=self._work, daemon=True)
        work.start()
        wish: Wish | None = None
        deadline: float | None = None
        while work.is_alive():
            work.join(STEP_SECONDS)
            wish = self._beat()
            if wish is None and self.ending_early():
                wish = Wish.FINISH
            if wish is None:
                continue
            self.watch.stop.set()
            patience = CANCEL_SECONDS if wish is Wish.CANCEL else FINISH_SECONDS
            deadline = min(deadline or time.monotonic() + patience, time.monotonic() + patience)
            if time.monotonic() > deadline:
                break
        wish = self._beat() or wish
        self._finish(self._ended(wish))
        return not work.is_alive()

    def _beat(self) -> Wish | None:
        """Say that the run is alive, write what waits, and hear what is wished.

        A store that cannot be reached for a moment does not end the work: what waits goes with the
        next beat.
        """
        with self._lock:
            found, noted = tuple(self._waiting.values()), self._noted
        try:
            wish = self.store.beat(self.run.id, self.worker, self.track.document(), found, noted)
        except Unusable:
            traceback.print_exc()
            return None
        self._any_kept = self._any_kept or bool(found)
        self._any_noted = self._any_noted or bool(noted)
        with self._lock:
            if self._noted is noted:
                self._noted = None
            for each in found:
                if self._waiting.get(each.place) is each:
                    del self._waiting[each.place]
        return wish

    def _finish(self, ending: Ending) -> None:
        """Write the end; it is worth some patience. Raises RunLost, Unusable in the end."""
        for _ in range(FINISH_ATTEMPTS - 1):
            try:
                return self.store.finish(self.run.id, self.worker, ending)
            except Unusable:
                traceback.print_exc()
                time.sleep(STEP_SECONDS)
        return self.store.finish(self.run.id, self.worker, ending)

    def _ended(self, wish: Wish | None) -> Ending:
        if wish is Wish.CANCEL:
            return Ending(RunState.CANCELLED)
        ending = self._ending or Ending(RunState.STOPPED, message="stopped_without_plan")
        if ending.message != "stopped_without_plan":
            return ending
        if self._any_noted:
            return replace(ending, message=FINISHED_WITH_RESULT)
        return replace(ending, message="finished_early") if self._any_kept else ending

    def _keep(self, found: Found) -> None:
        """Plans may come faster than they can be written: the last of each place is."""
        with self._lock:
            self._waiting[found.place] = found

    def _note(self, result: Mapping[str, Any]) -> None:
        with self._lock:
            self._noted = result

    def _work(self) -> None:
        try:
            self._ending = self._done()
        except InvalidInput as fault:
            self._ending = Ending(RunState.FAILED, message="invalid_input", detail=str(fault))
        except BaseException as fault:  # whatever it is, it is told; the worker goes on
            traceback.print_exc()
            told = f"{type(fault).__name__}: {fault}"
            self._ending = Ending(RunState.FAILED, message="failed", detail=told)

    def _done(self) -> Ending:
        try:
            work = work_of(self.run.kind)
        except KeyError:
            return Ending(RunState.FAILED, message="no_such_kind", detail=self.run.kind)
        scenario, _ = self.store.load(self.run.scenario_id, self.run.revision)
        task = Task(
            scenario,
            self.run.parameters,
            self.watch,
            self._keep,
            self._note,
            self.track.steps,
            self.track.tell,
            self.store.load_plan,
        )
        return work(task)
