"""Tiers in words: their goals, and how far a value lies above its bound."""

from __future__ import annotations

from rotation.domain.plan import TierResult
from rotation.domain.scenario import Scenario
from rotation.rules.registry import waivable_laws
from rotation.wording.names import rule_title
from rotation.wording.words import Words

WAIVER_TIER = 0


def goal_titles(scenario: Scenario, words: Words) -> dict[int, str]:
    """The goals of every tier in words, with their weights where these are not 1."""
    found: dict[int, list[str]] = {}
    if waivable_laws(scenario):
        found[WAIVER_TIER] = [words.say("figure.needs_approval")]
    for choice in scenario.goals:
        title = rule_title(choice.code, words.lang)
        if choice.weight != 1:
            title = words.say("tier.weighted", title=title, weight=choice.weight)
        found.setdefault(choice.tier, []).append(title)
    return {tier: words.join(titles) for tier, titles in found.items()}


def gap_words(tier: TierResult) -> str:
    """How far the value lies above the proven bound, also as a share of the value."""
    if tier.value is None or tier.bound is None:
        return "-"
    gap = tier.value - tier.bound
    return str(gap) if gap <= 0 else f"{gap} ({gap / max(abs(tier.value), 1):.0%})"
