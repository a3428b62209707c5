"""Other orders of a scenario's goals, and what a plan records of the one that it was made by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

EXCEPTIONS = "needs_approval"
"""Stands among the goals of a limit for the exceptions from waivable laws that need approval."""


class Rest(StrEnum):
    """The goals that a profile does not name. own: they follow in the scenario's own tiers.
    even: they make one last tier, each weighted by the span of its amounts over other plans."""

    OWN = "own"
    EVEN = "even"


@dataclass(frozen=True)
class Profile:
    """What a plan is to put first. It orders the goals that a scenario has on and adds none.

    name, purpose: by language. order: goal codes by tier. weights: of goals in their tier, the
    scenario's own unless given. focus: without any of these goals the profile says nothing new;
    empty: it always does.
    """

    code: str
    name: Mapping[str, str]
    purpose: Mapping[str, str]
    order: tuple[tuple[str, ...], ...]
    weights: Mapping[str, int] = field(default_factory=dict)
    focus: tuple[str, ...] = ()
    rest: Rest = Rest.OWN


@dataclass(frozen=True)
class RankedGoal:
    """A goal's place in an order."""

    code: str
    tier: int
    weight: int


@dataclass(frozen=True)
class GoalLimit:
    """A goal (or EXCEPTIONS) whose amount stays at `at_most` or less."""

    code: str
    at_most: int


@dataclass(frozen=True)
class PlanProfile:
    """The order of goals that a plan was made by, where it is not the scenario's own, and the
    limits within which it is the best. code: of the profile, or of what made the order."""

    code: str
    name: Mapping[str, str]
    goals: tuple[RankedGoal, ...]
    limits: tuple[GoalLimit, ...] = ()
