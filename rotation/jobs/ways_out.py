"""The kind "conflict": what of a scenario cannot hold together, and the ways out.

Parameters: `seconds` (wall clock for all of it), `seed`; and where a plan that was to be made anew
is what there is none of, those of the kind "replan".
"""

from __future__ import annotations

from rotation.domain.plan import Status
from rotation.errors import InvalidInput
from rotation.explain.document import explanation_document
from rotation.explain.infeasible import Explanation, find_conflicts
from rotation.jobs.kinds import Task
from rotation.jobs.plan_anew import scenario_anew
from rotation.solve.engines.base import Limits, Watch
from rotation.store import Ending, RunState

CONFLICT = "conflict"
SECONDS = 300.0
_TOO_LARGE = "too_many_pairs"


def ways_out(task: Task) -> Ending:
    """Search, and say how the run ends. Its `result` is the document of rotation.explain.document.

    Raises InvalidInput for a plan made anew that contradicts itself.
    """
    given = task.parameters
    scenario = scenario_anew(task) if "plan" in given else task.scenario
    seconds, seed = float(given.get("seconds", SECONDS)), int(given.get("seed", 0))
    limits = Limits(seconds=seconds, seed=seed)
    # A watch of its own: what hundreds of small questions report is no progress of the run.
    watch = Watch(stop=task.watch.stop)
    try:
        found = find_conflicts(scenario, limits=limits, watch=watch, tell=task.tell)
    except InvalidInput as fault:
        if any(problem.code != _TOO_LARGE for problem in fault.problems):
            raise
        return Ending(RunState.FAILED, message="too_large_to_search")
    return _ending(found, stopped=task.watch.stop.is_set())


def _ending(found: Explanation, *, stopped: bool) -> Ending:
    """How the run ends; what was found before it was ended early is kept."""
    result = explanation_document(found)
    if found.status in (Status.UNKNOWN, Status.STOPPED):
        state = RunState.STOPPED if stopped else RunState.DONE
        message = "search_stopped" if stopped else "search_unknown"
        return Ending(state, message=message, result=result)
    if stopped and not (found.all_conflicts and found.all_repairs):
        return Ending(RunState.STOPPED, message="search_ended_early", result=result)
    return Ending(RunState.DONE, result=result)
