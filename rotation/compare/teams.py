"""Who sits in the leading teams: women, non-party and young cadres, and the mean age.

Who counts as young or as non-party is what the goals young_cadres and non_party_members say as the
scenario sets them, or by their defaults where they are off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from rotation.domain.cadre import Cadre, Gender
from rotation.domain.calendar import Month, age_years
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
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


def teams_of(scenario: Scenario, plan: Plan, *, once: bool = False) -> Mapping[str, Team]:
    """The leading team of every unit that has one, under a plan.

    once: who sits in several is left out of all but the first.
    """
    count = _Count(scenario)
    found = {}
    counted: set[str] = set()
    for unit in scenario.roster.units:
        posts = [p for p in scenario.roster.posts_of.get(unit.unit_id, ()) if p.in_team]
        if posts:
            seats = sum(post.headcount for post in posts)
            ids = [i for i in plan.sitting_in(posts) if i not in counted]
            counted.update(ids if once else ())
            holders = (scenario.roster.cadre[i] for i in ids)
            found[unit.unit_id] = count.team(seats, holders, unit.kind)
    return found


def together(scenario: Scenario, plan: Plan) -> Team:
    """All teams as one; a person counts once."""
    each = list(teams_of(scenario, plan, once=True).values())
    return Team(
        seats=sum(team.seats for team in each),
        members=sum(team.members for team in each),
        women=sum(team.women for team in each),
        non_party=sum(team.non_party for team in each),
        young=sum(team.young for team in each),
        ages=sum(team.ages for team in each),
    )


class _Count:
    def __init__(self, scenario: Scenario) -> None:
        self.on: Month = scenario.month
        self.young = goal_as_set(scenario, YoungCadres)
        self.non_party = goal_as_set(scenario, NonPartyMembers)

    def team(self, seats: int, holders: Iterable[Cadre], kind: UnitKind) -> Team:
        cadres = list(holders)
        return Team(
            seats=seats,
            members=len(cadres),
            women=sum(cadre.gender is Gender.FEMALE for cadre in cadres),
            non_party=sum(self.non_party.counts(cadre) for cadre in cadres),
            young=sum(self.young.counts(cadre, self.on, kind) for cadre in cadres),
            ages=sum(age_years(cadre.birth, self.on) for cadre in cadres),
        )
