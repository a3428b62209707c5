"""Chiefs and deputies of every unit: approved, present, and those whom a plan takes and brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rotation.domain.plan import Plan
from rotation.domain.post import CHIEF_ROLES, DEPUTY_ROLES, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit
from rotation.rules.laws.headcount_quota import HeadcountQuota
from rotation.rules.registry import law_of

ROLES = ("chief", "deputy")


@dataclass(frozen=True)
class Staffing:
    """Chiefs, or deputies, of a unit. quota: None where none is approved. Persons count once.
    seats: of the posts listed."""

    quota: int | None
    now: int
    leave: int
    come: int
    seats: int

    @property
    def then(self) -> int:
        return self.now - self.leave + self.come

    @property
    def over(self) -> int | None:
        """How many too many there are at the end; None where nothing is approved."""
        return None if self.quota is None else max(self.then - self.quota, 0)

    @property
    def short(self) -> int:
        """How many fewer than approved there are at the end; none where nothing is approved."""
        return 0 if self.quota is None else max(self.quota - self.then, 0)

    @property
    def unlisted(self) -> int:
        """How many more the quota allows for whom no post is listed: a plan cannot fill these."""
        return 0 if self.quota is None else max(self.quota - max(self.seats, self.then), 0)


def staffing_of(scenario: Scenario, plan: Plan) -> Mapping[str, Mapping[str, Staffing]]:
    """By unit id and role, for every unit with posts of a leading team."""
    roles = counted_roles(scenario)
    return {
        unit.unit_id: {role: _staffing(scenario, plan, unit, role, roles[role]) for role in ROLES}
        for unit in _with_team(scenario)
    }


def counted_roles(scenario: Scenario) -> Mapping[str, frozenset[Role]]:
    """Who counts as a chief, and who as a deputy, by the law on quotas, also where it is off."""
    law = law_of(scenario, HeadcountQuota.code)
    counts = law if isinstance(law, HeadcountQuota) else HeadcountQuota()
    apart = frozenset() if counts.members_count else frozenset({Role.MEMBER})
    return {"chief": CHIEF_ROLES, "deputy": DEPUTY_ROLES - apart}


def _with_team(scenario: Scenario) -> Iterator[Unit]:
    posts_of = scenario.roster.posts_of
    for unit in scenario.roster.units:
        if not unit.outside and any(post.in_team for post in posts_of.get(unit.unit_id, ())):
            yield unit


def _staffing(
    scenario: Scenario, plan: Plan, unit: Unit, role: str, counted: frozenset[Role]
) -> Staffing:
    posts = [post for post in scenario.roster.posts_of[unit.unit_id] if post.role in counted]
    now = {cadre.cadre_id for cadre in scenario.roster.sitting_in(posts)}
    then = set(plan.sitting_in(posts))
    quota = unit.chief_quota if role == "chief" else unit.deputy_quota
    seats = sum(post.headcount for post in posts)
    return Staffing(quota, len(now), len(now - then), len(then - now), seats)
