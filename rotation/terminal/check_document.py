"""The problems of an input as one JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import Field

from rotation.documents import Entry
from rotation.domain.problem import Problem, count_of
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.report.laws import laws_off, laws_on
from rotation.terminal.problems import ProblemEntry, errors_of, notices_of


class CheckEntry(Entry):
    """The laws stand there where there is a scenario."""

    status: Literal["ok", "invalid_input"]
    laws_on: tuple[str, ...] | None = Field(None, exclude_if=lambda laws: laws is None)
    laws_off: tuple[str, ...] | None = Field(None, exclude_if=lambda laws: laws is None)
    errors: int
    notices: int
    problems: tuple[ProblemEntry, ...]


def check_document(found: Roster | Scenario | None, problems: Sequence[Problem]) -> dict[str, Any]:
    """What was found, as plain JSON values."""
    scenario = found if isinstance(found, Scenario) else None
    return CheckEntry.made_from(
        {
            "status": "invalid_input" if found is None else "ok",
            "laws_on": scenario and laws_on(scenario),
            "laws_off": scenario and laws_off(scenario),
            "errors": count_of(errors_of(problems)),
            "notices": len(notices_of(problems)),
            "problems": problems,
        }
    ).plain_values()
