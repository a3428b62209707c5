"""Why a plan does with a cadre what it does, in words."""

from __future__ import annotations

from rotation.domain.action import Action, ActionKind
from rotation.domain.decision import DOWN, DecisionAction
from rotation.domain.retirement import retires_in
from rotation.wording.names import Names
from rotation.wording.words import Words

DECIDED = frozenset({DecisionAction.PIN, *DOWN})
"""Reasons that are a planner's own decision on where somebody goes."""

RETIRES = "retirement_due"
"""Told by the plan itself; said here for plans written without it."""


def reasons(words: Words, names: Names, action: Action) -> list[str]:
    """Every reason, the one that weighs most first: what was decided."""
    known = sorted(action.reasons, key=lambda reason: reason.code not in DECIDED)
    said = [r.text.get(words.lang, r.code) for r in known]
    if action.kind is ActionKind.RETIREMENT and not any(r.code == RETIRES for r in known):
        said.insert(0, _retires(words, names, action))
    return said


def main_reason(words: Words, names: Names, action: Action) -> str:
    """The first reason, and how many more there are."""
    said = reasons(words, names, action)
    if len(said) <= 1:
        return "".join(said)
    return words.say("move.first_reason", reason=said[0], count=len(said) - 1)


def _retires(words: Words, names: Names, action: Action) -> str:
    cadre = names.roster.cadre[action.cadre_id]
    return words.say(
        "leave.retires",
        birth=words.month(cadre.birth),
        month=words.month(retires_in(cadre)),
    )
