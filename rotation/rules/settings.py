"""The parameters of the rules as scenario.toml may set them, and faults in what it sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.rules.base import Rule
from rotation.rules.categories import CategoryRules
from rotation.rules.registry import goals, laws

_FILE = "scenario.toml"
_BOUNDS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "min_length": "≥", "max_length": "≤"}


def parameter_names(rules: Mapping[str, type[Rule]]) -> dict[str, set[str]]:
    """Names of the parameters of each rule, by code."""
    return {code: set(rule.model_fields) for code, rule in rules.items()}


def parameter_problems(scenario: Scenario) -> list[Problem]:
    """Every parameter of laws, goals and categories that its rule does not take."""
    problems: list[Problem] = []
    for choice in scenario.laws:
        problems += _problems(laws()[choice.code], choice.parameters, f"laws.{choice.code}")
    for goal in scenario.goals:
        problems += _problems(goals()[goal.code], goal.parameters, f"goals.{goal.code}")
    problems += _problems(CategoryRules, scenario.categories, "categories")
    return problems


def _problems(model: type[BaseModel], given: Mapping[str, object], place: str) -> Iterator[Problem]:
    try:
        model(**dict(given))
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            yield _problem(place, fault)


def _problem(place: str, fault: Any) -> Problem:
    """A fault of pydantic as a problem: what stands there, and what would be right."""
    where = ".".join([place, *(str(part) for part in fault["loc"] if part != "[key]")])
    context = fault.get("ctx", {})
    bounds = [f"{sign} {context[key]}" for key, sign in _BOUNDS.items() if key in context]
    match fault["type"]:
        case "extra_forbidden":
            return Problem("unknown_parameter", _FILE, None, where, str(fault["loc"][-1]))
        case "enum" | "literal_error":
            words = str(context["expected"])
            return Problem(
                "parameter_not_listed", _FILE, None, where, str(fault["input"]), {"words": words}
            )
        case _ if bounds:
            limit = ", ".join(bounds)
            return Problem(
                "parameter_out_of_bounds", _FILE, None, where, str(fault["input"]), {"limit": limit}
            )
        case kind:
            return Problem(
                "parameter_wrong_type", _FILE, None, where, str(fault["input"]), {"kind": kind}
            )
