"""What an action really does, whatever word it is given."""

from __future__ import annotations

from rotation.domain.action import Action, ActionKind
from rotation.domain.codes import level_order
from rotation.domain.roster import Roster


def deed(roster: Roster, action: Action) -> ActionKind:
    """The kind of action that follows from where the cadre comes from and goes to.

    An action without a destination is the retirement or release that it says it is; anything else
    without one leaves a holder without a post, which is a release.
    """
    cadre = roster.cadre[action.cadre_id]
    if action.to_post_id is None:
        if cadre.post_id is None:
            retires = action.kind is ActionKind.RETIREMENT
            return ActionKind.RETIREMENT if retires else ActionKind.POOL
        return action.kind if action.kind is ActionKind.RETIREMENT else ActionKind.RELEASE
    if action.to_post_id == cadre.post_id:
        return ActionKind.STAY
    if cadre.post_id is None:
        return ActionKind.APPOINTMENT
    step = level_order(roster.post[action.to_post_id].level) - level_order(cadre.level)
    if step == 0:
        return ActionKind.TRANSFER
    return ActionKind.PROMOTION if step < 0 else ActionKind.STEP_DOWN
