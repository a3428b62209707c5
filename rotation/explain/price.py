"""The price of a choice: how the best plan that makes it differs from the plan at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rotation.audit.report import AuditReport, audit, tier_values
from rotation.domain.placement import Placement, placement
from rotation.domain.plan import Finding, FindingStatus, GoalAmount, Plan, Status
from rotation.domain.scenario import Scenario
from rotation.errors import Defect
from rotation.explain.base import Base
from rotation.explain.pricing import Reached
from rotation.model.program import Ints
from rotation.solve.decode import without_reasons

_TOLD = (
    FindingStatus.SHORT,
    FindingStatus.NEEDS_APPROVAL,
    FindingStatus.INHERITED,
)


@dataclass(frozen=True)
class TierStep:
    """A tier's value in the plan at hand and with the choice; lower is better."""

    tier: int
    before: int
    after: int


@dataclass(frozen=True)
class GoalStep:
    """A goal's shortfall in the plan at hand and with the choice, by the audit."""

    code: str
    tier: int
    before: int
    after: int


@dataclass(frozen=True)
class Treated:
    """A cadre with whom the two plans do different things."""

    cadre_id: str
    before: Placement
    after: Placement


@dataclass(frozen=True)
class Price:
    """What a choice costs.

    tiers: all of them, in order; the first that differs decides. goals: those that differ. gained,
    lost: findings that come and that go, but for those that only say a goal's sum. others: whose
    treatment has to change besides, as few as can be. proven: no plan with this choice is better
    in any tier; else it may cost less. fewest: nor does one as good change fewer persons.
    """

    tiers: tuple[TierStep, ...]
    goals: tuple[GoalStep, ...]
    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    others: tuple[Treated, ...]
    proven: bool
    fewest: bool

    @property
    def decisive(self) -> TierStep | None:
        """The first tier that differs; None for a choice as good as the plan."""
        return next((step for step in self.tiers if step.after != step.before), None)

    @property
    def free(self) -> bool:
        """Whether the choice makes nothing worse in the order of the tiers."""
        return self.decisive is None or self.decisive.after < self.decisive.before


def price_of(base: Base, reached: Reached, chosen: Iterable[str]) -> Price:
    """Hold a plan that was reached against the base. chosen: ids of the cadres it was about.

    Both plans are audited: what is told is the audit's. Raises Defect where the two disagree.
    """
    assert reached.x is not None
    plan, report = _audited(base, reached.x)
    gained, lost = between(base.bench.scenario, base.report.findings, report.findings)
    about = set(chosen)
    return Price(
        tiers=tuple(TierStep(t, base.tier_values[t], value) for t, value in reached.values.items()),
        goals=tuple(goal_steps(base.report.goals, report.goals)),
        gained=gained,
        lost=lost,
        others=tuple(found for found in treated(base.plan, plan) if found.cadre_id not in about),
        proven=reached.proven,
        fewest=reached.fewest,
    )


def _audited(base: Base, x: Ints) -> tuple[Plan, AuditReport]:
    scenario, objectives = base.bench.scenario, base.bench.own.objectives
    plan = without_reasons(scenario, base.assembled.board, x, Status.FEASIBLE)
    report = audit(scenario, plan)
    if report.broken:
        raise Defect("; ".join(f"{f.rule}: {f.text['en']}" for f in report.broken))
    found = tier_values(report)
    for tier, objective in objectives.items():
        if objective.value(x) != found.get(tier, 0):
            raise Defect(f"tier {tier}: solver {objective.value(x)}, audit {found.get(tier, 0)}")
    return replace(plan, findings=report.findings), report


def goal_steps(before: Sequence[GoalAmount], after: Sequence[GoalAmount]) -> Iterable[GoalStep]:
    """In the order of tiers."""
    pairs = sorted(zip(before, after, strict=True), key=lambda pair: pair[0].tier)
    for old, new in pairs:
        if old.amount != new.amount:
            yield GoalStep(old.code, old.tier, old.amount, new.amount)


def treated(before: Plan, after: Plan) -> Iterable[Treated]:
    """Whom two plans treat differently, in the roster's order."""
    for old, new in zip(before.actions, after.actions, strict=True):
        if placement(old) != placement(new):
            yield Treated(old.cadre_id, placement(old), placement(new))


def between(
    scenario: Scenario, before: Sequence[Finding], after: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Findings that come, and those that go for good; without those that only count anew."""
    old, new = ({_said(finding) for finding in each} for each in (before, after))
    counted, remain = ({_about(finding) for finding in each} for each in (before, after))
    come = [f for f in after if f.status in _TOLD and _said(f) not in old]
    gone = [f for f in before if f.status in _TOLD and _said(f) not in new]
    return (
        tuple(f for f in come if _about(f) not in counted or names_anything(scenario, f)),
        tuple(f for f in gone if _about(f) not in remain),
    )


def names_anything(scenario: Scenario, finding: Finding) -> bool:
    """Whether a finding is about a place, or its sentence names any of its persons."""
    if finding.post_ids or finding.unit_ids:
        return True
    names = (scenario.roster.cadre[cadre_id].name for cadre_id in finding.cadre_ids)
    return any(name in finding.text.get("zh", "") for name in names)


def _said(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.status, finding.text.get("en"), finding.text.get("zh")


def _about(finding: Finding) -> tuple[object, ...]:
    """What a finding counts, without how much and whom."""
    if finding.post_ids or finding.unit_ids:
        return finding.rule, finding.post_ids, finding.unit_ids
    return finding.rule, finding.cadre_ids if len(finding.cadre_ids) == 1 else ()
