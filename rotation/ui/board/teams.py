"""Which teams stand on the board: those in the URL, else those that plan and steps touch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from urllib.parse import quote, unquote

import streamlit as st

from rotation.compare.seats import Seats
from rotation.explain.by_hand import Trial
from rotation.ui import address
from rotation.ui.opened import OpenedPlan
from rotation.ui.steps import Steps
from rotation.ui.words import language, say

MOST, USUAL = 6, 4
_LAST = "board_teams"

Board = Mapping[str, tuple[Seats, ...]]
"""The seats of every unit, after the plan and the steps."""


def pick_teams(
    plan: OpenedPlan, steps: Steps, trial: Trial, board: Board, cadre_id: str | None
) -> Sequence[str]:
    """A field for the teams; gives those that stand on the board."""
    shown = _chosen(board) or _usual(plan, steps, trial, board, cadre_id)
    key = f"board_teams_{plan.entry.id}_{language()}"
    st.session_state[key] = list(shown)  # the URL decides
    st.multiselect(
        say("board.teams"),
        list(board),
        format_func=plan.told.names.unit,
        max_selections=MOST,
        placeholder=say("board.teams_hint"),
        key=key,
        label_visibility="collapsed",
        on_change=lambda: address.put(board=_written(st.session_state[key])),
    )
    return shown


def _written(unit_ids: Iterable[str]) -> str | None:
    return ",".join(quote(i, safe="") for i in unit_ids) or None


def _chosen(board: Board) -> tuple[str, ...]:
    wanted = map(unquote, (address.get("board") or "").split(","))
    return tuple(dict.fromkeys(i for i in wanted if i in board))[:MOST]


def _usual(
    plan: OpenedPlan, steps: Steps, trial: Trial, board: Board, cadre_id: str | None
) -> tuple[str, ...]:
    """In the order of the roster; as they last stood while that has whoever is picked or moved, so
    that no column goes while somebody is dragged."""
    needed = list(dict.fromkeys(_needed(plan, steps, trial, cadre_id)))[:MOST]
    last: tuple[int, tuple[str, ...]] | None = st.session_state.get(_LAST)
    if last is not None and last[0] == plan.entry.id and set(needed) <= set(last[1]):
        return last[1]
    then = plan.told.judged.plan.holders
    by_plan = sorted(board, key=lambda i: -_changed(board[i], then))
    room = max(USUAL - len(needed), 0)
    found = {*needed, *[i for i in by_plan if i not in needed][:room]}
    shown = tuple(i for i in board if i in found)
    st.session_state[_LAST] = plan.entry.id, shown
    return shown


def _changed(seats: Iterable[Seats], then: Mapping[str, Collection[str]]) -> int:
    """Seats whose holders the plan changes."""
    return sum(set(each.now) != set(then.get(each.post_id, ())) for each in seats)


def _needed(plan: OpenedPlan, steps: Steps, trial: Trial, cadre_id: str | None) -> Iterable[str]:
    """Teams of whoever is picked and of what the steps took and left, the last step's first."""
    before, posts = plan.told.judged.plan.action_of, plan.scenario.roster.post
    touched = [trial.plan.action_of[cadre_id].held_post_id] if cadre_id else []
    for step in reversed(steps.each):
        touched += [step.post_id, before[step.cadre_id].held_post_id]
    return (posts[i].unit_id for i in touched if i is not None)
