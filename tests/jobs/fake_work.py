"""Kinds of work that do in a moment, and on purpose, what real work does rarely."""

from __future__ import annotations

import sys
import threading
from types import MappingProxyType

from rotation.domain.plan import Plan
from rotation.interrupts import finish
from rotation.jobs import kinds
from rotation.jobs.kinds import Task
from rotation.solve.engines.base import Progress
from rotation.store import Ending, Found, RunState
from tests.store.samples import plan


def improves(task: Task) -> Ending:
    """Finds a plan, then searches until it is told to stop."""
    _found(task, plan(5))
    task.watch.stop.wait()
    return Ending(RunState.STOPPED, (Found(plan(4)),), "finished_early")


def notes(task: Task) -> Ending:
    """Finds something that is no plan, then searches until it is told to stop."""
    task.note({"found": [1, 2]})
    task.watch.stop.wait()
    return Ending(RunState.STOPPED, (), "stopped_without_plan")


def searches(task: Task) -> Ending:
    """Finds nothing until it is told to stop."""
    task.watch.stop.wait()
    return Ending(RunState.STOPPED, (), "stopped_without_plan")


def deaf(task: Task) -> Ending:
    """Finds a plan, and does not hear that it is to stop."""
    _found(task, plan(5))
    threading.Event().wait()
    raise AssertionError


def fails(task: Task) -> Ending:
    raise ZeroDivisionError("张三")


def quick(task: Task) -> Ending:
    task.steps(1, 2)
    task.watch.tier = 1
    task.watch.seen(4, 1)
    return Ending(RunState.DONE, (Found(plan(2)),), result={"parameters": dict(task.parameters)})


def copies(task: Task) -> Ending:
    """Gives back a plan of the store."""
    return Ending(RunState.DONE, (Found(task.plan(task.parameters["plan"])[0]),))


def _found(task: Task, found: Plan) -> None:
    assert task.watch.plan_found is not None
    assert task.watch.report is not None
    task.watch.tier = 1
    task.watch.report(Progress(1, 5, 2, 0.1))
    task.watch.plan_found(found)


FAKES = (improves, notes, searches, deaf, fails, quick, copies)
FAKE_KINDS = MappingProxyType(
    {**kinds.KINDS, **{work.__name__: (__name__, work.__name__) for work in FAKES}}
)

if __name__ == "__main__":  # a worker that knows them: python -m tests.jobs.fake_work ID
    from rotation.jobs.worker import main

    own = "tests.jobs.fake_work"
    kinds.KINDS = MappingProxyType({work.__name__: (own, work.__name__) for work in FAKES})
    finish(main(sys.argv[1]))
