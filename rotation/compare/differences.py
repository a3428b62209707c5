"""Where plans differ: person by person, and post by post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rotation.compare.judged import Judged
from rotation.domain.placement import Placement, placement
from rotation.domain.scenario import Scenario


@dataclass(frozen=True)
class CadreDifference:
    """A cadre with whom the plans do different things; post_id is the present post."""

    cadre_id: str
    post_id: str | None
    placements: tuple[Placement, ...]


@dataclass(frozen=True)
class PostDifference:
    """A post that the plans end with different holders; now: who holds it at present."""

    post_id: str
    now: tuple[str, ...]
    holders: tuple[tuple[str, ...], ...]


def cadre_differences(scenario: Scenario, plans: Sequence[Judged]) -> tuple[CadreDifference, ...]:
    """Only those who differ, in the roster's order."""
    found = []
    for cadre in scenario.roster.cadres:
        each = tuple(placement(judged.plan.action_of[cadre.cadre_id]) for judged in plans)
        if len(set(each)) > 1:
            found.append(CadreDifference(cadre.cadre_id, cadre.post_id, each))
    return tuple(found)


def post_differences(scenario: Scenario, plans: Sequence[Judged]) -> tuple[PostDifference, ...]:
    """Only those that differ, in the roster's order; and who holds them under each plan."""
    present = scenario.roster.present_holders
    found = []
    for post in scenario.roster.posts:
        each = tuple(judged.plan.holders.get(post.post_id, ()) for judged in plans)
        if len(set(each)) > 1:
            now = tuple(cadre.cadre_id for cadre in present.get(post.post_id, ()))
            found.append(PostDifference(post.post_id, now, each))
    return tuple(found)
