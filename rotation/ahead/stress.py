"""What becomes of a plan when people refuse, fall ill, come under review or leave: every case is
repaired with the fewest changes, as a plan made anew after one was published."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from threading import Event

from rotation.ahead.carry_out import without
from rotation.domain.action import DOWN, PLACING, Action
from rotation.domain.cadre import Status as Standing
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, GoalAmount, Plan, Status
from rotation.domain.published import PublishedAction, Replan, published_action
from rotation.domain.scenario import Scenario
from rotation.parallel.pool import Where, Work, each, in_process
from rotation.rules.goals.few_changes import FewChanges
from rotation.rules.replanning import published_of, replanned
from rotation.rules.treatment import changed_cadres
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.result import Result
from rotation.solve.run import result_of
from rotation.solve.workbench import Workbench


class Blow(StrEnum):
    """What may happen to somebody between a plan and its being carried out."""

    REFUSES = "refuses"
    ILL = "ill"
    REVIEW = "review"
    LEAVES = "leaves"


CHANCES = {Blow.REFUSES: 5.0, Blow.ILL: 1.0, Blow.REVIEW: 0.5, Blow.LEAVES: 1.0}
"""Percent, where nobody says otherwise."""
REFUSABLE = PLACING - DOWN
"""Placings that somebody can refuse: nobody is asked who goes down by a body's decision."""
_STATUS = {Blow.ILL: Standing.SICK, Blow.REVIEW: Standing.UNDER_REVIEW}
_ASSUMED = "（推演）"
"""The reason of what is only assumed."""
_FIRST = 1
"""The tier of few changes, where it comes before all goals."""
Case = tuple[str, Blow]
"""Who, and what happens to them."""


@dataclass(frozen=True)
class Repair:
    """cases: what happened. status: of the repair. now: by cadre what it does otherwise than the
    plan; None where there is none. filled: by the post that somebody did not take or hold, who
    takes it; None for nobody. tiers: the values of the scenario's tiers. fewest: whether it is
    proven that none changes fewer. second: of a single refusal whose post the repair leaves empty,
    the repair with the fewest changes in which somebody takes it. obstacles: the fewest breaches
    of laws under which there would be a repair, where there is none."""

    cases: tuple[Case, ...]
    status: Status
    now: Mapping[str, PublishedAction] | None = None
    filled: Mapping[str, str | None] = field(default_factory=dict)
    tiers: Mapping[int, int] = field(default_factory=dict)
    fewest: bool = False
    second: Repair | None = None
    obstacles: tuple[Finding, ...] = ()

    @property
    def changed(self) -> tuple[str, ...] | None:
        """Ids of others than those who were hit, whom it treats otherwise than the plan."""
        hit = dict(self.cases)
        return None if self.now is None else tuple(i for i in self.now if i not in hit)

    @property
    def total(self) -> int:
        """How many are treated otherwise, those who were hit too."""
        return len(self.now or ())

    @property
    def lost(self) -> bool:
        """Whether it is proven that there is none."""
        return self.status is Status.INFEASIBLE

    @property
    def decided(self) -> bool:
        """Whether there is one, or it is proven that there is none."""
        return self.lost or self.now is not None


def refusals(plan: Plan) -> list[tuple[Case, ...]]:
    """Each placing refused, one at a time, in the order of the plan."""
    return [((a.cadre_id, Blow.REFUSES),) for a in plan.actions if a.kind in REFUSABLE]


def applies(plan: Plan, case: Case) -> bool:
    """Whether it can happen under a plan: only who is to be placed can refuse."""
    who, blow = case
    return blow is not Blow.REFUSES or plan.action_of[who].kind in REFUSABLE


def drawn(
    plan: Plan,
    chances: Mapping[Blow, float],
    draws: int,
    seed: int,
    own: Mapping[Case, float] | None = None,
) -> list[tuple[Case, ...]]:
    """Draws by chance, of which no more than one thing happens to anybody. own: the chances of
    somebody in particular. One plan of a scenario is struck by the same as another one."""
    rng = random.Random(seed)
    people = [
        (a.cadre_id, [(b, (own or {}).get((a.cadre_id, b), c)) for b, c in chances.items()])
        for a in plan.actions
    ]
    every = (tuple(_one(rng, people)) for _ in range(draws))
    return [tuple(case for case in cases if applies(plan, case)) for cases in every]


def _one(
    rng: random.Random, people: Iterable[tuple[str, Sequence[tuple[Blow, float]]]]
) -> Iterator[Case]:
    for who, chances in people:
        dice = rng.random()
        for blow, chance in chances:
            if dice < chance:
                yield who, blow
                break
            dice -= chance


def struck(scenario: Scenario, plan: Plan, cases: Sequence[Case]) -> Scenario:
    """The scenario after what happened, with the plan as published. Few changes come first."""
    hit = dict(cases)
    gone = {who for who, blow in cases if blow is Blow.LEAVES}
    roster = without(scenario.roster, gone)
    cadres = tuple(
        replace(c, status=_STATUS[hit[c.cadre_id]], status_since=scenario.month)
        if hit.get(c.cadre_id) in _STATUS
        else c
        for c in roster.cadres
    )
    kept = tuple(
        d
        for d in scenario.decisions
        if d.cadre_id not in gone and not (d.cadre_id in hit and d.action is DecisionAction.PIN)
    )
    refused = tuple(
        Decision(who, DecisionAction.FORBID, _ASSUMED, plan.action_of[who].to_post_id)
        for who in hit
        if who not in gone and plan.action_of[who].kind in REFUSABLE
    )
    after = replace(
        scenario,
        roster=replace(roster, cadres=cadres),
        decisions=kept,
        goals=tuple(goal for goal in scenario.goals if goal.code != FewChanges.code),
    )
    return replanned(after, Replan(published_of(plan, scenario.roster), None, refused))


def repaired(
    scenario: Scenario,
    plan: Plan,
    cases: tuple[Case, ...],
    limits: Limits | None = None,
    watch: Watch | None = None,
) -> Repair:
    """The plan that changes the fewest others after what happened."""
    bench = Workbench(struck(scenario, plan, cases), limits=limits, watch=watch)
    first = _repair_of(bench, scenario, plan, cases, result_of(bench, bench.ask()))
    alone = len(cases) == 1 and cases[0][1] is Blow.REFUSES
    if not alone or first.now is None or None not in first.filled.values():
        return first
    board, (seat,) = bench.assembled.board, first.filled
    reached = bench.ask(bench.own.filling(board, seat, len(plan.holders[seat])))
    if reached.infeasible:
        return replace(first, second=Repair(cases, Status.INFEASIBLE))
    taken = result_of(bench, reached)
    return replace(first, second=_repair_of(bench, scenario, plan, cases, taken))


def _left(action: Action, blow: Blow) -> str | None:
    """The post that somebody who was hit does not take, or holds no more."""
    if blow is Blow.LEAVES:
        return action.held_post_id
    return action.to_post_id if action.kind in REFUSABLE else None


def _repair_of(
    bench: Workbench, scenario: Scenario, plan: Plan, cases: tuple[Case, ...], found: Result
) -> Repair:
    if found.plan is None or found.report is None:
        return Repair(cases, found.status, obstacles=found.obstacles)
    otherwise = changed_cadres(bench.scenario, found.plan)
    return Repair(
        cases,
        found.status,
        {i: published_action(found.plan.action_of[i]) for i in otherwise},
        {
            seat: _comer(plan, found.plan, seat)
            for who, blow in cases
            if (seat := _left(plan.action_of[who], blow))
        },
        values_of(scenario, found.report.goals, found.report.price),
        all(t.status is Status.OPTIMAL for t in found.plan.tiers if t.tier <= _FIRST),
    )


def _comer(plan: Plan, found: Plan, seat: str) -> str | None:
    """Who is in a post by the repair, and was not to be by the plan."""
    before = plan.holders.get(seat, ())
    return next((i for i in found.holders.get(seat, ()) if i not in before), None)


def values_of(scenario: Scenario, goals: Iterable[GoalAmount], price: int) -> dict[int, int]:
    """The values of the scenario's tiers with these amounts; tier 0 is the price of waivable laws.
    Without few changes: that of a repair is held against another plan than the scenario's own."""
    amounts = {goal.code: goal.amount for goal in goals}
    values = {0: price}
    for goal in scenario.goals:
        if goal.code != FewChanges.code:
            values.setdefault(goal.tier, 0)
            values[goal.tier] += goal.weight * amounts.get(goal.code, 0)
    return values


def stress(
    scenario: Scenario,
    plan: Plan,
    cases: Sequence[tuple[Case, ...]],
    *,
    at: Where = in_process,
    limits: Limits | None = None,
    stop: Event | None = None,
    ready: Callable[[int, Repair, int], None] | None = None,
) -> dict[int, Repair]:
    """Every case repaired, by its place among the cases.

    at: where they are repaired. ready: told each repair with its place, and how many are there.
    A stop leaves out the cases that are not finished; one whose process died each time counts as
    without a repair, UNKNOWN.
    """
    found: dict[int, Repair] = {}
    with at(REPAIRS, (scenario, plan, limits), stop or Event()) as pool:
        for done in each(pool, cases):
            repair = done.answer or Repair(cases[done.place], Status.UNKNOWN)
            found[done.place] = repair
            if ready is not None:
                ready(done.place, repair, len(found))
    return dict(sorted(found.items()))


_Given = tuple[Scenario, Plan, Limits | None]


def _begin(given: _Given, stop: Event) -> tuple[_Given, Event]:
    return given, stop


def _repair(kept: tuple[_Given, Event], cases: tuple[Case, ...]) -> Repair | None:
    (scenario, plan, limits), stop = kept
    found = repaired(scenario, plan, cases, limits, Watch(stop=stop))
    return None if stop.is_set() else found


REPAIRS = Work(_begin, _repair)
"""Cases of one plan."""
