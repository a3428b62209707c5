"""The board: every candidate action as one row of a columnar table.

A row is (cadre, action, destination); staying and leaving are rows too. Rows are kept in the order
of cadres.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rotation.domain.action import MOVING, PLACING, ActionKind
from rotation.domain.category import Category
from rotation.model.facts import Facts, Ints
from rotation.model.pairs import Pairs

Bools = NDArray[np.bool_]
KINDS: tuple[ActionKind, ...] = tuple(ActionKind)
_KIND_AT = {kind: i for i, kind in enumerate(KINDS)}


def _kind_mask(kinds: frozenset[ActionKind]) -> Bools:
    return np.array([kind in kinds for kind in KINDS])


@dataclass(frozen=True)
class Seats:
    """Who sits where: one entry per post that a row's cadre holds, the main ones first."""

    row: Ints
    post: Ints


@dataclass(frozen=True, eq=False)
class Board:
    """Candidate rows as parallel arrays; `to_post` is -1 for rows that end in no post.

    breaches: for laws that are priced instead of forbidden, the rows that break them.
    """

    facts: Facts
    cadre: Ints
    kind: Ints
    to_post: Ints
    breaches: dict[str, Bools] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.cadre)

    def is_kind(self, *kinds: ActionKind) -> Bools:
        return _kind_mask(frozenset(kinds))[self.kind]

    def is_category(self, *categories: Category) -> Bools:
        """Rows whose cadre falls in one of these transfer categories."""
        return self.facts.is_category(*categories)[self.cadre]

    @cached_property
    def placing(self) -> Bools:
        """Rows that put the cadre into a post new to them."""
        return _kind_mask(PLACING)[self.kind]

    @cached_property
    def moving(self) -> Bools:
        """Rows that change something by the plan's own doing: not staying, not retiring."""
        return _kind_mask(MOVING)[self.kind]

    @cached_property
    def counted(self) -> Bools:
        """Rows of cadres whom goals count: those who are not in other hands."""
        return ~self.facts.cadres.outside[self.cadre]

    @cached_property
    def from_post(self) -> Ints:
        return self.facts.cadres.post[self.cadre]

    @cached_property
    def from_unit(self) -> Ints:
        return self.facts.cadres.unit[self.cadre]

    @cached_property
    def to_unit(self) -> Ints:
        """Unit of the destination, -1 where there is none."""
        return np.where(self.to_post >= 0, self.facts.posts.unit[self.to_post], -1)

    @cached_property
    def level_step(self) -> Ints:
        """Levels down (positive) or up (negative) from the cadre's level; 0 for non-placing."""
        step = self.facts.posts.level[self.to_post] - self.facts.cadres.level[self.cadre]
        return np.where(self.placing, step, 0)

    @cached_property
    def month(self) -> int:
        """Index of the month to which tenure and age are counted."""
        return self.facts.scenario.month.index

    @cached_property
    def held_post(self) -> Ints:
        """The main post that the row's cadre then holds, -1 for none."""
        return np.where(self.is_kind(ActionKind.STAY), self.from_post, self.to_post)

    @cached_property
    def seats(self) -> Seats:
        row = np.flatnonzero(self.held_post >= 0)
        place, beside = self.rows_of(self.facts.kept.cadre)
        stays = self.is_kind(ActionKind.STAY)[beside]
        return Seats(
            np.concatenate([row, beside[stays]]),
            np.concatenate([self.held_post[row], self.facts.kept.post[place[stays]]]),
        )

    @cached_property
    def place(self) -> dict[tuple[int, int, int], int]:
        """Rows by cadre, kind and end."""
        keys = zip(self.cadre.tolist(), self.kind.tolist(), self.to_post.tolist(), strict=True)
        return {key: row for row, key in enumerate(keys)}

    def rows_of(self, cadres: Ints) -> tuple[Ints, Ints]:
        """Every row of each of these cadres: the place in `cadres`, and the row."""
        first, end = np.searchsorted(self.cadre, [cadres, cadres + 1])
        width = end - first
        skipped = first - (np.cumsum(width) - width)
        place = np.repeat(np.arange(len(cadres)), width)
        return place, np.arange(len(place)) + skipped[place]

    def holding(self, post: int | None) -> Bools:
        """Rows whose cadre then holds a post, as the main one or beside it."""
        held = np.asarray(self.held_post == post)
        held[self.seats.row[self.seats.post == post]] = True
        return held

    def leaving(self, posts: Bools) -> Bools:
        """Rows that leave one of these posts, held as the main one or beside it, by moving."""
        held, wanted = self.facts.held, posts[self.facts.held.post]
        place, row = self.rows_of(held.cadre[wanted])
        left = np.zeros(len(self), dtype=np.bool_)
        left[row[self.to_post[row] != held.post[wanted][place]]] = True
        return np.asarray(left & ~self.is_kind(ActionKind.STAY))

    @cached_property
    def changed(self) -> Bools:
        """Rows that do otherwise with their cadre than the published plan; none without one."""
        published = self.facts.published
        same = self.held_post == published.post[self.cadre]
        same &= (self.held_post >= 0) | (self.kind == published.kind[self.cadre])
        return np.asarray(published.there[self.cadre] & ~same)

    def waived_rows(self, code: str) -> Bools:
        """Rows that a decision exempts from a law: all of a cadre's, or those ending in a post."""
        facts = self.facts
        waived = np.zeros(len(self), dtype=np.bool_)
        for rule, cadre_id, post_id in facts.scenario.waived:
            if rule != code:
                continue
            rows = self.cadre == facts.cadre_at[cadre_id]
            if post_id is not None:
                rows &= self.held_post == facts.post_at[post_id]
            waived |= rows
        return waived

    def waived_seats(self, code: str) -> Bools:
        """Seats that a decision exempts from a law: all of a waived row's, or those in a post that
        is held beside the main one."""
        facts, seats = self.facts, self.seats
        waived = self.waived_rows(code)[seats.row]
        for rule, cadre_id, post_id in facts.scenario.waived:
            if rule == code and post_id is not None:
                mine = self.cadre[seats.row] == facts.cadre_at[cadre_id]
                waived |= mine & (seats.post == facts.post_at[post_id])
        return waived

    def keep(self, mask: Bools) -> Board:
        """The board with only the rows where `mask` holds."""
        return Board(
            self.facts,
            self.cadre[mask],
            self.kind[mask],
            self.to_post[mask],
            {code: breach[mask] for code, breach in self.breaches.items()},
        )


def every_action(facts: Facts, cadres: Ints, retiring: Bools, pairs: Pairs | None = None) -> Board:
    """All actions one could think of for some cadres, before any law has spoken.

    cadres: places in the cadres table, ascending. retiring: for every cadre of the roster whether
    they must retire; only those may. pairs: the placings to look at, every one if not given.
    """
    post = facts.cadres.post[cadres]
    stay = np.where(post >= 0, _KIND_AT[ActionKind.STAY], _KIND_AT[ActionKind.POOL])
    parts = [
        (cadres, stay, np.full(len(cadres), -1)),
        _leaving(cadres[post >= 0], ActionKind.RELEASE),
        _leaving(cadres[retiring[cadres]], ActionKind.RETIREMENT),
        _placings(facts, *(pairs or Pairs.all(facts)).of(cadres)),
    ]
    cadre, kind, to_post = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(cadre, kind="stable")
    return Board(facts, cadre[order], kind[order], to_post[order])


def _leaving(cadres: Ints, kind: ActionKind) -> tuple[Ints, Ints, Ints]:
    size = len(cadres)
    return cadres, np.full(size, _KIND_AT[kind]), np.full(size, -1)


def _placings(facts: Facts, cadre: Ints, to_post: Ints) -> tuple[Ints, Ints, Ints]:
    """Each cadre into their post of these pairs, but not into the one they hold."""
    new = facts.cadres.post[cadre] != to_post
    cadre, to_post = cadre[new], to_post[new]
    return cadre, facts.placing_kinds(cadre, to_post), to_post
