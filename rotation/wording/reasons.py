"""Why a plan does with a cadre what it does, in words."""

from __future__ import annotations

from rotation.domain.action import PLACING, Action, ActionKind
from rotation.domain.plan import Plan
from rotation.domain.retirement import retires_in
from rotation.wording.names import Names
from rotation.wording.words import Words

DECIDED = ("pin", "release")
"""Reasons that are a planner's own decision on where somebody goes."""


def reasons(words: Words, names: Names, plan: Plan, action: Action) -> list[str]:
    """Every reason, the one that weighs most first."""
    # What a planner decided comes first; `ordinary` says why nobody need move, not why they do.
    known = sorted(action.reasons, key=lambda reason: reason.code not in DECIDED)
    said = [r.text.get(words.lang, r.code) for r in known if r.code != "ordinary"]
    ordinary = len(said) < len(known)
    if action.kind is ActionKind.RETIREMENT:
        said.insert(0, _retires(words, names, action))
    elif action.kind in PLACING and ordinary and not _decided(action):
        said.insert(0, _fills(words, names, plan, action))
    return said


def main_reason(words: Words, names: Names, plan: Plan, action: Action) -> str:
    """The first reason, and how many more there are."""
    said = reasons(words, names, plan, action)
    if len(said) <= 1:
        return "".join(said)
    return words.say("move.first_reason", reason=said[0], count=len(said) - 1)


def _decided(action: Action) -> bool:
    return any(reason.code in DECIDED for reason in action.reasons)


def _retires(words: Words, names: Names, action: Action) -> str:
    cadre = names.roster.cadre[action.cadre_id]
    return words.say(
        "leave.retires",
        birth=words.month(cadre.birth),
        month=words.month(retires_in(cadre)),
    )


def _fills(words: Words, names: Names, plan: Plan, action: Action) -> str:
    """Nothing in person calls for this move: it serves the post, after whoever leaves it."""
    before = [
        names.cadre(a.cadre_id)
        for a in plan.actions
        if a.from_post_id == action.to_post_id and a.to_post_id != action.to_post_id
    ]
    if not before:
        return words.say("move.fills")
    return words.say("move.succeeds", names=words.join(before))
