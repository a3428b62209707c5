"""Collects every problem of an input, so that all of them are told at once."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

from rotation.domain.calendar import Month
from rotation.domain.problem import Problem
from rotation.errors import InvalidInput
from rotation.io.tables import TABLES

_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_ORDER = {table.id: place for place, table in enumerate(TABLES)}

MOST_SUGGESTIONS = 200
"""How many misspelt ids get a suggestion; a search through a long list is slow, and a file with
more unknown ids than this has another fault."""


class Refused(Exception):  # noqa: N818 - what happened, not an error of ours
    """A cell, a file or a part of it cannot be used; the reader adds where it stands.

    code: message `problem.<code>`. values: what the message names.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Report:
    """The problems found so far, in the order of finding."""

    def __init__(self) -> None:
        self.errors: list[Problem] = []
        self.notices: list[Problem] = []
        self._told: set[tuple[str, str, str | None, str | None]] = set()
        self._by_bare: dict[int, tuple[object, dict[str, tuple[str, ...]]]] = {}
        self._suggestions: dict[tuple[str, int], tuple[str, ...]] = {}

    def error(
        self,
        code: str,
        table: str,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
        **values: object,
    ) -> None:
        text = _shown(value)
        self.errors.append(Problem(code, table, row, column, text, values))

    def notice(
        self,
        code: str,
        table: str,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
        **values: object,
    ) -> None:
        """A notice; of the same thing in the same column only the first is kept."""
        text = _shown(value)
        told = (code, table, column, text)
        if told not in self._told:
            self._told.add(told)
            self.notices.append(Problem(code, table, row, column, text, values, "notice"))

    def refuse(
        self,
        refused: Refused,
        table: str,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
    ) -> None:
        """An error from what a reader refused, and where it stands."""
        text = _shown(value)
        self.errors.append(Problem(refused.code, table, row, column, text, refused.values))

    def take(self, problems: Iterable[Problem]) -> None:
        """Add problems that somebody else found."""
        for problem in problems:
            (self.notices if problem.severity == "notice" else self.errors).append(problem)

    def nearest(self, word: str, known: Iterable[str]) -> tuple[str, ...]:
        """The known word most like `word`, as a tuple of one; empty if none is like it.

        Words that differ in leading zeros alone come first, all of them: spreadsheets drop zeros.
        """
        if id(known) not in self._by_bare:  # `known` is kept too: its id must not pass to another
            self._by_bare[id(known)] = known, _by_bare(known)
        if zeros := self._by_bare[id(known)][1].get(_bare(word)):
            return zeros
        key = (word, id(known))
        if key not in self._suggestions:
            if len(self._suggestions) >= MOST_SUGGESTIONS:
                return ()
            self._suggestions[key] = nearest(word, known, 1)
        return self._suggestions[key]

    def stop_on_errors(self) -> None:
        """Raise InvalidInput with errors and notices if there is an error.

        Faults of files come first, then table by table and row by row.
        """
        if self.errors:
            errors = sorted(self.errors, key=_place)
            raise InvalidInput((*errors, *self.notices))


def _shown(value: object) -> str | None:
    if isinstance(value, Month):
        return f"{value.year}.{value.month:02d}"
    return None if value is None else str(value)


def _place(problem: Problem) -> tuple[int, int]:
    order = _ORDER.get(problem.table, -1)
    return order, problem.row or 0


def _bare(word: str) -> str:
    """A word whose numbers have no leading zeros: 2 for 002, c1 for C0001."""
    return _ZEROS.sub("", unicodedata.normalize("NFKC", word).casefold())


def _by_bare(known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in known:
        found[_bare(word)] = (*found.get(_bare(word), ()), word)
    return found


def nearest(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Up to `most` known words that look like `word`, the likeliest first."""
    folded = {k.casefold(): k for k in known}
    found = difflib.get_close_matches(word.casefold(), folded, n=most, cutoff=0.5)
    return tuple(folded[word] for word in found)
