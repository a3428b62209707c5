"""Who was put forward, compared within their own group: young, non-party, women."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from rotation.domain.cadre import Cadre, Gender
from rotation.domain.calendar import age_years
from rotation.domain.evidence import Nomination
from rotation.domain.scenario import Scenario
from rotation.rules.registry import goal_of, goals


class Group(StrEnum):
    """Whoever belongs to several stands in the list of each."""

    YOUNG = "young"
    NON_PARTY = "non_party"
    WOMEN = "women"


@dataclass(frozen=True)
class Candidate:
    """points: of the scenario's first scheme that knows any. rank: 1 is the best of the group;
    both None where no points are known."""

    cadre_id: str
    rank: int | None
    points: Fraction | None
    nominations: tuple[Nomination, ...]


def candidates(scenario: Scenario) -> Mapping[Group, tuple[Candidate, ...]]:
    """Everybody with a nomination, by group; the best first, of equal ones whom more put
    forward."""
    given: dict[str, list[Nomination]] = defaultdict(list)
    for one in scenario.roster.evidence.nominations:
        given[one.cadre_id].append(one)
    young = young_under(scenario)
    return {
        group: _ranked(
            scenario,
            {
                i: tuple(named)
                for i, named in given.items()
                if _belongs(scenario, scenario.roster.cadre[i], group, young)
            },
        )
        for group in Group
    }


def young_under(scenario: Scenario) -> int:
    """The age below which the scenario's goal on young cadres counts somebody as young."""
    goal: Any = goal_of(scenario, "young_cadres") or goals()["young_cadres"]()
    age: int = goal.under_age
    return age


def _belongs(scenario: Scenario, cadre: Cadre, group: Group, young: int) -> bool:
    match group:
        case Group.YOUNG:
            return age_years(cadre.birth, scenario.month) < young
        case Group.NON_PARTY:
            return cadre.non_party
        case Group.WOMEN:
            return cadre.gender is Gender.FEMALE


def _ranked(
    scenario: Scenario, named: Mapping[str, tuple[Nomination, ...]]
) -> tuple[Candidate, ...]:
    points = {i: _points(scenario, i) for i in named}
    known = [each for each in points.values() if each is not None]
    found = [
        Candidate(i, None if mine is None else 1 + sum(p > mine for p in known), mine, named[i])
        for i, mine in points.items()
    ]
    return tuple(sorted(found, key=lambda c: (c.rank or len(found) + 1, -len(c.nominations))))


def _points(scenario: Scenario, cadre_id: str) -> Fraction | None:
    scores = scenario.roster.evidence.scores_of(cadre_id)
    return next((score.exact for score in scores if score.exact is not None), None)
