"""Fronts are those of full enumeration; a point's plan proves by itself that it is on the front."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest

from rotation.domain.scenario import Scenario
from rotation.options.pareto_front import Front, Point, front, undominated
from rotation.rules import casework as case
from rotation.solve.engines.base import Limits, Watch
from tests.options.enumerated import crowded, every_of
from tests.seeds import seeds
from tests.solve.test_lexicographic import mixed


def amounts(found: Front) -> list[tuple[int, ...]]:
    return [point.amounts for point in found.points]


def pairs(scenario: Scenario, seed: int, size: int = 2) -> tuple[str, ...]:
    codes = [goal.code for goal in scenario.goals]
    return tuple(random.Random(seed).sample(codes, size))


@pytest.mark.parametrize(
    "goals",
    [
        ("few_moves", "cadre_post_fit"),
        ("cadre_post_fit", "fill_posts"),
        ("women_in_team", "cadre_post_fit"),
        ("few_moves", "fill_posts"),
    ],
)
@pytest.mark.parametrize("seed", range(4))
def test_a_front_of_many_points_is_the_enumerated_one(goals: tuple[str, str], seed: int) -> None:
    scenario = crowded(seed)
    found = front(scenario, goals)
    assert amounts(found) == sorted(every_of(scenario).front(goals, ["must_fill_posts"]))
    assert found.complete


@pytest.mark.parametrize("seed", range(4))
def test_three_goals_that_pull_apart(seed: int) -> None:
    scenario, goals = crowded(seed), ("few_moves", "cadre_post_fit", "women_in_team")
    expected = every_of(scenario).front(goals, ["must_fill_posts"])
    coarse = front(scenario, goals, grid=2)
    assert set(amounts(coarse)) <= expected
    assert set(amounts(front(scenario, goals, grid=400))) == expected


@pytest.mark.parametrize("seed", seeds(0, 10))
def test_the_front_of_two_goals_is_the_enumerated_one(seed: int) -> None:
    scenario = mixed(seed)
    goals = pairs(scenario, seed)
    held = [] if "must_fill_posts" in goals else ["must_fill_posts"]
    held = [code for code in held if any(goal.code == code for goal in scenario.goals)]
    found = front(scenario, goals)
    expected = every_of(scenario).front(goals, held)
    assert set(amounts(found)) == expected
    assert amounts(found) == sorted(expected)
    assert found.complete == bool(expected)
    assert (found.none is None) == bool(expected)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_held_stays_at_its_best_and_the_front_is_that_of_what_is_left(seed: int) -> None:
    scenario = mixed(seed)
    held, *goals = pairs(scenario, seed, 3)
    found = front(scenario, goals, held=[held])
    assert set(amounts(found)) == every_of(scenario).front(goals, [held])
    for point in found.points:
        assert {goal.code: goal.amount for goal in point.plan.goals}[held] == found.held[held]


@pytest.mark.parametrize("seed", seeds(0, 5))
def test_every_point_of_three_goals_is_on_the_front_and_the_ends_are_there(seed: int) -> None:
    scenario = mixed(seed)
    goals = pairs(scenario, seed, 3)
    found = front(scenario, goals, held=[], grid=3)
    expected = every_of(scenario).front(goals, [])
    assert set(amounts(found)) <= expected
    for place in range(3):
        least = min((point[place] for point in expected), default=None)
        assert min((point[place] for point in amounts(found)), default=None) == least


@pytest.mark.parametrize("seed", range(4))
def test_a_fine_grid_finds_the_whole_front_of_two_goals(seed: int) -> None:
    scenario = mixed(seed)
    goals = pairs(scenario, seed)
    found = front(scenario, goals, held=[], grid=1000)
    assert set(amounts(found)) == every_of(scenario).front(goals, [])
    assert not found.complete  # it cannot know that its grid was fine enough


def test_a_points_other_goals_are_as_good_as_they_can_be() -> None:
    for seed in range(4):
        scenario, goals = crowded(seed), ("cadre_post_fit", "fill_posts")
        every = every_of(scenario)
        for point in front(scenario, goals, held=[]).points:
            alike = [
                lawful
                for lawful in every.cheapest()
                if tuple(lawful.amounts[code] for code in goals) == point.amounts
            ]
            assert point.plan.profile is not None
            order = point.plan.profile.goals
            best = min(every.tier_values(lawful, order) for lawful in alike)
            reached = {goal.code: goal.amount for goal in point.plan.goals}
            assert every.tier_values(replace(alike[0], amounts=reached), order) == best


def two_seats() -> Scenario:
    """Two empty seats and two in the pool: every seat that is filled costs a move."""
    return case.scenario(
        posts=[case.post("P1"), case.post("P2")],
        cadres=[case.cadre("A"), case.cadre("B")],
        goals={"fill_posts": {}, "few_moves": {}},
    )


def test_two_goals_that_pull_apart_make_the_front_that_one_works_out_by_hand() -> None:
    found = front(two_seats(), ["few_moves", "fill_posts"])
    assert amounts(found) == [(0, 2), (1, 1), (2, 0)]
    assert found.complete
    assert all(point.proven for point in found.points)


def test_each_point_is_told_as_soon_as_it_is_there() -> None:
    told: list[Point] = []
    found = front(two_seats(), ["few_moves", "fill_posts"], ready=told.append)
    assert sorted(point.amounts for point in told) == amounts(found)


def test_a_stop_keeps_the_points_that_are_there_and_says_where_more_may_be() -> None:
    watch, told = Watch(), []

    def ready(point: Point) -> None:
        told.append(point)
        if len(told) == 2:
            watch.stop.set()

    found = front(two_seats(), ["few_moves", "fill_posts"], watch=watch, ready=ready)
    assert amounts(found) == [(0, 2), (2, 0)]
    assert found.stopped
    assert not found.complete
    assert [(gap.one, gap.other) for gap in found.gaps] == [((0, 2), (2, 0))]


def test_a_run_stopped_before_it_began_shows_no_point_as_proven_that_is_not() -> None:
    watch = Watch()
    watch.stop.set()
    found = front(two_seats(), ["few_moves", "fill_posts"], watch=watch)
    assert not found.complete
    assert found.none is not None or found.points


def test_no_time_at_all_is_no_proof() -> None:
    found = front(two_seats(), ["few_moves", "fill_posts"], limits=Limits(seconds=0.0))
    assert not found.complete


@pytest.mark.parametrize(
    "goals", [["few_moves"], ["few_moves", "few_moves"], ["few_moves", "women_in_team"], []]
)
def test_goals_that_make_no_front_are_refused(goals: list[str]) -> None:
    with pytest.raises(ValueError, match="front"):
        front(two_seats(), goals)


def test_no_dominated_amounts_are_left() -> None:
    rng = random.Random(5)
    for _ in range(50):
        drawn = {tuple(rng.randrange(5) for _ in range(3)) for _ in range(6)}
        left = undominated(drawn)
        for one, other in itertools.permutations(left, 2):
            assert any(a < b for a, b in zip(one, other, strict=True))
        for gone in drawn - set(left):
            assert any(all(a <= b for a, b in zip(one, gone, strict=True)) for one in left)
