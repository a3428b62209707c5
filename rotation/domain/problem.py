"""One fault of an input: where it stands, what stands there, and what would be right."""

from __future__ import annotations

from collections.abc import Mapping
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
