"""Scenario to board to program, with any rule left out on request."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from rotation.assemble.facts import facts_of, must_retire
from rotation.assemble.narrowing import pairs_left
from rotation.assemble.ruled_out import broken_rows
from rotation.collecting import without_collecting
from rotation.domain.scenario import Scenario
from rotation.model.board import Board, every_action
from rotation.model.facts import Facts
from rotation.model.program import Program
from rotation.rules.base import Law
from rotation.rules.registry import active_goals, active_laws, waivable_laws

_PAIRS_AT_ONCE = 4_000_000
"""Candidate pairs held in memory at a time while laws remove most of them."""


@dataclass(frozen=True)
class Assembled:
    """A scenario as board and program, and how many candidate actions each law removed."""

    scenario: Scenario
    board: Board
    program: Program
    removed: dict[str, int] = field(default_factory=dict)


@without_collecting()
def assemble(scenario: Scenario, *, without: frozenset[str] = frozenset()) -> Assembled:
    """Build board and program of a scenario. without: codes of rules to leave out."""
    facts = facts_of(scenario)
    laws = [law for law in active_laws(scenario) if law.code not in without]
    board, removed = candidates(facts, laws)
    program = Program(len(board), waivable_laws(scenario))
    _add_structure(board, program)
    for law in laws:
        law.build(scenario, board, program)
    for breach in board.breaches.values():
        program.price_breach(np.flatnonzero(breach))
    for goal in active_goals(scenario):
        if goal.code not in without:
            goal.build(scenario, board, program)
    return Assembled(scenario, board, program, removed)


def candidates(facts: Facts, laws: list[Law]) -> tuple[Board, dict[str, int]]:
    """The rows that no law removes, and the number of rows removed by each law.

    Where a law narrows the pairs of cadre and post, no others are formed; they count as removed by
    it. Worked off in blocks of cadres, so that memory follows what is left, not what was thinkable.
    """
    narrowing, pairs = pairs_left(facts, laws)
    retiring = must_retire(facts)
    removed = {law.code: 0 for law in laws if law.code not in waivable_laws(facts.scenario)}
    parts, formed = [], 0
    for cadres in pairs.blocks(_PAIRS_AT_ONCE):
        board = every_action(facts, cadres, retiring, pairs)
        formed += int(board.placing.sum())
        for law in _strictest_first(facts.scenario, laws, narrowing):
            board = _apply(law, board, removed)
        parts.append(board)
    if narrowing is not None:
        removed[narrowing.code] += _placings(facts) - formed
    return _joined(parts), removed


def _strictest_first(scenario: Scenario, laws: list[Law], narrowing: Law | None) -> list[Law]:
    """The law that narrows the pairs, the others that remove rows, and last those that price."""
    priced = waivable_laws(scenario)
    return sorted(laws, key=lambda law: (law is not narrowing, law.code in priced))


def _placings(facts: Facts) -> int:
    """How often somebody could be put into a post other than their own."""
    own = facts.cadres.post >= 0
    return len(own) * len(facts.posts.unit) - int(own.sum())


def _apply(law: Law, board: Board, removed: dict[str, int]) -> Board:
    broken = broken_rows(law, board)
    if law.code in waivable_laws(board.facts.scenario):
        board.breaches[law.code] = broken
        return board
    removed[law.code] = removed.get(law.code, 0) + int(broken.sum())
    return board.keep(~broken)


def _joined(parts: list[Board]) -> Board:
    first = parts[0]
    return Board(
        first.facts,
        np.concatenate([part.cadre for part in parts]),
        np.concatenate([part.kind for part in parts]),
        np.concatenate([part.to_post for part in parts]),
        {code: np.concatenate([part.breaches[code] for part in parts]) for code in first.breaches},
    )


def _add_structure(board: Board, program: Program) -> None:
    """One action for every cadre; no more holders than seats."""
    scenario, facts = board.facts.scenario, board.facts
    cadres = scenario.roster.cadres
    program.add_rows(
        "one_action",
        [(cadre.cadre_id,) for cadre in cadres],
        board.cadre,
        np.arange(len(board)),
        lower=1,
        upper=1,
    )
    seats, posts = board.seats, scenario.roster.posts
    keys = [(post.post_id,) for post in posts]
    program.add_rows("seats", keys, seats.post, seats.row, upper=facts.posts.headcount)
