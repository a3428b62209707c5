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
from rotation.domain.scenario import GoalChoice, LawChoice, Scenario
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

    Two rules are there even where scenario.toml does not name them, and a notice says so:
    few_moves as the last goal (nobody is moved for nothing), and the law release_with_cause
    (nobody loses a post for want of a place).
    """
    scenario, notices = read_scenario(
        path,
        law_codes=parameter_names(laws()),
        goal_codes=parameter_names(goals()),
        validate=parameter_problems,
    )
    added: list[Problem] = []
    if all(goal.code != "few_moves" for goal in scenario.goals):
        last = 1 + max((goal.tier for goal in scenario.goals), default=0)
        scenario = replace(scenario, goals=(*scenario.goals, GoalChoice("few_moves", last)))
        added.append(_notice("few_moves_added", tier=last))
    if all(law.code != "release_with_cause" for law in scenario.laws):
        scenario = replace(scenario, laws=(*scenario.laws, LawChoice("release_with_cause")))
        added.append(_notice("release_with_cause_added"))
    return scenario, (*notices, *added)


def _notice(code: str, **values: object) -> Problem:
    return Problem(code, "scenario.toml", values=values, severity="notice")


def __getattr__(name: str) -> object:
    """What needs the model is imported when asked for: the audit stands without it."""
    if name == "Result":
        from rotation.solve.result import Result

        return Result
    if name == "solve_scenario":
        from rotation.solve.run import solve

        return solve
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
