"""The board: every candidate action as one row of a columnar table.

A row is (cadre, action, period, destination). Before its period a cadre holds the old post, from
then on the new one; staying and leaving are rows too. Rows are kept in the order of cadres.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rotation.domain.plan import MOVING, PLACING, ActionKind
from rotation.model.facts import Facts, Ints
from rotation.model.pairs import Pairs
from rotation.rules.categories import Category

Bools = NDArray[np.bool_]
KINDS: tuple[ActionKind, ...] = tuple(ActionKind)
_KIND_AT = {kind: i for i, kind in enumerate(KINDS)}


def _kind_mask(kinds: frozenset[ActionKind]) -> Bools:
    return np.array([kind in kinds for kind in KINDS])


@dataclass(frozen=True)
class Seats:
    """Who sits where: one entry per (row, period) in which the row's cadre holds a post."""

    row: Ints
    post: Ints
    period: Ints


@dataclass(frozen=True)
class Board:
    """Candidate rows as parallel arrays; `to_post` is -1 for rows that end in no post.

    breaches: for laws that are priced instead of forbidden, the rows that break them.
    """

    facts: Facts
    cadre: Ints
    kind: Ints
    period: Ints
    to_post: Ints
    breaches: dict[str, Bools] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.cadre)

    @property
    def periods(self) -> int:
        return self.facts.scenario.periods

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
    def month(self) -> Ints:
        """Month index at which the row's action is taken."""
        return self.facts.months()[self.period]

    @cached_property
    def seats(self) -> Seats:
        """Posts held by (row, period)."""
        rows, posts, periods = [], [], []
        remains = self.is_kind(ActionKind.STAY)
        for period in range(self.periods):
            old = remains | (period < self.period)
            post = np.where(old, self.from_post, self.to_post)
            held = np.flatnonzero(post >= 0)
            rows.append(held)
            posts.append(post[held])
            periods.append(np.full(len(held), period))
        return Seats(np.concatenate(rows), np.concatenate(posts), np.concatenate(periods))

    @cached_property
    def changed(self) -> Bools:
        """Rows that do otherwise with their cadre than the published plan; none without one."""
        published = self.facts.published
        ends = np.where(self.is_kind(ActionKind.STAY), self.from_post, self.to_post)
        same = ends == published.post[self.cadre]
        same &= self.period == published.period[self.cadre]
        same &= (ends >= 0) | (self.kind == published.kind[self.cadre])
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
                ends = np.where(self.is_kind(ActionKind.STAY), self.from_post, self.to_post)
                rows &= ends == facts.post_at[post_id]
            waived |= rows
        return waived

    def waived_seats(self, code: str) -> Bools:
        """Seats that a decision exempts from a law: all of a cadre's, or those in one post."""
        facts, seats = self.facts, self.seats
        holder = self.cadre[seats.row]
        waived = np.zeros(len(seats.row), dtype=np.bool_)
        for rule, cadre_id, post_id in facts.scenario.waived:
            if rule != code:
                continue
            mine = holder == facts.cadre_at[cadre_id]
            if post_id is not None:
                mine &= seats.post == facts.post_at[post_id]
            waived |= mine
        return waived

    def keep(self, mask: Bools) -> Board:
        """The board with only the rows where `mask` holds."""
        return Board(
            self.facts,
            self.cadre[mask],
            self.kind[mask],
            self.period[mask],
            self.to_post[mask],
            {code: breach[mask] for code, breach in self.breaches.items()},
        )


def every_action(
    facts: Facts, cadres: Ints, retire_period: Ints, pairs: Pairs | None = None
) -> Board:
    """All actions one could think of for some cadres, before any law has spoken.

    cadres: places in the cadres table, ascending. retire_period: for every cadre of the roster the
    period in which they must retire, -1 for none; only those may retire, and only then. pairs: the
    placings to look at, every one if not given.
    """
    among = (pairs or Pairs.all(facts)).of(cadres)
    post = facts.cadres.post[cadres]
    none = np.full(len(cadres), -1)
    stay = np.where(post >= 0, _KIND_AT[ActionKind.STAY], _KIND_AT[ActionKind.POOL])
    parts = [(cadres, stay, np.zeros(len(cadres), dtype=np.int64), none)]
    for period in range(facts.scenario.periods):
        parts.append(_same(cadres[post >= 0], ActionKind.RELEASE, period))
        parts.append(_same(cadres[retire_period[cadres] == period], ActionKind.RETIREMENT, period))
        parts.append(_placings(facts, *among, period))
    cadre, kind, at, to_post = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(cadre, kind="stable")
    return Board(facts, cadre[order], kind[order], at[order], to_post[order])


def _same(cadres: Ints, kind: ActionKind, period: int) -> tuple[Ints, Ints, Ints, Ints]:
    size = len(cadres)
    return (
        cadres,
        np.full(size, _KIND_AT[kind]),
        np.full(size, period),
        np.full(size, -1),
    )


def _placings(
    facts: Facts, cadre: Ints, to_post: Ints, period: int
) -> tuple[Ints, Ints, Ints, Ints]:
    """Each cadre into their post of these pairs, but not into the one they hold."""
    new = facts.cadres.post[cadre] != to_post
    cadre, to_post = cadre[new], to_post[new]
    step = facts.posts.level[to_post] - facts.cadres.level[cadre]
    kind = np.select(
        [facts.cadres.post[cadre] < 0, step < 0, step > 0],
        [
            _KIND_AT[ActionKind.APPOINTMENT],
            _KIND_AT[ActionKind.PROMOTION],
            _KIND_AT[ActionKind.STEP_DOWN],
        ],
        default=_KIND_AT[ActionKind.TRANSFER],
    )
    return cadre, kind, np.full(len(cadre), period), to_post
