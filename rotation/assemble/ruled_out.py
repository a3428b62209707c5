"""Which laws rule out what could be done with a cadre, before anything is solved."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rotation.assemble.facts import facts_of, must_retire
from rotation.domain.scenario import Scenario
from rotation.model.board import Board, Bools, every_action
from rotation.model.facts import Facts, Ints
from rotation.model.pairs import Pairs
from rotation.rules.base import Law
from rotation.rules.registry import active_laws, waivable_laws


def laws_against(scenario: Scenario, cadre_id: str) -> tuple[str, ...]:
    """Codes of the laws that rule out any action of a cadre, staying included."""
    _, broken = _ruled_out(scenario, cadre_id)
    return tuple(code for code, mask in broken.items() if mask.any())


def laws_against_published(scenario: Scenario, cadre_id: str) -> tuple[str, ...] | None:
    """Codes of the laws that rule out what the published plan does with a cadre whom it knows.

    None where that can no longer be done at all: the post is gone, or the age is not reached.
    """
    board, broken = _ruled_out(scenario, cadre_id)
    as_published = ~board.changed
    if not as_published.any():
        return None
    return tuple(code for code, mask in broken.items() if mask[as_published].any())


def _ruled_out(scenario: Scenario, cadre_id: str) -> tuple[Board, dict[str, Bools]]:
    facts = facts_of(scenario)
    return ruled_out(facts, np.array([facts.cadre_at[cadre_id]]))


def ruled_out(
    facts: Facts, cadres: Ints, pairs: Pairs | None = None
) -> tuple[Board, dict[str, Bools]]:
    """Every action of some cadres, and by law the rows it removes (a waivable law removes none).

    cadres: places in the cadres table, ascending. pairs: the placings to look at, every one if not
    given.
    """
    board = every_action(facts, cadres, must_retire(facts), pairs)
    priced = waivable_laws(facts.scenario)
    binding = [law for law in active_laws(facts.scenario) if law.code not in priced]
    return board, {law.code: broken_rows(law, board) for law in binding}


def closing_laws(facts: Facts, cadres: Ints) -> dict[int, tuple[str, ...]]:
    """For cadres to whom no post is open: laws that close all of them between them, the one that
    closes most first. By place in the cadres table; cadres: such places, ascending."""
    board, broken = ruled_out(facts, cadres)
    return {
        place: tuple(_closing(board.placing & (board.cadre == place), broken))
        for place in cadres.tolist()
    }


def _closing(rows: Bools, broken: dict[str, Bools]) -> Iterator[str]:
    while broken and rows.any():
        code = max(broken, key=lambda law: np.count_nonzero(rows & broken[law]))
        if not (rows & broken[code]).any():
            return
        yield code
        rows = rows & ~broken[code]


def broken_rows(law: Law, board: Board) -> Bools:
    """Rows that break a law by themselves and are not exempt by a planner's waiver."""
    mask = law.removes(board.facts.scenario, board)
    if mask is None:
        return np.zeros(len(board), dtype=np.bool_)
    return mask & ~board.waived_rows(law.code)
