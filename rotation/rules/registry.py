"""Finds every rule: each module in laws/ and goals/ holds one class named by its file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType, ModuleType

from rotation.domain.scenario import LawChoice, Mode, Scenario
from rotation.rules import goals as goals_package
from rotation.rules import laws as laws_package
from rotation.rules.base import Goal, Law, Rule


def _rules_in(package: ModuleType, base: type[Rule]) -> dict[str, type[Rule]]:
    found: dict[str, type[Rule]] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        own = [
            item
            for item in vars(module).values()
            if isinstance(item, type)
            and issubclass(item, base)
            and item.__module__ == module.__name__
        ]
        if len(own) != 1 or own[0].code != info.name:
            raise ImportError(f"{module.__name__} must hold one rule whose code is {info.name}")
        found[info.name] = own[0]
    return found


@cache
def laws() -> Mapping[str, type[Law]]:
    """Every law by its code."""
    return MappingProxyType(_rules_in(laws_package, Law))  # type: ignore[arg-type]


@cache
def goals() -> Mapping[str, type[Goal]]:
    """Every goal by its code."""
    return MappingProxyType(_rules_in(goals_package, Goal))  # type: ignore[arg-type]


# Asked for once a cadre, and dear to make: their parameters are checked.
@lru_cache(maxsize=8)
def active_laws(scenario: Scenario) -> tuple[Law, ...]:
    """The laws that bind a scenario, with its parameters: those listed, and those always on."""
    listed = {choice.code: choice for choice in scenario.laws}
    for code, law in laws().items():
        if law.always_on and code not in listed:
            listed[code] = LawChoice(code)
    return tuple(
        laws()[code](**dict(choice.parameters))
        for code, choice in listed.items()
        if choice.mode is not Mode.OFF
    )


def switched_off(scenario: Scenario) -> tuple[str, ...]:
    """Codes of the laws that are on by themselves and that the scenario has switched off."""
    off = (choice.code for choice in scenario.laws if choice.mode is Mode.OFF)
    return tuple(code for code in off if laws()[code].statute)


@lru_cache(maxsize=8)
def active_goals(scenario: Scenario) -> tuple[Goal, ...]:
    """The goals of a scenario in the order of `scenario.goals`."""
    return tuple(goals()[choice.code](**dict(choice.parameters)) for choice in scenario.goals)


def waivable_laws(scenario: Scenario) -> frozenset[str]:
    """Codes of the laws whose breaches are priced instead of forbidden."""
    return frozenset(choice.code for choice in scenario.laws if choice.mode is Mode.WAIVABLE)


def law_of(scenario: Scenario, code: str) -> Law | None:
    """The law with this code as the scenario sets it; None where it is off."""
    return next((law for law in active_laws(scenario) if law.code == code), None)


def goal_of(scenario: Scenario, code: str) -> Goal | None:
    """The goal with this code as the scenario sets it; None where it is off."""
    return next((goal for goal in active_goals(scenario) if goal.code == code), None)
