"""Who sits where before and after a plan, unit by unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario


@dataclass(frozen=True)
class Seats:
    """A post with its holders today and at the end of a plan, by id. empty: seats left then."""

    post_id: str
    now: tuple[str, ...]
    then: tuple[str, ...]
    empty: int

    @property
    def changed(self) -> bool:
        return set(self.now) != set(self.then)


def seats_of(scenario: Scenario, plan: Plan) -> Mapping[str, tuple[Seats, ...]]:
    """The posts of every unit that has some, the leading team's first, in the roster's order."""
    roster = scenario.roster
    found: dict[str, tuple[Seats, ...]] = {}
    for unit in roster.units:
        posts = sorted(roster.posts_of.get(unit.unit_id, ()), key=lambda post: not post.in_team)
        if posts:
            found[unit.unit_id] = tuple(
                _seats(scenario, plan.holders.get(post.post_id, ()), post.post_id) for post in posts
            )
    return found


def _seats(scenario: Scenario, then: tuple[str, ...], post_id: str) -> Seats:
    present = scenario.roster.present_holders.get(post_id, ())
    empty = max(scenario.roster.post[post_id].headcount - len(then), 0)
    return Seats(post_id, tuple(cadre.cadre_id for cadre in present), then, empty)
