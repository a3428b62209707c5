"""What to ask of a program: which objectives in which order, and under what further conditions.

A scenario's own question is its tiers. Others differ from it by a few columns (a person pinned to
a post, a breach forbidden), by a limit on an expression (a point of a Pareto front, so many
persons placed differently) or by the order of the tiers; they need no other program.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from rotation.assemble.assemble import Assembled
from rotation.domain.scenario import Scenario
from rotation.model.board import Board
from rotation.model.program import Ints, Linear, Program
from rotation.solve.certificate import Held

WAIVER_TIER = 0
_NONE = np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Question:
    """objectives: by tier, in the order they are minimised. held: expressions that stay at a
    value or less throughout. barred: columns of the program that stay at zero.
    start: a solution to begin with, if it meets the conditions (it need not)."""

    objectives: Mapping[int, Linear]
    held: tuple[Held, ...] = ()
    barred: Ints = field(default_factory=lambda: _NONE)
    start: Ints | None = None

    def without(self, columns: Ints) -> Question:
        """The same with more columns kept at zero."""
        return replace(self, barred=np.union1d(self.barred, columns))

    def taking(self, board: Board, rows: Ints) -> Question:
        """The same with these rows of the board taken: of each cadre named, no other row is."""
        owners = np.isin(board.cadre, board.cadre[rows])
        return self.without(np.setdiff1d(np.flatnonzero(owners), rows))

    def filling(self, board: Board, post_id: str, seats: int) -> Question:
        """The same with at least so many in a post."""
        rows = board.seats.row[board.seats.post == board.facts.post_at[post_id]]
        return self.at_most(Linear(rows, np.full(len(rows), -1)), -seats)

    def at_most(self, expression: Linear, value: int) -> Question:
        """The same with an expression at `value` or less."""
        return replace(self, held=(*self.held, (expression, value)))


def own_question(assembled: Assembled) -> Question:
    """The scenario's own tiers."""
    return Question(tier_objectives(assembled.scenario, assembled.program))


def tier_objectives(scenario: Scenario, program: Program) -> dict[int, Linear]:
    """The objective of every tier, in the order they are solved."""
    weights: dict[int, dict[str, int]] = defaultdict(dict)
    for choice in scenario.goals:
        weights[choice.tier][choice.code] = choice.weight
    objectives = {tier: program.cost(weights[tier]) for tier in sorted(weights)}
    if program.waivable:
        return {WAIVER_TIER: program.breaches} | objectives
    return objectives or {1: program.cost({})}
