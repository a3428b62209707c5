"""Which exemptions a planner's row may give, and what the row has to name."""

from __future__ import annotations

from collections.abc import Iterator

from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.scenario import Scenario
from rotation.rules.base import WaivedBy
from rotation.rules.registry import law_of, laws

AUTHORITY = ("decided_by", "decided_on", "document")
"""What names the authority of a decision: body, day and document."""


def waived_by(scenario: Scenario, code: str, cadre_id: str, post_id: str | None) -> WaivedBy:
    """Who may exempt a cadre from a law (for a destination, or for all)."""
    law = law_of(scenario, code) or laws()[code]()
    return law.waiver_of(scenario, cadre_id, post_id)


def waiver_faults(scenario: Scenario, decision: Decision) -> Iterator[tuple[str, str]]:
    """What a waiver lacks, as problem code and column; nothing for any other decision."""
    if decision.action is not DecisionAction.WAIVE or decision.rule is None:
        return
    match waived_by(scenario, decision.rule, decision.cadre_id, decision.post_id):
        case WaivedBy.NOBODY:
            yield "waiver_barred", "rule"
        case WaivedBy.BODY:
            for column in AUTHORITY:
                if not getattr(decision, column):
                    yield "waiver_without_authority", column
