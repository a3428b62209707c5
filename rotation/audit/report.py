"""Checks a finished plan against every rule of its scenario and recomputes every goal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rotation.audit.structure import as_done, overfilled_seats
from rotation.collecting import without_collecting
from rotation.domain.plan import Finding, FindingStatus, GoalAmount, Plan, Status, Vacancy
from rotation.domain.scenario import Mode, Scenario
from rotation.rules.base import Law
from rotation.rules.registry import active_goals, active_laws


@dataclass(frozen=True)
class AuditReport:
    """findings: all of them, laws first. goals: recomputed. claims: where the plan's own figures
    (words of actions, goals, tier values, vacancies, scenario)
    differ from the recomputed ones, as (what, claimed,
    found)."""

    findings: tuple[Finding, ...]
    goals: tuple[GoalAmount, ...]
    claims: tuple[tuple[str, object, object], ...] = ()

    @property
    def broken(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.status is FindingStatus.BROKEN)

    @property
    def waivers(self) -> tuple[Finding, ...]:
        kinds = (FindingStatus.WAIVED, FindingStatus.NEEDS_APPROVAL)
        return tuple(f for f in self.findings if f.status in kinds)

    @property
    def price(self) -> int:
        """Cases in which the plan breaks waivable laws: the value of tier 0."""
        return sum(f.cases for f in self.findings if f.status is FindingStatus.NEEDS_APPROVAL)


@without_collecting()
def audit(scenario: Scenario, plan: Plan) -> AuditReport:
    """Audit a plan whose ids are known to the roster (see rotation.io.plan_file)."""
    claimed, plan = plan, as_done(scenario, plan)
    findings = [*overfilled_seats(scenario, plan)]
    for law in active_laws(scenario):
        findings += [_judged(scenario, plan, law, f) for f in law.check(scenario, plan)]
    goals = []
    for goal, choice in zip(active_goals(scenario), scenario.goals, strict=True):
        short = goal.check(scenario, plan)
        findings += [f for f in short if f.amount]
        amount = sum(f.amount for f in short)
        goals.append(GoalAmount(goal.code, choice.tier, choice.weight, amount))
    report = AuditReport(tuple(findings), tuple(goals))
    claims = (*_false_words(claimed, plan), *_false_claims(scenario, plan, report))
    return replace(report, claims=claims)


def remeasured(scenario: Scenario, plan: Plan, status: Status) -> Plan:
    """The plan with the figures that it has in this scenario, and nothing that was proven of it in
    another."""
    plan = replace(
        plan,
        scenario_name=scenario.name,
        scenario_date=scenario.date.isoformat(),
        scenario_sha256=scenario.sha256,
        status=status,
        tiers=(),
        certificate=None,
        vacancies=tuple(vacancies(scenario, plan)),
    )
    report = audit(scenario, plan)
    return replace(plan, goals=report.goals, findings=report.findings, waivers=report.waivers)


def _judged(scenario: Scenario, plan: Plan, law: Law, finding: Finding) -> Finding:
    """A law's finding as it counts: a breach may be waived by decision, or need approval."""
    if finding.status is not FindingStatus.BROKEN:
        return finding
    for cadre_id in finding.cadre_ids:
        action = plan.action_of[cadre_id]
        named = (i for i in finding.post_ids if i in action.concurrent_post_ids)
        if scenario.waives(law.code, cadre_id, action.held_post_id, *named):
            return replace(finding, status=FindingStatus.WAIVED)
    waivable = any(c.code == law.code and c.mode is Mode.WAIVABLE for c in scenario.laws)
    return replace(finding, status=FindingStatus.NEEDS_APPROVAL) if waivable else finding


def _false_words(claimed: Plan, done: Plan) -> Iterator[tuple[str, object, object]]:
    for said, did in zip(claimed.actions, done.actions, strict=True):
        if said.kind is not did.kind:
            yield f"action {said.cadre_id}", said.kind.value, did.kind.value
        if said.concurrent_post_ids != did.concurrent_post_ids:
            told = said.concurrent_post_ids, did.concurrent_post_ids
            yield f"concurrent {said.cadre_id}", *told


def _false_claims(
    scenario: Scenario, plan: Plan, report: AuditReport
) -> Iterator[tuple[str, object, object]]:
    yield from _other_state(scenario, plan, report)
    published = None if plan.replan is None else plan.replan.published
    if published is not None and published.sha256 != published.digest():
        yield "published", published.sha256, published.digest()
    claimed = {goal.code: goal.amount for goal in plan.goals}
    for goal in report.goals:
        if goal.code in claimed and claimed[goal.code] != goal.amount:
            yield goal.code, claimed[goal.code], goal.amount
    values = tier_values(report)
    for tier in plan.tiers:
        if tier.value is not None and tier.value != values.get(tier.tier, 0):
            yield f"tier {tier.tier}", tier.value, values.get(tier.tier, 0)
    empty = {v.post_id: v.seats for v in plan.vacancies}
    for vacancy in vacancies(scenario, plan):
        listed = empty.pop(vacancy.post_id, 0)
        if listed != vacancy.seats:
            yield f"vacancy {vacancy.post_id}", listed, vacancy.seats
    for post_id, seats in empty.items():
        yield f"vacancy {post_id}", seats, 0


def _other_state(
    scenario: Scenario, plan: Plan, report: AuditReport
) -> Iterator[tuple[str, object, object]]:
    """That the plan was made from other inputs, and of what differs as much as the plan says."""
    if plan.scenario_sha256 == scenario.sha256:
        return
    yield "scenario", plan.scenario_sha256, scenario.sha256
    for what, made, now in (
        ("name", plan.scenario_name, scenario.name),
        ("date", plan.scenario_date, scenario.date.isoformat()),
        ("goals", _order(plan.goals), _order(report.goals)),
    ):
        if made and made != now:
            yield f"scenario {what}", made, now


def _order(goals: Iterable[GoalAmount]) -> list[list[str | int]]:
    return [[goal.code, goal.tier, goal.weight] for goal in goals]


def tier_values(report: AuditReport) -> dict[int, int]:
    """Value of every tier from the recomputed amounts; tier 0 is the price of waivable laws."""
    values = {0: report.price}
    for goal in report.goals:
        values[goal.tier] = values.get(goal.tier, 0) + goal.weight * goal.amount
    return values


def vacancies(scenario: Scenario, plan: Plan) -> Iterator[Vacancy]:
    """The empty seats of a plan, counted from its actions."""
    for post in scenario.roster.posts:
        empty = post.headcount - len(plan.holders.get(post.post_id, ()))
        if empty > 0:
            yield Vacancy(post.post_id, empty)


def by_rule(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings of each rule, in the order they come."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.rule, []).append(finding)
    return found
