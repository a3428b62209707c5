"""Every lawful plan of a tiny roster, by the audit alone: what options and fronts are held to."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from rotation.audit.report import audit
from rotation.domain.action import Action
from rotation.domain.cadre import Gender
from rotation.domain.plan import Plan
from rotation.domain.profile import RankedGoal
from rotation.domain.roster import Fit
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from tests.rules.tiny import seated_plans


@dataclass(frozen=True)
class Lawful:
    """A plan that breaks no law: its price in waivers, and each goal's amount."""

    plan: Plan
    price: int
    amounts: Mapping[str, int]


class Every:
    """All lawful plans."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    @cached_property
    def plans(self) -> list[Lawful]:
        scenario = self.scenario
        found = []
        for plan in seated_plans(scenario):
            report = audit(scenario, plan)
            if not report.broken:
                amounts = {goal.code: goal.amount for goal in report.goals}
                found.append(Lawful(plan, report.price, amounts))
        return found

    def cheapest(self) -> list[Lawful]:
        """Those that need the fewest exceptions."""
        least = min((lawful.price for lawful in self.plans), default=0)
        return [lawful for lawful in self.plans if lawful.price == least]

    def tier_values(self, lawful: Lawful, goals: Sequence[RankedGoal]) -> tuple[int, ...]:
        """The value of every tier of an order of goals, the price first."""
        tiers = sorted({goal.tier for goal in goals})
        values = [
            sum(g.weight * lawful.amounts[g.code] for g in goals if g.tier == tier)
            for tier in tiers
        ]
        return (lawful.price, *values)

    def best(self, goals: Sequence[RankedGoal]) -> tuple[int, ...] | None:
        return min((self.tier_values(lawful, goals) for lawful in self.plans), default=None)

    def front(self, goals: Sequence[str], held: Sequence[str]) -> set[tuple[int, ...]]:
        """The amounts that no other lawful plan is at least as good as, by comparing all pairs."""
        plans = self.cheapest()
        for code in held:
            least = min(lawful.amounts[code] for lawful in plans) if plans else 0
            plans = [lawful for lawful in plans if lawful.amounts[code] == least]
        found = {tuple(lawful.amounts[code] for code in goals) for lawful in plans}
        return {
            one
            for one in found
            if not any(
                other != one and all(a <= b for a, b in zip(other, one, strict=True))
                for other in found
            )
        }


@cache
def every_of(scenario: Scenario) -> Every:
    """The same for the same scenario, so that it is enumerated once."""
    return Every(scenario)


@cache
def crowded(seed: int) -> Scenario:
    """Four cadres and four posts that fit each other well or badly: the goals pull apart."""
    rng = random.Random(seed)
    posts = [case.post(f"P{i}", f"U{i % 2}", must_fill=i == 0) for i in range(4)]
    held = rng.sample(posts, 2)
    cadres = [
        case.cadre(
            f"C{i}",
            held[i].post_id if i < 2 else None,
            gender=rng.choice(list(Gender)),
            birth=f"{rng.choice([1968, 1980, 1993])}-06",
        )
        for i in range(4)
    ]
    fits = [Fit(c.cadre_id, p.post_id, rng.randrange(40, 101)) for c in cadres for p in posts]
    goals = ("must_fill_posts", "fill_posts", "cadre_post_fit", "few_moves", "few_demotions")
    return case.scenario(
        posts=posts,
        cadres=cadres,
        fits=fits,
        laws={"release_with_cause": {}} if seed % 2 else {},
        goals={code: {} for code in goals}
        | {"women_in_team": {"seats": 2}, "young_cadres": {"share_percent": {"all": 51}}},
    )


def treated(plan: Plan) -> list[tuple[object, ...]]:
    """What a plan does with every cadre."""
    return [_treated(action) for action in plan.actions]


def _treated(action: Action) -> tuple[object, ...]:
    return action.kind, action.to_post_id


def apart(one: Plan, other: Plan) -> int:
    """How many cadres two plans treat differently."""
    return sum(a != b for a, b in zip(treated(one), treated(other), strict=True))
