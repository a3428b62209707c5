"""Questions asked one after another get the answers that each would get by itself."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from rotation.assemble.assemble import assemble
from rotation.solve.engines import engine_named
from rotation.solve.lexicographic import Minimised
from rotation.solve.question import Question
from rotation.solve.workbench import Workbench
from tests.seeds import seeds
from tests.solve.test_lexicographic import mixed


def told(minimised: Minimised) -> tuple[bool, list[tuple[int | None, int | None]]]:
    return minimised.infeasible, [(tier.value, tier.bound) for tier in minimised.tiers]


def variations(bench: Workbench, rng: random.Random) -> list[Question]:
    """A pin, a forbidden row, a measure kept at nothing, tiers in another order, a looser first
    tier, and all of it."""
    own, board = bench.own, bench.assembled.board
    row, size = np.array([rng.randrange(len(board))]), bench.assembled.program.size
    tiers = list(own.objectives)
    turned = dict(zip(tiers, reversed(list(own.objectives.values())), strict=True))
    first = own.objectives[tiers[0]]
    last = {tiers[-1]: own.objectives[tiers[-1]]}
    loose = Question(last).at_most(first, rng.randrange(4))
    return [
        own.taking(board, row),
        own.without(row),
        own.without(np.array([size - 1 - rng.randrange(min(8, size))])),
        Question(turned),
        loose,
        loose.taking(board, row),
        own,
    ]


@pytest.mark.parametrize("seed", seeds(0, 12))
def test_a_question_asked_after_others_is_answered_as_if_asked_first(seed: int) -> None:
    assembled = assemble(mixed(seed))
    bench = Workbench(assembled)
    before = bench.ask()
    rng = random.Random(seed)
    for question in [q for _ in range(2) for q in variations(bench, rng)]:
        fresh = Workbench(assembled).ask(question)
        assert told(bench.ask(question)) == told(fresh)
    assert told(bench.ask()) == told(before)


@pytest.mark.parametrize("name", ["cp-sat", "highs"])
def test_every_engine_answers_the_same_questions(name: str) -> None:
    for seed in range(8):
        assembled = assemble(mixed(seed))
        ours, theirs = Workbench(assembled), Workbench(assembled, engine=engine_named(name))
        for question in variations(ours, random.Random(seed)):
            assert told(ours.ask(question)) == told(theirs.ask(question))


def test_taking_rows_bars_the_other_rows_of_their_cadres_only() -> None:
    bench = Workbench(mixed(1))
    board = bench.assembled.board
    row = int(np.flatnonzero(board.cadre == board.cadre[-1])[0])
    question = bench.own.taking(board, np.array([row]))
    others = np.flatnonzero(board.cadre == board.cadre[-1])
    assert set(question.barred.tolist()) == set(others.tolist()) - {row}
    minimised = bench.ask(question)
    assert minimised.infeasible or (minimised.x is not None and minimised.x[row] == 1)


def test_a_solution_to_begin_with_that_breaks_the_conditions_is_not_believed() -> None:
    bench = Workbench(mixed(1))
    reached = bench.ask()
    assert reached.x is not None
    used = np.flatnonzero(reached.x[: len(bench.assembled.board)])[:1]
    question = bench.own.without(used)
    assert told(bench.ask(replace(question, start=reached.x))) == told(
        Workbench(bench.assembled).ask(question)
    )
