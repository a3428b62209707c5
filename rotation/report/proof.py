"""Tables of what a plan is worth: key figures, goals, findings, and the certificate."""

from __future__ import annotations

from rotation.audit.report import tier_values
from rotation.compare.figures import figures_of
from rotation.domain.plan import Finding, FindingStatus, Plan, Status, TierResult
from rotation.locales import text
from rotation.report.table import Cell, Table, Tone, rounded
from rotation.report.told import Told
from rotation.rules.registry import active_goals
from rotation.wording.comparisons import figure_word
from rotation.wording.names import rule_title
from rotation.wording.proofs import proof_meaning, proof_word
from rotation.wording.tiers import goal_titles

GRAVITY = (
    FindingStatus.BROKEN,
    FindingStatus.NEEDS_APPROVAL,
    FindingStatus.WAIVED,
    FindingStatus.INHERITED,
    FindingStatus.SHORT,
)
"""The gravest first."""


def figures(told: Told) -> Table:
    """Key figures today and with the plan."""
    columns = [
        told.column("group", 14),
        told.column("figure", 26),
        told.column("now", 10, number=True),
        told.column("then", 10, number=True),
    ]
    rows = [
        (
            text(f"compare.group.{figure.group}", told.lang),
            figure_word(figure.code, told.lang),
            rounded(figure.now),
            rounded(figure.values[0]),
        )
        for figure in figures_of(told.scenario, told.now, [told.judged])
    ]
    return told.table("figures", columns, rows)


def goals(told: Told) -> Table:
    """Each goal's shortfall as the audit counts it, today and with the plan."""
    columns = [
        told.column("tier", 6, number=True),
        told.column("goal", 24),
        told.column("now", 10, number=True),
        told.column("then", 10, number=True),
        told.column("meaning", 60),
    ]
    pairs = zip(
        active_goals(told.scenario), told.now.report.goals, told.judged.report.goals, strict=True
    )
    rows = [
        (after.tier, rule_title(goal.code, told.lang), before.amount, after.amount,
         goal.explain()[told.lang])
        for goal, before, after in pairs
    ]  # fmt: skip
    return told.table("goals", columns, rows)


def findings(told: Told) -> Table:
    """Everything that the audit found, the gravest first."""
    found = sorted(told.judged.report.findings, key=lambda finding: GRAVITY.index(finding.status))
    columns = [told.column("kind_of_finding", 16), told.column("rule", 20), told.column("text", 80)]
    rows = [
        (finding_kind(told, finding.status), rule_title(finding.rule, told.lang),
         Cell(finding_text(told, finding), id=_alone(finding)))
        for finding in found
    ]  # fmt: skip
    return told.table("findings", columns, rows)


def _alone(finding: Finding) -> str:
    """The one cadre whom a finding is about; "" where it is about none or several."""
    return finding.cadre_ids[0] if len(finding.cadre_ids) == 1 else ""


def finding_kind(told: Told, status: FindingStatus) -> str:
    return told.say(f"finding.{status.value}")


def finding_text(told: Told, finding: Finding) -> str:
    return finding.text.get(told.lang, finding.rule)


def tiers(told: Told) -> Table:
    """The plan's certificate: per tier its value, its proven bound, and who proved it."""
    plan = told.judged.plan
    titles = goal_titles(told.scenario, told.words)
    columns = [
        told.column("tier", 6, number=True),
        told.column("goals", 40),
        told.column("value", 10, number=True),
        told.column("bound", 10, number=True),
        told.column("conclusion", 12),
        told.column("proven_by", 14),
    ]
    rows = [
        (
            tier.tier,
            titles.get(tier.tier, told.words.say("tier.no_goal")),
            tier.value,
            tier.bound,
            _conclusion(told, tier),
            proof_word(told.words, tier.proven_by),
        )
        for tier in certified_tiers(told)
    ]
    meanings = dict.fromkeys(proof_meaning(told.words, tier.proven_by) for tier in plan.tiers)
    return told.table("tiers", columns, rows, told.say("space").join(filter(None, meanings)))


def _conclusion(told: Told, tier: TierResult) -> Cell:
    if tier.status is Status.OPTIMAL:
        return Cell(told.say("conclusion.optimal"), Tone.GOOD)
    return Cell(told.say("conclusion.open"), Tone.OPEN)


def certified_tiers(told: Told) -> tuple[TierResult, ...]:
    """The plan's own tiers, where they are of these goals (see Judged.certified)."""
    return told.judged.plan.tiers if told.judged.certified else ()


def proven(told: Told) -> bool:
    """Whether the plan's own certificate proves it the best in every tier."""
    found = certified_tiers(told)
    return bool(found) and all(tier.status is Status.OPTIMAL for tier in found)


def verdict(told: Told) -> str:
    """What the certificate comes to, in a sentence."""
    plan: Plan = told.judged.plan
    found = certified_tiers(told)
    if not found:
        return told.say("verdict.none" if not plan.tiers else "verdict.other")
    if proven(told):
        within = plan.profile is not None and plan.profile.limits
        return told.say(f"verdict.{'within' if within else 'optimal'}", tiers=len(found))
    optimal = sum(tier.status is Status.OPTIMAL for tier in found)
    values = tier_values(told.judged.report)
    gaps = told.words.join(
        told.say("verdict.gap", tier=t.tier, value=values.get(t.tier, 0), bound=t.bound)
        for t in found
        if t.status is not Status.OPTIMAL
    )
    return told.say("verdict.feasible", tiers=len(found), proven=optimal, gaps=gaps)
