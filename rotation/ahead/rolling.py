"""Rolling forward: the plan of the year is carried out, a year passes, the next one is solved.

Every year is solved, proven and audited as any scenario is; its optimum is proven given the years
before. The first year is firm, the others are what comes of it if what is assumed comes true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from rotation.ahead.ageing import Assumed, a_year_on, settled
from rotation.ahead.carry_out import carry_out
from rotation.compare.judged import Judged, judge
from rotation.domain.action import MOVING
from rotation.domain.calendar import Month
from rotation.domain.plan import Finding, Plan, Status
from rotation.domain.scenario import GoalChoice, Scenario
from rotation.solve.result import Result

Solve = Callable[[Scenario], Result]
LEVEL = "level_load"
_DUE = "planned_moves"


@dataclass(frozen=True)
class Year:
    """A year of the walk. scenario: as it stands when the year is planned. judged: its plan,
    audited; None where there is none. given: the plan was handed over, not solved here. obstacles:
    the fewest breaches under which there would be a plan. months: in which actions of the plan take
    place, by cadre id; on its date where nothing is said."""

    number: int
    scenario: Scenario
    status: Status
    judged: Judged | None
    given: bool = False
    obstacles: tuple[Finding, ...] = ()
    months: Mapping[str, Month] = field(default_factory=dict)

    def month_of(self, cadre_id: str) -> Month:
        """In which an action takes place."""
        return self.months.get(cadre_id, self.scenario.month)

    @property
    def moved(self) -> int:
        """Persons who are moved, but for retirements."""
        actions = () if self.judged is None else self.judged.plan.actions
        return sum(action.kind in MOVING for action in actions)

    @property
    def proven(self) -> bool:
        return self.judged is not None and self.judged.proven


def ahead(
    scenario: Scenario,
    years: int,
    solve: Solve,
    *,
    plan: Plan | None = None,
    assumed: Assumed | None = None,
    most: int | None = None,
    kept: Callable[[Scenario], Scenario] | None = None,
    dated: Callable[[Year, Scenario], Mapping[str, Month]] | None = None,
) -> Iterator[Year]:
    """Year after year, until one has no plan or nobody is left.

    plan: of the first year, where it is there already. most: persons to be moved in a year. kept:
    writes a year's scenario down; what is read back is solved. dated: the months of a year's
    actions, told the scenario of the year before; they take place on its date otherwise.
    """
    assumed, now = assumed or Assumed(), scenario
    before: Scenario | None = None
    for number in range(years):
        given = plan if number == 0 else None
        asked = now if most is None or given is not None else levelled(now, most)
        asked = asked if kept is None else kept(asked)
        year = _year(number, asked, solve) if given is None else _handed(asked, given)
        if dated is not None and before is not None:
            year = replace(year, months=dated(year, before))
        yield year
        if year.judged is None or number + 1 == years:
            return
        before, held = year.scenario, settled(now)
        made = year.judged.plan
        done = carry_out(held, made, held.date, months=year.months).scenario
        now = a_year_on(done, assumed, made.actions)
        if not now.roster.cadres:
            return


def level_of(walked: Sequence[Year]) -> int:
    """How many a year would move if the work of all were spread evenly."""
    return ceil(sum(year.moved for year in walked) / max(len(walked), 1))


def levelled(scenario: Scenario, most: int) -> Scenario:
    """With at most so many persons moved, as far as laws, and the goals before the moves that are
    due, allow it."""
    due = min((g.tier for g in scenario.goals if g.code == _DUE), default=1)
    later = (replace(g, tier=g.tier + 1) if g.tier >= due else g for g in scenario.goals)
    kept = [goal for goal in later if goal.code != LEVEL]
    return replace(scenario, goals=(*kept, GoalChoice(LEVEL, due, 1, {"most": most})))


def _year(number: int, scenario: Scenario, solve: Solve) -> Year:
    result = solve(scenario)
    if result.plan is None:
        return Year(number, scenario, result.status, None, obstacles=result.obstacles)
    return Year(number, scenario, result.status, judge(scenario, result.plan, str(number)))


def _handed(scenario: Scenario, plan: Plan) -> Year:
    return Year(0, scenario, plan.status, judge(scenario, plan, "0"), given=True)
