"""Finds out what would come of what could be done instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.placement import Placement
from rotation.explain.alternative import Alternative, Outcome
from rotation.explain.base import Base
from rotation.explain.obstacles import obstacles_to
from rotation.explain.price import price_of
from rotation.explain.pricing import Condition, Pricer, Reached
from rotation.explain.removed import Codes, against
from rotation.model.board import KINDS, Board
from rotation.model.program import Ints


def row_choice(board: Board, row: int) -> Placement:
    """What a row of the board does with its cadre."""
    kind, roster = KINDS[board.kind[row]], board.facts.scenario.roster
    post = board.from_post[row] if kind is ActionKind.STAY else board.to_post[row]
    return Placement(kind, None if post < 0 else roster.posts[post].post_id)


def cadre_of(board: Board, row: int) -> str:
    cadre_id: str = board.facts.scenario.roster.cadres[board.cadre[row]].cadre_id
    return cadre_id


def priced(base: Base, row: int, reached: Reached) -> Alternative:
    """An alternative whose best plan is known."""
    board = base.assembled.board
    cadre_id = cadre_of(board, row)
    return Alternative(
        base.bench.scenario,
        Outcome.PRICED,
        cadre_id,
        row_choice(board, row),
        price_of(base, reached, [cadre_id]),
    )


def asked(pricer: Pricer, rows: Ints) -> Alternative:
    """The best of some rows of one cadre, priced; or why no plan takes any of them."""
    base, board = pricer.base, pricer.base.assembled.board
    owner = np.flatnonzero(board.cadre == board.cadre[rows[0]])
    reached = pricer.cheapest(Condition(rows, np.setdiff1d(owner, rows)))
    if reached.x is not None:
        return priced(base, int(rows[reached.x[rows] > 0][0]), reached)
    outcome = Outcome.IMPOSSIBLE if reached.impossible else Outcome.OPEN
    return Alternative(
        base.bench.scenario,
        outcome,
        cadre_of(board, int(rows[0])),
        row_choice(board, int(rows[0])),
        obstacles=obstacles_to(pricer, rows) if reached.impossible else (),
    )


def unlawful(base: Base, cadre_id: str, choice: Placement, codes: Codes) -> Alternative:
    """An alternative that laws rule out by itself."""
    return Alternative(
        base.bench.scenario,
        Outcome.AGAINST_LAW,
        cadre_id,
        choice,
        against=against(base, cadre_id, choice, codes),
    )


def in_order(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """The priced ones by price, then by how many others change; the rest after them."""

    def rank(alternative: Alternative) -> tuple[bool, list[int], int]:
        price = alternative.price
        if price is None:
            return True, [], 0
        return False, [step.after for step in price.tiers], len(price.others)

    return tuple(sorted(alternatives, key=rank))


def codes_of(laws: Mapping[tuple[ActionKind, str | None], Codes], choice: Placement) -> Codes:
    """The laws against a choice, of those by `laws_by_choice`."""
    stays = choice.kind in (ActionKind.STAY, ActionKind.POOL)
    return laws.get((choice.kind, None if stays else choice.post_id), ())
