"""Presets: named sets of parameters, each of one place or document; the files in rotation/presets.

A preset may set parameters of several rules; scenario.toml takes them over rule by rule.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Preset:
    """source: document, confidence and note, as in rules.base.Source. tables: parameters by the
    place in scenario.toml whose they are, such as "laws.tenure_limit" or "categories"."""

    code: str
    name: Mapping[str, str]
    source: Mapping[str, str]
    tables: Mapping[str, Values]


@cache
def presets() -> Mapping[str, Preset]:
    """Every preset by its code, which is the name of its file."""
    folder = resources.files("rotation").joinpath("presets")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    found = {f.name.removesuffix(".toml"): tomllib.loads(f.read_text("utf-8")) for f in files}
    return MappingProxyType({code: _preset(code, given) for code, given in found.items()})


def _preset(code: str, given: Values) -> Preset:
    return Preset(code, given["name"], given["source"], dict(_tables(given)))


def _tables(given: Values) -> Iterator[tuple[str, Values]]:
    for section in ("laws", "goals"):
        for code, values in given.get(section, {}).items():
            yield f"{section}.{code}", values
    if "categories" in given:
        yield "categories", given["categories"]


def presets_for(place: str) -> Mapping[str, Preset]:
    """The presets that set something in a place of scenario.toml, by code."""
    return {code: preset for code, preset in presets().items() if place in preset.tables}


def preset_named(place: str, name: object) -> Preset | None:
    """The preset for this place with this code or name in any language."""
    known = presets_for(place)
    by_name = {each: preset for preset in known.values() for each in preset.name.values()}
    return known.get(str(name)) or by_name.get(str(name))
