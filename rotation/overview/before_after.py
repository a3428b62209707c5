"""The structure of the leading teams and of the hot-spot posts before and after a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rotation.domain.cadre import Cadre
from rotation.domain.calendar import Month, age_years, tenure_months
from rotation.domain.codes import table
from rotation.domain.plan import Plan
from rotation.domain.post import Post
from rotation.domain.scenario import Scenario
from rotation.overview.structure import AGES, TENURE_YEARS, UNKNOWN, band_of, bands


class Bar(NamedTuple):
    """How many fall in a band today and at the end of a plan."""

    band: str
    now: int
    then: int


def team_ages(scenario: Scenario, plan: Plan) -> tuple[Bar, ...]:
    """Members of leading teams by age band, at the time meant."""

    def band(cadre: Cadre, _: Post, on: Month) -> str:
        return band_of(age_years(cadre.birth, on), AGES)

    return _bars(scenario, plan, lambda post: post.in_team, band, bands(AGES))


def team_educations(scenario: Scenario, plan: Plan) -> tuple[Bar, ...]:
    """Members of leading teams by education (GB/T 4658 code), the highest first."""
    known = table("education").entries
    order = sorted(known, key=lambda code: -int(known[code]["order"]))

    def band(cadre: Cadre, _: Post, __: Month) -> str:
        return cadre.education or UNKNOWN

    found = _bars(scenario, plan, lambda post: post.in_team, band, (*order, UNKNOWN))
    return tuple(bar for bar in found if bar.now or bar.then)


def hot_spot_tenures(scenario: Scenario, plan: Plan) -> tuple[Bar, ...]:
    """Holders of hot-spot posts by full years in the post."""

    def band(cadre: Cadre, post: Post, on: Month) -> str:
        if post.post_id not in cadre.held_post_ids:
            moved = scenario.month
            return band_of(max(0, moved.months_until(on)) // 12, TENURE_YEARS)
        since = cadre.since(post.post_id)
        if since is None:
            return UNKNOWN
        return band_of(tenure_months(since, on) // 12, TENURE_YEARS)

    found = _bars(scenario, plan, lambda post: post.hot_spot, band, (*bands(TENURE_YEARS), UNKNOWN))
    return tuple(bar for bar in found if bar.band != UNKNOWN or bar.now or bar.then)


def _bars(
    scenario: Scenario,
    plan: Plan,
    wanted: Callable[[Post], bool],
    band: Callable[[Cadre, Post, Month], str],
    order: Sequence[str],
) -> tuple[Bar, ...]:
    now = Counter(
        band(cadre, post, scenario.month) for cadre, post in _present(scenario) if wanted(post)
    )
    then = Counter(
        band(scenario.roster.cadre[cadre_id], scenario.roster.post[post_id], scenario.month)
        for post_id, ids in plan.holders.items()
        if wanted(scenario.roster.post[post_id])
        for cadre_id in ids
    )
    return tuple(Bar(name, now[name], then[name]) for name in order)


def _present(scenario: Scenario) -> Iterator[tuple[Cadre, Post]]:
    for cadre in scenario.roster.cadres:
        for post_id in cadre.held_post_ids:
            yield cadre, scenario.roster.post[post_id]
