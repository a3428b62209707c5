"""Tiny scenarios with contradictions in them, and every plan with what it breaks.

What a plan breaks is read off the audit's findings here, by another way than the program's own:
one mark for each cadre, pair of kin, unit (and role) or decision that a hard law is broken for.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rotation.audit.report import audit
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.scenario import LawChoice, Mode, Scenario
from rotation.explain.conflict import Conflict
from rotation.explain.sentences import Requirement
from rotation.rules.registry import goals, law_of, laws
from tests.rules.tiny import SPECIAL, seated_plans, tiny_scenarios

Mark = tuple[object, ...]
PARAMETERS = {
    **SPECIAL,
    "batch_limits": {"promotions": 0, "adjustments": 0, "chiefs": 0, "section_heads": 1},
}
"""One limit of a batch alone: a waiver of its law would excuse several at once."""
ORDERS = (DecisionAction.PIN, DecisionAction.FORBID, DecisionAction.RELEASE)
OF_UNITS = ("headcount_quota", "team_turnover", "chiefs_not_together", "batch_limits")


def contradictory(seed: int) -> Scenario:
    """A tiny roster with several hard laws, now and then a waivable one, and some orders."""
    rng = random.Random(f"contradiction {seed}")
    scenario = list(tiny_scenarios(goals()["few_moves"]))[seed % 24]
    chosen = rng.sample(sorted(set(laws()) - {"planner_decisions"}), 7)
    modes = [rng.choice([Mode.HARD] * 4 + [Mode.WAIVABLE]) for _ in chosen]
    return replace(
        scenario,
        laws=tuple(
            LawChoice(code, PARAMETERS.get(code, {}), mode)
            for code, mode in zip(chosen, modes, strict=True)
        ),
        goals=(),
        decisions=(*_orders(rng, scenario), *scenario.decisions),
    )


def _orders(rng: random.Random, scenario: Scenario) -> Iterator[Decision]:
    posts = [post.post_id for post in scenario.roster.posts]
    for cadre in rng.sample(scenario.roster.cadres, rng.randint(1, 3)):
        action = rng.choice([DecisionAction.PIN, DecisionAction.PIN, DecisionAction.FORBID])
        yield Decision(cadre.cadre_id, action, f"order on {cadre.name}", rng.choice([*posts, None]))


@dataclass(frozen=True)
class Broken:
    """What one plan breaks: marks, each with the waivers or orders that it stands for."""

    plan: Plan
    marks: Counter[Mark]

    @property
    def orders(self) -> int:
        return sum(n for mark, n in self.marks.items() if mark[0] == "order")

    @property
    def seats(self) -> int:
        """By how many the quotas of all units are exceeded."""
        return sum(n for mark, n in self.marks.items() if mark[0] == "headcount_quota")

    @property
    def cases(self) -> int:
        return sum(n for mark, n in self.marks.items() if mark[0] != "order")


def every_breach(scenario: Scenario) -> list[Broken]:
    """Every plan with seats for its holders and in which whoever is due retires."""
    found = []
    for plan in seated_plans(scenario):
        broken = audit(scenario, plan).broken
        if any(f.rule == "retirement_due" or f.rule not in laws() for f in broken):
            continue
        marks: Counter[Mark] = Counter()
        for finding in broken:
            if finding.rule != "planner_decisions":
                marks[mark_of(finding)] += finding.cases
        marks.update(_unmet_orders(scenario, plan))
        found.append(Broken(plan, marks))
    return found


def mark_of(finding: Finding) -> Mark:
    if finding.rule in OF_UNITS:
        return finding.rule, finding.unit_ids, finding.values.get("part")
    return finding.rule, finding.cadre_ids


def _unmet_orders(scenario: Scenario, plan: Plan) -> Iterator[Mark]:
    law = law_of(scenario, "planner_decisions")
    assert law is not None
    for place, decision in enumerate(scenario.decisions):
        alone = replace(scenario, decisions=(decision,))
        if any(f.status is FindingStatus.BROKEN for f in law.check(alone, plan)):
            yield "order", place


def marks_of(scenario: Scenario, conflict: Conflict) -> list[Mark]:
    return [_mark(scenario, requirement) for requirement in conflict.requirements]


def _mark(scenario: Scenario, requirement: Requirement) -> Mark:
    if requirement.decision is not None:
        return "order", [d is requirement.decision for d in scenario.decisions].index(True)
    assert requirement.breach is not None
    return mark_of(requirement.breach)
