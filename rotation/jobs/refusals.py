"""The kind "stress": what becomes of a plan when people refuse, fall ill, come under review or
leave.

Parameters: `plan` (its id), `draws`, `chances` (percent by what may happen), `named` (by name the
cases that happen together, each a cadre's id and what happens), `own` (a cadre's id, what happens,
percent), `seed`; and `seconds` and `workers` of the kind "plan", of each case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rotation.ahead.cases import Expected
from rotation.ahead.stress import CHANCES, Blow, Repair, stress
from rotation.ahead.tried import trial_of
from rotation.compare.judged import at_present, judge
from rotation.jobs.kinds import FINISHED_WITH_RESULT, Task
from rotation.jobs.one_plan import limits_of
from rotation.locales import LANGUAGES
from rotation.parallel.where import where
from rotation.report.annex_made import stress_annex
from rotation.report.told import Told
from rotation.store import Ending, RunState

SECONDS, DRAWS = 30.0, 50


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
    chances = {b: float(given.get("chances", {}).get(b.value, CHANCES[b])) / 100 for b in Blow}
    trial = trial_of(plan, _expected(given), chances, int(given.get("draws", DRAWS)), limits.seed)
    found: dict[int, Repair] = {}
    result: dict[str, Any] = {}

    def ready(place: int, repair: Repair, done: int) -> None:
        found[place] = repair
        result.update(stress_annex(told, trial.tried(lambda _: found)))
        task.note(dict(result))
        task.steps(done, len(trial.cases))

    task.steps(0, len(trial.cases))
    stress(
        scenario, plan, trial.cases, at=where(cores=limits.workers, apart=True),
        limits=replace(limits, workers=1), stop=task.watch.stop, ready=ready,
    )  # fmt: skip
    if not task.watch.stop.is_set():
        return Ending(RunState.DONE, message="" if found else "nobody_to_refuse", result=result)
    message = FINISHED_WITH_RESULT if found else "stopped_without_plan"
    return Ending(RunState.STOPPED, message=message, result=result)


def expected_document(expected: Expected) -> dict[str, Any]:
    """What is expected, as parameters of a run."""
    return {
        "named": {name: [list(case) for case in cases] for name, cases in expected.named.items()},
        "own": [[who, blow, 100 * chance] for (who, blow), chance in expected.chances.items()],
    }


def _expected(given: Mapping[str, Any]) -> Expected:
    return Expected(
        {
            name: tuple((who, Blow(blow)) for who, blow in cases)
            for name, cases in given.get("named", {}).items()
        },
        {(who, Blow(blow)): percent / 100 for who, blow, percent in given.get("own", ())},
    )
