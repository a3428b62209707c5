"""Leading teams as groups of board entries, for the building side of rules that look at teams.
Teams of units outside the plan are none of them.

Checks do not use this: they find the members of a team in the finished plan by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from rotation.model.board import Board

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Members:
    """Entry i: board row `row[i]` seats `cadre[i]` in team group `group[i]`.

    Who holds several posts of a group is in it once. post: the post held there, the main one first.
    keys: one per group, the unit's id or the kind of unit. seats: one per group, how many seats
    its teams have.
    """

    keys: list[tuple[str]]
    seats: Ints
    group: Ints
    row: Ints
    cadre: Ints
    post: Ints


def of_each_unit(board: Board, seats: int = 1) -> Members:
    """Members of every leading team of at least so many seats; a group per unit."""
    posts, units = board.facts.posts, board.facts.scenario.roster.units
    size = np.zeros(len(units), dtype=np.int64)
    np.add.at(size, posts.unit, posts.headcount * (posts.in_team & ~posts.outside))
    bound = np.flatnonzero(size >= max(seats, 1))
    place = np.full(len(units), -1)
    place[bound] = np.arange(len(bound))
    return _grouped(board, place, [units[u].unit_id for u in bound], posts.in_team)


def of_kind(board: Board, kind: str | None, posts: Bools | None = None) -> Members:
    """Members of all leading teams of one kind of unit (None: of every kind), as one group.

    posts: those looked at, where not all of a team are.
    """
    units = board.facts.scenario.roster.units
    counted = (kind in (None, unit.kind) and not unit.outside for unit in units)
    place = np.array([0 if counts else -1 for counts in counted], dtype=np.int64)
    return _grouped(
        board, place, [kind or "all"], board.facts.posts.in_team if posts is None else posts
    )


def ages(board: Board, members: Members) -> Ints:
    """Full years of age of each entry's cadre."""
    return (board.month - board.facts.cadres.birth[members.cadre]) // 12


def once(row: Ints, group: Ints) -> Ints:
    """The places of the first entry of each row in each group: a person counts once."""
    _, first = np.unique(np.stack([row, group]), axis=1, return_index=True)
    return np.sort(first)


def _grouped(board: Board, place: Ints, names: list[str], counts: Bools) -> Members:
    """Entries in posts that count, of units that have a place (not -1) among `names`."""
    posts, seats = board.facts.posts, board.seats
    at = place[posts.unit[seats.post]]
    entry = np.flatnonzero(counts[seats.post] & (at >= 0))
    if len(board.facts.kept.cadre):
        entry = entry[once(seats.row[entry], at[entry])]
    row = seats.row[entry]
    own = place[posts.unit]
    counted = posts.in_team & (own >= 0)
    size = np.zeros(len(names), dtype=np.int64)
    np.add.at(size, own[counted], posts.headcount[counted])
    return Members(
        seats=size,
        keys=[(name,) for name in names],
        group=at[entry],
        row=row,
        cadre=board.cadre[row],
        post=seats.post[entry],
    )
