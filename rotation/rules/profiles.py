"""Profiles: the goals of a scenario in another order. Those that come along, and the scenario's."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from rotation.domain.profile import EXCEPTIONS, PlanProfile, Profile, RankedGoal, Rest
from rotation.domain.scenario import GoalChoice, Scenario

OWN, ALTERNATIVE, FRONT = "own", "alternative", "front"
RESERVED = (OWN, ALTERNATIVE, FRONT)
"""Codes of plans that no profile made: of the scenario's own order, near it, and on a front."""
_SCALE = 10
"""How finely spans are told apart where goals are weighted by them."""
_MOST_WEIGHT = 1_000_000


@cache
def shipped() -> Mapping[str, Profile]:
    """The profiles that come with the planner, by code."""
    text = resources.files(__package__).joinpath("profiles.toml").read_text(encoding="utf-8")
    return MappingProxyType({code: _profile(code, d) for code, d in tomllib.loads(text).items()})


def _profile(code: str, section: Mapping[str, Any]) -> Profile:
    return Profile(
        code=code,
        name=section["name"],
        purpose=section["purpose"],
        order=tuple(map(tuple, section["order"])),
        weights=section.get("weights", {}),
        focus=tuple(section.get("focus", ())),
        rest=Rest(section.get("rest", Rest.OWN)),
    )


def known_profiles(scenario: Scenario) -> Mapping[str, Profile]:
    """Every profile by code: the scenario's own first; one of them may replace a shipped one."""
    own = {profile.code: profile for profile in scenario.profiles}
    return own | {code: profile for code, profile in shipped().items() if code not in own}


def applies(scenario: Scenario, profile: Profile) -> bool:
    """Whether the scenario has a goal on that the profile is about."""
    return not profile.focus or any(goal.code in profile.focus for goal in scenario.goals)


def order_of(scenario: Scenario, profile: Profile) -> tuple[tuple[str, ...], ...]:
    """The codes of the scenario's goals by tier, as the profile orders them."""
    own = _tiers(scenario.goals)
    on = {code for tier in own for code in tier}
    named = [tuple(code for code in tier if code in on) for tier in profile.order]
    taken = {code for tier in named for code in tier}
    left = [tuple(code for code in tier if code not in taken) for tier in own]
    if profile.rest is Rest.EVEN:
        left = [tuple(code for tier in left for code in tier)]
    return tuple(tier for tier in (*named, *left) if tier)


def _tiers(goals: tuple[GoalChoice, ...]) -> list[tuple[str, ...]]:
    tiers = sorted({goal.tier for goal in goals})
    return [tuple(goal.code for goal in goals if goal.tier == tier) for tier in tiers]


def ranked(
    scenario: Scenario, profile: Profile, spans: Mapping[str, int] | None = None
) -> tuple[RankedGoal, ...]:
    """The scenario's goals, in its order of listing, where the profile puts them.

    spans: by goal, how far apart its amounts are in other plans; for profiles that weigh by them.
    """
    weights = {goal.code: goal.weight for goal in scenario.goals} | dict(profile.weights)
    order = order_of(scenario, profile)
    if profile.rest is Rest.EVEN and order:
        named = {code for tier in profile.order for code in tier}
        weights |= _even({code: (spans or {}).get(code, 0) for code in order[-1]}, named)
    tier_of = {code: place for place, tier in enumerate(order, start=1) for code in tier}
    return tuple(RankedGoal(g.code, tier_of[g.code], weights[g.code]) for g in scenario.goals)


def _even(spans: Mapping[str, int], named: set[str]) -> dict[str, int]:
    """Weights that make one span of every goal count alike; those that were named keep theirs."""
    widest = max([1, *spans.values()])
    return {
        code: min(max(1, round(_SCALE * widest / max(span, 1))), _MOST_WEIGHT)
        for code, span in spans.items()
        if code not in named
    }


def in_order(scenario: Scenario, profile: PlanProfile | None) -> Scenario:
    """The scenario with its goals in the order that a plan was made by. None: its own order.

    A goal that the profile does not name keeps its place; `true_to` tells whether there is one.
    """
    own = scenario.own_goals or scenario.goals
    if profile is None:
        return replace(scenario, goals=own, own_goals=(), profile=None)
    place = {goal.code: goal for goal in profile.goals}
    goals = tuple(
        replace(goal, tier=place[goal.code].tier, weight=place[goal.code].weight)
        if goal.code in place
        else goal
        for goal in own
    )
    return replace(scenario, goals=goals, own_goals=own, profile=profile)


def true_to(scenario: Scenario) -> bool:
    """Whether the order that a plan was made by is what its code says, for this scenario.

    It names each goal that is on once and no other, and limits no other; under the code of a
    profile that is known, the tiers are those of the profile, and the weights where it sets them.
    """
    if scenario.profile is None:
        return True
    own = in_order(scenario, None)
    return not any(_untruths(own, scenario.profile))


def _untruths(own: Scenario, told: PlanProfile) -> Iterator[bool]:
    codes = [goal.code for goal in own.goals]
    yield sorted(goal.code for goal in told.goals) != sorted(codes)
    yield not {limit.code for limit in told.limits} <= {*codes, EXCEPTIONS}
    profile = known_profiles(own).get(told.code)
    if told.code == ALTERNATIVE:
        yield {(g.code, g.tier, g.weight) for g in told.goals} != {
            (g.code, g.tier, g.weight) for g in own.goals
        }
    elif profile is None:
        yield told.code != FRONT
    else:
        yield bool(told.limits)
        yield dict(told.name) != dict(profile.name)
        yield not _same_order(own, profile, told)


def _same_order(own: Scenario, profile: Profile, told: PlanProfile) -> bool:
    meant = {goal.code: goal for goal in ranked(own, profile)}
    last = max((goal.tier for goal in meant.values()), default=0)
    named = {code for tier in profile.order for code in tier}
    for goal in told.goals:
        other = meant.get(goal.code)
        free = profile.rest is Rest.EVEN and goal.tier == last and goal.code not in named
        if other is None or goal.tier != other.tier or (goal.weight != other.weight and not free):
            return False
    return True
