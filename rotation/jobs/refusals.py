"""The kind "stress": what becomes of a plan when people refuse, fall ill, come under review or
leave.

Parameters: `plan` (its id), `draws`, `chances` (percent by what may happen), `seed`, and `seconds`
and `workers` of the kind "plan", of each case.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rotation.ahead.stress import Blow, Repair, drawn, refusals, stress
from rotation.compare.judged import at_present, judge
from rotation.jobs.kinds import FINISHED_WITH_RESULT, Task
from rotation.jobs.one_plan import limits_of
from rotation.locales import LANGUAGES
from rotation.parallel.where import where
from rotation.report.annex_made import stress_annex
from rotation.report.told import Told
from rotation.store import Ending, RunState

SECONDS, DRAWS = 30.0, 50
CHANCES = {Blow.REFUSES: 5.0, Blow.ILL: 1.0, Blow.REVIEW: 0.5, Blow.LEAVES: 1.0}
"""Percent, where nobody says otherwise."""


def refusals_repaired(task: Task) -> Ending:
    """Repair every case, and say how the run ends. Its `result` is that of rotation.report.annex,
    kept anew with every repair; a case that a stop cuts short is left out."""
    given = {"seconds": SECONDS, **task.parameters}
    plan, scenario = task.plan(given["plan"])
    judged = judge(scenario, plan, "")
    if judged.report.broken:
        return Ending(RunState.DONE, message="plan_breaks_laws")
    told = Told(scenario, judged, at_present(scenario), LANGUAGES[0])
    limits = limits_of(given)
    chances = {blow: float(given["chances"].get(blow.value, 0)) / 100 for blow in Blow}
    singles = refusals(plan)
    draws = drawn(plan, chances, int(given.get("draws", DRAWS)), limits.seed)
    found: dict[int, Repair] = {}
    result: dict[str, Any] = {}

    def ready(place: int, repair: Repair, done: int) -> None:
        found[place] = repair
        kept = [found[i] for i in sorted(found)]
        alone = sum(i < len(singles) for i in found)
        result.update(stress_annex(told, kept[:alone], kept[alone:], of=(len(singles), len(draws))))
        task.note(dict(result))
        task.steps(done, len(singles) + len(draws))

    task.steps(0, len(singles) + len(draws))
    stress(
        scenario, plan, [*singles, *draws], at=where(cores=limits.workers, apart=True),
        limits=replace(limits, workers=1), stop=task.watch.stop, ready=ready,
    )  # fmt: skip
    if not task.watch.stop.is_set():
        return Ending(RunState.DONE, message="" if found else "nobody_to_refuse", result=result)
    message = FINISHED_WITH_RESULT if found else "stopped_without_plan"
    return Ending(RunState.STOPPED, message=message, result=result)
