"""Writes values as TOML text: what tomllib reads back as the same value."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from enum import Enum

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {
    '"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r",
}  # fmt: skip
_MUST_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f]')


def toml_value(value: object) -> str:
    """A value on one line: text, number, yes or no, date, list, or table with text keys.

    Sets are written as sorted lists, members of an enum as their values. Raises TypeError for
    anything else, ValueError for a text that no file can hold.
    """
    match value:
        case Enum():
            text = toml_value(value.value)
        case bool():
            text = "true" if value else "false"
        case int():
            text = str(value)
        case float():
            text = _number(value)
        case str():
            text = _text(value)
        case dt.date() | dt.time():
            text = value.isoformat()
        case list() | tuple():
            text = f"[{', '.join(map(toml_value, value))}]"
        case set() | frozenset():
            text = toml_value(sorted(value))
        case Mapping():
            inside = ", ".join(f"{toml_key(k)} = {toml_value(v)}" for k, v in value.items())
            text = f"{{ {inside} }}" if inside else "{}"
        case _:
            raise TypeError(f"TOML has no {type(value).__name__}")
    return text


def toml_key(key: str) -> str:
    """A key, quoted where it has to be."""
    return str(key) if _BARE.fullmatch(key) else _text(key)


def _number(value: float) -> str:
    if math.isfinite(value):
        return repr(value)
    return "nan" if math.isnan(value) else f"{'-' if value < 0 else ''}inf"


def _text(value: str) -> str:
    str(value).encode()  # half a surrogate pair cannot be written
    return f'"{_MUST_ESCAPE.sub(_escaped, value)}"'


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0], f"\\u{ord(found[0]):04x}")
