"""An audit as one JSON document."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal

from rotation.audit.report import tier_values
from rotation.compare.judged import Judged
from rotation.documents import By, Entry, Sentence, WordedEntry, at, every_language
from rotation.domain.plan import Finding, GoalAmount
from rotation.io.plan_model import FindingEntry
from rotation.report.laws import LawsOff, LawsOn
from rotation.rules.base import Confidence, Source
from rotation.wording.claims import claim_words
from rotation.wording.names import Names, rule_of, rule_title


class SourceEntry(Entry):
    document: str
    article: str
    date: str
    confidence: Confidence


class ClaimEntry(WordedEntry):
    """What a plan says of itself and the audit finds otherwise."""

    what: Annotated[str, By(lambda claim, _: claim[0])]
    claimed: Annotated[Any, By(lambda claim, _: claim[1])]
    found: Annotated[Any, By(lambda claim, _: claim[2])]


def _claim_words(claim: tuple[str, object, object], judged: Judged) -> dict[str, str]:
    return every_language(lambda lang: claim_words(Names(judged.scenario, lang), claim))


class WordedClaimEntry(ClaimEntry):
    text: Annotated[Sentence, By(_claim_words)]


def _sources(finding: Finding, _: object) -> tuple[Source, ...]:
    rule = rule_of(finding.rule)
    return () if rule is None else rule.sources


class RuledFindingEntry(WordedEntry, FindingEntry):
    """A finding, its rule's title, and where that comes from."""

    title: Annotated[Sentence, By(lambda found, _: every_language(partial(rule_title, found.rule)))]
    sources: Annotated[tuple[SourceEntry, ...], By(_sources)]


class TierEntry(Entry):
    tier: int
    value: int


def _tiers(judged: Judged, _: object) -> list[dict[str, int]]:
    values = sorted(tier_values(judged.report).items())
    return [{"tier": tier, "value": value} for tier, value in values]


def _status(judged: Judged, _: object) -> str:
    return "broken" if judged.report.broken else "clean"


class AuditEntry(WordedEntry):
    status: Annotated[Literal["broken", "clean"], By(_status)]
    broken: Annotated[int, By(lambda judged, _: len(judged.report.broken))]
    laws_on: LawsOn
    laws_off: LawsOff
    findings: Annotated[tuple[RuledFindingEntry, ...], at("report.findings")]
    goals: Annotated[tuple[GoalAmount, ...], at("report.goals")]
    tiers: Annotated[tuple[TierEntry, ...], By(_tiers)]
    claims: Annotated[tuple[WordedClaimEntry, ...], at("report.claims")]


def audit_document(judged: Judged) -> dict[str, Any]:
    """The audit as plain JSON values."""
    return AuditEntry.made_from(judged, judged).plain_values()
