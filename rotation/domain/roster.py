"""The roster: units, posts, cadres and the department's own ratings, looked up by id."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from rotation.domain.action import Action
from rotation.domain.cadre import Cadre
from rotation.domain.codes import table
from rotation.domain.evidence import Evidence
from rotation.domain.post import Post, Role, section_in
from rotation.domain.unit import Unit


class Fit(NamedTuple):
    """A department's own rating (0 to 100) of a cadre for a post; replaces the computed one.

    A tuple, as there may be hundreds of thousands.
    """

    cadre_id: str
    post_id: str
    fit: int
    source: str | None = None


@dataclass(frozen=True)
class Kinship:
    """`relative_id` is the `relation` (GB/T 4761 code) of `cadre_id`, who lists it."""

    relation: str
    cadre_id: str
    relative_id: str


@dataclass(frozen=True)
class Roster:
    """All persons and posts, each in the order of its table. Ids are unique and references hold.

    as_read: the roster of the tables, where evidence has changed what stands here. coming: who is
    in the table of cadres but comes later.
    """

    units: tuple[Unit, ...]
    posts: tuple[Post, ...]
    cadres: tuple[Cadre, ...]
    fits: tuple[Fit, ...] = field(default=())
    evidence: Evidence = field(default=Evidence())
    as_read: Roster | None = None
    coming: tuple[Cadre, ...] = ()

    def on(self, day: dt.date) -> Roster:
        """The roster on a day: who has come by then is among the cadres, and who has not is not."""
        later = tuple(c for c in self.listed if c.comes_on is not None and c.comes_on > day)
        if later == self.coming:
            return self
        here = tuple(c for c in self.listed if c not in later)
        return replace(self, cadres=here, coming=later)

    @property
    def listed(self) -> tuple[Cadre, ...]:
        """Everybody in the table of cadres, who comes later too."""
        return (*self.cadres, *self.coming)

    @property
    def read(self) -> Roster:
        """As the tables say, before evidence was weighed: what is written back."""
        return self if self.as_read is None else self.as_read

    @cached_property
    def unit(self) -> Mapping[str, Unit]:
        return {u.unit_id: u for u in self.units}

    @cached_property
    def post(self) -> Mapping[str, Post]:
        return {p.post_id: p for p in self.posts}

    @cached_property
    def cadre(self) -> Mapping[str, Cadre]:
        return {c.cadre_id: c for c in self.cadres}

    @cached_property
    def posts_of(self) -> Mapping[str, tuple[Post, ...]]:
        """Posts by unit id, in table order."""
        found: dict[str, list[Post]] = defaultdict(list)
        for post in self.posts:
            found[post.unit_id].append(post)
        return {unit_id: tuple(posts) for unit_id, posts in found.items()}

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """The section of each post below a leading team that belongs to one, by post id.

        As the table says, or else the title. A unit that names no section and has one section
        head's post is one section, by the unit's name.
        """
        found: dict[str, str] = {}
        for unit_id, posts in self.posts_of.items():
            below = [post for post in posts if not post.in_team]
            named = {post.post_id: post.section or section_in(post.title) for post in below}
            heads = sum(post.role is Role.SECTION_HEAD for post in below)
            if heads == 1 and not any(named.values()):
                named = dict.fromkeys(named, self.unit[unit_id].name)
            found |= {post_id: section for post_id, section in named.items() if section}
        return found

    @cached_property
    def present_holders(self) -> Mapping[str, tuple[Cadre, ...]]:
        """Who holds each post before any plan, by post id, in table order; no key for vacancies."""
        found: dict[str, list[Cadre]] = defaultdict(list)
        for cadre in self.cadres:
            for post_id in cadre.held_post_ids:
                found[post_id].append(cadre)
        return {post_id: tuple(cadres) for post_id, cadres in found.items()}

    def sitting_in(self, posts: Iterable[Post]) -> tuple[Cadre, ...]:
        """Who holds one of these posts or several before any plan, each once."""
        held = (c for post in posts for c in self.present_holders.get(post.post_id, ()))
        return tuple({cadre.cadre_id: cadre for cadre in held}.values())

    def posts_left(self, action: Action) -> tuple[Post, ...]:
        """The posts that a cadre holds now and no longer under a plan, the main one first."""
        held = self.cadre[action.cadre_id].held_post_ids
        return tuple(self.post[i] for i in held if i not in action.held_post_ids)

    @cached_property
    def fit(self) -> Mapping[tuple[str, str], int]:
        """The department's ratings by (cadre id, post id)."""
        return {(f.cadre_id, f.post_id): f.fit for f in self.fits}

    @cached_property
    def kin_pairs(self) -> Mapping[tuple[str, str], Kinship]:
        """Kinship by pair of cadre ids (in table order), where it calls for avoidance.

        A kinship may be listed by either of the two; GB/T 4761 code 99 and distant kin are left
        out. Where both list one, the first row counts.
        """
        kin = table("kinship")
        place = {cadre.cadre_id: i for i, cadre in enumerate(self.cadres)}
        pairs: dict[tuple[str, str], Kinship] = {}
        for cadre in self.cadres:
            for relative in cadre.relatives:
                other = relative.relative_id
                if other is None or kin.get(relative.relation, "kin") == "none":
                    continue
                pair = sorted((cadre.cadre_id, other), key=place.__getitem__)
                found = Kinship(relative.relation, cadre.cadre_id, other)
                pairs.setdefault((pair[0], pair[1]), found)
        return pairs

    def unit_of_post(self, post_id: str) -> Unit:
        return self.unit[self.post[post_id].unit_id]

    def post_name(self, post_id: str) -> str:
        """Unit and title of a post, as they stand in a sentence."""
        unit, title = self.unit_of_post(post_id).name, self.post[post_id].title
        return f"{unit} {title}" if unit.isascii() else f"{unit}{title}"

    def unit_of_cadre(self, cadre_id: str) -> Unit | None:
        post_id = self.cadre[cadre_id].post_id
        return None if post_id is None else self.unit_of_post(post_id)
