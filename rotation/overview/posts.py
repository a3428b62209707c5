"""The posts and the teams as they stand: who is where, and how that keeps to the quotas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rotation.compare.judged import unmoved
from rotation.compare.quotas import counted_roles
from rotation.compare.teams import Team, teams_of
from rotation.domain.calendar import Month, tenure_months
from rotation.domain.post import RiskGrade, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit
from rotation.rules.categories import CategoryRules
from rotation.rules.laws.tenure_limit import TenureLimit
from rotation.rules.registry import law_of


@dataclass(frozen=True)
class Sizes:
    """How many of everything. vacant: empty seats; pool: cadres without a post."""

    units: int
    posts: int
    seats: int
    vacant: int
    cadres: int
    pool: int
    hot_spots: int


class Term(StrEnum):
    """How far the holder of a post is in their term, or that nobody holds the seat."""

    WITHIN = "within"
    DUE = "due"
    OVER = "over"
    UNKNOWN = "unknown"
    VACANT = "vacant"


@dataclass(frozen=True)
class Quota:
    """Chiefs or deputies of a unit: approved (None: none is set) and present."""

    approved: int | None
    present: int

    @property
    def over(self) -> int:
        """Persons above (positive) or below (negative) what is approved; 0 without a quota."""
        return 0 if self.approved is None else self.present - self.approved


@dataclass(frozen=True)
class UnitNow:
    """A unit with its leading team today; team None where it has none."""

    unit: Unit
    chiefs: Quota
    deputies: Quota
    team: Team | None


def sizes(scenario: Scenario) -> Sizes:
    roster = scenario.roster
    held = sum(cadre.post_id is not None for cadre in roster.cadres)
    seats = sum(post.headcount for post in roster.posts)
    return Sizes(
        units=len(roster.units),
        posts=len(roster.posts),
        seats=seats,
        vacant=sum(_empty(scenario).values()),
        cadres=len(roster.cadres),
        pool=len(roster.cadres) - held,
        hot_spots=sum(post.hot_spot for post in roster.posts),
    )


def terms_by_grade(scenario: Scenario) -> Mapping[RiskGrade, Mapping[Term, int]]:
    """Seats of hot-spot posts by risk grade and by the term of who holds them.

    over: at or past the limit of law tenure_limit (its defaults where it is off). due: a planned
    move is due by the categories' years.
    """
    found: dict[RiskGrade, Counter[Term]] = {grade: Counter() for grade in RiskGrade}
    law = law_of(scenario, TenureLimit.code)
    limits = law if isinstance(law, TenureLimit) else TenureLimit()
    planned = CategoryRules.model_validate(dict(scenario.categories)).protective
    years = {
        RiskGrade.I: planned.planned_years,
        RiskGrade.II: planned.planned_years_grade_2,
    }
    for cadre in scenario.roster.cadres:
        for post in (scenario.roster.post[post_id] for post_id in cadre.held_post_ids):
            if post.risk_grade is not None:
                due, since = years.get(post.risk_grade), cadre.since(post.post_id)
                term = _term(scenario, since, limits.limit_months(post), due)
                found[post.risk_grade][term] += 1
    for post_id, seats in _empty(scenario).items():
        grade = scenario.roster.post[post_id].risk_grade
        if grade is not None:
            found[grade][Term.VACANT] += seats
    return found


def _term(scenario: Scenario, since: Month | None, limit: int, due_years: int | None) -> Term:
    if since is None:
        return Term.UNKNOWN
    served = tenure_months(since, scenario.month)
    if served >= limit:
        return Term.OVER
    return Term.DUE if due_years is not None and served >= 12 * due_years else Term.WITHIN


def units_now(scenario: Scenario) -> tuple[UnitNow, ...]:
    """Every unit in the order of its table."""
    teams, roles = teams_of(scenario, unmoved(scenario)), counted_roles(scenario)
    return tuple(
        UnitNow(
            unit,
            Quota(unit.chief_quota, _present(scenario, unit, roles["chief"])),
            Quota(unit.deputy_quota, _present(scenario, unit, roles["deputy"])),
            teams.get(unit.unit_id),
        )
        for unit in scenario.roster.units
    )


def _present(scenario: Scenario, unit: Unit, roles: frozenset[Role]) -> int:
    """How many hold one of these roles in a unit today."""
    posts = scenario.roster.posts_of.get(unit.unit_id, ())
    return len(scenario.roster.sitting_in(post for post in posts if post.role in roles))


def _empty(scenario: Scenario) -> dict[str, int]:
    """Empty seats by post, of those that have any."""
    held = scenario.roster.present_holders
    empty = {p.post_id: p.headcount - len(held.get(p.post_id, ())) for p in scenario.roster.posts}
    return {post_id: seats for post_id, seats in empty.items() if seats > 0}
