"""A plan told in plain sentences, for who has one page to read: every figure with whom it counts.

Why somebody moves is judged anew from the scenario, not taken from what a plan file says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from rotation.report import story_left, story_moves, story_teams
from rotation.report.said import Figure, Said
from rotation.report.table import Table
from rotation.report.told import Told


@dataclass(frozen=True)
class Chapter:
    """counted: the figures of the table, whose cells have their keys as codes."""

    key: str
    title: str
    sentences: tuple[Said, ...]
    table: Table | None = None
    counted: tuple[Figure, ...] = ()

    @property
    def said(self) -> Iterator[Said]:
        """Its sentences, and what each figure of the table is of."""
        yield from self.sentences
        figures = {figure.key: figure for figure in self.counted}
        if self.table is None:
            return
        for row in self.table.rows:
            for column, cell in zip(self.table.columns, row, strict=True):
                if cell.code in figures:
                    yield Said((f"{row[0].words} · {column.words} ", figures[cell.code]))


def story(told: Told) -> tuple[Chapter, ...]:
    """Who moves and why, by category, what becomes of the teams, what needs approval, what is left,
    where to take care. In Chinese it has to fit one page of an official document. Chapters with
    nothing to say are left out."""
    said = parts(told)
    found = {
        key: tuple(chain.from_iterable(said[part] for part in among))
        for key, among in _CHAPTERS.items()
    }
    return tuple(
        Chapter(key, told.say(f"story.chapter.{key}"), said) for key, said in found.items() if said
    )


_CHAPTERS = {
    "moves": ("moves", "categories"),
    "teams": ("teams",),
    "left": ("exceptions", "left", "risks"),
}
"""The parts of each chapter."""

_PARTS: Mapping[str, Callable[[Told], Iterable[Said]]] = {
    "moves": story_moves.moves,
    "categories": story_moves.categories,
    "teams": story_teams.teams,
    "exceptions": story_left.exceptions,
    "left": story_left.left,
    "risks": story_left.risks,
}


def parts(told: Told) -> dict[str, tuple[Said, ...]]:
    """What there is to be said, by what it is about."""
    return {key: tuple(said(told)) for key, said in _PARTS.items()}
