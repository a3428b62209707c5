"""Where a cadre could go before anything is solved, and which laws close the other posts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rotation.assemble.facts import facts_of
from rotation.domain.action import PLACING, ActionKind
from rotation.domain.scenario import Scenario
from rotation.explain.removed import Barrier, Codes, barriers, laws_by_choice
from rotation.model.facts import Facts


@dataclass(frozen=True)
class Destination:
    """A post that is not the cadre's own. laws: codes of the laws that close it; none if open."""

    post_id: str
    kind: ActionKind
    laws: Codes


@dataclass(frozen=True)
class Destinations:
    """Every post but the cadre's own in the order of their table; `barriers`, the law that closes
    most first; `besides`: what may be done with the cadre other than a new post (stay, release,
    retirement, pool). stay: the laws that close staying; None where there is no post to stay in."""

    posts: tuple[Destination, ...]
    barriers: tuple[Barrier, ...]
    besides: tuple[ActionKind, ...]
    stay: Codes | None

    @property
    def open(self) -> tuple[Destination, ...]:
        return tuple(found for found in self.posts if not found.laws)


def destinations(scenario: Scenario, cadre_id: str) -> Destinations:
    """What the laws leave to one cadre, each looked at by itself; laws that may be waived and what
    binds several cadres together (quotas, seats) close nothing here."""
    found = laws_by_choice(_facts(scenario), cadre_id)
    posts = tuple(
        Destination(post_id, kind, laws)
        for (kind, post_id), laws in found.items()
        if post_id is not None and kind in PLACING
    )
    return Destinations(
        posts,
        barriers({destination.post_id: destination.laws for destination in posts}),
        tuple(kind for (kind, post_id), laws in found.items() if kind not in PLACING and not laws),
        next((laws for (kind, _), laws in found.items() if kind is ActionKind.STAY), None),
    )


@lru_cache(maxsize=4)
def _facts(scenario: Scenario) -> Facts:
    return facts_of(scenario)
