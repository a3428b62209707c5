"""Collects every problem of an input, so that all of them are told at once."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from rotation.domain.calendar import Month
from rotation.domain.problem import Problem
from rotation.errors import InvalidInput
from rotation.io.tables import TABLES

_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_ORDER = {table.id: place for place, table in enumerate(TABLES)}

MOST_SUGGESTIONS = 200
"""How many misspelt ids get a suggestion; a search through a long list is slow, and a file with
more unknown ids than this has another fault."""

MOST_ALIKE = 200
"""So many faults of a kind in a column are told one by one; of the others how many there are."""

MOST_FAULTS = 10_000
"""So many are found; a file with more is not the one that was meant, and is not read further."""

MOST_SHOWN = 500
"""So many characters of what stands somewhere are shown."""


class Refused(Exception):  # noqa: N818 - what happened, not an error of ours
    """A cell, a file or a part of it cannot be used; the reader adds where it stands.

    code: message `problem.<code>`. values: what the message names.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Vocabulary:
    """The words that there are, to find those which a misspelt one is most like."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self.suggested: dict[str, tuple[str, ...]] = {}

    @cached_property
    def by_bare(self) -> Mapping[str, tuple[str, ...]]:
        """The words by what is left of them without leading zeros."""
        found: dict[str, tuple[str, ...]] = {}
        for word in self.words:
            found[_bare(word)] = (*found.get(_bare(word), ()), word)
        return found


class ProblemList:
    """The problems found so far, in the order of finding."""

    def __init__(self) -> None:
        self.errors: list[Problem] = []
        self.notices: list[Problem] = []
        self.as_typed: dict[tuple[str, int | None, str | None], str] = {}
        """What was typed where a day number was read: faults of the date show it."""
        self._told: set[tuple[str, str, str | None, str | None]] = set()
        self._searches = 0

    def error(
        self,
        code: str,
        table: str,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
        **values: object,
    ) -> None:
        text, typed = _shown(value), self.as_typed.get((table, row, column))
        if typed is not None and text is not None:
            text = f"{typed} = {text}"
        self._keep(Problem(code, table, row, column, text, values))

    def _keep(self, error: Problem) -> None:
        self.errors.append(error)
        if len(self.errors) == MOST_FAULTS:
            self.errors.append(
                Problem("too_many_faults", error.table, values={"most": MOST_FAULTS})
            )
            self.stop_on_errors()

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
        self._keep(Problem(refused.code, table, row, column, text, refused.values))

    def take(self, problems: Iterable[Problem]) -> None:
        """Add problems that somebody else found."""
        for problem in problems:
            if problem.severity == "notice":
                self.notices.append(problem)
            else:
                self._keep(problem)

    def nearest(self, word: str, known: Iterable[str] | Vocabulary) -> tuple[str, ...]:
        """The known word most like `word`, as a tuple of one; empty if none is like it.

        Words that differ in leading zeros alone come first, all of them: spreadsheets drop zeros.
        known: of many words that many rows are held against, a Vocabulary, made once.
        """
        if self._searches >= MOST_SUGGESTIONS and not isinstance(known, Vocabulary):
            return ()
        words = known if isinstance(known, Vocabulary) else Vocabulary(known)
        if zeros := words.by_bare.get(_bare(word)):
            return zeros
        if word not in words.suggested:
            if self._searches >= MOST_SUGGESTIONS:
                return ()
            self._searches += 1
            words.suggested[word] = nearest(word, words.words, 1)
        return words.suggested[word]

    def stop_on_errors(self) -> None:
        """Raise InvalidInput with errors and notices if there is an error.

        Faults of files come first, then table by table and row by row.
        """
        if self.errors:
            errors = first_of_each(sorted(self.errors, key=_place))
            raise InvalidInput((*errors, *self.notices))


def first_of_each(errors: Iterable[Problem]) -> list[Problem]:
    """The first faults of every kind, then how many more there are of it: hundreds of thousands
    would take long to word, and nobody would read them."""
    found: Counter[tuple[str, str, str | None]] = Counter()
    told = []
    for error in errors:
        # a fault of a cell is of its column's kind; without a row, each may name a key of its own
        kind = (error.code, error.table, None if error.row is None else error.column)
        found[kind] += 1
        if found[kind] <= MOST_ALIKE:
            told.append(error)
    return told + [
        Problem("more_alike", table, None, column, values={"more": count - MOST_ALIKE})
        for (_, table, column), count in found.items()
        if count > MOST_ALIKE
    ]


def ranges(numbers: Iterable[int]) -> tuple[str, ...]:
    """Numbers in rising order with runs as one: 3, 5, 6, 7 are "3" and "5–7"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return tuple(f"{low}" if low == high else f"{low}–{high}" for low, high in runs)


def _shown(value: object) -> str | None:
    if isinstance(value, Month):
        return f"{value.year}.{value.month:02d}"
    text = None if value is None else str(value)
    return text if text is None or len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


def _place(problem: Problem) -> tuple[int, int]:
    order = _ORDER.get(problem.table, -1)
    return order, problem.row or 0


def _bare(word: str) -> str:
    """A word whose numbers have no leading zeros: 2 for 002, c1 for C0001."""
    return _ZEROS.sub("", unicodedata.normalize("NFKC", word).casefold())


def nearest(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Up to `most` known words that look like `word`, the likeliest first."""
    folded = {k.casefold(): k for k in known}
    found = difflib.get_close_matches(word.casefold(), folded, n=most, cutoff=0.5)
    return tuple(folded[word] for word in found)
