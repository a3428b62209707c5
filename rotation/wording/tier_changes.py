"""What a change does to the tiers of a plan."""

from __future__ import annotations

from collections.abc import Iterable

from rotation.domain.scenario import Scenario
from rotation.explain.price import TierStep
from rotation.wording.tiers import goal_titles
from rotation.wording.words import Words


def tier_changes(scenario: Scenario, words: Words, steps: Iterable[TierStep]) -> str:
    """The tiers whose values differ, with their goals; "" where none does."""
    titles = goal_titles(scenario, words)
    return words.join(
        words.say("tier.change", tier=titles[step.tier], before=step.before, after=step.after)
        for step in steps
        if step.before != step.after
    )
