"""Every sentence a person reads, but a rule's own words, which live with the rule.

One TOML file per language beside this module; nested tables make dotted keys
(`problem.not_a_month`), values may have `{placeholders}`. What several rooms say stands once, below
`common.`: `ui.column.name` and `report.column.name` are both `common.column.name`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("zh", "en")


def text(key: str, lang: str, /, **values: object) -> str:
    """The sentence of a key in a language ("zh", "en"). Raises KeyError for a key there is not."""
    every = catalogue(lang)
    template = every[key if key in every else _shared(key)]
    return template.format(**values) if values else template


def has(key: str, lang: str) -> bool:
    """Whether there is a sentence of this key."""
    every = catalogue(lang)
    return key in every or _shared(key) in every


def _shared(key: str) -> str:
    return f"common.{key.partition('.')[2]}"


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Every sentence of a language by dotted key."""
    file = resources.files(__package__).joinpath(f"{lang}.toml")
    return dict(_flat(tomllib.loads(file.read_text(encoding="utf-8")), ""))


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def default_lang() -> str:
    """The language of the environment: zh for any Chinese locale, en for any other."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
