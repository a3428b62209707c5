"""A small program about some of the cadres: all that they may do, while the others stay or leave.

It decides the same questions as the whole as long as no case of the others is kept: staying,
leaving and doing as a published plan said give way as much as anything else would. Its seats can be
opened, to see which of them count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rotation.assemble.assemble import Assembled
from rotation.model.program import Ints, Program

SEATS = "seats"


@dataclass(frozen=True)
class Part:
    """assembled: the small program. place: for every column of the whole program its place in the
    small one, -1 for none. seats: by post id the columns that hold its seats when at zero."""

    assembled: Assembled
    place: Ints
    seats: dict[str, Ints]

    @cached_property
    def all_seats(self) -> Ints:
        """The columns that hold the seats of every post when at zero."""
        return np.concatenate([np.empty(0, dtype=np.int64), *self.seats.values()])

    def posts_open(self, barred: Ints) -> set[str]:
        """Posts that somebody may hold with these columns at zero."""
        board = self.assembled.board
        closed = np.isin(board.seats.row, barred)
        posts = board.facts.scenario.roster.posts
        return {posts[place].post_id for place in board.seats.post[~closed]}

    def columns(self, whole: Ints) -> Ints:
        """The places of columns of the whole program, as far as they are in this one."""
        found = self.place[whole]
        return found[found >= 0]


def part_of(assembled: Assembled, cadre_ids: frozenset[str]) -> Part:
    """The program's part about these cadres."""
    board, whole = assembled.board, assembled.program
    about = np.isin(board.cadre, [board.facts.cadre_at[i] for i in sorted(cadre_ids)])
    as_published = board.facts.published.there[board.cadre] & ~board.changed
    keep = about | ~board.placing | as_published
    columns = np.concatenate([np.flatnonzero(keep), np.arange(whole.binaries, whole.size)])
    place = np.full(whole.size, -1)
    place[columns] = np.arange(len(columns))
    program = Program(int(keep.sum()), frozenset({SEATS}))
    _copy_integers(whole, program)
    _copy_rows(whole, program, place)
    seats = _columns_of_seats(program)
    return Part(Assembled(assembled.scenario, board.keep(keep), program), place, seats)


def _copy_integers(whole: Program, part: Program) -> None:
    names = [whole.column_name(column) for column in range(whole.binaries, whole.size)]
    upper = whole.upper[whole.binaries :]
    for run in _runs([rule for rule, _ in names]):
        part.add_integers(names[run.start][0], [key for _, key in names[run]], upper[run])


def _copy_rows(whole: Program, part: Program, place: Ints) -> None:
    """Every row, with the columns that are kept; those of seats with columns that open them."""
    rows = whole.rows
    for run in _runs(rows.rules):
        entries = slice(int(rows.start[run.start]), int(rows.start[run.stop]))
        columns = place[rows.columns[entries]]
        kept = columns >= 0
        part.add_rows(
            rows.rules[run.start],
            rows.keys[run],
            (rows.row_of_entry[entries] - run.start)[kept],
            columns[kept],
            rows.coefficients[entries][kept],
            lower=rows.lower[run],
            upper=rows.upper[run],
        )


def _columns_of_seats(program: Program) -> dict[str, Ints]:
    found: dict[str, list[int]] = {}
    for column in range(program.binaries, program.size):
        rule, key = program.column_name(column)
        if rule == SEATS:
            found.setdefault(str(key[0]), []).append(column)
    return {post_id: np.array(columns) for post_id, columns in found.items()}


def _runs(rules: list[str] | tuple[str, ...]) -> Iterator[slice]:
    """Stretches of equal entries."""
    start = 0
    for end in range(1, len(rules) + 1):
        if end == len(rules) or rules[end] != rules[start]:
            yield slice(start, end)
            start = end
