"""Why a plan does with a cadre what it does, in words."""

from __future__ import annotations

from collections.abc import Sequence

from rotation.domain.action import Action, ActionKind, Reason
from rotation.domain.decision import DOWN, DecisionAction
from rotation.domain.retirement import retires_in
from rotation.wording.names import Names
from rotation.wording.words import Words

DECIDED = frozenset({DecisionAction.PIN, *DOWN})
"""Reasons that are a planner's own decision on where somebody goes."""

KEEPS = ("pin", "forbid", "waive", "no_destination", "outweighed")
"""Reasons why somebody stays whose move is asked for."""

PURPOSES = ("succeeds", "exchanges", "fills_must", "fills")
"""Reasons that say what a move is for: brief lists leave them out beside a ground."""

RETIRES = "retirement_due"
"""Told by the plan itself; said here for plans written without it."""


def reasons(words: Words, names: Names, action: Action) -> list[str]:
    """Every reason, the one that weighs most first: what was decided."""
    return _said(words, names, action, action.reasons)


def main_reason(words: Words, names: Names, action: Action) -> str:
    """The first reason, and how many more grounds there are."""
    grounds = [reason for reason in action.reasons if reason.code not in PURPOSES]
    said = _said(words, names, action, grounds or action.reasons)
    if len(said) <= 1:
        return "".join(said)
    return words.say("move.first_reason", reason=said[0], count=len(said) - 1)


def _said(words: Words, names: Names, action: Action, chosen: Sequence[Reason]) -> list[str]:
    known = sorted(chosen, key=lambda reason: reason.code not in DECIDED)
    said = [r.text.get(words.lang, r.code) for r in known]
    if action.kind is ActionKind.RETIREMENT and not any(r.code == RETIRES for r in known):
        said.insert(0, _retires(words, names, action))
    return said


def _retires(words: Words, names: Names, action: Action) -> str:
    cadre = names.roster.cadre[action.cadre_id]
    return words.say(
        "leave.retires",
        birth=words.month(cadre.birth),
        month=words.month(retires_in(cadre)),
    )
