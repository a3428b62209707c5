"""One setting of a scenario changed: a parameter, a law's mode, or a rule switched off or on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rotation.domain.scenario import GoalChoice, LawChoice, Mode, Scenario
from rotation.rules.base import Rule
from rotation.rules.categories import CategoryRules
from rotation.rules.registry import goals, laws

ON, OFF = "on", "off"
STEPS = {"years": 1, "months": 12, "age": 1, "persons": 1, "seats": 1, "percent": 5}
"""One step of a parameter by its unit."""
STEP_OF_HUNDRED, STEP_OF_SHARE = 10, 0.1
"""One step of a number without a unit: of one that counts to a hundred, and of a share."""


@dataclass(frozen=True)
class Change:
    """path: as scenario.toml names it (`laws.tenure_limit.years.I`); `laws.CODE`, `goals.CODE` for
    the rule itself, which is then switched ON or OFF. before: what holds now."""

    path: str
    before: object
    after: object


def settings(scenario: Scenario) -> dict[str, object]:
    """Every setting that can be changed, by path, with what holds now.

    Groups of parameters stand there as well as their members.
    """
    found: dict[str, object] = {}
    on = {choice.code: choice for choice in scenario.laws}
    for code, law in laws().items():
        place = f"laws.{code}"
        found[place] = ON if code in on or law.always_on else OFF
        if code in on:
            found[f"{place}.mode"] = on[code].mode.value
            found |= _parameters(law(**dict(on[code].parameters)), place)
    for goal in scenario.goals:
        place = f"goals.{goal.code}"
        found |= {place: ON, f"{place}.tier": goal.tier, f"{place}.weight": goal.weight}
        found |= _parameters(goals()[goal.code](**dict(goal.parameters)), place)
    return found | _parameters(CategoryRules(**dict(scenario.categories)), "categories")


def _parameters(model: BaseModel, place: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in type(model).model_fields:
        path, value = f"{place}.{name}", getattr(model, name)
        found[path] = value
        if isinstance(value, BaseModel):
            found |= _parameters(value, path)
        elif isinstance(value, Mapping):
            found |= {f"{path}.{key}": item for key, item in value.items()}
    return found


def changed(scenario: Scenario, change: Change) -> Scenario:
    """The scenario with one setting changed. Its values are checked by rules.settings."""
    kind, _, rest = change.path.partition(".")
    if kind == "categories":
        return replace(scenario, categories=_set(scenario.categories, rest, change.after))
    code, _, name = rest.partition(".")
    if kind == "laws":
        return replace(scenario, laws=_laws(scenario.laws, code, name, change.after))
    return replace(scenario, goals=_goals(scenario.goals, code, name, change.after))


def _laws(
    choices: tuple[LawChoice, ...], code: str, name: str, after: object
) -> tuple[LawChoice, ...]:
    if not name:
        left = tuple(choice for choice in choices if choice.code != code)
        return left if after == OFF else (*left, LawChoice(code))
    return tuple(_law(c, name, after) if c.code == code else c for c in choices)


def _law(choice: LawChoice, name: str, after: object) -> LawChoice:
    if name == "mode":
        return replace(choice, mode=Mode(str(after)))
    return replace(choice, parameters=_set(choice.parameters, name, after))


def _goals(
    choices: tuple[GoalChoice, ...], code: str, name: str, after: object
) -> tuple[GoalChoice, ...]:
    if not name:
        return tuple(choice for choice in choices if choice.code != code)
    return tuple(_goal(c, name, after) if c.code == code else c for c in choices)


def _goal(choice: GoalChoice, name: str, after: Any) -> GoalChoice:
    if name in ("tier", "weight"):
        return replace(choice, **{name: after})
    return replace(choice, parameters=_set(choice.parameters, name, after))


def _set(given: Mapping[str, object], name: str, after: object) -> dict[str, object]:
    """Parameters with one of them set; of a group, one of its members."""
    first, _, rest = name.partition(".")
    if not rest:
        return {**given, first: after}
    group = given.get(first, {})
    group = group.model_dump() if isinstance(group, BaseModel) else group
    return {**given, first: _set(group if isinstance(group, Mapping) else {}, rest, after)}


def usual_changes(scenario: Scenario) -> list[Change]:
    """Each number that a law of the scenario sets, one step down and one up where its bounds allow;
    and each of these laws switched off."""
    found: list[Change] = []
    for choice in scenario.laws:
        law, place = laws()[choice.code], f"laws.{choice.code}"
        for path, field, value in _numbers(law(**dict(choice.parameters)), place):
            found += [Change(path, value, after) for after in _steps(field, value)]
        if not law.always_on:
            found.append(Change(place, ON, OFF))
    return found


def _numbers(model: BaseModel, place: str) -> Iterator[tuple[str, FieldInfo, float]]:
    """The numbers among a rule's parameters, with their fields."""
    for name, field in type(model).model_fields.items():
        value, path = getattr(model, name), f"{place}.{name}"
        if isinstance(value, BaseModel):
            yield from _numbers(value, path)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield path, field, value


def _steps(field: FieldInfo, value: float) -> Iterator[float]:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    step: float = STEPS.get(str(extra.get("unit", "")), 0)
    if not step:
        step = STEP_OF_SHARE if isinstance(value, float) else STEP_OF_HUNDRED
    for after in (value - step, value + step):
        rounded = round(after, 2) if isinstance(value, float) else after
        if _allowed(field, rounded):
            yield rounded


def _allowed(field: FieldInfo, value: float) -> bool:
    for limit in field.metadata:
        low, above = getattr(limit, "ge", None), getattr(limit, "gt", None)
        high, below = getattr(limit, "le", None), getattr(limit, "lt", None)
        if (low is not None and value < low) or (above is not None and value <= above):
            return False
        if (high is not None and value > high) or (below is not None and value >= below):
            return False
    return True


def words_of(path: str) -> tuple[type[Rule] | None, list[FieldInfo]]:
    """The rule that a path is about (None for categories), and the fields down to the setting."""
    kind, *parts = path.split(".")
    rule: type[Rule] | None = None
    model: type[BaseModel] | None = CategoryRules
    if kind in ("laws", "goals"):
        rule = (laws() if kind == "laws" else goals())[parts.pop(0)]
        model = rule
    fields = []
    for part in parts:
        field = model.model_fields.get(part) if model is not None else None
        if field is None:
            break
        fields.append(field)
        inner = field.annotation
        model = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
    return rule, fields
