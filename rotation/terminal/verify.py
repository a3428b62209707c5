"""The page of `verify`: what of a plan's certificate holds by exact arithmetic alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rotation.audit.report import audit
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import Scenario
from rotation.draw.prose import Prose
from rotation.draw.terminal import Cell, Col, Page
from rotation.locales import text
from rotation.solve.verify import TierCheck, Verdict, Verification
from rotation.terminal.solve import show_header
from rotation.wording.claims import changed_words
from rotation.wording.names import Names
from rotation.wording.proofs import proof_legend, proof_word, solver_of
from rotation.wording.tiers import goal_titles

TIERS = (
    Col("tier", right=True),
    Col("goals", ratio=1),
    Col("value", right=True),
    Col("claimed_bound", right=True),
    Col("derived_bound", right=True),
    Col("status"),
    Col("proven_by"),
)


class Outcome(StrEnum):
    """proven: every tier is optimal, by exact arithmetic. open: every bound is proven, but a plan
    may be better. claimed: a bound rests on a solver's word, and nothing in the file shows it.
    hand_made: it was changed by hand, and nothing is said of how good it is.
    false: something is untrue, or said to be proven by what does not prove it."""

    PROVEN = "proven"
    OPEN = "open"
    CLAIMED = "claimed"
    HAND_MADE = "hand_made"
    FALSE = "false"


_STYLE = {
    Outcome.PROVEN: "green",
    Outcome.OPEN: "yellow",
    Outcome.CLAIMED: "yellow",
    Outcome.HAND_MADE: "yellow",
    Outcome.FALSE: "red",
}


@dataclass(frozen=True)
class Verified:
    """A plan and what was found of it; `file` is the plan's name as the person gave it."""

    scenario: Scenario
    plan: Plan
    found: Verification
    file: str

    @property
    def outcome(self) -> Outcome:
        if not self.found.holds:
            return Outcome.FALSE
        if self.plan.status is Status.HAND_MADE:
            return Outcome.HAND_MADE
        outcomes = {tier_outcome(tier) for tier in self.found.tiers}
        for outcome in (Outcome.CLAIMED, Outcome.OPEN):
            if outcome in outcomes:
                return outcome
        return Outcome.PROVEN

    @property
    def bare(self) -> bool:
        """Whether no multipliers came with the plan."""
        return self.plan.certificate is None or not self.plan.certificate.tiers


def tier_outcome(tier: TierCheck) -> Outcome:
    """A verdict, and where it is proven, whether the plan reaches the bound."""
    if tier.verdict is Verdict.PROVEN:
        return Outcome.PROVEN if tier.derived >= tier.value else Outcome.OPEN
    return Outcome(tier.verdict.value)


def show_verify(page: Page, verified: Verified) -> None:
    """Header, conclusion, faults, the tiers, and what is to be said of those not proven."""
    found = verified.found
    show_header(page, verified.scenario)
    page.gap()
    page.line(conclusion(page, verified), f"bold {_STYLE[verified.outcome]}")
    if verified.bare:
        page.line(page.say("verify.bare"))
    if found.faults:
        page.heading("verify.faults", count=len(found.faults))
        for code in found.faults:
            page.item(page.say(f"verify.fault.{code}"), indent=1)
        claims = audit(verified.scenario, verified.plan).claims
        if since := changed_words(Names(verified.scenario, page.lang), claims).strip():
            page.line(since, indent=1)
    if found.tiers:
        _show_tiers(page, verified)


def conclusion(page: Page, verified: Verified) -> str:
    tiers = verified.found.tiers
    proven = sum(tier.verdict is Verdict.PROVEN for tier in tiers)
    which = page.join(str(t.tier) for t in tiers if t.verdict is Verdict.CLAIMED)
    key = f"verify.conclusion.{verified.outcome}"
    return page.say(key, file=verified.file, count=len(tiers), proven=proven, which=which)


def _show_tiers(page: Page, verified: Verified) -> None:
    tiers = verified.found.tiers
    titles = goal_titles(verified.scenario, page)
    page.heading("verify.tiers")
    page.line(page.say("verify.note"), "dim", indent=1)
    page.table(TIERS, [_row(page, titles, tier) for tier in tiers])
    if verified.found.holds:
        page.gap()
        page.line(proof_legend(page, (tier.proven_by for tier in tiers)), "dim", indent=1)
    unproven = [tier for tier in tiers if tier_outcome(tier) is not Outcome.PROVEN]
    if unproven:
        page.heading("verify.remarks")
        for tier in unproven:
            page.item(remark(tier, page.lang), indent=1)


def _row(page: Page, titles: dict[int, str], tier: TierCheck) -> Sequence[Cell]:
    outcome = tier_outcome(tier)
    return (
        str(tier.tier),
        titles.get(tier.tier, page.say("tier.no_goal")),
        str(tier.value),
        "-" if tier.claimed_bound is None else str(tier.claimed_bound),
        str(tier.derived),
        Prose(page.say(f"verify.verdict.{outcome}"), style=_STYLE[outcome]),
        proof_word(page, tier.proven_by),
    )


def remark(tier: TierCheck, lang: str) -> str:
    """What is to be said of a tier that is not proven optimal."""
    return text(
        f"terminal.verify.remark.{_remark(tier)}",
        lang,
        tier=tier.tier,
        value=tier.value,
        claimed_value="-" if tier.claimed_value is None else tier.claimed_value,
        claimed="-" if tier.claimed_bound is None else tier.claimed_bound,
        derived=tier.derived,
        room=tier.value - tier.derived,
        solver=solver_of(tier.proven_by),
    )


def _remark(tier: TierCheck) -> str:
    outcome = tier_outcome(tier)
    if outcome is not Outcome.FALSE:
        return outcome.value
    if tier.claimed_value != tier.value:
        return "false_value"
    lacking = tier.claimed_bound is not None and tier.derived < tier.claimed_bound <= tier.value
    return "lacking" if lacking else "false_bound"
