"""The kind "replan": a plan of the store, changed for as few people as can be.

Parameters: `plan` (its id), `most` (how many may be treated otherwise; as few as can be if it is
left out), `strikes` and `pins` ("CADRE=POST" each, a strike also "CADRE" for the post planned),
`reason`, and those of the kind "plan".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rotation.domain.plan import Plan
from rotation.domain.published import Replan
from rotation.domain.scenario import Scenario
from rotation.io.replan_request import Request, planned_anew
from rotation.jobs.kinds import Task
from rotation.jobs.one_plan import ending_of, solved
from rotation.rules.replanning import published_of
from rotation.store import Ending

ANEW = "anew"
"""The label of a plan made anew."""


def plan_anew(task: Task) -> Ending:
    """Solve, and say how the run ends. Raises InvalidInput for what contradicts itself."""
    return ending_of(solved(task, scenario_anew(task)), task.watch, ANEW)


def scenario_anew(task: Task) -> Scenario:
    """The scenario with what the parameters ask for. Raises InvalidInput, NotThere."""
    plan, made_from = task.plan(task.parameters["plan"])
    return planned_anew(task.scenario, request_of(plan, made_from, task.parameters))[0]


def request_of(plan: Plan, made_from: Scenario, parameters: Mapping[str, Any]) -> Request:
    """What the parameters of a run ask for. made_from: the scenario that the plan was made from."""
    decisions = () if plan.replan is None else plan.replan.decisions
    return Request(
        published=Replan(published_of(plan, made_from.roster), None, decisions),
        most=parameters.get("most"),
        strikes=tuple(parameters.get("strikes", ())),
        pins=tuple(parameters.get("pins", ())),
        reason=str(parameters.get("reason", "")),
    )
