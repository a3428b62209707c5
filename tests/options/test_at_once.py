"""Options and fronts whose parts are solved elsewhere are those that are solved here."""

from __future__ import annotations

from threading import Event

import pytest

from rotation.domain.scenario import Scenario
from rotation.options.epsilon_constraint import POINTS
from rotation.options.options import options
from rotation.options.pareto_front import Front, front
from rotation.options.shared_solver import QUESTIONS
from rotation.parallel.pool import Where, in_process
from rotation.parallel.processes import in_processes
from rotation.rules.replanning import as_planned
from rotation.solve.engines.base import Watch
from rotation.solve.verify import verify
from tests.options.enumerated import crowded
from tests.parallel.elsewhere import elsewhere
from tests.solve.test_lexicographic import mixed

GOALS = ("cadre_post_fit", "fill_posts")
SCENARIOS = [mixed(3), *(crowded(seed) for seed in range(4))]


def by_label(scenario: Scenario, at: Where) -> dict[str, object]:
    found = options(scenario, alternatives=0, at=at)
    for option in found.options:
        assert verify(as_planned(scenario, option.plan), option.plan).holds
    told = {o.label: [t.value for t in o.plan.tiers] for o in found.options}
    return told | {left.label: left.why for left in found.left}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_options_have_the_same_values(scenario: Scenario) -> None:
    assert by_label(scenario, elsewhere) == by_label(scenario, in_process)


def points(found: Front) -> list[tuple[object, ...]]:
    return [(p.amounts, p.proven, [t.value for t in p.plan.tiers]) for p in found.points]


@pytest.mark.parametrize("grid", [None, 3])
@pytest.mark.parametrize("scenario", SCENARIOS[1:])
def test_fronts_have_the_same_points(scenario: Scenario, grid: int | None) -> None:
    here = front(scenario, GOALS, grid=grid)
    there = front(scenario, GOALS, grid=grid, at=elsewhere)
    assert points(there) == points(here)
    assert (there.complete, there.gaps, there.held) == (here.complete, here.gaps, here.held)


def test_in_real_processes_too() -> None:
    scenario = crowded(1)
    assert points(front(scenario, GOALS, at=in_processes(2))) == points(front(scenario, GOALS))


def test_parts_are_asked_for_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """What came to nothing there, as after a stop, is solved here."""
    asked: list[object] = []
    here = points(front(crowded(1), GOALS))

    def counted(_kept: object, item: object) -> None:
        asked.append(item)

    for work in (QUESTIONS, POINTS):
        monkeypatch.setitem(work.__dict__, "do", staticmethod(counted))
    assert points(front(crowded(1), GOALS, at=elsewhere)) == here
    assert asked
    asked.clear()
    assert options(crowded(1), alternatives=0, at=elsewhere).options
    assert asked


def test_after_a_stop_nothing_more_is_begun() -> None:
    watch = Watch(stop=Event())
    found = front(crowded(1), GOALS, at=elsewhere, watch=watch, ready=lambda _: watch.stop.set())
    assert found.stopped
    assert len(found.points) < 3
