"""Every plan of a tiny scenario that breaks no law, and what can be read off them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rotation.audit.report import audit, tier_values
from rotation.domain.placement import placement
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.rules.registry import waivable_laws
from tests.rules.tiny import seated_plans

TierValues = list[int]


@dataclass(frozen=True)
class Counted:
    """A plan and the values of its tiers."""

    plan: Plan
    tier_values: TierValues


def every_plan(scenario: Scenario) -> list[Counted]:
    """By enumeration; nothing of a solver is used."""
    tiers = sorted({choice.tier for choice in scenario.goals})
    if waivable_laws(scenario):
        tiers = [0, *tiers]
    found = []
    for plan in seated_plans(scenario):
        report = audit(scenario, plan)
        if not report.broken:
            values = tier_values(report)
            found.append(Counted(plan, [values.get(tier, 0) for tier in tiers]))
    return found


def cheapest(plans: list[Counted], which: Callable[[Plan], bool]) -> TierValues | None:
    """The least values of the plans of a kind; None where there is none."""
    return min((one.tier_values for one in plans if which(one.plan)), default=None)


def fewest_others(
    plans: list[Counted], which: Callable[[Plan], bool], base: Plan, cadre_id: str
) -> int:
    """Of the best plans of a kind, how few treat others than this cadre otherwise than the base."""
    best = cheapest(plans, which)
    return min(
        sum(
            placement(old) != placement(new) and old.cadre_id != cadre_id
            for old, new in zip(base.actions, one.plan.actions, strict=True)
        )
        for one in plans
        if one.tier_values == best and which(one.plan)
    )


def does(cadre_id: str, kind: str, post_id: str | None) -> Callable[[Plan], bool]:
    """Whether a plan does this with a cadre."""

    def which(plan: Plan) -> bool:
        action = plan.action_of[cadre_id]
        return (action.kind.value, action.to_post_id) == (kind, post_id)

    return which
