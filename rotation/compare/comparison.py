"""compare_plans(): two to five plans of one scenario, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rotation.compare.differences import (
    CadreDifference,
    PostDifference,
    cadre_differences,
    post_differences,
)
from rotation.compare.dominance import Relation, ranking, relations
from rotation.compare.figures import Figure, figures_of
from rotation.compare.goals import GoalLine, TierLine, goal_lines, tier_lines
from rotation.compare.instead import Instead, pairs
from rotation.compare.judged import Judged, at_present, judge
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario

FEWEST, MOST = 2, 5


@dataclass(frozen=True)
class Comparison:
    """Plans by their place in `plans`, which is the place in every `values`.

    now: the plan that moves nobody, audited; its teams are those of today. relations: of every
    pair that breaks no law. ranking: places, the best first by tiers, equals together. instead: of
    every pair, those with the leading plan first.
    """

    scenario: Scenario
    plans: tuple[Judged, ...]
    now: Judged
    figures: tuple[Figure, ...]
    goals: tuple[GoalLine, ...]
    tiers: tuple[TierLine, ...]
    relations: tuple[Relation, ...]
    ranking: tuple[tuple[int, ...], ...]
    instead: tuple[Instead, ...]
    cadres: tuple[CadreDifference, ...]
    posts: tuple[PostDifference, ...]


def compare_plans(
    scenario: Scenario, plans: Sequence[Plan], labels: Sequence[str] = ()
) -> Comparison:
    """Compare two to five plans of a scenario; every one is audited anew.

    labels: names of the plans, "1", "2", ... where none are given. Plans need an action for every
    cadre of the roster (see rotation.io.plan_file). Raises ValueError for another number of plans
    or of labels.
    """
    if not FEWEST <= len(plans) <= MOST:
        raise ValueError(f"{FEWEST} to {MOST} plans can be compared, not {len(plans)}")
    names = labels or [str(place) for place in range(1, len(plans) + 1)]
    judged = [judge(scenario, plan, name) for plan, name in zip(plans, names, strict=True)]
    now = at_present(scenario)
    goals, tiers = goal_lines(now, judged), tier_lines(scenario, now, judged)
    ranked = ranking(judged, tiers)
    return Comparison(
        scenario=scenario,
        plans=tuple(judged),
        now=now,
        figures=figures_of(scenario, now, judged),
        goals=goals,
        tiers=tiers,
        relations=relations(judged, goals, tiers),
        ranking=ranked,
        instead=pairs(judged, ranked),
        cadres=cadre_differences(scenario, judged),
        posts=post_differences(scenario, judged),
    )
