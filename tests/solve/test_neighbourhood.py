"""A part of a program: most of a plan is kept, the rest is decided as the whole would decide it."""

from __future__ import annotations

import random

import numpy as np
import pytest

from rotation.assemble.assemble import Assembled, assemble
from rotation.model.program import Ints, Linear
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.engines.neighbourhood import Part, around, roughly, worth_trying
from rotation.solve.question import tier_objectives
from rotation.solve.workbench import Workbench
from tests.seeds import seeds
from tests.solve.test_lexicographic import mixed


def planned(seed: int) -> tuple[Assembled, Ints, list[int]] | None:
    """A tiny roster, its best plan and what that reaches by tier; None where there is no plan."""
    assembled = assemble(mixed(seed))
    reached = Workbench(assembled).ask()
    if reached.x is None:
        return None
    return assembled, reached.x, [objective.value(reached.x) for objective in tiers(assembled)]


def tiers(assembled: Assembled) -> list[Linear]:
    return list(tier_objectives(assembled.scenario, assembled.program).values())


def best(assembled: Assembled, x: Ints, free: Ints, upper: Ints | None = None) -> Ints | None:
    part = Part(assembled.program, x, free, assembled.program.upper if upper is None else upper)
    return part.best(tiers(assembled), (), Limits(10.0), Watch())


@pytest.mark.parametrize("seed", seeds(700, 12))
def test_with_everybody_free_it_is_the_whole(seed: int) -> None:
    if (found := planned(seed)) is None:
        return
    assembled, x, values = found
    again = best(assembled, x, np.arange(len(assembled.board)))
    assert again is not None
    assert [objective.value(again) for objective in tiers(assembled)] == values


@pytest.mark.parametrize("seed", seeds(720, 12))
def test_who_is_not_free_does_as_the_plan_has_it_and_nothing_gets_worse(seed: int) -> None:
    """The plan is one that meets every row, and is not the best: the first cadres stay free."""
    if (found := planned(seed)) is None:
        return
    assembled, x, values = found
    board, rng = assembled.board, random.Random(seed)
    free = np.flatnonzero(np.isin(board.cadre, rng.sample(range(int(board.cadre.max()) + 1), 2)))
    again = best(assembled, x, free)
    assert again is not None
    assert assembled.program.holds(again)
    kept = np.setdiff1d(np.arange(len(board)), free)
    assert (again[kept] == x[kept]).all()
    assert [objective.value(again) for objective in tiers(assembled)] == values


@pytest.mark.parametrize("seed", seeds(740, 24))
def test_what_is_shut_is_used_by_nobody(seed: int) -> None:
    if (found := planned(seed)) is None:
        return
    assembled, x, _ = found
    board, upper = assembled.board, assembled.program.upper.copy()
    used, rows = np.flatnonzero(x), np.flatnonzero(x[: len(board)])
    shut = [*used[used >= len(board)], random.Random(seed).choice(rows.tolist())]  # what is short
    upper[shut] = 0
    alive = upper[: len(board)] > 0
    worth = worth_trying(board, [np.zeros(len(x), dtype=np.int64)], 6)
    again = best(assembled, x, around(board, x, alive, worth), upper)
    assert again is None or (not again[shut].any() and assembled.program.holds(again))


def test_a_mended_plan_starts_from_those_who_cannot_do_as_planned() -> None:
    """With room for nobody else, only the columns of the one who must do otherwise are free."""
    found = planned(700)
    assert found is not None
    assembled, x, _ = found
    board = assembled.board
    row = int(np.flatnonzero(x[: len(board)])[0])
    alive = np.ones(len(board), dtype=np.bool_)
    alive[row] = False
    free = around(board, x, alive, np.zeros(len(board), dtype=np.bool_), most=0)
    own = np.flatnonzero(board.cadre == board.cadre[row])
    assert free.tolist() == sorted(set(own.tolist()) - {row})


def test_put_together_a_tier_outweighs_the_next_tenfold() -> None:
    found = planned(701)
    assert found is not None
    assembled, x, values = found
    first, *rest = roughly(tiers(assembled))
    assert not rest
    weighed = 0
    for value in values:
        weighed = 10 * weighed + value
    assert first.value(x) == weighed
