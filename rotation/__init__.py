"""Rotation planner: provably good, audited and explained transfer plans for cadres.

The public face: `load_scenario`, `solve_scenario`, `audit_plan`, `compare_plans`, `explain_cadre`,
`explain_pair`, `explain_post`, `find_conflicts`, `apply_repair`, and the classes they take and give
back. (`rotation.solve`, `rotation.audit`, `rotation.compare` and `rotation.explain` are the
packages.) What each needs is imported when it is first asked for: a command starts at once, and the
audit stands without the model.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rotation.audit.report import AuditReport
    from rotation.audit.report import audit as audit_plan
    from rotation.compare.comparison import Comparison, compare_plans
    from rotation.domain.plan import Plan
    from rotation.domain.scenario import Scenario
    from rotation.explain.explainer import Explainer, explain_cadre, explain_pair, explain_post
    from rotation.explain.infeasible import Explanation, find_conflicts
    from rotation.explain.repairs import Repair
    from rotation.explain.repairs import apply as apply_repair
    from rotation.io.load_scenario import load_scenario
    from rotation.options.offer import Options
    from rotation.options.options import options as find_options
    from rotation.options.pareto_front import Front
    from rotation.options.pareto_front import front as find_front
    from rotation.options.sensitivity import Sensitivity
    from rotation.options.sensitivity import sensitivity as find_sensitivity
    from rotation.solve.result import Result
    from rotation.solve.run import solve as solve_scenario
    from rotation.solve.workbench import Workbench

__version__ = "0.1.0"
__all__ = [
    "AuditReport",
    "Comparison",
    "Explainer",
    "Explanation",
    "Front",
    "Options",
    "Plan",
    "Repair",
    "Result",
    "Scenario",
    "Sensitivity",
    "Workbench",
    "apply_repair",
    "audit_plan",
    "compare_plans",
    "explain_cadre",
    "explain_pair",
    "explain_post",
    "find_conflicts",
    "find_front",
    "find_options",
    "find_sensitivity",
    "load_scenario",
    "solve_scenario",
]
_HOMES = {
    "Comparison": ("rotation.compare.comparison", "Comparison"),
    "Explainer": ("rotation.explain.explainer", "Explainer"),
    "Explanation": ("rotation.explain.infeasible", "Explanation"),
    "Front": ("rotation.options.pareto_front", "Front"),
    "Options": ("rotation.options.offer", "Options"),
    "Plan": ("rotation.domain.plan", "Plan"),
    "Repair": ("rotation.explain.repairs", "Repair"),
    "AuditReport": ("rotation.audit.report", "AuditReport"),
    "Result": ("rotation.solve.result", "Result"),
    "Scenario": ("rotation.domain.scenario", "Scenario"),
    "Sensitivity": ("rotation.options.sensitivity", "Sensitivity"),
    "Workbench": ("rotation.solve.workbench", "Workbench"),
    "apply_repair": ("rotation.explain.repairs", "apply"),
    "audit_plan": ("rotation.audit.report", "audit"),
    "compare_plans": ("rotation.compare.comparison", "compare_plans"),
    "explain_cadre": ("rotation.explain.explainer", "explain_cadre"),
    "explain_pair": ("rotation.explain.explainer", "explain_pair"),
    "explain_post": ("rotation.explain.explainer", "explain_post"),
    "find_conflicts": ("rotation.explain.infeasible", "find_conflicts"),
    "find_front": ("rotation.options.pareto_front", "front"),
    "find_options": ("rotation.options.options", "options"),
    "find_sensitivity": ("rotation.options.sensitivity", "sensitivity"),
    "load_scenario": ("rotation.io.load_scenario", "load_scenario"),
    "solve_scenario": ("rotation.solve.run", "solve"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(importlib.import_module(module), attribute)
