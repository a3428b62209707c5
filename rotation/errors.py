"""The one exception tree of the planner. Each error knows the exit code of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rotation.domain.problem import Problem


class RotationError(Exception):
    """Base of every error this package raises on purpose."""

    exit_code = 4


class InvalidInput(RotationError):  # noqa: N818 - named for the status it ends in
    """The roster, the scenario or a plan file cannot be used; `problems` lists every fault."""

    exit_code = 2

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.table}:{p.row}:{p.column}:{p.code}" for p in self.problems))


class Defect(RotationError):  # noqa: N818 - named for the status it ends in
    """The program contradicts itself, for instance a plan that fails its own audit."""
