"""The kind "plan": the best plan of a scenario.

Parameters: `seconds` (wall clock for all tiers), `workers` (threads of the solver), `seed`,
`engine`; all may be left out.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.io.plan_file import finding_document
from rotation.jobs.kinds import Task
from rotation.solve.engines import DEFAULT, engine_named
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.result import Result
from rotation.solve.run import solve
from rotation.store import Ending, Found, RunState

SECONDS = 600.0


def one_plan(task: Task) -> Ending:
    """Solve, and say how the run ends."""
    return ending_of(solved(task, task.scenario), task.watch)


def solved(task: Task, scenario: Scenario) -> Result:
    """A scenario solved as the parameters of the run ask for."""
    engine = engine_named(task.parameters.get("engine", DEFAULT))
    return solve(scenario, limits=limits_of(task.parameters), engine=engine, watch=task.watch)


def limits_of(parameters: Mapping[str, Any]) -> Limits:
    """The limits that the parameters of a run ask for."""
    return Limits(
        seconds=float(parameters.get("seconds", SECONDS)),
        workers=int(parameters.get("workers", os.cpu_count() or 1)),
        seed=int(parameters.get("seed", 0)),
    )


def ending_of(result: Result, watch: Watch, label: str = "") -> Ending:
    """How a run with this answer ends. label: of its plan.

    Its `result` holds `status`, `stuck` (cadres without any action, and the laws against them),
    `obstacles` (findings as in plan.json), and `seconds` by stage.
    """
    found = {
        "status": result.status.value,
        "stuck": [{"cadre_id": each.cadre_id, "laws": list(each.laws)} for each in result.stuck],
        "obstacles": [finding_document(finding) for finding in result.obstacles],
        "seconds": dict(result.seconds),
    }
    if result.plan is not None:
        early = watch.stop.is_set() and result.status is not Status.OPTIMAL
        state, message = (RunState.STOPPED, "finished_early") if early else (RunState.DONE, "")
        return Ending(state, (Found(result.plan, label),), message, result=found)
    if result.status is Status.DEFECT:
        return Ending(RunState.FAILED, (), "defect", "\n".join(result.faults), found)
    if result.status is Status.STOPPED:
        return Ending(RunState.STOPPED, (), "stopped_without_plan", result=found)
    return Ending(RunState.DONE, (), result.status.value, result=found)
