"""Engines by name; each is loaded only when asked for, since each loads a solver."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from types import MappingProxyType

from rotation.solve.engines.base import Engine

DEFAULT = "combined"
ENGINES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "combined": ("combined", "Combined"),
        "cp-sat": ("cp_sat", "CpSat"),
        "highs": ("highs", "Highs"),
        "flow": ("flow", "NetworkFlow"),
    }
)
"""Module and class of every engine, by the name that `--engine` takes."""


def engine_named(name: str = DEFAULT) -> Engine:
    """The engine of a name of ENGINES. Raises KeyError for any other."""
    module, kind = ENGINES[name]
    engine: Engine = getattr(importlib.import_module(f"{__name__}.{module}"), kind)()
    return engine
