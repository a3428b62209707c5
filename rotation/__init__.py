"""Rotation planner: provably good, audited and explained transfer plans for cadres.

The public face: `load_scenario`, `solve_scenario`, `audit_plan`, and the classes they take and
give back. (`rotation.solve` and `rotation.audit` are the packages.)
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rotation.audit.report import Report
from rotation.audit.report import audit as audit_plan
from rotation.domain.plan import Plan
from rotation.domain.problem import Problem
from rotation.domain.scenario import GoalChoice, Scenario
from rotation.io.scenario_file import read_scenario
from rotation.rules.registry import goals, laws
from rotation.rules.settings import parameter_names, parameter_problems

if TYPE_CHECKING:
    from rotation.solve.result import Result
    from rotation.solve.run import solve as solve_scenario

__version__ = "0.1.0"
__all__ = [
    "Plan",
    "Report",
    "Result",
    "Scenario",
    "audit_plan",
    "load_scenario",
    "solve_scenario",
]


def load_scenario(path: Path | str) -> tuple[Scenario, tuple[Problem, ...]]:
    """A scenario from its folder or scenario.toml, and notices. Raises InvalidInput.

    Where few_moves is no goal of the scenario it becomes the last one: nobody is moved for nothing.
    """
    scenario, notices = read_scenario(
        path,
        law_codes=parameter_names(laws()),
        goal_codes=parameter_names(goals()),
        validate=parameter_problems,
    )
    if any(goal.code == "few_moves" for goal in scenario.goals):
        return scenario, notices
    last = 1 + max((goal.tier for goal in scenario.goals), default=0)
    added = Problem("few_moves_added", "scenario.toml", values={"tier": last}, severity="notice")
    completed = replace(scenario, goals=(*scenario.goals, GoalChoice("few_moves", last)))
    return completed, (*notices, added)


def __getattr__(name: str) -> object:
    """What needs the model is imported when asked for: the audit stands without it."""
    if name == "Result":
        from rotation.solve.result import Result

        return Result
    if name == "solve_scenario":
        from rotation.solve.run import solve

        return solve
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
