"""What becomes of a plan when people refuse, fall ill, come under review or leave: every case is
repaired with the fewest changes, as a plan made anew after one was published."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import ceil, sqrt
from threading import Event

from rotation.domain.action import PLACING
from rotation.domain.cadre import Status as Standing
from rotation.domain.decision import DOWN, Decision, DecisionAction
from rotation.domain.plan import Plan, Status
from rotation.domain.published import Replan
from rotation.domain.scenario import Scenario
from rotation.parallel.pool import Where, Work, each, in_process
from rotation.rules.replanning import published_of, replanned
from rotation.rules.treatment import changed_cadres
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.run import solve


class Blow(StrEnum):
    """What may happen to somebody between a plan and its being carried out."""

    REFUSES = "refuses"
    ILL = "ill"
    REVIEW = "review"
    LEAVES = "leaves"


_STATUS = {Blow.ILL: Standing.SICK, Blow.REVIEW: Standing.UNDER_REVIEW}
_ASSUMED = "（推演）"
"""The body and the document of what is only assumed."""
Case = tuple[str, Blow]
"""Who, and what happens to them."""


@dataclass(frozen=True)
class Repair:
    """cases: what happened. status: of the repair. changed: ids of others whom it treats otherwise
    than the plan; None where there is none. filled: by the post that somebody did not take, who
    takes it now; None for nobody. total: how many are treated otherwise, those who were hit
    too."""

    cases: tuple[Case, ...]
    status: Status
    changed: tuple[str, ...] | None = None
    filled: Mapping[str, str | None] = field(default_factory=dict)
    total: int = 0


@dataclass(frozen=True)
class Load:
    """Over draws: how many need no change of others, how many have no repair; the mean number of
    changes with half the width of its interval of 95 %, and the mean of the worst tenth."""

    draws: int
    unchanged: int
    lost: int
    mean: float
    within: float
    worst_tenth: float


def refusals(plan: Plan) -> list[tuple[Case, ...]]:
    """Each placing refused, one at a time, in the order of the plan."""
    return [((a.cadre_id, Blow.REFUSES),) for a in plan.actions if a.kind in PLACING]


def drawn(
    plan: Plan, chances: Mapping[Blow, float], draws: int, seed: int
) -> list[tuple[Case, ...]]:
    """Draws by chance: every person placed may refuse, anybody else may be hit by the rest."""
    rng = random.Random(seed)
    return [tuple(_one(rng, plan, chances)) for _ in range(draws)]


def _one(rng: random.Random, plan: Plan, chances: Mapping[Blow, float]) -> Iterator[Case]:
    for action in plan.actions:
        dice = rng.random()
        for blow, chance in chances.items():
            if blow is Blow.REFUSES and action.kind not in PLACING:
                continue
            if dice < chance:
                yield action.cadre_id, blow
                break
            dice -= chance


def struck(scenario: Scenario, plan: Plan, cases: Sequence[Case]) -> Scenario:
    """The scenario after what happened, with the plan as published."""
    hit = dict(cases)
    cadres = tuple(
        replace(c, status=_STATUS[hit[c.cadre_id]], status_since=scenario.month)
        if hit.get(c.cadre_id) in _STATUS
        else c
        for c in scenario.roster.cadres
    )
    kept = tuple(d for d in scenario.decisions if d.cadre_id not in hit or d.action in DOWN)
    gone = tuple(
        Decision(
            who, DecisionAction.RELEASE, _ASSUMED, route="early_exit",
            decided_by=_ASSUMED, decided_on=scenario.date, document=_ASSUMED,
        )
        for who, blow in cases
        if blow is Blow.LEAVES and scenario.roster.cadre[who].post_id is not None
    )  # fmt: skip
    refused = tuple(
        Decision(who, DecisionAction.FORBID, _ASSUMED, plan.action_of[who].to_post_id)
        for who, blow in cases
        if blow is not Blow.LEAVES and plan.action_of[who].kind in PLACING
    )
    after = replace(
        scenario, roster=replace(scenario.roster, cadres=cadres), decisions=(*kept, *gone)
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
    after = struck(scenario, plan, cases)
    found = solve(after, limits=limits, watch=watch)
    if found.plan is None:
        return Repair(cases, found.status)
    hit = dict(cases)
    otherwise = changed_cadres(after, found.plan)
    changed = tuple(i for i in otherwise if i not in hit)
    seats = [plan.action_of[who].to_post_id for who in hit if plan.action_of[who].kind in PLACING]
    filled = {
        seat: next((i for i in found.plan.holders.get(seat, ()) if i not in hit), None)
        for seat in seats
        if seat is not None
    }
    return Repair(cases, found.status, changed, filled, len(otherwise))


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


def load_of(repairs: Sequence[Repair]) -> Load:
    """What the draws come to; of those without a repair nothing is counted as a change."""
    counts = sorted(len(each.changed) for each in repairs if each.changed is not None)
    count = len(counts)
    mean = sum(counts) / count if count else 0.0
    spread = sqrt(sum((c - mean) ** 2 for c in counts) / (count - 1)) if count > 1 else 0.0
    worst = counts[-ceil(count / 10) :] if counts else [0]
    return Load(
        len(repairs),
        sum(c == 0 for c in counts),
        len(repairs) - count,
        mean,
        1.96 * spread / sqrt(count) if count else 0.0,
        sum(worst) / len(worst),
    )
