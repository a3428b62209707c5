"""Tables and sentences of a report, without any form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

Value = str | int | float | None

MARK = "✓"
"""Stands before what is good; colour is not the only sign."""


class Tone(StrEnum):
    """How a value is to be read: the better one of several, or proven; not proven, or still to be
    seen to; a sum of others; what need not be looked at."""

    PLAIN = "plain"
    GOOD = "good"
    OPEN = "open"
    STRONG = "strong"
    QUIET = "quiet"


@dataclass(frozen=True)
class Cell:
    """id: of the cadre whom the cell names or tells of. code: what the value is the word for, as
    a category or a unit's id."""

    value: Value
    tone: Tone = Tone.PLAIN
    id: str = ""
    code: str = ""

    @property
    def words(self) -> str:
        """The value as it is read, with its mark."""
        words = "" if self.value is None else str(self.value)
        return f"{MARK} {words}" if self.tone is Tone.GOOD else words


Row = tuple[Cell, ...]


def row_of(values: Iterable[Cell | Value]) -> Row:
    """A row; plain values become cells."""
    return tuple(each if isinstance(each, Cell) else Cell(each) for each in values)


def rounded(value: float | None) -> Value:
    """A mean to one decimal; a count as it is."""
    return round(value, 1) if isinstance(value, float) else value


def toned(row: Row, tone: Tone) -> Row:
    """The row in this tone, but for what is good in it."""
    return tuple(cell if cell.tone is Tone.GOOD else replace(cell, tone=tone) for cell in row)


def is_strong(row: Row) -> bool:
    """Whether a row sums up others."""
    return any(cell.tone is Tone.STRONG for cell in row)


def cadre_of(row: Row) -> str:
    """The cadre whom a row is about; "" where it is about none."""
    return next((cell.id for cell in row if cell.id), "")


@dataclass(frozen=True)
class Column:
    """words: the heading. width: characters that it should have room for. number: set right.
    group: a heading over this one and those beside it of the same group."""

    key: str
    words: str
    width: int = 12
    number: bool = False
    group: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of cells in the order of the columns. empty: what is said where there are no rows."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = ""

    def only(self, *keys: str) -> Table:
        """The table with these columns alone, in this order."""
        place = {column.key: i for i, column in enumerate(self.columns)}
        kept = [place[key] for key in keys]
        return replace(
            self,
            columns=tuple(self.columns[i] for i in kept),
            rows=tuple(tuple(row[i] for i in kept) for row in self.rows),
        )

    def wide(self, widths: Mapping[str, int]) -> Table:
        """The table with other widths, by column."""
        columns = (replace(each, width=widths.get(each.key, each.width)) for each in self.columns)
        return replace(self, columns=tuple(columns))

    def where(self, kept: Sequence[bool]) -> Table:
        """The table with some of its rows alone."""
        rows = zip(self.rows, kept, strict=True)
        return replace(self, rows=tuple(row for row, stays in rows if stays))

    def parts(self, key: str) -> dict[Cell, Table]:
        """The rows that share a cell of this column, by that cell, in the order they come."""
        cells = self.column(key)
        return {cell: self.where([each == cell for each in cells]) for cell in dict.fromkeys(cells)}

    def column(self, key: str) -> tuple[Cell, ...]:
        """The cells of one column."""
        return tuple(row[0] for row in self.only(key).rows)


@dataclass(frozen=True)
class Report:
    """title: of all of it. lines: whose, of when. summary: what it comes to, in sentences."""

    title: str
    lines: tuple[str, ...]
    summary: tuple[str, ...]
    tables: tuple[Table, ...]
