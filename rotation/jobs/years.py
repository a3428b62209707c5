"""The kind "ahead": a scenario walked year by year, from a plan of the store or from itself.

Parameters: `years`; `plan` (its id; without it the first year is solved, too), `most` (how many may
be moved in a year), `level` (true to have that found first, by a walk that moves any number),
`without` (what is not assumed, of rotation.ahead.ageing.WITHOUT), `monthly` (whether ages and
limits take effect in their own month), and those of the kind "plan" (`seconds` is for each year).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rotation.ahead.ageing import assumed_without
from rotation.ahead.monthly import months_of
from rotation.ahead.rolling import Year, ahead, level_of
from rotation.audit.report import remeasured
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import Scenario
from rotation.jobs.kinds import FINISHED_WITH_RESULT, Task
from rotation.jobs.one_plan import limits_of
from rotation.report.annex import AHEAD
from rotation.report.annex_made import Before, years_annex
from rotation.report.of_due import Due, due_calendar
from rotation.solve.engines import DEFAULT, engine_named
from rotation.solve.engines.base import Watch
from rotation.solve.result import Result
from rotation.solve.run import solve
from rotation.store import Ending, Found, RunState

YEARS = 5
ESTIMATED, WALKED = "estimated", "walked"
"""What the work is at: how many a year will have to move, or the years themselves."""


def years_ahead(task: Task) -> Ending:
    """Walk, and say how the run ends. Its `result` is that of rotation.report.annex, kept anew with
    every year.

    The plan of the first year is kept as a plan of the run, where it is made here; those of later
    years are of other rosters than the scenario's, and stand in the result alone.
    """
    walk = _Walk(task)
    most = task.parameters.get("most")
    before: Before = ()
    if most is None and task.parameters.get("level", False):
        first = walk.through(None, (), ESTIMATED)
        most, before = level_of(first), [(_date(year), year.moved) for year in first]
    if not task.watch.stop.is_set():
        walk.through(most, before, WALKED)
    if not task.watch.stop.is_set():
        return Ending(RunState.DONE, result=walk.result)
    message = FINISHED_WITH_RESULT if walk.result else "stopped_without_plan"
    return Ending(RunState.STOPPED, message=message, result=walk.result)


class _Walk:
    """Walks of one run. result: of the years so far."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.result: Mapping[str, Any] = {}
        self.years = int(task.parameters.get("years", YEARS))
        self.assumed = assumed_without(task.parameters.get("without", ()))
        self.dated = months_of if self.task.parameters.get("monthly", False) else None
        self.due: list[Due] = []
        self.plan: Plan | None = None
        self.scenario = task.scenario
        if task.parameters.get("plan") is not None:
            self.plan, self.scenario = task.plan(task.parameters["plan"])

    def through(self, most: int | None, before: Before, what: str) -> Sequence[Year]:
        """The years, each kept as soon as it is there; one that a stop cuts short is not."""
        years: list[Year] = []
        rounds = 2 if before or what == ESTIMATED else 1
        past = self.years if before else 0
        self._tell(what, 0, past, rounds)
        self.due = []
        for year in ahead(
            self.scenario, self.years, self._solved, plan=self.plan, assumed=self.assumed,
            most=most, dated=self.dated,
        ):  # fmt: skip
            if self.task.watch.stop.is_set() and year.status is not Status.OPTIMAL:
                break
            years.append(year)
            self._keep(years, most, before)
            self._tell(what, len(years), past, rounds)
            if self.task.watch.stop.is_set():
                break
        return years

    def _solved(self, scenario: Scenario) -> Result:
        engine = engine_named(self.task.parameters.get("engine", DEFAULT))
        # A watch of its own: plans of later years are none of this scenario.
        watch = Watch(stop=self.task.watch.stop)
        return solve(scenario, limits=limits_of(self.task.parameters), engine=engine, watch=watch)

    def _keep(self, years: Sequence[Year], most: int | None, before: Before) -> None:
        first = years[0]
        if len(years) == 1 and first.judged is not None and not first.given:
            plan = first.judged.plan
            if most is not None:
                plan = remeasured(self.scenario, plan, Status.FEASIBLE)
            self.task.keep(Found(plan, AHEAD))
        self.due += [due for due in due_calendar(years[-2:]) if due.year is years[-1]]
        self.result = years_annex(
            years, self.assumed, most, due=self.due, asked=self.years, before=before
        )
        self.task.note(self.result)

    def _tell(self, what: str, done: int, past: int, rounds: int) -> None:
        self.task.tell(what, {"done": done, "of": self.years})
        self.task.steps(past + done, rounds * self.years)


def _date(year: Year) -> str:
    return year.scenario.date.isoformat()
