"""What a leading team is looked at for: where it falls short today, and under a plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rotation.compare.judged import Judged
from rotation.compare.marks import blue, red
from rotation.compare.quotas import Staffing, staffing_of
from rotation.compare.seats import Seats, seats_of
from rotation.compare.teams import goal_as_set
from rotation.domain.plan import Finding
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit
from rotation.rules.base import Goal
from rotation.rules.goals.age_ladder import AgeLadder
from rotation.rules.goals.team_profession import TeamProfession, told
from rotation.rules.goals.team_source import TeamSource
from rotation.rules.registry import goal_of

LIGHTS: Mapping[str, type[AgeLadder] | type[TeamSource] | type[TeamProfession]] = {
    goal.code: goal for goal in (AgeLadder, TeamSource, TeamProfession)
}
"""As the scenario asks for it or, where it does not, by the defaults."""
MARKS = {"red": red, "blue": blue}
GROUPS = ("changed", "short", "over", "unmet", "newly_unmet")
"""By which teams are picked out, besides by what they are looked at for."""


def looked_at(scenario: Scenario) -> tuple[str, ...]:
    """Codes of goals, then of marks. Where members come from is told by careers alone."""
    careers = any(cadre.careers for cadre in scenario.roster.cadres)
    goals = (
        code
        for code, goal in LIGHTS.items()
        if careers or goal is not TeamSource or goal_of(scenario, code) is not None
    )
    return (*goals, *MARKS)


def short_of(judged: Judged, code: str) -> Mapping[str, tuple[Finding, ...]]:
    """The units whose teams fall short, in the roster's order, with what is found of each: nothing
    more for a mark."""
    if code in MARKS:
        return dict.fromkeys(MARKS[code](judged), ())
    goal: type[Goal] = LIGHTS[code]
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in goal_as_set(judged.scenario, goal).check(judged.scenario, judged.plan):
        for unit_id in finding.unit_ids if finding.amount else ():
            found[unit_id] = (*found.get(unit_id, ()), finding)
    return found


@dataclass(frozen=True)
class Light:
    """How far a team is from what it is looked at for, in findings; None: it meets it. A mark has
    no findings."""

    now: tuple[Finding, ...] | None
    then: tuple[Finding, ...] | None

    @property
    def lit(self) -> bool:
        """Whether the team falls short today or then."""
        return self.now is not None or self.then is not None

    @property
    def amounts(self) -> tuple[int, int]:
        """Of a goal's shortfall today and then."""
        return sum(f.amount for f in self.now or ()), sum(f.amount for f in self.then or ())


@dataclass(frozen=True)
class TeamLights:
    """A unit with its lights by code, None where a goal leaves the team out; its chiefs and
    deputies, none where it is in other hands or has no team; and its posts."""

    unit: Unit
    lights: Mapping[str, Light | None]
    staffing: Mapping[str, Staffing]
    seats: tuple[Seats, ...]

    @property
    def leave(self) -> int:
        """Persons who hold a post of the unit today and none then."""
        return len(self._now - self._then)

    @property
    def come(self) -> int:
        return len(self._then - self._now)

    @property
    def _now(self) -> set[str]:
        return {i for each in self.seats for i in each.now}

    @property
    def _then(self) -> set[str]:
        return {i for each in self.seats for i in each.then}

    @property
    def changed(self) -> int:
        """Posts whose holders change."""
        return sum(each.changed for each in self.seats)

    @property
    def empty(self) -> int:
        """Seats that the plan leaves empty."""
        return sum(each.empty for each in self.seats)

    @property
    def groups(self) -> Collection[str]:
        """Of GROUPS, and the codes of what the team falls short of then."""
        unmet = {code for code, light in self.lights.items() if light and light.then is not None}
        newly = {code for code in unmet if (light := self.lights[code]) and light.now is None}
        found = {
            "changed": self.changed > 0,
            "short": self.empty > 0 or any(each.short for each in self.staffing.values()),
            "over": any(each.over for each in self.staffing.values()),
            "unmet": bool(unmet & LIGHTS.keys()),
            "newly_unmet": bool(newly & LIGHTS.keys()),
        }
        return unmet | {group for group, holds in found.items() if holds}


def all_teams(now: Judged, then: Judged) -> tuple[TeamLights, ...]:
    """Every unit that has posts, in the roster's order. now: the plan that moves nobody."""
    scenario = then.scenario
    short = {code: (short_of(now, code), short_of(then, code)) for code in looked_at(scenario)}
    staffing, unit = staffing_of(scenario, then.plan), scenario.roster.unit
    return tuple(
        TeamLights(
            unit[unit_id],
            {
                code: Light(*(each.get(unit_id) for each in pair))
                if _looks_at(scenario, code, unit[unit_id])
                else None
                for code, pair in short.items()
            },
            staffing.get(unit_id, {}),
            seats,
        )
        for unit_id, seats in seats_of(scenario, then.plan).items()
    )


def _looks_at(scenario: Scenario, code: str, unit: Unit) -> bool:
    """Whether the goal or mark counts the unit's team."""
    team = [post for post in scenario.roster.posts_of[unit.unit_id] if post.in_team]
    if unit.outside or not team:
        return False
    if code in MARKS:
        return True
    goal = goal_as_set(scenario, LIGHTS[code])
    large = sum(post.headcount for post in team) >= goal.seats
    return large and (not isinstance(goal, TeamProfession) or told(unit, team))
