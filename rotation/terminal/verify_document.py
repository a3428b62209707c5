"""What of a plan's certificate holds, as one JSON document."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from rotation.documents import By, Sentence, WordedEntry, at, every_language
from rotation.locales import text
from rotation.solve.verify import TierCheck, Verdict
from rotation.terminal.verify import Outcome, Verified, remark, tier_outcome


def _plain(claimed: object) -> object:
    """What a plan claims; in words where it is no whole number, for JSON has no not-a-number."""
    return claimed if claimed is None or isinstance(claimed, int) else str(claimed)


def _said(tier: TierCheck, lang: str) -> str:
    outcome = tier_outcome(tier)
    if outcome is Outcome.PROVEN:
        return text(f"terminal.verify.verdict.{outcome}", lang)
    return remark(tier, lang)


def _fault(code: str, lang: str) -> str:
    return text(f"terminal.verify.fault.{code}", lang)


Claimed = Annotated[int | str | None, BeforeValidator(_plain)]


class TierEntry(WordedEntry):
    tier: int
    verdict: Verdict
    value: int
    claimed_value: Claimed
    claimed_bound: Claimed
    derived: int = Field(alias="derived_bound")
    optimal: Annotated[bool, By(lambda tier, _: tier_outcome(tier) is Outcome.PROVEN)]
    proven_by: str
    text: Annotated[Sentence, By(lambda tier, _: every_language(partial(_said, tier)))]


class FaultEntry(WordedEntry):
    code: Annotated[str, By(lambda code, _: code)]
    text: Annotated[Sentence, By(lambda code, _: every_language(partial(_fault, code)))]


class VerifyEntry(WordedEntry):
    status: Annotated[Outcome, at("outcome")]
    holds: Annotated[bool, at("found.holds")]
    certificate: Annotated[bool, By(lambda verified, _: not verified.bare)]
    tiers: Annotated[tuple[TierEntry, ...], at("found.tiers")]
    faults: Annotated[tuple[FaultEntry, ...], at("found.faults")]


def verify_document(verified: Verified) -> dict[str, Any]:
    """What was found as plain JSON values."""
    return VerifyEntry.made_from(verified).plain_values()
