"""Plans by their consequences: each is carried out and the years after it are walked, as if it were
the one chosen. Which of them is best today, and which leaves nobody and no seat behind later?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Event

from rotation.ahead.ageing import Assumed
from rotation.ahead.rolling import Year, ahead
from rotation.audit.report import tier_values, vacancies
from rotation.compare.judged import judge
from rotation.domain.action import ActionKind
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import Scenario
from rotation.parallel.pool import Where, Work, each, in_process
from rotation.rules.categories import assess
from rotation.rules.profiles import in_order
from rotation.rules.replanning import as_planned
from rotation.solve.engines.base import Engine, Limits, Watch
from rotation.solve.run import solve

PROVEN = frozenset({Status.OPTIMAL, Status.INFEASIBLE})


@dataclass(frozen=True)
class Stranded:
    """Who and what a year leaves behind. past: ids of those whose time in the post is up and who
    stay. empty: posts that must be filled and are not. none: there is no plan at all."""

    past: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    none: bool = False

    @property
    def count(self) -> int:
        return len(self.past) + len(self.empty)


@dataclass(frozen=True)
class Walk:
    """A plan and the years after it. today: the value of every tier in the scenario's own order of
    goals, the price of waivable laws first. years: the first is the plan's own; none where the plan
    breaks a law, and fewer than asked for where one has no plan. asked: how many."""

    today: tuple[int, ...]
    years: tuple[Year, ...]
    asked: int
    lawful: bool = True

    @cached_property
    def stranded(self) -> tuple[Stranded, ...]:
        return tuple(map(stranded_in, self.years))

    @property
    def later(self) -> int:
        """How many people and seats the years after the first leave behind, all together."""
        return sum(each.count for each in self.stranded[1:])

    @property
    def whole(self) -> bool:
        """Whether every year has a plan."""
        return self.lawful and not any(each.none for each in self.stranded)

    @property
    def unknown(self) -> bool:
        """Whether a year has no plan, though nobody proved that there is none."""
        return self.unproven and not self.whole

    @property
    def unproven(self) -> bool:
        """Whether more time might change a year after the first."""
        return any(year.status not in PROVEN for year in self.years[1:])

    @property
    def strands_nobody(self) -> bool:
        return self.whole and not self.later


def stranded_in(year: Year) -> Stranded:
    if year.judged is None:
        return Stranded(none=True)
    scenario, plan = year.judged.scenario, year.judged.plan
    assessed, posts = assess(scenario), scenario.roster.post
    past = (
        action.cadre_id
        for action in plan.actions
        if action.kind is ActionKind.STAY
        and assessed[action.cadre_id].due
        and any(ground.code == "tenure_limit" for ground in assessed[action.cadre_id].grounds)
    )
    empty = (v.post_id for v in vacancies(scenario, plan) if posts[v.post_id].must_fill)
    return Stranded(tuple(past), tuple(empty))


def best_today(walks: Sequence[Walk]) -> int | None:
    """The place of the plan that is best in the scenario's own order, whatever comes of it."""
    return _best(walks, [place for place, walk in enumerate(walks) if walk.lawful])


def best_of(walks: Sequence[Walk]) -> int | None:
    """The place of the best plan today among those that strand nobody in later years."""
    return _best(walks, [place for place, walk in enumerate(walks) if walk.strands_nobody])


def fewest(walks: Sequence[Walk]) -> int | None:
    """The place of the plan that strands fewest in later years; of these the best today."""
    whole = [place for place, walk in enumerate(walks) if walk.whole]
    return min(whole, key=lambda place: (walks[place].later, walks[place].today), default=None)


def _best(walks: Sequence[Walk], places: Sequence[int]) -> int | None:
    return min(places, key=lambda place: walks[place].today, default=None)


def consequences(
    scenario: Scenario,
    plans: Sequence[Plan],
    years: int,
    *,
    assumed: Assumed | None = None,
    most: int | None = None,
    limits: Limits | None = None,
    engine: Engine | None = None,
    at: Where = in_process,
    stop: Event | None = None,
    ready: Callable[[int, Walk, int], None] | None = None,
) -> dict[int, Walk]:
    """The walks by the places of their plans; after a stop, those that are finished.

    Later years are solved in the scenario's own order of the goals, whatever order a plan was made
    by, so that they differ by the plan alone. most: persons to be moved in a year. limits: of each
    year. ready: told each walk with its place, and how many are there.
    """
    given = _Given(scenario, years, assumed or Assumed(), most, limits or Limits(), engine)
    found: dict[int, Walk] = {}
    with at(WALKS, given, stop or Event()) as pool:
        for done in each(pool, plans):
            if done.answer is not None:
                found[done.place] = done.answer
                if ready is not None:
                    ready(done.place, done.answer, len(found))
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class _Given:
    scenario: Scenario
    years: int
    assumed: Assumed
    most: int | None
    limits: Limits
    engine: Engine | None


def _begin(given: _Given, stop: Event) -> tuple[_Given, Event]:
    return given, stop


def _walked(kept: tuple[_Given, Event], plan: Plan) -> Walk | None:
    given, stop = kept
    scenario = in_order(as_planned(given.scenario, plan), None)
    report = judge(scenario, plan, "").report
    values = tier_values(report)
    today = tuple(values[tier] for tier in sorted(values))
    if report.broken:
        return Walk(today, (), given.years, lawful=False)
    watch = Watch(stop=stop)
    walk = ahead(
        scenario,
        given.years,
        lambda asked: solve(asked, limits=given.limits, engine=given.engine, watch=watch),
        plan=plan,
        assumed=given.assumed,
        most=given.most,
    )
    found = tuple(walk)
    return None if stop.is_set() else Walk(today, found, given.years)


WALKS = Work(_begin, _walked)
"""Plans of one scenario, walked."""
