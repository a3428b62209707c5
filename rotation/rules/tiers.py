"""Goals moved up and down in their order of importance, one step at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rotation.domain.scenario import GoalChoice

Goals = tuple[GoalChoice, ...]


def raised(goals: Goals, code: str) -> Goals:
    """The goals with one of them a step more important, tiers counted from 1.

    Out of a tier that it shares it goes into one of its own just before; from a tier of its own
    into the one before. What stands alone at the top stays.
    """
    return _shifted(goals, code, -1)


def lowered(goals: Goals, code: str) -> Goals:
    """The goals with one of them a step less important (see `raised`)."""
    return _shifted(goals, code, +1)


def switched_on(goals: Goals, code: str) -> Goals:
    """The goals with one more, in a last tier of its own."""
    last = max((goal.tier for goal in goals), default=0)
    return numbered([*goals, GoalChoice(code, last + 1)])


def numbered(goals: Iterable[GoalChoice]) -> Goals:
    """The goals in the order of their tiers, which count from 1 without a gap."""
    ordered = sorted(goals, key=lambda goal: goal.tier)
    tiers = {tier: place for place, tier in enumerate(_tiers(ordered), start=1)}
    return tuple(replace(goal, tier=tiers[goal.tier]) for goal in ordered)


def _shifted(goals: Goals, code: str, step: int) -> Goals:
    goal = next(goal for goal in goals if goal.code == code)
    tiers = _tiers(goals)
    shared = sum(other.tier == goal.tier for other in goals) > 1
    place = tiers.index(goal.tier)
    if shared:
        # Tiers are doubled, so that there is room for a new one between any two.
        target = 2 * goal.tier + step
    elif 0 <= place + step < len(tiers):
        target = 2 * tiers[place + step]
    else:
        return numbered(goals)
    moved = [
        replace(other, tier=target if other.code == code else 2 * other.tier) for other in goals
    ]
    return numbered(moved)


def _tiers(goals: Sequence[GoalChoice]) -> list[int]:
    return sorted({goal.tier for goal in goals})
