"""Goals and tiers of plans side by side: amounts of the audit, bounds of each plan's own proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rotation.audit.report import tier_values
from rotation.compare.figures import Better, best_of
from rotation.compare.judged import Judged
from rotation.domain.plan import TierResult
from rotation.domain.scenario import Scenario
from rotation.rules.registry import waivable_laws

PRICE_TIER = 0


@dataclass(frozen=True)
class GoalLine:
    """A goal's shortfall, by the audit: if nobody were moved, and in each plan. Lower is better."""

    code: str
    tier: int
    weight: int
    now: int
    amounts: tuple[int, ...]
    best: tuple[int, ...]


@dataclass(frozen=True)
class TierLine:
    """A tier's value (weight x amount, by the audit) if nobody were moved, and in each plan.

    Lower is better. proofs: what each plan's own certificate says of the tier; None where it says
    nothing of this scenario's goals (see Judged.certified).
    """

    tier: int
    now: int
    values: tuple[int, ...]
    proofs: tuple[TierResult | None, ...]
    best: tuple[int, ...]


def goal_lines(now: Judged, plans: Sequence[Judged]) -> tuple[GoalLine, ...]:
    """The goals in the scenario's order."""
    lines = []
    for place, goal in enumerate(now.report.goals):
        amounts = tuple(plan.report.goals[place].amount for plan in plans)
        best = best_of(amounts, Better.LOWER, plans)
        lines.append(GoalLine(goal.code, goal.tier, goal.weight, goal.amount, amounts, best))
    return tuple(lines)


def tier_lines(scenario: Scenario, now: Judged, plans: Sequence[Judged]) -> tuple[TierLine, ...]:
    """The tiers in their order; tier 0, the price of waivable laws, where there are such laws."""
    before, after = tier_values(now.report), [tier_values(plan.report) for plan in plans]
    tiers = {goal.tier for goal in scenario.goals}
    if waivable_laws(scenario):
        tiers.add(PRICE_TIER)
    lines = []
    for tier in sorted(tiers):
        values = tuple(found.get(tier, 0) for found in after)
        proofs = tuple(_proof(plan, tier) for plan in plans)
        best = best_of(values, Better.LOWER, plans)
        lines.append(TierLine(tier, before.get(tier, 0), values, proofs, best))
    return tuple(lines)


def _proof(judged: Judged, tier: int) -> TierResult | None:
    if not judged.certified:
        return None
    return next((found for found in judged.plan.tiers if found.tier == tier), None)
