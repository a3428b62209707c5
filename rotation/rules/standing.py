"""What holds of somebody on the scenario's date before any plan: probation, whose hand they are in,
and how long they have served."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rotation.domain.cadre import Cadre, Career, Status
from rotation.domain.calendar import Month, tenure_months
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules.registry import law_of, laws

_APPOINTED = frozenset({Role.DEPUTY, Role.MEMBER, Role.SECTION_HEAD})
"""Roles that are appointed and not elected, chiefs apart."""
_ELECTED_TEAMS = frozenset({UnitKind.TOWNSHIP})


def on_probation(scenario: Scenario, cadre: Cadre) -> bool:
    """Whether the probation of a first appointment to leadership at the level lasts."""
    return cadre.cadre_id in _probationers(scenario)


@lru_cache(maxsize=8)
def _probationers(scenario: Scenario) -> frozenset[str]:
    law: Any = law_of(scenario, "frozen_status") or laws()["frozen_status"]()
    return frozenset(
        cadre.cadre_id
        for cadre in scenario.roster.cadres
        if _on_probation(scenario, cadre, law.probation_months)
    )


def probation_since(cadre: Cadre) -> Month | None:
    """When a probation began: as the table tells it, or with the level that it is for."""
    if cadre.status is Status.PROBATION:
        return cadre.status_since or cadre.post_since
    return cadre.level_since


def _on_probation(scenario: Scenario, cadre: Cadre, months: int) -> bool:
    since = probation_since(cadre)
    if cadre.status is Status.PROBATION:
        return since is None or tenure_months(since, scenario.month) < months
    if cadre.post_id is None or since is None:
        return False
    post = scenario.roster.post[cadre.post_id]
    if post.role not in _APPOINTED or post.level != cadre.level:
        return False
    if scenario.roster.unit[post.unit_id].kind in _ELECTED_TEAMS:
        return False
    return tenure_months(since, scenario.month) < months


def in_other_hands(scenario: Scenario, cadre: Cadre) -> bool:
    """Whether the cadre serves in a unit that a higher authority manages alone, or in a post that
    its own line of authority fills."""
    if cadre.post_id is None:
        return False
    own_line = scenario.roster.post[cadre.post_id].own_line
    return own_line or scenario.roster.unit_of_post(cadre.post_id).outside


def months_served(since: Month, earlier: Iterable[Career], now: Month) -> int:
    """Months from `since` to now and in earlier stretches of service, each month once."""
    months = set(range(since.index, now.index))
    for job in earlier:
        months |= set(range(job.start.index, min((job.end or now).index, now.index)))
    return len(months)
