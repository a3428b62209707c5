"""Rotation planner: provably good, audited and explained transfer plans for cadres.

The public face: `load_scenario`, `solve`, `audit`, and the classes they take and give back.
"""

from __future__ import annotations

from pathlib import Path

from rotation.audit.report import Report, audit
from rotation.domain.plan import Plan
from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.io.scenario_file import read_scenario
from rotation.rules.registry import goals, laws
from rotation.rules.settings import parameter_names, parameter_problems
from rotation.solve.result import Result
from rotation.solve.run import solve

__version__ = "0.1.0"
__all__ = ["Plan", "Report", "Result", "Scenario", "audit", "load_scenario", "solve"]


def load_scenario(path: Path | str) -> tuple[Scenario, tuple[Problem, ...]]:
    """A scenario from its folder or scenario.toml, and notices. Raises InvalidInput."""
    return read_scenario(
        path,
        law_codes=parameter_names(laws()),
        goal_codes=parameter_names(goals()),
        validate=parameter_problems,
    )
