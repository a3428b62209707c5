"""How many a plan adjusts, keeps and leaves waiting, in words."""

from __future__ import annotations

from rotation.domain.action import ActionKind
from rotation.domain.plan import Plan
from rotation.wording.comparisons import figure_word
from rotation.wording.words import Words

PARTS = (
    ActionKind.TRANSFER,
    ActionKind.ROTATION,
    ActionKind.ADVANCEMENT,
    ActionKind.PROMOTION,
    ActionKind.REVERSE_POSTING,
    ActionKind.STEP_DOWN,
    ActionKind.APPOINTMENT,
    ActionKind.RELEASE,
    ActionKind.RETIREMENT,
)
"""The kinds that make up those adjusted, in the order they are told."""


def counts_words(words: Words, plan: Plan) -> str:
    """All who are adjusted, the kinds that there are, and who stays or waits."""
    parts = [
        words.say("status.part", kind=figure_word(kind, words.lang), count=plan.count[kind])
        for kind in PARTS
        if plan.count[kind]
    ]
    return words.say(
        "status.counts",
        adjusted=plan.adjusted,
        parts=words.say("status.parts", parts=words.join(parts)) if parts else "",
        stay=plan.count[ActionKind.STAY],
        pool=plan.count[ActionKind.POOL],
    )
