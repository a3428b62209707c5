"""The kind "followed": several plans, each carried out and walked into the years after it.

Parameters: `plans` (their ids, in the order in which they are numbered), `years`, and those of the
kind "plan" (`seconds` is for each year).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rotation.ahead.consequences import Walk, consequences
from rotation.jobs.kinds import FINISHED_WITH_RESULT, Task
from rotation.jobs.one_plan import limits_of
from rotation.parallel.where import where
from rotation.report.annex_made import followed_annex
from rotation.solve.engines import DEFAULT, engine_named
from rotation.store import Ending, RunState

YEARS = 3


def plans_followed(task: Task) -> Ending:
    """Walk from each plan, and say how the run ends. Its `result` is that of rotation.report.annex,
    kept anew with every walk; one that a stop cuts short is left out."""
    plans = [task.plan(number)[0] for number in task.parameters["plans"]]
    limits = limits_of(task.parameters)
    found: dict[int, Walk] = {}
    result: dict[str, Any] = {}

    def ready(place: int, walk: Walk, done: int) -> None:
        found[place] = walk
        in_order = {place: found[place] for place in sorted(found)}
        result.update(followed_annex(task.scenario, in_order, of=len(plans)))
        task.note(dict(result))
        task.steps(done, len(plans))

    task.steps(0, len(plans))
    consequences(
        task.scenario,
        plans,
        int(task.parameters.get("years", YEARS)),
        limits=replace(limits, workers=1),
        engine=engine_named(task.parameters.get("engine", DEFAULT)),
        at=where(cores=limits.workers, apart=True),
        stop=task.watch.stop,
        ready=ready,
    )
    if not task.watch.stop.is_set():
        return Ending(RunState.DONE, result=result)
    message = FINISHED_WITH_RESULT if found else "stopped_without_plan"
    return Ending(RunState.STOPPED, message=message, result=result)
