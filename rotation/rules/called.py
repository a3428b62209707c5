"""What people call rules, parameters and their values: the code, or the words of the screen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from rotation.domain.codes import table
from rotation.locales import LANGUAGES
from rotation.rules.categories import CategoryRules
from rotation.rules.form import FieldKind, FormField, form_of
from rotation.rules.registry import goals, laws

Path = tuple[str, ...]
_RULES = {"laws": laws, "goals": goals}
_OF_GOALS = ("order", "weights", "focus")
"""What of a profile names goals."""
_OF_OPTIONS = (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.AMOUNTS)


def plain(word: str) -> str:
    """A word without remarks in brackets, marks, blanks and the width of its letters."""
    text = unicodedata.normalize("NFKC", word).casefold()
    return "".join(filter(str.isalnum, re.sub(r"\([^)]*\)", "", text))) or text


def rule_called(kind: str, word: str) -> str:
    """The code of the law or goal (kind: laws, goals) that a word means; else the word itself."""
    return _rules_called(kind).get(plain(word), word)


def titles(kind: str) -> list[str]:
    """The titles of laws or goals in every language."""
    return [rule.words.title.get(lang) for rule in _RULES[kind]().values() for lang in LANGUAGES]


@cache
def _rules_called(kind: str) -> Mapping[str, str]:
    rules = _RULES[kind]()
    called = {
        plain(r.words.title.get(lang)): code for code, r in rules.items() for lang in LANGUAGES
    }
    return called | {plain(code): code for code in rules}


def path_called(path: Path) -> Path:
    """A path of scenario.toml with the code of its last key; those before it are codes."""
    match path:
        case ("laws" | "goals" as kind, word):
            return (kind, rule_called(kind, word))
        case ("profiles", _, "weights", word):
            return (*path[:-1], rule_called("goals", word))
    model, before = _model_of(path[:-1])
    if model is None:
        return path
    return (*path[:-1], _keys(model, before).get(plain(path[-1]), path[-1]))


def whole_path(path: Path) -> Path:
    """The same for every key of the path."""
    found: Path = ()
    for key in path:
        found = path_called((*found, key))
    return found


def in_codes(given: Mapping[str, Any], twice: Callable[[Path, str], None]) -> dict[str, Any]:
    """What a scenario.toml says, in codes; twice: is told of a key and the other word for it."""
    return dict(_in_codes(given, (), twice))


def _in_codes(value: Any, path: Path, twice: Callable[[Path, str], None]) -> Any:
    if isinstance(value, Mapping):
        found: dict[str, Any] = {}
        for key, inner in value.items():
            own = path_called((*path, key))
            if own[-1] in found:
                twice(own, key)
            found[own[-1]] = _in_codes(inner, own, twice)
        return found
    if isinstance(value, list):
        return [_in_codes(inner, path, twice) for inner in value]
    return _value_called(path, value) if isinstance(value, str) else value


def _value_called(path: Path, word: str) -> str:
    if path[:1] == ("profiles",) and path[2:] and path[2] in _OF_GOALS:
        return rule_called("goals", word)
    model, inner = _model_of(path)
    field = next((f for f in form_of(model) if f.path == inner), None) if model else None
    return word if field is None else _options(field).get(plain(word), word)


def _model_of(path: Path) -> tuple[type[BaseModel] | None, Path]:
    """The rule whose table the path leads into, and the rest of the path."""
    match path:
        case ("laws" | "goals" as kind, code, *inner) if code in _RULES[kind]():
            return _RULES[kind]()[code], tuple(inner)
        case ("categories", *inner):
            return CategoryRules, tuple(inner)
    return None, ()


@cache
def _keys(model: type[BaseModel], before: Path) -> Mapping[str, str]:
    """What the keys below a place are called, and the keys."""
    found: dict[str, str] = {}
    for field in form_of(model):
        if field.path == before:
            return _options(field)
        if field.path[: len(before)] == before:
            words = field.words if len(field.path) == len(before) + 1 else field.group
            key = field.path[len(before)]
            found |= {plain(word): key for word in words.values()} | {plain(key): key}
    return found


def _options(field: FormField) -> Mapping[str, str]:
    """What the options of a field are called, and their codes."""
    if field.kind not in _OF_OPTIONS:
        return {}
    named = {plain(field.word(code, lang)): code for code in field.options for lang in LANGUAGES}
    entries = table(field.codes).entries if field.codes else {}
    for code in field.options:
        named |= {plain(word): code for word in entries.get(code, {}).get("aliases", ())}
    return named | {plain(code): code for code in field.options}
