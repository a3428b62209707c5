"""The board's rows that a plan takes: from a plan back to a solution."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from rotation.domain.action import Action, ActionKind
from rotation.domain.plan import Plan
from rotation.model.board import KINDS, Board
from rotation.model.program import Ints


def rows_of_plan(board: Board, plan: Plan) -> Ints | None:
    """The board's rows that a plan takes, one per cadre; None where the board lacks one."""
    rows = rows_by_cadre(board, plan.actions)
    if None in rows.values():
        return None
    return np.array(list(rows.values()), dtype=np.int64)


def rows_by_cadre(board: Board, actions: Iterable[Action]) -> dict[str, int | None]:
    """The board's row of each action, by the cadre's id; None where the board lacks it."""
    return {action.cadre_id: board.place.get(_key(board, action)) for action in actions}


def _key(board: Board, action: Action) -> tuple[int, int, int]:
    facts, kind = board.facts, KINDS.index(action.kind)
    stays = action.kind in (ActionKind.STAY, ActionKind.POOL)
    end = -1 if stays or action.to_post_id is None else facts.post_at[action.to_post_id]
    return facts.cadre_at[action.cadre_id], kind, end
