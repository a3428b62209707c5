"""A plan with all that is found of it: audit, teams, chains, and the order of carrying it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rotation.audit.report import AuditReport, audit, tier_values
from rotation.audit.structure import as_done
from rotation.compare.chains import Chain, chains_of
from rotation.compare.teams import Team, teams_of
from rotation.compare.waves import Order, carry_out
from rotation.domain.action import Action, ActionKind
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import Scenario


@dataclass(frozen=True)
class Judged:
    """One of the plans compared.

    plan: with every action called what it does. report: of its independent audit. teams: by unit
    id, at the end of the plan. certified: whether its own bounds are for this scenario's goals.
    """

    label: str
    plan: Plan
    report: AuditReport
    teams: Mapping[str, Team]
    chains: tuple[Chain, ...]
    order: Order
    certified: bool

    @property
    def admissible(self) -> bool:
        """Whether it breaks no law; another one is not ranked."""
        return not self.report.broken


def judge(scenario: Scenario, plan: Plan, label: str) -> Judged:
    """Look at a plan from every side. Its ids are those of the roster (see io.plan_file)."""
    report, done = audit(scenario, plan), as_done(scenario, plan)
    chains = chains_of(scenario, done)
    return Judged(
        label=label,
        plan=done,
        report=report,
        teams=teams_of(scenario, done),
        chains=chains,
        order=carry_out(scenario, done, chains),
        certified=_certified(scenario, plan, report),
    )


def at_present(scenario: Scenario) -> Judged:
    """The plan that moves nobody, audited; its teams are those of today."""
    nobody = unmoved(scenario)
    return replace(judge(scenario, nobody, ""), teams=teams_of(scenario, nobody))


def unmoved(scenario: Scenario) -> Plan:
    """Everybody where they are now: what every plan is measured against."""
    actions = tuple(
        Action(
            cadre.cadre_id,
            ActionKind.STAY if cadre.post_id else ActionKind.POOL,
            cadre.post_id,
            cadre.post_id,
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
