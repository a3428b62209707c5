"""The programs that are timed: shipped scenarios, and generated cities of growing size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rotation.domain.scenario import Scenario

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = (("jiangyan", 186), ("puyang", 267), ("qingshui", 555))
CITIES = (6, 22, 100, 300, 1000)
"""Units of a generated city; each has ten posts."""
LADDER, LADDER_SEED = (100, 300, 1000), 77
"""Units of the cities whose whole ladder is climbed."""
NOMINATIONS = 28
MOST_POSTS_BY_TIERS = 1_000
QUESTIONS, OWN_QUESTIONS = 3, 15
"""Pins, moves forbidden, and changes of a weight, asked after the first solve: of the others, and
at most so many of ours, whose times differ more."""
WEIGHTS = {
    "must_fill_posts": 200,
    "planned_moves": 80,
    "fill_posts": 60,
    "women_in_team": 60,
    "young_cadres": 40,
    "few_moves": 30,
    "few_demotions": 40,
}
"""One weighted objective: what a goal weighs where all stand in one tier; others weigh 1."""


@dataclass(frozen=True)
class Case:
    """A scenario's folder, its name in the table, how many posts it has, and whether its goals
    are put into one tier."""

    name: str
    folder: Path
    posts: int
    single: bool = False

    @property
    def what(self) -> str:
        return "one objective" if self.single else "tiers in order"


def cases(folder: Path, most_posts: int) -> Iterator[Case]:
    """The cases up to a size; cities are generated into `folder`."""
    for name, posts in SHIPPED:
        if posts <= most_posts:
            yield Case(name, ROOT / "scenarios" / name, posts)
    for units in CITIES:
        if units * 10 <= most_posts:
            city = _city(folder, units, 1)
            if city.posts <= MOST_POSTS_BY_TIERS:
                yield city
            yield replace(city, single=True)


def ladder_cases(folder: Path, units: Sequence[int], most_posts: int) -> Iterator[Case]:
    """The cities whose tiers are solved in order up to the largest."""
    for count in units:
        if count * 10 <= most_posts:
            yield _city(folder, count, LADDER_SEED)


def _city(folder: Path, units: int, seed: int) -> Case:
    from rotation.generate.write import write_scenario

    city = folder / f"{units}-{seed}"
    write_scenario(city, units=units, posts_per_unit=10, seed=seed, nominations=NOMINATIONS)
    return Case(f"city {units} x 10", city, units * 10)


def scenario_of(folder: Path, *, single: bool) -> Scenario:
    from rotation import load_scenario

    scenario, _ = load_scenario(folder)
    if not single:
        return scenario
    goals = (replace(g, tier=1, weight=WEIGHTS.get(g.code, 1)) for g in scenario.goals)
    return replace(scenario, goals=tuple(goals))


def changed(scenario: Scenario) -> list[Scenario]:
    """The same with one weight changed: of a goal that shares its tier, one after another."""
    tiers = Counter(goal.tier for goal in scenario.goals)
    heavier = [g for g in scenario.goals if tiers[g.tier] > 1][:QUESTIONS]
    return [
        replace(
            scenario,
            goals=tuple(replace(g, weight=g.weight + (g is goal)) for g in scenario.goals),
        )
        for goal in heavier
    ]
