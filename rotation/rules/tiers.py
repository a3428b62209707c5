"""Goals put into their order of importance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rotation.domain.scenario import GoalChoice

Goals = tuple[GoalChoice, ...]
OFF = 0
"""The place of a goal that is not striven for."""


def placed(goals: Goals, code: str, place: int) -> Goals:
    """The goals with one of them elsewhere; it may have been off.

    place: 2 n into tier n, 2 n - 1 into a new one before it, `OFF`: no longer striven for.
    """
    own = next((goal for goal in goals if goal.code == code), GoalChoice(code, 0))
    others = [replace(goal, tier=2 * goal.tier) for goal in goals if goal.code != code]
    return numbered(others if place == OFF else [*others, replace(own, tier=place)])


def switched_on(goals: Goals, code: str) -> Goals:
    """The goals with one more, in a last tier of its own."""
    return placed(goals, code, 2 * max((goal.tier for goal in goals), default=0) + 1)


def numbered(goals: Iterable[GoalChoice]) -> Goals:
    """The goals in the order of their tiers, which count from 1 without a gap."""
    ordered = sorted(goals, key=lambda goal: goal.tier)
    found = sorted({goal.tier for goal in ordered})
    tiers = {tier: place for place, tier in enumerate(found, start=1)}
    return tuple(replace(goal, tier=tiers[goal.tier]) for goal in ordered)
