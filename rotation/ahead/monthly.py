"""In which month of a year each action of its plan takes place.

What falls due in a month of its own (an age, a limit) is done in that month, and what hangs
together with it by a seat follows as soon as the seat is free and the laws allow it; everything
else waits for the date of the plan. What has been done by a month breaks no law in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from rotation.ahead.rolling import Year
from rotation.compare.judged import Judged, at_present, judge
from rotation.domain.action import ADJUSTING, Action, ActionKind
from rotation.domain.calendar import Month
from rotation.domain.plan import Finding, FindingStatus
from rotation.domain.scenario import Scenario
from rotation.solve.reasons import reasoned

_CALLS = (FindingStatus.BROKEN, FindingStatus.INHERITED, FindingStatus.NEEDS_APPROVAL)
Months = dict[str, Month]
"""By cadre id."""


def months_of(year: Year, before: Scenario) -> Months:
    """The month of every action of a year's plan, by cadre id. before: the scenario of the year
    before."""
    if year.judged is None:
        return {}
    return _Spread(year.scenario, year.judged, before).months()


def moves_of(year: Year) -> list[tuple[Action, Month | None]]:
    """Who is moved or leaves in a year, in the order of the months, each with the reasons as of
    that month; None for the date of the plan."""
    actions = () if year.judged is None else year.judged.plan.actions
    adjusting = [action for action in actions if action.kind in ADJUSTING]
    if not year.months:
        return [(action, None) for action in adjusting]
    then = {month: _on(year.scenario, month) for month in sorted({*year.months.values()})}
    return [
        (action, month)
        for month, scenario in then.items()
        for action in (reasoned(scenario, actions) if month < year.scenario.month else adjusting)
        if year.months.get(action.cadre_id) == month
    ]


def _on(scenario: Scenario, month: Month) -> Scenario:
    """A year's scenario in an earlier month, nobody moved; the last appraisal is closed in April,
    and nobody knows of it before."""
    if month == scenario.month:
        return scenario
    closed = scenario.closed_year
    if month < Month(closed + 1, 4):
        closed -= 1
    cadres = tuple(
        replace(c, appraisals=tuple(a for a in c.appraisals if a.year <= closed))
        for c in scenario.roster.cadres
    )
    return replace(
        scenario,
        date=dt.date(month.year, month.month, 1),
        appraised=closed,
        roster=replace(scenario.roster, cadres=cadres),
    )


class _Spread:
    def __init__(self, scenario: Scenario, judged: Judged, before: Scenario) -> None:
        self.scenario, self.plan, self.before = scenario, judged.plan, before
        self.last = scenario.month
        self.window = [
            before.month.plus(i + 1) for i in range(before.month.months_until(self.last))
        ]
        self.actions = {a.cadre_id: a for a in judged.plan.actions if a.kind in ADJUSTING}

    def months(self) -> Months:
        """Put off whatever breaks a law in its month until nothing does."""
        least = self._least()
        while True:
            found = self._placed(least)
            late = next(self._too_early(found), None)
            if late is None:
                return found
            least |= {who: found[who].plus(1) for who in late}

    def _least(self) -> Months:
        """The first month in question for each: none is before somebody comes, or is back."""
        return {who: self._there(who) for who in self.actions}

    def _there(self, cadre_id: str) -> Month:
        first, cadre = self.window[0], self.scenario.roster.cadre[cadre_id]
        then = self.before.roster.cadre.get(cadre_id)
        if then is None:
            return first if cadre.comes_on is None else max(first, Month.of(cadre.comes_on))
        return first if then.status is cadre.status else self.last

    def _placed(self, least: Months) -> Months:
        dated = {who: max(month, least[who]) for who, month in self._due.items()}
        chained = self._chained(dated)
        found = {
            who: dated.get(who, least[who]) if who in chained else self.last for who in self.actions
        }
        while (later := {who: self._later(who, found, dated) for who in found}) != found:
            found = later
        return found

    def _later(self, who: str, found: Months, dated: Collection[str]) -> Month:
        """After those whose seat it needs; and with nothing due itself, no seat is left before
        somebody takes it."""
        month = max((found[who], *(found[i] for i in self._waits_for[who])))
        takers = [found[i] for i, others in self._waits_for.items() if who in others]
        return max(month, min(takers)) if takers and who not in dated else month

    @cached_property
    def _waits_for(self) -> Mapping[str, frozenset[str]]:
        """Whose seats have to be free before each may move."""
        left: dict[str, set[str]] = {}
        taken: dict[str, set[str]] = {}
        for who, action in self.actions.items():
            for post in self.scenario.roster.posts_left(action):
                left.setdefault(post.post_id, set()).add(who)
            if action.to_post_id is not None:
                taken.setdefault(action.to_post_id, set()).add(who)
        holders, posts = self.scenario.roster.present_holders, self.scenario.roster.post
        waits = {
            post_id
            for post_id, comers in taken.items()
            if len(comers) > posts[post_id].headcount - len(holders.get(post_id, ()))
        }
        return {
            who: frozenset(left.get(action.to_post_id or "", ()))
            if action.to_post_id in waits
            else frozenset()
            for who, action in self.actions.items()
        }

    def _chained(self, dated: Iterable[str]) -> set[str]:
        """Who hangs together by seats with somebody who is due in a month."""
        found: set[str] = set()
        new = set(dated)
        while new:
            found |= new
            new = {
                who
                for who, others in self._waits_for.items()
                if who in new or others & new
                for who in (who, *others)
            } - found
        return found

    @cached_property
    def _due(self) -> Months:
        """The months in which actions come to be called for by an age or a law, where that is not
        so from the beginning."""
        found: Months = {}
        known = self._called(self.before.month)
        for month in self.window:
            called = self._called(month)
            found |= {who: month for who in self.actions if who in called - known}
            known |= called
        return found

    def _called(self, month: Month) -> set[str]:
        """Whom a law names if nobody moves."""
        findings = at_present(_on(self.scenario, month)).report.findings
        return {who for f in findings if f.status in _CALLS for who in f.cadre_ids}

    def _too_early(self, found: Months) -> Iterator[Months]:
        """Whose action in a month breaks a law that nobody would break without it."""
        for month in sorted({*found.values()} - {self.last}):
            new = {who for who, when in found.items() if when == month}
            for finding in self._broken(month, found):
                of = {who for who in new if self._is_about(finding, self.actions[who])} or new
                moved = {who for who in of if self._moves(who)} or {
                    i for i in new if self._moves(i)
                }
                if moved:
                    yield {who: found[who] for who in moved}

    def _broken(self, month: Month, found: Months) -> list[Finding]:
        now = _on(self.scenario, month)
        nobody = at_present(now)
        known = {_key(finding) for finding in nobody.report.broken}
        actions = tuple(
            self.plan.action_of[a.cadre_id] if found.get(a.cadre_id, self.last) <= month else a
            for a in nobody.plan.actions
        )
        plan = replace(nobody.plan, actions=actions)
        return [f for f in judge(now, plan, "").report.broken if _key(f) not in known]

    def _moves(self, cadre_id: str) -> bool:
        return self.actions[cadre_id].kind is not ActionKind.RETIREMENT

    def _is_about(self, finding: Finding, action: Action) -> bool:
        posts = {action.from_post_id, action.to_post_id} - {None}
        units = {self.scenario.roster.post[i].unit_id for i in posts if i is not None}
        return bool(
            action.cadre_id in finding.cadre_ids
            or posts & {*finding.post_ids}
            or units & {*finding.unit_ids}
        )


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.cadre_ids, finding.post_ids, finding.unit_ids
