"""The page of `rules`: every law and goal, where it comes from, and what can be set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rotation.domain.problem import Problem
from rotation.draw.terminal import Page
from rotation.errors import InvalidInput
from rotation.io.report import nearest
from rotation.locales import LANGUAGES, has, text
from rotation.rules.base import Rule
from rotation.rules.called import titles
from rotation.rules.form import plain
from rotation.rules.registry import goals, laws
from rotation.rules.words import show
from rotation.wording.sources import source_words

Rules = Mapping[str, Sequence[type[Rule]]]
_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


@dataclass(frozen=True)
class Parameter:
    """A parameter as scenario.toml names it (`years.I`), with its words by language."""

    name: str
    default: Any
    unit: str
    bounds: tuple[str, ...]
    words: Mapping[str, str]


def parameters(model: type[BaseModel], prefix: str = "") -> Iterator[Parameter]:
    """The parameters of a rule; those in groups one by one."""
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from parameters(field.annotation, f"{prefix}{name}.")
        elif name != "preset":  # told apart, by the presets that there are
            yield _parameter(f"{prefix}{name}", field)


def _parameter(name: str, field: FieldInfo) -> Parameter:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return Parameter(
        name=name,
        default=plain(field.default),
        unit=str(extra.get("unit", "")),
        bounds=tuple(_bounds(field)),
        words={lang: str(extra.get(lang, name)) for lang in LANGUAGES},
    )


def _bounds(field: FieldInfo) -> Iterator[str]:
    for limit in field.metadata:
        for key, sign in _SIGNS.items():
            value = getattr(limit, key, None)
            if value is not None:
                yield f"{sign} {value:.10g}"


def rules_asked(code: str | None) -> Rules:
    """The rules by kind: all, or the one asked for. Raises InvalidInput."""
    every: Rules = {"laws": list(laws().values()), "goals": list(goals().values())}
    if code is None:
        return every
    asked = {kind: [r for r in rules if r.code == code] for kind, rules in every.items()}
    if not any(asked.values()):
        near = nearest(code, [*laws(), *goals(), *titles("laws"), *titles("goals")], 1)
        raise InvalidInput([Problem("unknown_rule", "RULE", value=code, values={"nearest": near})])
    return asked


def show_rules(page: Page, asked: Rules) -> None:
    """Laws, then goals."""
    for kind, rules in asked.items():
        if rules:
            page.heading(f"rules.{kind}", count=len(rules))
        for rule in rules:
            _show_rule(page, rule)


def _show_rule(page: Page, rule: type[Rule]) -> None:
    page.gap()
    title = page.say("rules.title", title=rule.words.title.get(page.lang), code=rule.code)
    page.line(title, "bold", indent=1)
    page.line(rule().explain()[page.lang], indent=3)
    for source in rule.sources:
        page.line(source_words(page, source), "dim", indent=3)
    for item in parameters(rule):
        page.line(_parameter_words(page, item), indent=3)


def _parameter_words(page: Page, item: Parameter) -> str:
    unit = text(f"parameter.unit.{item.unit}", page.lang) if item.unit else ""
    bounds = page.say("rules.bounds", bounds=page.join(item.bounds)) if item.bounds else ""
    default = item.default
    shown = show(default, page.lang) if default not in ({}, [], "") else page.say("none")
    if isinstance(default, str) and has(f"parameter.option.{default}", page.lang):
        shown = f"{default} {text(f'parameter.option.{default}', page.lang)}"
    if isinstance(default, bool):
        shown = page.say("yes" if default else "no")
    return page.say(
        "rules.parameter",
        name=item.name,
        words=item.words[page.lang],
        default=f"{shown}{unit}" if default not in ({}, []) else shown,
        bounds=bounds,
    )
