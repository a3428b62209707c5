"""Conflicts and ways out in the words that the command and the screen share."""

from __future__ import annotations

from collections.abc import Mapping

from rotation.explain.conflict import Conflict
from rotation.explain.repairs import Repair
from rotation.wording.words import Words


def proof_words(words: Words, conflict: Conflict) -> str:
    """What was proven of a conflict, and how."""
    by = words.say(f"conflict.proven_by.{conflict.proven_by}")
    if not conflict.minimal:
        return words.say("conflict.not_minimal", by=by)
    count = len(conflict.requirements)
    key = "minimal" if count > 1 else "minimal_one"
    return words.say(f"conflict.{key}", count=count, by=by)


def cases_words(words: Words, repair: Repair) -> str:
    """How many cases a way excuses, and whether that is least of its kind."""
    least = words.say("conflict.least" if repair.least else "conflict.not_least")
    return words.say("conflict.cases", count=repair.cases, least=least)


def plan_words(words: Words, repair: Repair) -> str:
    """What came of solving with a way out."""
    if repair.moves is None:
        return words.say("conflict.plan.unsolved")
    return words.say(f"conflict.plan.{repair.status.value}", moves=repair.moves)


def stage_words(words: Words, stage: str, values: Mapping[str, object]) -> str:
    """What the search is at."""
    told = dict(values)
    if "kind" in told:
        told["kind"] = words.say(f"conflict.kind.{told['kind']}")
    return words.say(f"conflict.stage.{stage}", **told)
