"""Tables as they stand in a file, before anything is understood of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be read whatever its column: `problem.<code>`, and what stands there."""

    code: str
    value: str = ""


Cell = str | Fault
"""The text of a cell as the sheet shows it, without spaces around; "" is an empty cell."""


@dataclass(frozen=True)
class RawTable:
    """A sheet or a CSV file. `rows`: row number as a spreadsheet shows it, and the cells.

    `is_sheet`: from a workbook, where a row simply ends behind its last filled cell.
    """

    name: str
    rows: Sequence[tuple[int, Sequence[Cell]]]
    is_sheet: bool = False
