"""The headings of a raw table: where they stand, and what those in two rows say together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rotation.io.columns import Table
from rotation.io.raw import Cell, RawTable, Row

_FIGURE = re.compile(r"\d")
ROWS_TO_SEARCH = 5
"""A sheet may begin with a title: the headings are looked for in so many rows."""
MOST_ROWS = 3
"""So many rows the headings may take."""


@dataclass(frozen=True)
class Headings:
    """The text over every column, the number of their row, and the rows above and below."""

    cells: Sequence[str]
    number: int
    above: Sequence[Row]
    below: Sequence[Row]


def headings_of(raw: RawTable, table: Table) -> Headings | None:
    """The headings of a table; None without any row."""
    if not raw.rows:
        return None
    at = _place(raw, table)
    number, cells = raw.rows[at]
    words = above = [_word(cell) for cell in cells]
    after = at + 1
    for place in range(after, min(at + MOST_ROWS, len(raw.rows))):
        below = [_word(cell) for cell in raw.rows[place][1]]
        if _is_second_row(above, below, table):
            words = above = _joined(above, below)
            number, after = raw.rows[place][0], place + 1
        elif _is_translation(above, below, table):
            words = above = [
                own if table.find(own) or not other else other
                for own, other in zip_longest(above, below, fillvalue="")
            ]
            number, after = raw.rows[place][0], place + 1
        elif _contradicts(above, below, table):
            break
        else:  # perhaps the names of groups within groups: what stands below tells
            above = [own or group for group, own in zip_longest(above, below, fillvalue="")]
    return Headings(words, number, raw.rows[:at], raw.rows[after:])


def known_headings(cells: Sequence[Cell], table: Table) -> set[str]:
    """The ids of the columns that are headed here."""
    return {column.id for cell in cells if (column := table.find(_word(cell)))}


def _place(raw: RawTable, table: Table) -> int:
    """The first of the first rows with two known headings; else the first row of all."""
    for place, (number, cells) in enumerate(raw.rows[:ROWS_TO_SEARCH]):
        if number <= ROWS_TO_SEARCH and len(known_headings(cells, table)) >= 2:
            return place
    return 0


def _word(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ""


def _is_translation(words: Sequence[str], below: Sequence[str], table: Table) -> bool:
    """Whether a row says the same headings in another language: two of them stand for the same
    columns, none for another one, and nothing there is a figure."""
    pairs = [(table.find(w), table.find(b)) for w, b in zip(words, below, strict=False) if w and b]
    same = sum(own is not None and own == other for own, other in pairs)
    other = any(own and other and own != other for own, other in pairs)
    return same >= 2 and not other and not any(map(_FIGURE.search, below))


def _is_second_row(words: Sequence[str], below: Sequence[str], table: Table) -> bool:
    """Whether a row goes on with the headings above it: under a known one is nothing else, and
    under a group's name (全日制教育 over 学历 and 学位) stands a known one, alone or with it; or
    known ones, merged down, stand in both."""
    if _contradicts(words, below, table):
        return False
    if (
        sum(
            word == own and table.find(own) is not None
            for word, own in zip(words, below, strict=False)
        )
        >= 2
    ):
        return True
    above = dict(enumerate(words))
    return any(
        (table.find(word) or table.find(joined))
        and above.get(place) != word
        and not table.find(above.get(place, ""))
        for place, (word, joined) in enumerate(zip(below, _joined(words, below), strict=False))
        if word
    )


def _contradicts(words: Sequence[str], below: Sequence[str], table: Table) -> bool:
    """Whether something else stands under a known heading: a row of data."""
    return any(table.find(w) and b not in ("", w) for w, b in zip(words, below, strict=False))


def _joined(words: Sequence[str], below: Sequence[str]) -> list[str]:
    """Headings of two rows as one; a group's name reaches over the empty cells to its right."""
    joined, group = [], ""
    for place in range(max(len(words), len(below))):
        own = words[place] if place < len(words) else ""
        part = below[place] if place < len(below) else ""
        group = own or (group if part else "")
        joined.append(f"{part}（{group}）" if part and group and part != group else part or own)
    return joined
