"""A scenario in the making: units and posts, people drawn for them, then changed by hand.

Posts are named as a planner reads them, "unit/title"; of posts with one title the first is meant,
unless a number says which ("云溪镇/副镇长#2").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from rotation.domain.cadre import Gender
from rotation.domain.calendar import Month
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.post import Post
from rotation.domain.roster import Fit, Roster
from rotation.domain.unit import Unit
from rotation.generate.catalogue import Organ
from rotation.generate.county import Made, as_unit, draw_all, posts_by_unit, with_quotas
from rotation.generate.draft import Draft
from rotation.generate.people import cadres, seated

OF_WOMEN = ("women_federation",)
OF_YOUTH = ("youth_league",)
YOUTH_AGE = 35
"""Whoever newly takes a post of the Youth League is no older."""


def fitted(organ: Organ, post: Post) -> Post:
    """With what the organ asks of whoever leads it."""
    if organ.key in OF_WOMEN:
        return replace(post, sex=Gender.FEMALE)
    return replace(post, max_age=YOUTH_AGE) if organ.key in OF_YOUTH else post


def years(count: int, months: int = 0) -> int:
    """So many years and months, in months."""
    return 12 * count + months


class Stage:
    """Units, posts and drafts of one scenario."""

    def __init__(self, seed: str, date: dt.date) -> None:
        self.rng = Random(seed)
        self.date = date
        self.now = Month.of(date)
        self.units: list[Unit] = []
        self.posts: list[Post] = []
        self.drafts: list[Draft] = []
        self.fits: list[Fit] = []
        self.decisions: list[Decision] = []

    def add_unit(
        self, organ: Organ, posts: Callable[[Organ, str], list[Post]], **facts: Any
    ) -> Unit:
        """A unit with the posts that `posts` makes for the organ and the unit's id."""
        unit = as_unit(organ, f"U{len(self.units) + 1:03d}")
        unit = replace(unit, **facts)
        self.units.append(unit)
        self.posts += posts(organ, unit.unit_id)
        return unit

    def change_post(self, name: str, **facts: Any) -> None:
        post = self.post(name)
        self.posts[self.posts.index(post)] = replace(post, **facts)

    def post(self, name: str) -> Post:
        """The post of a name. Raises KeyError for a name that nobody has."""
        unit_name, _, rest = name.partition("/")
        title, _, number = rest.partition("#")
        unit_id = next((u.unit_id for u in self.units if u.name == unit_name), None)
        found = [p for p in self.posts if p.unit_id == unit_id and p.title == title]
        if len(found) < int(number or 1):
            raise KeyError(name)
        return found[int(number or 1) - 1]

    def seat(self, vacant: Sequence[str], pool: Sequence[str]) -> None:
        """A draft for every post that is not vacant, then one for each level of the pool."""
        empty = {self.post(name).post_id for name in vacant}
        held = [post for post in self.posts if post.post_id not in empty]
        self.drafts = seated(held, {u.unit_id: u for u in self.units}, self.now, 4)
        for level in pool:
            self.drafts.append(Draft(f"C{len(self.drafts) + 1:04d}", self.now, level))

    def draw(self, pool_notes: Sequence[str]) -> None:
        """Everybody is drawn but families; who is in the pool waits for a reason, in turn."""
        draw_all(self.rng, self.drafts)
        for draft in self.drafts:
            if draft.post is not None and draft.post.sex is not None:
                draft.gender = draft.post.sex
        for number, draft in enumerate(d for d in self.drafts if d.post is None):
            draft.notes = pool_notes[number % len(pool_notes)]

    def draft(self, name: str) -> Draft:
        """Who holds the post of a name; "pool#2" is the second of the pool."""
        if name.startswith("pool#"):
            return [d for d in self.drafts if d.post is None][int(name[5:]) - 1]
        post_id = self.post(name).post_id
        return next(d for d in self.drafts if d.post is not None and d.post.post_id == post_id)

    def change(self, name: str, **facts: Any) -> Draft:
        """Set facts of the draft that holds a post. Raises AttributeError for an unknown fact."""
        draft = self.draft(name)
        for fact, value in facts.items():
            getattr(draft, fact)
            setattr(draft, fact, value)
        return draft

    def decide(
        self, name: str, action: DecisionAction, reason: str, to: str | None = None, **facts: str
    ) -> None:
        """Put a decision on whoever holds a post; `to` names the post it is about. A decision by
        which somebody goes down, or is exempt, names its document."""
        target = None if to is None else self.post(to).post_id
        cadre_id = self.draft(name).cadre_id
        self.decisions.append(
            Decision(
                cadre_id,
                action,
                reason,
                target,
                facts.get("category"),
                facts.get("rule"),
                facts.get("by", "区委组织部部务会"),
                self.date.replace(day=12),
                facts.get("document"),
                facts.get("route"),
            )
        )

    def rate(self, name: str, to: str, fit: int, source: str) -> None:
        self.fits.append(Fit(self.draft(name).cadre_id, self.post(to).post_id, fit, source))

    def made(
        self, native_places: Sequence[str], over_quota: Mapping[str, int] | None = None
    ) -> Made:
        """The finished roster. over_quota: by unit how many deputies there are above approved."""
        own, over = posts_by_unit(self.posts), over_quota or {}
        units = [
            with_quotas(unit, own[unit.unit_id], over=over.get(unit.name, 0)) for unit in self.units
        ]
        people = cadres(self.rng, self.drafts, units, own, native_places)
        roster = Roster(tuple(units), tuple(self.posts), people, tuple(self.fits))
        return Made(roster, tuple(self.decisions))
