"""The programs that are timed: shipped scenarios, and generated cities of growing size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rotation.domain.scenario import Scenario

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = (("jiangyan", 186), ("puyang", 267), ("qingshui", 555))
CITIES = (6, 22, 100, 300, 1000)
"""Units of a generated city; each has ten posts."""
NOMINATIONS = 28
MOST_POSTS_BY_TIERS = 3_000
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
    single: bool

    @property
    def what(self) -> str:
        return "one objective" if self.single else "tiers in order"


def cases(folder: Path, most_posts: int) -> Iterator[Case]:
    """The cases up to a size; cities are generated into `folder`."""
    for name, posts in SHIPPED:
        if posts <= most_posts:
            yield Case(name, ROOT / "scenarios" / name, posts, single=False)
    for units in CITIES:
        if units * 10 <= most_posts:
            yield from _city(folder / str(units), units)


def _city(folder: Path, units: int) -> Iterator[Case]:
    from rotation.generate.write import write_scenario

    write_scenario(folder, units=units, posts_per_unit=10, seed=1, nominations=NOMINATIONS)
    for single in (False, True):
        if single or units * 10 <= MOST_POSTS_BY_TIERS:
            yield Case(f"city {units} x 10", folder, units * 10, single)


def scenario_of(folder: Path, *, single: bool) -> Scenario:
    from rotation import load_scenario

    scenario, _ = load_scenario(folder)
    if not single:
        return scenario
    goals = (replace(g, tier=1, weight=WEIGHTS.get(g.code, 1)) for g in scenario.goals)
    return replace(scenario, goals=tuple(goals))
