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
Row = tuple[int, Sequence[Cell]]
"""A row's number as a spreadsheet shows it, and its cells."""


@dataclass(frozen=True)
class Remark:
    """What is to be told of some rows or columns (by place): `problem.<code>`."""

    code: str
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unseen:
    """A cell that had characters which nobody sees: their numbers, and its text without them."""

    row: int
    text: str
    characters: str


@dataclass(frozen=True)
class RawTable:
    """A sheet or a CSV file.

    `is_sheet`: from a workbook, where a row simply ends behind its last filled cell. `hidden`: a
    sheet that the workbook does not show. `unseen`: the cells that were read without some of their
    characters.
    """

    name: str
    rows: Sequence[Row]
    is_sheet: bool = False
    hidden: bool = False
    remarks: tuple[Remark, ...] = ()
    unseen: tuple[Unseen, ...] = ()
