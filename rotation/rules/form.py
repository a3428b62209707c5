"""The parameters of a rule as a form: what can be set, in which bounds, and the words for it."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Any, Literal, Union

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rotation.domain.cadre import Gate, Grade, Status
from rotation.domain.category import Category
from rotation.domain.codes import table
from rotation.domain.post import Role
from rotation.domain.unit import UnitKind
from rotation.locales import LANGUAGES, has, text
from rotation.rules.base import Settable
from rotation.rules.presets import preset_named, presets, presets_for
from rotation.rules.share import plain_share

_TABLES: Mapping[type[Enum], str] = {
    Status: "status",
    Grade: "appraisal_grade",
    Gate: "gate",
    Category: "transfer_category",
    UnitKind: "unit_kind",
    Role: "role",
}
"""The code table with the words of an enumeration."""


class FieldKind(StrEnum):
    """whole, number: with bounds. share: an exact fraction (0.34, "1/3"). choice: one of the
    options. choices: any of them. amounts: a whole number for any of them. text: as it is typed;
    words: several of it. preset: one of those that there are, or none."""

    WHOLE = "whole"
    NUMBER = "number"
    SHARE = "share"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    AMOUNTS = "amounts"
    PRESET = "preset"
    TEXT = "text"
    WORDS = "words"


_ALONE: Mapping[Any, FieldKind] = {
    int: FieldKind.WHOLE,
    float: FieldKind.NUMBER,
    Fraction: FieldKind.SHARE,
    str: FieldKind.TEXT,
}


@dataclass(frozen=True)
class FormField:
    """One parameter. path: its keys in scenario.toml. group: the words of what it is part of.
    place: the table of scenario.toml that it stands in. rests_on: which of the rule's sources.

    low, high: bounds of the number (of each number, for amounts), None for none; above, below:
    the same, exclusive. options: codes that may be chosen.
    """

    path: tuple[str, ...]
    kind: FieldKind
    words: Mapping[str, str]
    group: Mapping[str, str]
    unit: str
    default: Any
    low: float | None = None
    high: float | None = None
    options: tuple[str, ...] = ()
    codes: str | None = None
    place: str = ""
    rests_on: int = 0

    @property
    def name(self) -> str:
        return ".".join(self.path)

    def word(self, code: str, lang: str) -> str:
        """The word for an option."""
        if self.kind is FieldKind.PRESET:
            return presets()[code].name[lang] if code else text("common.none", lang)
        if self.codes is not None and code in table(self.codes):
            return table(self.codes).word(code, lang)
        key = f"parameter.option.{code}"
        return text(key, lang) if has(key, lang) else code


@cache
def form_of(model: type[BaseModel]) -> tuple[FormField, ...]:
    """Every parameter in its order; those in groups one by one."""
    place = model.place() if issubclass(model, Settable) else ""
    fields = (replace(field, place=place) for field in _fields(model, (), {}))
    known = tuple(presets_for(place))
    return tuple(
        replace(field, options=("", *known)) if field.kind is FieldKind.PRESET else field
        for field in fields
        if known or field.kind is not FieldKind.PRESET
    )


def _fields(
    model: type[BaseModel], path: tuple[str, ...], group: Mapping[str, str]
) -> Iterator[FormField]:
    for name, field in model.model_fields.items():
        inside = field.annotation
        if isinstance(inside, type) and issubclass(inside, BaseModel):
            yield from _fields(inside, (*path, name), _words(field, name))
        else:
            yield _field((*path, name), field, group)


def _field(path: tuple[str, ...], field: FieldInfo, group: Mapping[str, str]) -> FormField:
    shape = (FieldKind.PRESET, (), None) if path == ("preset",) else _shape(field.annotation)
    kind, options, enum = shape
    extra = _extra(field)
    metadata = field.metadata if kind is not FieldKind.AMOUNTS else _value_bounds(field.annotation)
    codes = extra.get("codes") or (_TABLES.get(enum) if enum is not None else None)
    if kind is FieldKind.CHOICES and not options:
        kind = FieldKind.WORDS if codes is None else kind
        options = () if codes is None else tuple(table(str(codes)).entries)
    return FormField(
        path=path,
        kind=kind,
        words=_words(field, path[-1]),
        group=group,
        unit=str(extra.get("unit", "")),
        default=plain(field.default),
        low=_bound(metadata, "ge", "gt"),
        high=_bound(metadata, "le", "lt"),
        options=options,
        codes=None if codes is None else str(codes),
        rests_on=int(extra.get("rests_on", 0)),
    )


def _shape(annotation: Any) -> tuple[FieldKind, tuple[str, ...], type[Enum] | None]:
    """The kind of a parameter by its type, its options, and the enumeration they are from."""
    if annotation is bool:
        return FieldKind.YES_NO, (), None
    if annotation in _ALONE:
        return _ALONE[annotation], (), None
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        return FieldKind.CHOICE, tuple(map(_code, arguments)), None
    if origin is tuple:
        return FieldKind.CHOICES, *_options(arguments[0])
    if origin is dict:
        return FieldKind.AMOUNTS, *_options(arguments[0])
    raise TypeError(f"no form for a parameter of type {annotation}")


def _options(annotation: Any) -> tuple[tuple[str, ...], type[Enum] | None]:
    """Every code that a type admits; none for free text, which needs a code table."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(_code(member) for member in annotation), annotation
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        enum = type(arguments[0]) if isinstance(arguments[0], Enum) else None
        return tuple(map(_code, arguments)), enum
    if origin in (Union, UnionType):
        parts = [_options(part) for part in arguments]
        enum = next((found for _, found in parts if found is not None), None)
        return tuple(code for codes, _ in parts for code in codes), enum
    return (), None


def _code(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)


def plain(value: Any) -> Any:
    """A value of a parameter as scenario.toml holds it: codes as text, lists, plain numbers."""
    match value:
        case Enum():
            return value.value
        case Fraction():
            return plain_share(value)
        case Mapping():
            return {plain(key): plain(item) for key, item in value.items()}
        case tuple() | list() | frozenset():
            return [plain(item) for item in value]
        case _:
            return value


def value_of(parameters: Mapping[str, object], field: FormField) -> Any:
    """The value that counts: the one given, else that of the preset, else the default."""
    preset = preset_named(field.place, parameters.get("preset"))
    if field.kind is FieldKind.PRESET:
        return field.default if preset is None else preset.code
    for table_ in (parameters, {} if preset is None else preset.tables[field.place]):
        found = value_at(table_, field.path)
        if found is not None:
            return plain(found)
    return field.default


def value_at(values: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """What stands there; None for nothing."""
    found: Any = values
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def with_preset(
    parameters: Mapping[str, object], field: FormField, code: str
) -> Mapping[str, object]:
    """The parameters with another preset, whose values count; "" takes the preset away."""
    if code == value_of(parameters, field):
        return parameters
    values = presets()[code].tables[field.place] if code else {}
    kept = _without(parameters, {**values, "preset": ""})
    return {"preset": code, **kept} if code else kept


def _without(parameters: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters but those that are among the values; of a group those that are not."""
    kept = dict(parameters)
    for name in kept.keys() & values.keys():
        own, other = kept.pop(name), values[name]
        if isinstance(own, Mapping) and isinstance(other, Mapping) and (own.keys() - other.keys()):
            kept[name] = {key: own[key] for key in own if key not in other}
    return kept


def with_value(
    parameters: Mapping[str, object], field: FormField, value: object
) -> Mapping[str, object]:
    """The parameters with this value; the very same ones where it is the value already."""
    if value == value_of(parameters, field):
        return parameters
    return _set(parameters, field.path, value)


def _set(within: Mapping[str, object], path: tuple[str, ...], value: object) -> dict[str, object]:
    key, *rest = path
    if not rest:
        return {**within, key: value}
    inner = within.get(key)
    return {**within, key: _set(inner if isinstance(inner, Mapping) else {}, tuple(rest), value)}


def _words(field: FieldInfo, name: str) -> Mapping[str, str]:
    extra = _extra(field)
    return {lang: str(extra.get(lang, name)) for lang in LANGUAGES}


def _extra(field: FieldInfo) -> Mapping[str, Any]:
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}


def _bound(metadata: list[Any], *keys: str) -> float | None:
    found = (getattr(limit, key, None) for limit in metadata for key in keys)
    return next((bound for bound in found if bound is not None), None)


def _value_bounds(annotation: Any) -> list[Any]:
    """The bounds of the numbers of a dict[..., Annotated[int, Field(...)]]."""
    number = typing.get_args(annotation)[1]
    found = []
    for note in getattr(number, "__metadata__", ()):
        found += note.metadata if isinstance(note, FieldInfo) else [note]
    return found
