"""Tables of what a plan is worth: key figures, goals, findings, and the certificate."""

from __future__ import annotations

from rotation.compare.figures import figures_of
from rotation.domain.plan import Finding, FindingStatus, Status
from rotation.locales import text
from rotation.report.table import Cell, Table, Tone, rounded
from rotation.report.told import Told
from rotation.rules.registry import active_goals
from rotation.wording.comparisons import figure_word
from rotation.wording.names import rule_title
from rotation.wording.proofs import conclusion_word, proof_legend, proof_word
from rotation.wording.tiers import gap_words, goal_titles

GRAVITY = (
    FindingStatus.BROKEN,
    FindingStatus.NEEDS_APPROVAL,
    FindingStatus.WAIVED,
    FindingStatus.INHERITED,
    FindingStatus.SHORT,
    FindingStatus.LISTED,
)
"""The gravest first."""

SHOWN = ("tier", "goals", "value", "bound", "gap", "conclusion", "proven_by")
"""Of the columns of a certificate those for a meeting: how long it took is none of its business."""


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
        (Cell(told.say(f"finding.{finding.status}"), code=finding.status),
         Cell(rule_title(finding.rule, told.lang), code=finding.rule),
         Cell(finding_text(told, finding), id=_alone(finding)))
        for finding in found
    ]  # fmt: skip
    return told.table("findings", columns, rows)


def _alone(finding: Finding) -> str:
    """The one cadre whom a finding is about; "" where it is about none or several."""
    return finding.cadre_ids[0] if len(finding.cadre_ids) == 1 else ""


def finding_text(told: Told, finding: Finding) -> str:
    return finding.text.get(told.lang, finding.rule)


def tiers(told: Told) -> Table:
    """The plan's certificate: per tier its value, its proven bound, who proved it, how fast."""
    titles = goal_titles(told.scenario, told.words)
    columns = [
        told.column("tier", 6, number=True),
        told.column("goals", 40),
        told.column("value", 10, number=True),
        told.column("bound", 10, number=True),
        told.column("gap", 10, number=True),
        told.column("conclusion", 12),
        told.column("proven_by", 12),
        told.column("seconds", 8, number=True),
    ]
    rows = [
        (
            tier.tier,
            titles.get(tier.tier, told.words.say("tier.no_goal")),
            tier.value,
            tier.bound,
            gap_words(tier),
            Cell(
                conclusion_word(told.words, "optimal" if proven else "open"),
                Tone.GOOD if proven else Tone.OPEN,
            ),
            proof_word(told.words, tier.proven_by),
            f"{tier.seconds:.1f}",
        )
        for tier in told.judged.tiers
        for proven in (tier.status is Status.OPTIMAL,)
    ]
    note = proof_legend(told.words, (tier.proven_by for tier in told.judged.tiers))
    return told.table("tiers", columns, rows, note)
