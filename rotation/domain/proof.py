"""Who may stand for a tier's bound: the words for it in a plan file, and no others."""

from __future__ import annotations

import re

BY_DUALS = "LP duals, exact"
"""Multipliers that came with the plan: whoever has the file can derive the bound again."""
BY_BOUNDS = "bounds of the columns"
"""What no plan can fall below, plain without solving."""
SOLVERS = ("CP-SAT", "HiGHS")
_NAME = "|".join(SOLVERS)
_VERSION = "[0-9][0-9A-Za-z.+]{0,20}"
BY_SOLVER = re.compile(
    r"(?P<duals>LP duals and )?"
    rf"(?P<solver>(?P<name>{_NAME})(?: \(OR-Tools {_VERSION}\)| {_VERSION})?)"
    rf"(?:, confirmed by (?P<second>{_NAME}))?"
)
"""Engines say in English who proved a tier; these are the ways they say it."""


def by_arithmetic(proven_by: str) -> bool:
    """Whether no solver's word stands for the bound, nor for the last part of it."""
    return proven_by in (BY_DUALS, BY_BOUNDS)


def by_solver(proven_by: str) -> bool:
    """Whether a solver that the program knows stands for the bound."""
    return BY_SOLVER.fullmatch(proven_by) is not None


def known_prover(proven_by: str) -> bool:
    """Whether the words are known; none at all are, and say that nobody stands for the bound."""
    return not proven_by or by_arithmetic(proven_by) or by_solver(proven_by)
