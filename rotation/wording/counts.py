"""How many a plan moves, lets go and keeps, in numbers and in words."""

from __future__ import annotations

from rotation.domain.action import PLACING, ActionKind
from rotation.domain.plan import Plan
from rotation.wording.words import Words


def counts(plan: Plan) -> dict[str, int]:
    """How many move (and of them up or down), leave, stay and wait."""
    kinds = [action.kind for action in plan.actions]
    return {
        "moves": sum(kind in PLACING for kind in kinds),
        "promotion": kinds.count(ActionKind.PROMOTION),
        "step_down": kinds.count(ActionKind.STEP_DOWN),
        "retire": kinds.count(ActionKind.RETIREMENT),
        "release": kinds.count(ActionKind.RELEASE),
        "stay": kinds.count(ActionKind.STAY),
        "pool": kinds.count(ActionKind.POOL),
    }


def counts_words(words: Words, plan: Plan) -> str:
    """The summary; promotions and step-downs stand beside the moves, where there are any."""
    count = counts(plan)
    parts = [
        words.say(f"status.{kind}", count=count[kind])
        for kind in ("promotion", "step_down")
        if count[kind]
    ]
    levels = words.say("status.levels", parts=words.join(parts)) if parts else ""
    return words.say("status.counts", **count, levels=levels)
