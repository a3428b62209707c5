"""What an import tells: what was taken, what was not, what is in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rotation.domain.problem import Problem
from rotation.errors import InvalidInput
from rotation.intake.forms import Form
from rotation.intake.keys import masked
from rotation.intake.mapping import Reading
from rotation.io.report import MOST_FAULTS, first_of_each


@dataclass(frozen=True)
class Source:
    """A sheet of a file. title: what its names and the rows above its headings say. words: its
    headings by field. files: the file of every row, where each is one of its own."""

    place: str
    form: Form
    title: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[str] = ()

    def at(self, row: int | None) -> tuple[str, int | None]:
        """The place of a row, and its number there."""
        if row is None or not 2 <= row <= len(self.files) + 1:
            return self.place, row
        return self.files[row - 2], None

    def heading(self, field_: str | None) -> str | None:
        """The column of a field; a unit, a title or a rank without one stands in 现任职务."""
        return None if field_ is None else self.words.get(field_) or self.words.get("held")


@dataclass(frozen=True, eq=False)
class Line:
    """A row of a sheet: its values by field."""

    source: Source
    row: int
    values: Mapping[str, Any]

    def get(self, field_: str) -> Any:
        return self.values.get(field_)

    @property
    def file(self) -> str:
        """The file that is about this line's person alone; "" in a sheet of many."""
        return self.source.at(self.row)[0] if self.source.files else ""


@dataclass(frozen=True)
class Unread:
    """A column that is not read, and how much stands in it."""

    place: str
    heading: str
    filled: int


@dataclass(frozen=True)
class Gap:
    """A column of the roster that nobody filled: in so many rows of so many. why: a sentence."""

    table: str
    column: str
    rows: int
    of: int
    why: str


@dataclass
class Told:
    """Everything that is told of an import. taken: rows by place and table of the roster. faults:
    what was not understood. doubts: what a person has to decide, with the candidates. notices: the
    rest. pictures: photos, by the names of their files.
    proposals: how sheets may be read that are no paper of ours, also where nothing in them is like
    one. settled: how those are read for which that is settled. open: columns of known papers that
    are not read, which may be settled. lines: rows that were read."""

    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    forms: dict[str, str] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    proposals: dict[str, Reading] = field(default_factory=dict)
    settled: dict[str, Reading] = field(default_factory=dict)
    open: dict[str, Reading] = field(default_factory=dict)
    lines: int = 0

    def fold(self) -> None:
        """Of what is alike in a column of a sheet, keep the first, and how many more there are."""
        self.faults, self.doubts = first_of_each(self.faults), first_of_each(self.doubts)
        self.notices = first_of_each(self.notices)

    @property
    def likely(self) -> dict[str, Reading]:
        """The proposals that say something."""
        return {place: each for place, each in self.proposals.items() if each.reads_something}

    def to_settle(self, before: Sequence[Reading]) -> list[Reading]:
        """What is to be written down so that it can be settled. before: what is there already."""
        listed = {(each.paper, heading) for each in before for heading in each.columns}
        new = list(self.likely.values())
        for each in (*self.open.values(), *self.settled.values()):
            left = {h: said for h, said in each.columns.items() if (each.paper, h) not in listed}
            listed |= {(each.paper, heading) for heading in left}
            if left and not any(left.values()):
                new.append(replace(each, columns=left))
        return new

    def take(self, line: Line, table: str) -> None:
        """Count a row that gave the roster something."""
        self.taken[line.source.place, table] += 1

    def fault(
        self, code: str, line: Line, field_: str | None, value: object = None, **facts: object
    ) -> None:
        self.faults.append(problem(code, line, field_, value, facts))
        self._stop(line)

    def doubt(
        self, code: str, line: Line, field_: str | None, value: object = None, **facts: object
    ) -> None:
        self.doubts.append(problem(code, line, field_, value, facts))
        self._stop(line)

    def _stop(self, line: Line) -> None:
        """Raise InvalidInput where more is wrong than in files that are what they should be."""
        if len(self.faults) + len(self.doubts) >= MOST_FAULTS:
            told = [*self.faults, *self.doubts]
            stop = Problem("too_many_faults", line.source.place, values={"most": MOST_FAULTS})
            raise InvalidInput([*first_of_each(told), stop])

    def notice(
        self, code: str, line: Line, field_: str | None, value: object = None, **facts: object
    ) -> None:
        """Of many files the same is told once."""
        said = problem(code, line, field_, value, facts)
        if line.source.files:
            said = replace(said, table=line.source.place)
        self.notices.append(replace(said, severity="notice"))


def problem(
    code: str, line: Line, field_: str | None, value: object, facts: Mapping[str, object]
) -> Problem:
    """Something about a cell; an ID number is never shown whole."""
    text = None if value is None else str(value)
    if field_ == "id_card" and text is not None:
        text = masked(text)
    place, row = line.source.at(line.row)
    return Problem(code, place, row, line.source.heading(field_), text, facts)
