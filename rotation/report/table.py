"""Tables and sentences of a report, without any form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

Value = str | int | float | None


@dataclass(frozen=True)
class Column:
    """words: the heading. width: characters that it should have room for. number: set right."""

    key: str
    words: str
    width: int = 12
    number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of values in the order of the columns.

    ids: of the cadre that each row is about, "" where it is about none. best: for each row the
    keys of the columns whose value is the better one. strong: rows that sum up others. empty: what
    is said where there are no rows.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    ids: tuple[str, ...] = ()
    best: tuple[frozenset[str], ...] = ()
    strong: frozenset[int] = frozenset()
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

    def where(self, kept: Sequence[bool]) -> Table:
        """The table with some of its rows alone."""
        places = [place for place, stays in enumerate(kept) if stays]
        return replace(
            self,
            rows=tuple(self.rows[i] for i in places),
            ids=tuple(self.ids[i] for i in places) if self.ids else (),
            best=tuple(self.best[i] for i in places) if self.best else (),
            strong=frozenset(new for new, i in enumerate(places) if i in self.strong),
        )

    def column(self, key: str) -> tuple[Value, ...]:
        """The values of one column."""
        place = next(i for i, column in enumerate(self.columns) if column.key == key)
        return tuple(row[place] for row in self.rows)


@dataclass(frozen=True)
class Report:
    """title: of all of it. lines: whose, of when. summary: what it comes to, in sentences."""

    title: str
    lines: tuple[str, ...]
    summary: tuple[str, ...]
    tables: tuple[Table, ...]
