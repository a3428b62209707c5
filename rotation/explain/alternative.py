"""What could be done instead, and what would come of it, as a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rotation.domain.action import ActionKind
from rotation.domain.placement import Placement
from rotation.domain.plan import Finding
from rotation.domain.scenario import Scenario
from rotation.explain.price import Price
from rotation.explain.removed import Against
from rotation.explain.wording import (
    Sentence,
    as_sentence,
    cadre_name,
    choice_words,
    finding_words,
    joined,
    placement_words,
    price_words,
    rule_title,
    say,
)
from rotation.rules.words import Coded, Text


class Outcome(StrEnum):
    """planned: it is what the plan does. priced: it can be had. against_law: a law rules it out.
    impossible: no law does by itself, but no plan takes it. open: not found out in time."""

    PLANNED = "planned"
    PRICED = "priced"
    AGAINST_LAW = "against_law"
    IMPOSSIBLE = "impossible"
    OPEN = "open"


@dataclass(frozen=True)
class Alternative:
    """A choice, and what would come of it.

    cadre_id, choice: None where it is to leave a seat empty, of a post with so many seats.
    obstacles: for one that is impossible, the fewest breaches that would allow it. planned: of a
    candidate for a post, what the plan does with them. same: it is what the plan does with the
    cadre, with everything else solved again.
    """

    scenario: Scenario
    outcome: Outcome
    cadre_id: str | None = None
    choice: Placement | None = None
    price: Price | None = None
    against: tuple[Against, ...] = ()
    obstacles: tuple[Finding, ...] = ()
    planned: Placement | None = None
    same: bool = False
    seats: int = 1

    @property
    def text(self) -> Sentence:
        """The choice and its price, or what stands against it, in every language."""
        return as_sentence(alternative_words(self.scenario, self))


def alternative_words(scenario: Scenario, alternative: Alternative) -> Text:
    """An alternative and what would come of it, in one sentence."""
    subject = subject_words(scenario, alternative)
    price = alternative.price
    if price is not None:
        return price_words(scenario, subject, price)
    values: dict[str, object] = {"choice": subject}
    outcome = alternative.outcome.value
    if alternative.against:
        values["laws"] = joined(say("quoted", title=rule_title(a.law)) for a in alternative.against)
        values["why"] = _because(f for a in alternative.against for f in a.findings)
    elif outcome == "impossible":
        by_law = "impossible" if alternative.obstacles else "impossible_somehow"
        outcome = by_law if alternative.choice else "impossible_empty"
        values["why"] = joined(map(finding_words, alternative.obstacles), "clause")
    return say(f"outcome.{outcome}", **values)


def subject_words(scenario: Scenario, alternative: Alternative) -> Text:
    """The choice alone; of a candidate for a post, who it is and what the plan does with them."""
    if alternative.choice is None:
        return say("choice.empty_seat" if alternative.seats > 1 else "choice.empty")
    if alternative.outcome.value == "planned":
        return placement_words(scenario, alternative.choice)
    if alternative.same:
        return say("choice.same", choice=placement_words(scenario, alternative.choice))
    if alternative.planned is None or alternative.cadre_id is None:
        return choice_words(scenario, alternative.choice)
    stays = alternative.choice.kind is ActionKind.STAY
    return say(
        "choice.kept" if stays else "choice.taken",
        name=cadre_name(scenario.roster, alternative.cadre_id),
        kind=Coded("action", alternative.choice.kind),
        planned=placement_words(scenario, alternative.planned),
    )


def _because(findings: Iterable[Finding]) -> Text:
    told = [finding_words(finding) for finding in findings]
    return say("because", why=joined(told, "clause")) if told else Text("", "")
