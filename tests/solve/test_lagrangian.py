"""Rows that are paid for instead of kept change no answer, only the way to it."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rotation import load_scenario
from rotation.assemble.assemble import Assembled, assemble
from rotation.generate.write import write_scenario
from rotation.model.program import Linear, Program
from rotation.solve.certificate import ReducedCostFixing, scaled
from rotation.solve.engines import combined, engine_named, lagrangian, relaxation
from rotation.solve.engines.base import Watch
from rotation.solve.engines.lagrangian import Shares, View, whole_view
from rotation.solve.engines.relaxation import Relaxation, Relaxed, optimum
from rotation.solve.question import tier_objectives
from rotation.solve.workbench import Workbench
from tests.seeds import seeds
from tests.solve.test_lexicographic import mixed
from tests.solve.test_workbench import told, variations

SOON = 1e12
"""A deadline that never comes."""


@pytest.fixture(autouse=True)
def every_row_is_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lagrangian, "_WIDE", 1)
    monkeypatch.setattr(lagrangian, "_FEW_ROWS", 0)
    monkeypatch.setattr(combined, "_COLUMNS_AT_FIRST", 1)


def county(folder: Path, seed: int = 0) -> Assembled:
    write_scenario(folder, units=6, posts_per_unit=5, seed=seed)
    return assemble(load_scenario(folder)[0])


def share_of_the_young(program: Program) -> tuple[Linear, int]:
    """Three old cadres (columns 0 to 2) and a young one (column 3) may take a seat; 30 % are to be
    young, each who is lacking costs 50, an old one in a seat saves 10, a young one 1."""
    short = program.add_shortfall(
        "young", [("all",)], [0] * 4, range(4), [-30, -30, -30, 70], at_least=0, unit=100
    )
    program.add_cost("young", short, 50 - 1)
    program.add_cost("young", range(4), [-10, -10, -10, -1])
    return program.cost({"young": 1}), int(short[0])


def nothing_shut(program: Program) -> NDArray[np.bool_]:
    return np.zeros(program.size, dtype=np.bool_)


def test_a_share_is_paid_for_by_every_seat() -> None:
    program = Program(4)
    objective, short = share_of_the_young(program)
    view = Shares(program).view(objective, [], nothing_shut(program))
    # a person short costs 50: an old one in a seat adds 0.3 of it, a young one takes off 0.7
    assert view.cost.tolist() == [-10 + 15, -10 + 15, -10 + 15, -1 - 35, 0]
    assert view.left_out.all()
    assert view.constant == 0
    # three old ones and no young one: 0.9 short, and so it was paid for
    x, as_paid = Shares(program).settle(view, np.array([1.0, 1, 1, 0, 0]))
    assert x[short] == pytest.approx(0.9)
    assert as_paid
    # the young one alone is 0.7 more than asked, but saves nothing: too much was paid
    x, as_paid = Shares(program).settle(view, np.array([0.0, 0, 0, 1, 0]))
    assert x[short] == 0
    assert not as_paid


def test_what_costs_nothing_is_left_out_for_nothing_and_what_is_held_stays() -> None:
    program = Program(4)
    objective, short = share_of_the_young(program)
    free = Linear(np.arange(3), np.ones(3, dtype=np.int64))
    view = Shares(program).view(free, [], nothing_shut(program))
    assert view.left_out.all()
    assert not view.paid
    assert view.cost.tolist() == [1, 1, 1, 0, 0]
    x, as_paid = Shares(program).settle(view, np.array([1.0, 1, 1, 0, 0]))
    assert x[short] == pytest.approx(0.9)
    assert as_paid
    held = [(objective, 20)]
    assert not Shares(program).view(free, held, nothing_shut(program)).left_out.any()


def test_a_shortfall_that_may_not_be_stays_in_its_row() -> None:
    program = Program(4)
    objective, short = share_of_the_young(program)
    shut = nothing_shut(program)
    shut[short] = True
    assert not Shares(program).view(objective, [], shut).left_out.any()


def relaxations(assembled: Assembled) -> list[tuple[float, float, float]]:
    """By tier: the relaxation, what it is with every row in its place, and what duals prove."""
    program, found = assembled.program, []
    ours_in_order, fixing = Relaxation(program), ReducedCostFixing(program)
    for objective in tier_objectives(assembled.scenario, program).values():
        ours = ours_in_order.minimise(objective, fixing, SOON, Watch())
        theirs = optimum(fixing, whole_view(program, objective), SOON, Watch())
        if not isinstance(ours, Relaxed) or not isinstance(theirs, Relaxed):
            assert ours is theirs is False
            break
        activity = np.zeros(len(program.rows))
        weights = program.rows.coefficients * ours.x[program.rows.columns]
        np.add.at(activity, program.rows.row_of_entry, weights)
        assert (activity > program.rows.lower - 1e-6).all()
        assert (activity < program.rows.upper + 1e-6).all()
        proven = fixing.derive(objective, scaled(program, fixing.held, ours.duals)).exact
        found.append((ours.value, theirs.value, float(proven)))
        fixing.hold(objective, int(np.ceil(ours.value - 1e-6)), None)
    return found


@pytest.mark.parametrize("seed", seeds(400, 15))
def test_the_relaxation_is_the_one_with_every_row_in_its_place(seed: int) -> None:
    for ours, theirs, proven in relaxations(assemble(mixed(seed))):
        assert ours == pytest.approx(theirs, abs=1e-5)
        assert proven < theirs + 1e-2
        assert proven > theirs - 1e-2


def test_so_it_is_in_a_small_county_where_some_rows_have_to_be_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_back: list[View] = []
    back = relaxation._with_rows
    monkeypatch.setattr(
        relaxation, "_with_rows", lambda view, basis: (put_back.append(view), back(view, basis))[1]
    )
    for seed in range(3):
        for ours, theirs, _ in relaxations(county(tmp_path / str(seed), seed)):
            assert ours == pytest.approx(theirs, abs=1e-5)
    assert put_back


@pytest.mark.parametrize("seed", seeds(600, 12))
def test_questions_one_after_another_are_answered_as_by_an_engine_that_keeps_every_row(
    seed: int,
) -> None:
    assembled = assemble(mixed(seed))
    ours, theirs = Workbench(assembled), Workbench(assembled, engine=engine_named("highs"))
    rng = random.Random(seed)
    for question in [ours.own, *variations(ours, rng), *variations(ours, rng)]:
        assert told(ours.ask(question)) == told(theirs.ask(question))


@pytest.mark.parametrize("seed", range(3))
def test_a_small_county_is_answered_as_by_an_engine_that_keeps_every_row(
    seed: int, tmp_path: Path
) -> None:
    assembled = county(tmp_path, seed)
    ours, theirs = Workbench(assembled), Workbench(assembled, engine=engine_named("highs"))
    assert told(ours.ask()) == told(theirs.ask())
