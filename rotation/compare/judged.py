"""A plan with all that is found of it: audit, teams, chains, and the order of carrying it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from rotation.audit.report import AuditReport, audit, tier_values
from rotation.audit.structure import as_done
from rotation.compare.chains import Chain, chains_of
from rotation.compare.teams import Team, teams_of, together
from rotation.compare.waves import Order, carry_out
from rotation.domain.action import Action, ActionKind
from rotation.domain.plan import Plan, Status, TierResult
from rotation.domain.scenario import Scenario


@dataclass(frozen=True)
class Judged:
    """One of the plans compared.

    plan: with every action called what it does. report: of its independent audit. teams: by unit
    id, at the end of the plan; together: of all of them. certified: whether its own bounds are for
    this scenario's goals.
    """

    label: str
    scenario: Scenario
    plan: Plan
    report: AuditReport
    teams: Mapping[str, Team]
    together: Team
    certified: bool

    @property
    def tiers(self) -> tuple[TierResult, ...]:
        """The plan's own certificate, where it is for this scenario's goals."""
        return self.plan.tiers if self.certified else ()

    @property
    def proven(self) -> bool:
        """Whether its own certificate proves it the best in every tier."""
        return bool(self.tiers) and all(tier.status is Status.OPTIMAL for tier in self.tiers)

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        return chains_of(self.scenario, self.plan)

    @cached_property
    def order(self) -> Order:
        return carry_out(self.scenario, self.plan, self.chains)

    @property
    def admissible(self) -> bool:
        """Whether it breaks no law; another one is not ranked."""
        return not self.report.broken


def judge(scenario: Scenario, plan: Plan, label: str) -> Judged:
    """Look at a plan from every side. Its ids are those of the roster (see io.plan_file)."""
    report, done = audit(scenario, plan), as_done(scenario, plan)
    return Judged(
        label=label,
        scenario=scenario,
        plan=done,
        report=report,
        teams=teams_of(scenario, done),
        together=together(scenario, done),
        certified=_certified(scenario, plan, report),
    )


@lru_cache(maxsize=2)
def at_present(scenario: Scenario) -> Judged:
    """The plan that moves nobody, audited; its teams are those of today."""
    nobody = unmoved(scenario)
    return replace(
        judge(scenario, nobody, ""),
        teams=teams_of(scenario, nobody),
        together=together(scenario, nobody),
    )


def unmoved(scenario: Scenario) -> Plan:
    """Everybody where they are now: what every plan is measured against."""
    actions = tuple(
        Action(
            cadre.cadre_id,
            ActionKind.STAY if cadre.post_id else ActionKind.POOL,
            cadre.post_id,
            cadre.post_id,
            concurrent_post_ids=scenario.beside(cadre.cadre_id, cadre.post_id),
        )
        for cadre in scenario.roster.cadres
    )
    return Plan(
        scenario.name,
        scenario.date.isoformat(),
        scenario.sha256,
        Status.UNKNOWN,
        actions,
    )


def _certified(scenario: Scenario, plan: Plan, report: AuditReport) -> bool:
    """Whether the plan was solved for these goals in this order, and its tiers' values hold.

    A plan made for other goals or within limits, for another state of the scenario, with decisions
    or a published plan besides it, or edited since, has bounds that say nothing here. (A scenario
    read with the plan has its limits too.)
    """
    limited = plan.profile is not None and plan.profile.limits
    if limited and plan.profile != scenario.profile:
        return False
    goals = {(goal.code, goal.tier, goal.weight) for goal in plan.goals}
    asked = {(goal.code, goal.tier, goal.weight) for goal in report.goals}
    values = tier_values(report)
    own = {tier.tier: tier.value for tier in plan.tiers}
    return (
        goals == asked
        and plan.scenario_sha256 == scenario.sha256
        and plan.replan == scenario.replan
        and {goal.tier for goal in report.goals} <= own.keys()
        and all(values.get(tier, 0) == value for tier, value in own.items())
    )
