"""One fault of an input: where it stands, what stands there, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """A fault in a table, in scenario.toml or in a plan file.

    code: stable key of the message, `problem.<code>` in the locale files.
    table: table id ("cadres"), or a file's name ("scenario.toml", "plan.json").
    row: row number as a spreadsheet shows it (the heading is row 1); None for a whole table or
        file.
    column: column id ("birth") or dotted key ("laws.tenure_limit.years").
    value: what stands there, as text.
    values: what else the message names (the expected words, the other row, ...).
    severity: "error" stops the run (exit 2), "notice" is only told.
    """

    code: str
    table: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    severity: str = "error"

    @property
    def count(self) -> int:
        """How many faults this one stands for."""
        more = self.values.get("more")
        return more if isinstance(more, int) else 1


def count_of(problems: Iterable[Problem]) -> int:
    """How many faults there are, those included that are told as a number alone."""
    return sum(problem.count for problem in problems)
