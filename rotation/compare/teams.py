"""Who sits in the leading teams: women, non-party and young cadres, and the mean age.

Who counts as young or as non-party is what the goals young_cadres and non_party_members say as the
scenario sets them, or by their defaults where they are off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rotation.domain.cadre import Cadre, Gender
from rotation.domain.calendar import age_years
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit, UnitKind
from rotation.rules.base import Goal
from rotation.rules.goals.non_party_members import NonPartyMembers
from rotation.rules.goals.young_cadres import YoungCadres
from rotation.rules.registry import goal_of

SetGoal = TypeVar("SetGoal", bound=Goal)
MEASURES = ("members", "women", "non_party", "young", "mean_age")
"""What is told of a team, in the order of telling it."""


@dataclass(frozen=True)
class Team:
    """Members of a leading team, or of all of them. ages: full years, summed over the members."""

    seats: int
    members: int
    women: int
    non_party: int
    young: int
    ages: int

    @property
    def mean_age(self) -> float | None:
        """Years; None where nobody serves."""
        return self.ages / self.members if self.members else None


def goal_as_set(scenario: Scenario, goal: type[SetGoal]) -> SetGoal:
    """The goal with the scenario's parameters; with its defaults where it is off."""
    found = goal_of(scenario, goal.code)
    return found if isinstance(found, goal) else goal()


def teams_of(scenario: Scenario, plan: Plan) -> Mapping[str, Team]:
    """The leading team of every unit that has one, under a plan."""
    counts = _counts(scenario)
    return {
        unit.unit_id: _team(scenario, seats, [(cadre, unit.kind) for cadre in holders], counts)
        for unit, seats, holders in _members(scenario, plan)
    }


def together(scenario: Scenario, plan: Plan) -> Team:
    """All teams as one; a person counts once."""
    each = list(_members(scenario, plan))
    seats = sum(seats for _, seats, _ in each)
    return _team(scenario, seats, _once(each), _counts(scenario))


def counted_in_teams(scenario: Scenario, plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """Whom `together` counts, by measure."""
    members = _once(_members(scenario, plan))
    return {
        measure: tuple(cadre.cadre_id for cadre, kind in members if counts(cadre, kind))
        for measure, counts in _counts(scenario).items()
    }


_Members = tuple[Unit, int, list[Cadre]]
_Counts = Mapping[str, Callable[[Cadre, UnitKind], bool]]


def _members(scenario: Scenario, plan: Plan) -> Iterator[_Members]:
    """Every unit with a leading team, its seats, and who sits in them."""
    for unit in scenario.roster.units:
        posts = [p for p in scenario.roster.posts_of.get(unit.unit_id, ()) if p.in_team]
        if posts:
            holders = [scenario.roster.cadre[i] for i in plan.sitting_in(posts)]
            yield unit, sum(post.headcount for post in posts), holders


def _once(each: Iterable[_Members]) -> list[tuple[Cadre, UnitKind]]:
    """Who sits in several teams counts in the first."""
    found: dict[str, tuple[Cadre, UnitKind]] = {}
    for unit, _, holders in each:
        for cadre in holders:
            found.setdefault(cadre.cadre_id, (cadre, unit.kind))
    return list(found.values())


def _counts(scenario: Scenario) -> _Counts:
    """Who is counted, by measure."""
    young, non_party = goal_as_set(scenario, YoungCadres), goal_as_set(scenario, NonPartyMembers)
    return {
        "members": lambda *_: True,
        "women": lambda cadre, _: cadre.gender is Gender.FEMALE,
        "non_party": lambda cadre, _: non_party.counts(cadre),
        "young": lambda cadre, kind: young.counts(cadre, scenario.month, kind),
    }


def _team(
    scenario: Scenario, seats: int, members: Sequence[tuple[Cadre, UnitKind]], counts: _Counts
) -> Team:
    ages = sum(age_years(cadre.birth, scenario.month) for cadre, _ in members)
    found = {measure: sum(of(*each) for each in members) for measure, of in counts.items()}
    return Team(seats=seats, ages=ages, **found)
