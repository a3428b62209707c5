"""Rosters as they lie in their CSV files, that of jiangyan if none is named, read with nothing of
the planner's own."""

from __future__ import annotations

import csv
from pathlib import Path

SCENARIOS = Path(__file__).parents[2] / "scenarios"
MONTHS_AT_DATE = 2026 * 12 + 11
"""2026-11, the month of the scenario's date, counted in months."""


def rows(name: str, scenario: str = "jiangyan") -> list[dict[str, str]]:
    path = SCENARIOS / scenario / "roster" / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def by_id(name: str, key: str, scenario: str = "jiangyan") -> dict[str, dict[str, str]]:
    return {row[key]: row for row in rows(name, scenario)}


def months_since(text: str) -> int:
    """Months from "2021.11" to the scenario's date."""
    year, month = text.split(".")
    return MONTHS_AT_DATE - int(year) * 12 - int(month)


def items(text: str) -> set[str]:
    return {part for part in text.split(";") if part}
