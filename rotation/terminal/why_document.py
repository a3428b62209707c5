"""The answer of `why` as one JSON document, with its sentences in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from rotation.documents import By, Entry, Seconds, Sentence, WordedEntry
from rotation.domain.action import Reason
from rotation.domain.category import Category, Strength
from rotation.domain.plan import Finding
from rotation.explain.alternative import Outcome
from rotation.explain.base import Standing
from rotation.explain.price import GoalStep, TierStep
from rotation.explain.removed import Barrier
from rotation.explain.why_cadre import CadreWhy
from rotation.explain.why_pair import PairWhy
from rotation.explain.wording import as_sentence, treated_words
from rotation.io.plan_model import FindingEntry, PlacementEntry
from rotation.report.audit_document import ClaimEntry

if TYPE_CHECKING:
    from rotation.terminal.why import Explained

Findings = tuple[FindingEntry, ...]
Ids = tuple[str, ...]


class AgainstEntry(Entry):
    law: str
    sentence: Sentence
    findings: Findings


class TreatedEntry(WordedEntry):
    cadre_id: str
    before: PlacementEntry
    after: PlacementEntry
    text: Annotated[
        Sentence, By(lambda treated, scenario: as_sentence(treated_words(scenario, treated)))
    ]


class PriceEntry(WordedEntry):
    tiers: tuple[TierStep, ...]
    decisive_tier: Annotated[
        int | None, By(lambda price, _: price.decisive and price.decisive.tier)
    ]
    goals: tuple[GoalStep, ...]
    gained: Findings
    lost: Findings
    others: tuple[TreatedEntry, ...]
    proven: bool
    fewest: bool


class AlternativeEntry(Entry):
    cadre_id: str | None
    choice: PlacementEntry | None
    outcome: Outcome
    same: bool
    price: PriceEntry | None
    against: tuple[AgainstEntry, ...]
    obstacles: Findings
    text: Sentence


class AnswerEntry(Entry):
    """standing: that of the plan: best, bettered or open."""

    standing: Standing = Field(alias="status")
    answered: bool


class CadreEntry(AnswerEntry):
    cadre_id: str
    planned: AlternativeEntry
    category: Category
    strength: Strength
    reasons: tuple[Reason, ...]
    findings: Findings
    posts: int
    allowed: Ids
    barriers: tuple[Barrier, ...]
    alternatives: tuple[AlternativeEntry, ...]
    left: tuple[PlacementEntry, ...]
    exhausted: bool
    proven: bool
    obstacles: Findings
    claims: tuple[ClaimEntry, ...]
    seconds: Seconds


class PairEntry(AnswerEntry):
    cadre_id: str
    post_id: str
    planned: AlternativeEntry
    holders: Ids
    alternative: AlternativeEntry
    claims: tuple[ClaimEntry, ...]
    seconds: Seconds


class PostEntry(AnswerEntry):
    post_id: str
    now: Ids
    holders: Ids
    empty: int
    allowed: Ids
    barriers: tuple[Barrier, ...]
    candidates: tuple[AlternativeEntry, ...]
    vacant: AlternativeEntry | None
    left: Ids
    exhausted: bool
    proven: bool
    obstacles: Findings
    claims: tuple[ClaimEntry, ...]
    seconds: Seconds


class UnlawfulEntry(Entry):
    """Of a plan that breaks a law."""

    status: Literal["broken"]
    findings: Findings


WhyEntry = CadreEntry | PairEntry | PostEntry | UnlawfulEntry


def why_document(explained: Explained) -> dict[str, Any]:
    """What was asked about and found."""
    why = explained.why
    entry: type[AnswerEntry] = PostEntry
    if isinstance(why, CadreWhy | PairWhy):
        entry = CadreEntry if isinstance(why, CadreWhy) else PairEntry
    run = {"answered": why.answered, "claims": explained.claims, "seconds": explained.seconds}
    return entry.made_from(vars(why) | run, why.scenario).plain_values()


def unlawful_document(broken: tuple[Finding, ...]) -> dict[str, Any]:
    return UnlawfulEntry.made_from({"status": "broken", "findings": broken}).plain_values()
