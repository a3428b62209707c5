"""Posts grouped by what kin of their holder must not hold, for the building side of the law.

The check does not use this: it asks of one pair of posts at a time (rules.avoidance).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rotation.domain.post import CHIEF_ROLES, Post, Role
from rotation.domain.roster import Roster

Ints = NDArray[np.int64]
_FIELDS_OF_TRUST = frozenset({"personnel", "discipline", "audit", "funds"})


@dataclass(frozen=True)
class PostsApart:
    """group: of each post, -1 for a post that nothing is tied to. Posts of one group are tied to
    the same posts: those of group g to post[start[g]:start[g + 1]]."""

    group: Ints
    start: Ints
    post: Ints

    def tied(self, groups: Ints) -> tuple[Ints, Ints]:
        """The posts tied to each of these groups: numbers of groups, and places of posts."""
        width = self.start[groups + 1] - self.start[groups]
        within = np.arange(int(width.sum())) - np.repeat(np.cumsum(width) - width, width)
        return np.repeat(groups, width), self.post[np.repeat(self.start[groups], width) + within]

    def sparing(self, one: int, other: int) -> PostsApart:
        """The same, but one post (a place) is not tied to that other; not the other way round."""
        if self.group[one] < 0:
            return self
        tied = self.tied(self.group[[one]])[1]
        left = tied[tied != other]
        group = self.group.copy()
        group[one] = len(self.start) - 1
        end = self.start[-1] + len(left)
        return PostsApart(group, np.append(self.start, end), np.append(self.post, left))


def posts_apart(roster: Roster, *, colleagues: bool) -> PostsApart:
    """The groups of a roster. colleagues: any two posts of one unit are tied."""
    links = _Links(roster)
    named = {word: unit.unit_id for unit in roster.units for word in (unit.name, unit.unit_id)}
    for unit_id, posts in roster.posts_of.items():
        if colleagues:
            links.among(posts)
        else:
            _within(links, roster, posts)
        for post in posts:
            for over in {named[word] for word in post.oversees if word in named} - {unit_id}:
                team = [other for other in roster.posts_of.get(over, ()) if other.in_team]
                links.between([post], team)
    return links.groups()


def _within(links: _Links, roster: Roster, posts: Sequence[Post]) -> None:
    """Ties inside one unit."""
    team = [post for post in posts if post.in_team]
    below = [post for post in posts if not post.in_team]
    sections: dict[str, list[Post]] = defaultdict(list)
    for post in below:
        if post.post_id in roster.sections:
            sections[roster.sections[post.post_id]].append(post)
    led = {
        post.post_id
        for members in sections.values()
        if any(member.role is Role.SECTION_HEAD for member in members)
        for post in members
        if post.role is not Role.SECTION_HEAD
    }
    direct = [post for post in below if post.post_id not in led]
    links.among(team)
    links.between(team, [post for post in below if post.fields & _FIELDS_OF_TRUST])
    links.between([post for post in team if post.role in CHIEF_ROLES], direct)
    for members in sections.values():
        links.among(members)
    unit = roster.unit_of_post(posts[0].post_id)
    for leader in posts:
        whole = {unit.unit_id, unit.name} & leader.oversees
        has = [p for p in direct if whole or roster.sections.get(p.post_id) in leader.oversees]
        links.between([leader], has)
        links.among(has)


class _Links:
    """Ties between sets of posts, never pair by pair."""

    def __init__(self, roster: Roster) -> None:
        self._place = {post.post_id: place for place, post in enumerate(roster.posts)}
        self._sets: list[list[int]] = []
        self._tied_to: list[list[int]] = [[] for _ in roster.posts]

    def between(self, some: Sequence[Post], others: Sequence[Post]) -> None:
        """Each of some posts is tied to each of others."""
        if some and others:
            self._add(some, others)
            self._add(others, some)

    def among(self, posts: Sequence[Post]) -> None:
        """Each of these posts is tied to each, and to itself if it has several seats."""
        if sum(post.headcount for post in posts) > 1:
            self._add(posts, posts)

    def _add(self, some: Sequence[Post], others: Sequence[Post]) -> None:
        for post in some:
            self._tied_to[self._place[post.post_id]].append(len(self._sets))
        self._sets.append([self._place[post.post_id] for post in others])

    def groups(self) -> PostsApart:
        number = {tied: i for i, tied in enumerate(dict.fromkeys(map(tuple, self._tied_to)))}
        posts = [sorted({p for one in tied for p in self._sets[one]}) for tied in number]
        alone = number.get((), -1)
        group = np.array([number[tuple(tied)] for tied in self._tied_to], dtype=np.int64)
        return PostsApart(
            group=np.where(group == alone, -1, group),
            start=np.concatenate([[0], np.cumsum([len(p) for p in posts])]).astype(np.int64),
            post=np.array([p for of_group in posts for p in of_group], dtype=np.int64),
        )
