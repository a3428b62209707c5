"""The sections [schemes.CODE] of scenario.toml: schemes that a scenario uses or brings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from rotation.evidence.schemes import Scheme, UnknownPresetError, scheme_of
from rotation.io.report import ProblemList
from rotation.io.scenario_table import FILE


def read_schemes(data: Mapping[str, Any], report: ProblemList) -> dict[str, Mapping[str, Any]]:
    """What the sections say, by code; they are held against the rules for schemes later."""
    section = data.get("schemes", {})
    if not isinstance(section, dict):
        report.error("not_a_section", FILE, column="schemes", value=section)
        return {}
    for code, given in section.items():
        if not isinstance(given, dict):
            report.error("not_a_section", FILE, column=f"schemes.{code}", value=given)
    return {code: given for code, given in section.items() if isinstance(given, dict)}


def sound_schemes(given: Mapping[str, Mapping[str, Any]]) -> dict[str, Scheme] | None:
    """The schemes that have no fault, by code; None where one has: its evaluations are unknown."""
    try:
        return {code: scheme_of(code, section) for code, section in given.items()}
    except (UnknownPresetError, ValidationError):
        return None
