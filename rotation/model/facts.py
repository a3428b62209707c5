"""The roster as numpy columns, one array per fact, in the order of the roster's tables.

Months are month indices (`Month.index`), levels are `level_order`, -1 stands for "none" in every
integer column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rotation.domain.action import ActionKind
from rotation.domain.cadre import Cadre, Gender
from rotation.domain.calendar import Month
from rotation.domain.category import Category, Strength
from rotation.domain.codes import education_order, level_order
from rotation.domain.post import CHIEF_ROLES, DEPUTY_ROLES, RiskGrade, Role
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

CATEGORIES: tuple[Category, ...] = tuple(Category)
STRENGTHS: tuple[Strength, ...] = tuple(Strength)
ROLES: tuple[Role, ...] = tuple(Role)
RISKS = (None, RiskGrade.III, RiskGrade.II, RiskGrade.I)
"""Risk grades ascending; None for a post that is no hot spot."""
GONE = -2
"""The place of a published post that is no longer there: no row of the board ends in it."""


def _month(month: Month | None) -> int:
    return -1 if month is None else month.index


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _bools(values: Sequence[bool]) -> Bools:
    return np.array(values, dtype=np.bool_)


@dataclass(frozen=True)
class CadreFacts:
    """One entry per cadre. `post` and `unit` are places in the posts and units tables. outside:
    serves in a unit outside the plan, or in a post that its own line of authority fills."""

    post: Ints
    unit: Ints
    level: Ints
    level_since: Ints
    birth: Ints
    retires: Ints
    post_since: Ints
    unit_since: Ints
    education: Ints
    fit_points: Ints
    category: Ints
    strength: Ints
    female: Bools
    party_member: Bools
    non_party: Bools
    reserve: Bools
    outside: Bools


@dataclass(frozen=True)
class PostFacts:
    """One entry per post. `risk`: place in RISKS. outside: of a unit outside the plan."""

    unit: Ints
    level: Ints
    role: Ints
    headcount: Ints
    importance: Ints
    min_education: Ints
    hot_spot: Bools
    risk: Ints
    in_team: Bools
    chief: Bools
    deputy: Bools
    front_line: Bools
    must_fill: Bools
    party_member_only: Bools
    reserved_for_non_party: Bools
    outside: Bools


@dataclass(frozen=True)
class Holdings:
    """Who holds which posts: one entry per cadre and post, by their places."""

    cadre: Ints
    post: Ints


@dataclass(frozen=True)
class Ratings:
    """The department's own ratings, one entry per rated pair, ascending by `pair`.

    pair: place of the cadre x number of posts + place of the post. Of several ratings of one pair
    the last one listed stands.
    """

    pair: Ints
    fit: Ints

    def of(self, pair: Ints) -> Ints:
        """The rating of each pair, -1 where there is none."""
        if not len(self.pair):
            return np.full(len(pair), -1)
        at = np.minimum(np.searchsorted(self.pair, pair), len(self.pair) - 1)
        return np.where(self.pair[at] == pair, self.fit[at], -1)


@dataclass(frozen=True)
class PublishedFacts:
    """What the published plan does, one entry per cadre. there: whether it knows the cadre.
    post: where they end, -1 for none, or GONE; kind: place in ActionKind."""

    there: Bools
    post: Ints
    kind: Ints


class Standing(Protocol):
    """A cadre's transfer category, how strongly it asks for a move, and the categories whose
    destinations bind."""

    @property
    def binding(self) -> frozenset[Category]: ...

    @property
    def category(self) -> Category: ...

    @property
    def strength(self) -> Strength: ...


class PlacingKinds(Protocol):
    """What it is for each cadre to take a post: places in ActionKind."""

    def __call__(self, facts: Facts, cadre: Ints, to_post: Ints) -> Ints: ...


class Facts:
    """Columns of a scenario's roster, and the places of its ids."""

    def __init__(
        self, scenario: Scenario, standing: Mapping[str, Standing], placing_kinds: PlacingKinds
    ) -> None:
        """standing: of every cadre, by id; which category they are in, and what it is to take a
        post, is for the rules to say."""
        self.scenario = scenario
        self.standing = standing
        self._placing_kinds = placing_kinds
        roster = scenario.roster
        self.unit_at = {u.unit_id: i for i, u in enumerate(roster.units)}
        self.post_at = {p.post_id: i for i, p in enumerate(roster.posts)}
        self.cadre_at = {c.cadre_id: i for i, c in enumerate(roster.cadres)}

    @cached_property
    def posts(self) -> PostFacts:
        posts = self.scenario.roster.posts
        education = [p.min_education for p in posts]
        return PostFacts(
            unit=_ints([self.unit_at[p.unit_id] for p in posts]),
            level=_ints([level_order(p.level) for p in posts]),
            role=_ints([ROLES.index(p.role) for p in posts]),
            headcount=_ints([p.headcount for p in posts]),
            importance=_ints([p.importance for p in posts]),
            min_education=_ints([-1 if e is None else education_order(e) for e in education]),
            hot_spot=_bools([p.hot_spot for p in posts]),
            risk=_ints([RISKS.index(p.risk_grade) for p in posts]),
            in_team=_bools([p.in_team for p in posts]),
            chief=_bools([p.role in CHIEF_ROLES for p in posts]),
            deputy=_bools([p.role in DEPUTY_ROLES for p in posts]),
            front_line=_bools([p.front_line for p in posts]),
            must_fill=_bools([p.must_fill for p in posts]),
            party_member_only=_bools([p.party_member_only for p in posts]),
            reserved_for_non_party=_bools([p.reserved_for_non_party for p in posts]),
            outside=_bools([self.scenario.roster.unit[p.unit_id].outside for p in posts]),
        )

    @cached_property
    def cadres(self) -> CadreFacts:
        cadres = self.scenario.roster.cadres
        post = _ints([-1 if c.post_id is None else self.post_at[c.post_id] for c in cadres])
        own_line = _bools([p.own_line for p in self.scenario.roster.posts])
        return CadreFacts(
            post=post,
            unit=_place(self.posts.unit, post),
            level=_ints([level_order(c.level) for c in cadres]),
            level_since=_ints([_month(c.level_since) for c in cadres]),
            birth=_ints([c.birth.index for c in cadres]),
            retires=_ints([retires_in(c).index for c in cadres]),
            post_since=_ints([_month(c.post_since) for c in cadres]),
            unit_since=_ints([_month(c.unit_since) for c in cadres]),
            education=_ints([_education(c) for c in cadres]),
            fit_points=_ints([-1 if c.fit_points is None else c.fit_points for c in cadres]),
            category=_ints([CATEGORIES.index(self.standing[c.cadre_id].category) for c in cadres]),
            strength=_ints([STRENGTHS.index(self.standing[c.cadre_id].strength) for c in cadres]),
            female=_bools([c.gender is Gender.FEMALE for c in cadres]),
            party_member=_bools([c.party_member for c in cadres]),
            non_party=_bools([c.non_party for c in cadres]),
            reserve=_bools([c.reserve for c in cadres]),
            outside=_place((self.posts.outside | own_line).astype(np.int64), post) > 0,
        )

    @cached_property
    def concurrent(self) -> Holdings:
        """The posts held beside the main ones before any plan."""
        cadres = self.scenario.roster.cadres
        return self._holdings([(c, each.post_id) for c in cadres for each in c.concurrent])

    @cached_property
    def kept(self) -> Holdings:
        """The concurrent posts of who stays in the main one."""
        cadres, beside = self.scenario.roster.cadres, self.scenario.beside
        holding = [cadre for cadre in cadres if cadre.concurrent]
        return self._holdings([(c, i) for c in holding for i in beside(c.cadre_id, c.post_id)])

    @cached_property
    def held(self) -> Holdings:
        """Every post held before any plan, the main ones first."""
        main, beside = np.flatnonzero(self.cadres.post >= 0), self.concurrent
        return Holdings(
            np.concatenate([main, beside.cadre]),
            np.concatenate([self.cadres.post[main], beside.post]),
        )

    def holds(self, posts: Bools) -> Bools:
        """Cadres who hold one of these posts before any plan."""
        found = np.zeros(len(self.cadre_at), dtype=np.bool_)
        found[self.held.cadre[posts[self.held.post]]] = True
        return found

    def _holdings(self, pairs: Sequence[tuple[Cadre, str]]) -> Holdings:
        return Holdings(
            _ints([self.cadre_at[cadre.cadre_id] for cadre, _ in pairs]),
            _ints([self.post_at[post_id] for _, post_id in pairs]),
        )

    @cached_property
    def ratings(self) -> Ratings:
        fits = self.scenario.roster.fits
        cadre = _ints([self.cadre_at[fit.cadre_id] for fit in fits])
        post = _ints([self.post_at[fit.post_id] for fit in fits])
        latest_first = self.pair(cadre, post)[::-1]
        pair, at = np.unique(latest_first, return_index=True)
        return Ratings(pair, _ints([fit.fit for fit in fits])[::-1][at])

    def is_category(self, *categories: Category) -> Bools:
        """Cadres who fall in one of these transfer categories."""
        wanted = _bools([category in categories for category in CATEGORIES])
        return wanted[self.cadres.category]

    def is_bound(self, category: Category) -> Bools:
        """Cadres whom this category binds, under whatever name they go."""
        cadres = self.scenario.roster.cadres
        return _bools([category in self.standing[c.cadre_id].binding for c in cadres])

    def pair(self, cadre: Ints, post: Ints) -> Ints:
        """One number for each pair of places in the cadres and posts tables."""
        return cadre * len(self.post_at) + post

    @cached_property
    def published(self) -> PublishedFacts:
        known = self.scenario.published or {}
        actions = [known.get(c.cadre_id) for c in self.scenario.roster.cadres]
        ends = [None if a is None else a.post_id for a in actions]
        kinds = list(ActionKind)
        return PublishedFacts(
            there=_bools([a is not None for a in actions]),
            post=_ints([-1 if end is None else self.post_at.get(end, GONE) for end in ends]),
            kind=_ints([-1 if a is None else kinds.index(a.kind) for a in actions]),
        )

    def placing_kinds(self, cadre: Ints, to_post: Ints) -> Ints:
        """The place in ActionKind of each cadre's taking a post other than their own."""
        return self._placing_kinds(self, cadre, to_post)

    @cached_property
    def unit_remote(self) -> Bools:
        return _bools([u.remote for u in self.scenario.roster.units])


def _education(cadre: Cadre) -> int:
    return -1 if cadre.education is None else education_order(cadre.education)


def _place(values: Ints, at: Ints) -> Ints:
    """`values[at]`, with -1 where `at` is -1."""
    return np.where(at >= 0, values[at], -1) if len(values) else np.full(len(at), -1)
