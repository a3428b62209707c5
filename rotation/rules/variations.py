"""One setting of a scenario changed: a parameter, a law's mode, or a rule switched off or on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, ValidationError

from rotation.domain.scenario import GoalChoice, LawChoice, Mode, Scenario
from rotation.rules.categories import CategoryRules
from rotation.rules.form import FieldKind, FormField, form_of, value_of, with_value
from rotation.rules.registry import goals, laws
from rotation.rules.share import plain_share

ON, OFF = "on", "off"
_NOT_OF_A_NUMBER = re.compile(r"[^\d./-]")
STEPS = {"years": 1, "months": 12, "age": 1, "persons": 1, "seats": 1, "percent": 5}
"""One step of a parameter by its unit."""
MOST_STEPS = 3
STEP_OF_HUNDRED, STEP_OF_SHARE = 10, 0.1
"""One step of a number without a unit: of one that counts to a hundred, and of a share."""
NUMBERS = (FieldKind.WHOLE, FieldKind.NUMBER, FieldKind.SHARE)
Parameters = Mapping[str, object]


@dataclass(frozen=True)
class Variation:
    """path: as scenario.toml names it (`laws.tenure_limit.years.I`); `laws.CODE`, `goals.CODE` for
    the rule itself, which is then switched ON or OFF. before: what holds now."""

    path: str
    before: object
    after: object


@dataclass(frozen=True)
class Place:
    """A path taken apart. kind: laws, goals or categories. code: of the rule, "" for categories.
    field: None for the rule itself, and for its mode, tier or weight (`name`). key: of one of the
    amounts that a field holds."""

    kind: str
    code: str
    name: str
    field: FormField | None = None
    key: str | None = None


def place_of(path: str) -> Place:
    """Raises KeyError for a rule that there is not."""
    kind, _, rest = path.partition(".")
    code, name = "", rest
    model: type[BaseModel] = CategoryRules
    if kind in ("laws", "goals"):
        code, _, name = rest.partition(".")
        model = laws()[code] if kind == "laws" else goals()[code]
    for field in form_of(model):
        if field.name == name:
            return Place(kind, code, name, field)
        if field.kind is FieldKind.AMOUNTS and name.startswith(f"{field.name}."):
            return Place(kind, code, name, field, name.removeprefix(f"{field.name}."))
    return Place(kind, code, name)


def settings(scenario: Scenario) -> dict[str, object]:
    """Every setting that can be varied, by path, with what holds now. Where a parameter holds
    amounts by code, or is in a group with others, each stands there as well as all together."""
    found: dict[str, object] = {}
    on = {choice.code: choice for choice in scenario.laws}
    for code, law in laws().items():
        place = f"laws.{code}"
        found[place] = ON if code in on or law.always_on else OFF
        if code in on:
            found[f"{place}.mode"] = on[code].mode.value
            found |= _parameters(law, on[code].parameters, place)
    for goal in scenario.goals:
        place = f"goals.{goal.code}"
        found |= {place: ON, f"{place}.tier": goal.tier, f"{place}.weight": goal.weight}
        found |= _parameters(goals()[goal.code], goal.parameters, place)
    return found | _parameters(CategoryRules, scenario.categories, "categories")


def _parameters(model: type[BaseModel], given: Parameters, place: str) -> dict[str, object]:
    found: dict[str, object] = {}
    groups: dict[str, dict[str, object]] = {}
    for field in form_of(model):
        value = value_of(given, field)
        found[f"{place}.{field.name}"] = value
        if field.kind is FieldKind.AMOUNTS:
            found |= {f"{place}.{field.name}.{key}": amount for key, amount in value.items()}
        if len(field.path) > 1:
            groups.setdefault(f"{place}.{field.path[0]}", {})[field.path[-1]] = value
    return found | groups


def varied(scenario: Scenario, change: Variation) -> Scenario:
    """The scenario with one setting changed. Its values are checked by rules.settings."""
    place = place_of(change.path)
    if place.kind == "categories":
        return replace(scenario, categories=_set(scenario.categories, place, change.after))
    if place.kind == "laws":
        return replace(scenario, laws=_laws(scenario.laws, place, change.after))
    return replace(scenario, goals=_goals(scenario.goals, place, change.after))


def _laws(choices: tuple[LawChoice, ...], place: Place, after: Any) -> tuple[LawChoice, ...]:
    if not place.name:
        left = tuple(choice for choice in choices if choice.code != place.code)
        return left if after == OFF else (*left, LawChoice(place.code))
    return tuple(_law(c, place, after) if c.code == place.code else c for c in choices)


def _law(choice: LawChoice, place: Place, after: Any) -> LawChoice:
    if place.name == "mode":
        return replace(choice, mode=Mode(after))
    return replace(choice, parameters=_set(choice.parameters, place, after))


def _goals(choices: tuple[GoalChoice, ...], place: Place, after: Any) -> tuple[GoalChoice, ...]:
    if not place.name:
        return tuple(choice for choice in choices if choice.code != place.code)
    return tuple(_goal(c, place, after) if c.code == place.code else c for c in choices)


def _goal(choice: GoalChoice, place: Place, after: Any) -> GoalChoice:
    if place.name in ("tier", "weight"):
        return replace(choice, **{place.name: after})
    return replace(choice, parameters=_set(choice.parameters, place, after))


def _set(given: Parameters, place: Place, after: object) -> Parameters:
    """Parameters with one of them set; of amounts by code, one amount."""
    if place.field is None:
        return given
    if place.key is not None:
        after = {**value_of(given, place.field), place.key: after}
    return with_value(given, place.field, after)


def usual_variations(scenario: Scenario) -> list[Variation]:
    """Each number in a law that the scenario lists, one step down and one up where the law takes
    that; and each of these laws switched off."""
    found: list[Variation] = []
    for choice in scenario.laws:
        law = laws()[choice.code]
        for field in form_of(law):
            value = value_of(choice.parameters, field)
            for after in _steps(field, value) if field.kind in NUMBERS else ():
                if _taken(law, with_value(choice.parameters, field, after)):
                    found.append(Variation(f"laws.{choice.code}.{field.name}", value, after))
        if not law.always_on:
            found.append(Variation(f"laws.{choice.code}", ON, OFF))
    return found


@dataclass(frozen=True)
class Adjustable:
    """A parameter of a rule that is on, which can be tried at other values. model, given: the rule,
    and how it is set. others: values that the rule takes, the nearest first."""

    place: Place
    model: type[BaseModel]
    given: Parameters
    now: Any
    others: tuple[Any, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether it is a number, so that any other may be tried as well."""
        return self.place.key is not None or _kind(self.place) in NUMBERS

    def takes(self, value: object) -> bool:
        return value != self.now and _taken(self.model, _set(self.given, self.place, value))

    def read(self, typed: str) -> Any:
        """A number as it is typed, also with its unit; None for what the rule does not take."""
        number = _NOT_OF_A_NUMBER.sub("", typed)
        try:
            value: Any = plain_share(Fraction(number))
        except (ValueError, ZeroDivisionError):
            return None
        return value if self.counted and (value == self.now or self.takes(value)) else None


def adjustable(scenario: Scenario) -> dict[str, Adjustable]:
    """By path: laws, goals, in their order in the scenario, then what categories are judged by."""
    rules: list[tuple[str, type[BaseModel], Parameters]] = [
        *((f"laws.{each.code}", laws()[each.code], each.parameters) for each in scenario.laws),
        *((f"goals.{each.code}", goals()[each.code], each.parameters) for each in scenario.goals),
        ("categories", CategoryRules, scenario.categories),
    ]
    found = {}
    for start, model, given in rules:
        for field in form_of(model):
            value = value_of(given, field)
            members = value if field.kind is FieldKind.AMOUNTS else {None: value}
            for key, now in members.items():
                path = ".".join(filter(None, (start, field.name, key)))
                one = Adjustable(place_of(path), model, given, now)
                others = tuple(filter(one.takes, _others(field, now)))
                if others:
                    found[path] = replace(one, others=others)
    return found


def _others(field: FormField, now: Any) -> Iterator[object]:
    match field.kind:
        case FieldKind.YES_NO:
            yield not now
        case FieldKind.CHOICE:
            yield from field.options
        case FieldKind.AMOUNTS | FieldKind.WHOLE | FieldKind.NUMBER | FieldKind.SHARE:
            yield from _steps(field, now, MOST_STEPS)


def _kind(place: Place) -> FieldKind | None:
    return None if place.field is None else place.field.kind


def _steps(field: FormField, value: Any, most: int = 1) -> Iterator[float]:
    """A number one step down and one up, and so on up to `most` steps."""
    whole = field.kind in (FieldKind.WHOLE, FieldKind.AMOUNTS)
    if field.kind is FieldKind.SHARE:
        value = float(Fraction(str(value)))
    usual = STEP_OF_HUNDRED if whole else STEP_OF_SHARE
    step = STEPS.get(field.unit, usual)
    for far in range(1, most + 1):
        for after in (value - far * step, value + far * step):
            yield after if whole else round(after, 2)


def _taken(model: type[BaseModel], parameters: Parameters) -> bool:
    """Whether a rule takes these parameters."""
    try:
        model(**dict(parameters))
    except ValidationError:
        return False
    return True
