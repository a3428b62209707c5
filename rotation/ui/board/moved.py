"""What is done with the board: somebody is picked, or put down on a seat. What the browser sends is
taken for no more than a wish: it is of the plan and steps that are shown, and of ids there are."""

from __future__ import annotations

import streamlit as st

from rotation.explain.by_hand import Step, Trial
from rotation.ui import address
from rotation.ui.opened import OpenedPlan
from rotation.ui.steps import Steps

_TURN, _REFUSED = "board_turn", "board_refused"


def pick(plan: OpenedPlan, steps: Steps, event: object) -> None:
    """Make somebody the one who is picked on the page."""
    asked = _asked(plan, steps, event)
    if asked is not None:
        address.put(cadre=asked.cadre_id)


def put_down(plan: OpenedPlan, steps: Steps, trial: Trial, event: object) -> None:
    """A step, unless it leads to where they are."""
    asked = _asked(plan, steps, event)
    if asked is not None and trial.plan.action_of[asked.cadre_id].held_post_id != asked.post_id:
        address.put(cadre=asked.cadre_id, **steps.with_move(asked))


def _asked(plan: OpenedPlan, steps: Steps, event: object) -> Step | None:
    """What is asked for; why it is refused is told when the board is drawn next."""
    st.session_state[_TURN] = turn() + 1
    sent = event if isinstance(event, dict) else {}
    step = _step(plan, sent.get("cadre"), sent.get("post"))
    if step is not None and sent.get("at") == steps.at(plan):
        return step
    st.session_state[_REFUSED] = "unknown" if step is None else "stale"
    return None


def _step(plan: OpenedPlan, cadre_id: object, post_id: object) -> Step | None:
    roster = plan.scenario.roster
    if not isinstance(cadre_id, str) or cadre_id not in roster.cadre:
        return None
    if post_id is None:
        return Step(cadre_id, None)
    return Step(cadre_id, post_id) if isinstance(post_id, str) and post_id in roster.post else None


def turn() -> int:
    """How many events there were: the board waits for an answer to its own."""
    found: int = st.session_state.get(_TURN, 0)
    return found


def refused() -> str | None:
    """Why the last event was refused, told once; None if it was not."""
    found: str | None = st.session_state.pop(_REFUSED, None)
    return found
