"""A page of terminal output: sentences, headings and tables in one language."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import IO, Literal

from rich.box import Box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from rotation.draw.prose import Prose
from rotation.report import table as report
from rotation.wording.words import Words

PIPED_WIDTH = 100
"""Columns of a page that goes to a file or a pipe, unless COLUMNS says otherwise."""

_RULE = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
"""A rule under the headings. Drawn lines are twice as wide in Chinese fonts and would not fit."""

_STYLES = {
    report.Tone.GOOD: "bold green",
    report.Tone.OPEN: "yellow",
    report.Tone.STRONG: "bold",
    report.Tone.QUIET: "dim",
}
_LONG = 14
"""Width of a report's column from which on its words may wrap."""

_MARGIN = 4
"""Characters that a report's column allows for a margin; here columns have none."""

Cell = str | RenderableType


def console_on(file: IO[str]) -> Console:
    """A console that shows text as it stands: no markup, emoji codes or highlighting."""
    piped = not file.isatty() and "COLUMNS" not in os.environ
    return _Console(
        file=file,
        width=PIPED_WIDTH if piped else None,
        markup=False,
        emoji=False,
        highlight=False,
    )


@dataclass(frozen=True)
class Col:
    """A column of a table. key: its heading's sentence; ratio: share of the width it grows by;
    least: width it has at least; wraps: also where it does not grow; values: what the heading
    names; words: the heading itself, where it is said already."""

    key: str
    right: bool = False
    ratio: int | None = None
    least: int | None = None
    style: str = ""
    wraps: bool = False
    values: Mapping[str, object] = field(default_factory=dict)
    words: str = ""


class Page(Words):
    """Writes to a console in a language; every sentence has a key below `terminal.`."""

    def __init__(self, console: Console, lang: str) -> None:
        super().__init__(lang)
        self.console = console

    def gap(self) -> None:
        self.console.print()

    def heading(self, key: str, **values: object) -> None:
        self.title(self.say(key, **values))

    def title(self, words: str) -> None:
        """A heading that is said already."""
        self.gap()
        self.line(words, "bold cyan")

    def line(self, words: Cell, style: str = "", indent: int = 0) -> None:
        self._put(_renderable(words, style), indent)

    def item(self, words: str, style: str = "", indent: int = 0) -> None:
        """A line of a list; what wraps stands under its words, not under its dash."""
        entry = Table.grid(padding=0)
        entry.add_row(Prose("- ", style), Prose(words, style))
        self._put(entry, indent)

    def log(self, words: str) -> None:
        """A line of a log: never wrapped."""
        self.console.print(words, soft_wrap=True)

    def _put(self, shown: RenderableType, indent: int) -> None:
        """Print line by line, so that wrapped lines keep their indent and none ends in blanks."""
        room = self.console.options.update(width=max(self.console.width - indent, 20))
        for line in self.console.render_lines(shown, room, pad=False):
            parts = [(part.text, part.style or "") for part in line]
            words = Text.assemble(" " * indent, *parts)
            words.rstrip()
            self.console.print(words, no_wrap=True, crop=False, overflow="ignore")

    def table(self, columns: Sequence[Col], rows: Iterable[Sequence[Cell]]) -> None:
        """A table with a rule under its headings; rows of several lines stand apart."""
        grid = Table(
            box=_RULE,
            show_edge=False,
            pad_edge=False,
            padding=(0, 2, 0, 0),
            expand=any(column.ratio for column in columns),
            header_style="bold",
        )
        for column in columns:
            side: Literal["left", "right"] = "right" if column.right else "left"
            grid.add_column(
                column.words or self.say(f"column.{column.key}", **column.values),
                justify=side,
                ratio=column.ratio,
                min_width=column.least,
                no_wrap=column.ratio is None and not column.wraps,
                overflow="fold",
                style=column.style or None,
            )
        for row in rows:
            grid.add_row(*(_renderable(cell) for cell in row))
        self._put(grid, 1)

    def report(
        self,
        table: report.Table,
        *,
        grouped: bool = False,
        stacked: bool = False,
        grows: bool = False,
        most: int | None = None,
    ) -> None:
        """A table of a report. grouped: the cells of its first column become headings of the rows
        that share them. stacked: the cells of its second column stand under those of the first.
        grows: it takes the whole width. most: rows that are shown; None: all."""
        if not table.rows:
            self.line(table.empty, indent=1)
            return
        columns = [_column(column, grows) for column in table.columns[grouped:]]
        if stacked:
            del columns[1]
        shown = replace(table, rows=table.rows[:most])
        self.table(columns, _grouped(shown) if grouped else _rows(shown, stacked))
        self.more(len(table.rows) - len(shown.rows))
        if table.note:
            self.gap()
            self.line(table.note, "dim", indent=1)

    def more(self, count: int) -> None:
        """How many are not shown, where there are such."""
        if count > 0:
            self.line(self.say("more", count=count), "dim", indent=1)


class _Console(Console):
    """Shows text as it stands, and leaves it to the command what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        raise  # noqa: PLE0704 - called while the error is handled


def _renderable(cell: Cell, style: str = "") -> RenderableType:
    return Prose(cell, style) if isinstance(cell, str) else cell


def _column(column: report.Column, grows: bool) -> Col:
    long = column.width >= _LONG and not column.number
    return Col(
        column.key,
        right=column.number,
        ratio=column.width if grows and long else None,
        least=None if long else column.width - _MARGIN,
        wraps=long,
        words=column.words,
    )


def _cells(row: report.Row) -> list[Cell]:
    """The cells in the styles of their tones; names of cadres are bold."""
    return [Prose(cell.words, _STYLES.get(cell.tone, "bold" if cell.id else "")) for cell in row]


def _rows(table: report.Table, stacked: bool) -> Iterator[list[Cell]]:
    for row in table.rows:
        first, *others = _cells(row)
        if stacked and row[1].words:
            first, *others = Group(first, Prose(row[1].words, "dim")), *others[1:]
        elif stacked:
            del others[0]
        yield [first, *others]


def _grouped(table: report.Table) -> Iterator[list[Cell]]:
    above = None
    for group, first, *others in table.rows:
        if group != above:
            above = group
            yield [Prose(group.words, "bold"), *("" for _ in others)]
        yield [Prose(f"- {first.words}"), *_cells(tuple(others))]
