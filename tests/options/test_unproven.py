"""What options and fronts say of an answer that is not proven: worked by hand on two seats."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import numpy as np
import pytest

from rotation.domain.plan import Status, TierResult
from rotation.model.program import Linear
from rotation.options.epsilon_constraint import EpsilonConstraint
from rotation.options.offer import Loss, Options, Why
from rotation.options.options import options
from rotation.options.pareto_front import Front, Gap, front
from rotation.options.shared_solver import SharedSolver, joined
from rotation.solve.engines.base import Watch
from rotation.solve.lexicographic import Minimised
from tests.explain.unsure import prove_nothing
from tests.options.test_pareto_front import two_seats

GOALS = ("few_moves", "fill_posts")
NONE, ONE, TWO = (0, 2), (1, 1), (2, 0)
"""What the plans cost that fill no seat, one, or both."""


def unproven_at(monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    """The answer to the question of this number, from 1, is a plan that nothing proves."""
    ask, number = SharedSolver.ask, count(1)

    def unsure(solver: SharedSolver, *args: Any, **options: Any) -> Minimised:
        reached = ask(solver, *args, **options)
        if next(number) != place:
            return reached
        tiers = tuple(replace(tier, status=Status.FEASIBLE) for tier in reached.tiers)
        return replace(reached, tiers=tiers)

    monkeypatch.setattr(SharedSolver, "ask", unsure)


def told(found: Front) -> dict[tuple[int, ...], bool]:
    return {point.amounts: point.proven for point in found.points}


@pytest.mark.parametrize(
    ("place", "points", "gaps"),
    [
        (0, {NONE: True, ONE: True, TWO: True}, []),
        # The first end: what is held may not be at its best, so nothing on the front is sure.
        (1, {NONE: False, ONE: False, TWO: False}, []),
        (2, {NONE: True}, [Gap(NONE, None)]),  # how many seats can be filled at most
        (3, {NONE: True, ONE: True, TWO: False}, []),  # the other end
        (4, {NONE: True, ONE: False, TWO: True}, [Gap(NONE, TWO)]),  # the point in between
    ],
)
def test_an_answer_that_is_not_proven_leaves_open_what_rests_on_it(
    monkeypatch: pytest.MonkeyPatch,
    place: int,
    points: dict[tuple[int, ...], bool],
    gaps: list[Gap],
) -> None:
    unproven_at(monkeypatch, place)
    found = front(two_seats(), GOALS)
    assert (told(found), list(found.gaps)) == (points, gaps)
    assert found.complete == (place == 0)


def test_a_point_of_a_grid_that_is_proven_later_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    unproven_at(monkeypatch, 3)  # the end with both seats filled, which the grid asks for again
    assert told(front(two_seats(), GOALS, grid=4)) == {NONE: True, ONE: True, TWO: True}


@pytest.mark.parametrize("impossible", [True, False])
def test_no_plan_in_time_is_not_taken_for_none_at_all(
    monkeypatch: pytest.MonkeyPatch, impossible: bool
) -> None:
    method = EpsilonConstraint(SharedSolver(two_seats()), GOALS, ())
    none = Minimised(None, (), impossible, {})
    monkeypatch.setattr(method.solver, "ask", lambda *_, **__: none)
    assert method.within((1,), parts=1).proven is impossible


@pytest.mark.parametrize(("bound", "status"), [(2, Status.OPTIMAL), (1, Status.FEASIBLE)])
def test_a_tier_gone_on_from_is_the_best_only_where_it_meets_its_bound(
    bound: int, status: Status
) -> None:
    """The first search was cut short at 3, and the second came upon 2."""
    one = Linear(np.array([0]), np.array([1]))
    first = Minimised(np.array([3]), (TierResult(1, 3, bound, Status.FEASIBLE, ""),), False, {})
    both = joined(first, Minimised(np.array([2]), (), False, {}), (one,))
    assert [(tier.value, tier.bound, tier.status) for tier in both.tiers] == [(2, bound, status)]


def near(**how: Any) -> Options:
    """Plans that differ from the own one, which fills both seats, and leave a seat empty."""
    loss = Loss(by_tier={1: 1, 2: 0})
    return options(two_seats(), count=0, alternatives=9, loss=loss, **how)


def test_an_alternative_is_called_the_least_and_the_last_only_with_proof(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sure = near(apart=1)
    assert {option.least for option in sure.options[1:]} == {True}
    assert [left.why for left in sure.left] == [Why.NONE_NEAR]
    prove_nothing(monkeypatch)
    unsure = near(apart=1)
    assert {option.least for option in unsure.options[1:]} == {False}
    assert [left.why for left in unsure.left] == [Why.NOT_FOUND]
    assert not unsure.stopped


def test_an_alternative_that_a_stop_left_out_is_told_as_such() -> None:
    watch = Watch()
    found = near(apart=1, watch=watch, ready=lambda _: watch.stop.set())
    assert [left.why for left in found.left] == [Why.STOPPED]
    assert found.stopped


def test_a_tier_that_an_alternative_loses_in_is_not_called_optimal() -> None:
    """Its bound stays that of the own plan; what comes after is the best for what it lost."""
    own, *others = near(apart=1).options
    assert {tier.status for tier in own.plan.tiers} == {Status.OPTIMAL}
    lost = [option.plan.tiers[0] for option in others if option.loss[1]]
    assert [(tier.value, tier.bound, tier.status) for tier in lost] == (
        [(1, 0, Status.FEASIBLE)] * len(lost)
    )
    assert lost
