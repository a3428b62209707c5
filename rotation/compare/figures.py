"""Key figures of plans side by side, and which of them is the better one.

What the audit finds is taken from its report; what a rule counts is counted by that rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from rotation.audit.report import vacancies
from rotation.compare.judged import Judged
from rotation.compare.teams import goal_as_set
from rotation.domain.action import MOVING, PLACING, ActionKind
from rotation.domain.category import Category
from rotation.domain.plan import FindingStatus
from rotation.domain.scenario import Scenario
from rotation.rules.base import Goal
from rotation.rules.categories import assess
from rotation.rules.goals.cadre_post_fit import CadrePostFit
from rotation.rules.laws.tenure_limit import TenureLimit
from rotation.rules.registry import law_of

Value = int | float | None


class Better(StrEnum):
    """Which way a figure is better; neutral: neither."""

    LOWER = "lower"
    HIGHER = "higher"
    NEUTRAL = "neutral"


class Group(StrEnum):
    """What a figure is about, in the order shown."""

    MOVES = "moves"
    CATEGORIES = "categories"
    TEAMS = "teams"
    POSTS = "posts"
    LAWS = "laws"
    CHAINS = "chains"


@dataclass(frozen=True)
class Figure:
    """One figure of every plan. Counts are persons, cases, seats or chains as the code says.

    now: the same if nobody were moved; None where that says nothing. values: one for each plan;
    None where the plan has none (no mean fit where nobody takes a post). best: places of the plans
    with the best value (see `best_of`).
    """

    code: str
    group: Group
    better: Better
    now: Value
    values: tuple[Value, ...]
    best: tuple[int, ...]


def best_of(values: Sequence[Value], better: Better, plans: Sequence[Judged]) -> tuple[int, ...]:
    """Places of the best values; none where all are alike, or neither way is better.

    Plans that break a law are left out: what they gain by it is no merit. Means that differ by
    less than is shown, which is one decimal, are alike.
    """
    shown = [
        round(value, 1) if value is not None and plan.admissible else None
        for value, plan in zip(values, plans, strict=True)
    ]
    known = [value for value in shown if value is not None]
    if better is Better.NEUTRAL or len(set(known)) < 2:
        return ()
    top = min(known) if better is Better.LOWER else max(known)
    return tuple(place for place, value in enumerate(shown) if value == top)


def figures_of(scenario: Scenario, now: Judged, plans: Sequence[Judged]) -> tuple[Figure, ...]:
    """Every figure that says something in this scenario. now: the plan that moves nobody."""
    return tuple(
        _figure(group, counted, now, plans)
        for group, each in (
            (Group.MOVES, _moves()),
            (Group.CATEGORIES, _categories(scenario, plans)),
            (Group.TEAMS, _teams() if now.teams else ()),
            (Group.POSTS, _posts(scenario)),
            (Group.LAWS, _laws(scenario, now)),
            (Group.CHAINS, _chains()),
        )
        for counted in each
    )


@dataclass(frozen=True)
class _Counted:
    """A figure and how it is counted. at_present: whether it says anything of today, too."""

    code: str
    better: Better
    of: Callable[[Judged], Value]
    at_present: bool = False


def _figure(group: Group, counted: _Counted, now: Judged, plans: Sequence[Judged]) -> Figure:
    values = tuple(counted.of(plan) for plan in plans)
    return Figure(
        counted.code,
        group,
        counted.better,
        counted.of(now) if counted.at_present else None,
        values,
        best_of(values, counted.better, plans),
    )


def _moves() -> Iterator[_Counted]:
    yield _Counted("moves", Better.LOWER, lambda judged: judged.plan.adjusted)
    for kind, better in (
        (ActionKind.TRANSFER, Better.NEUTRAL),
        (ActionKind.ROTATION, Better.NEUTRAL),
        (ActionKind.ADVANCEMENT, Better.NEUTRAL),
        (ActionKind.PROMOTION, Better.NEUTRAL),
        (ActionKind.APPOINTMENT, Better.NEUTRAL),
        (ActionKind.REVERSE_POSTING, Better.LOWER),
        (ActionKind.STEP_DOWN, Better.LOWER),
        (ActionKind.RELEASE, Better.LOWER),
        (ActionKind.RETIREMENT, Better.NEUTRAL),
    ):
        yield _Counted(kind.value, better, partial(_actions, kind))
    yield _Counted("pool", Better.LOWER, partial(_actions, ActionKind.POOL), True)


def _amount(scenario: Scenario, goal: type[Goal], judged: Judged) -> int:
    """A goal's amount as the audit would count it, also where the goal is off."""
    return goal_as_set(scenario, goal).amount(scenario, judged.plan)


def _actions(kind: ActionKind, judged: Judged) -> int:
    return sum(action.kind is kind for action in judged.plan.actions)


def _categories(scenario: Scenario, plans: Sequence[Judged]) -> Iterator[_Counted]:
    """Moves by transfer category; of frozen cadres only where a plan moves one."""
    for category in (
        Category.PROTECTIVE,
        Category.DEVELOPMENTAL,
        Category.MOTIVATING,
        Category.ORDINARY,
        Category.FROZEN,
    ):
        count = partial(_of_category, scenario, category)
        if category is not Category.FROZEN or any(map(count, plans)):
            yield _Counted(category.value, Better.NEUTRAL, count)


def _of_category(scenario: Scenario, category: Category, judged: Judged) -> int:
    assessed = assess(scenario)
    return sum(
        action.kind in MOVING and assessed[action.cadre_id].category is category
        for action in judged.plan.actions
    )


def _teams() -> Iterator[_Counted]:
    for code, better in (
        ("members", Better.NEUTRAL),
        ("women", Better.HIGHER),
        ("non_party", Better.HIGHER),
        ("young", Better.HIGHER),
        ("mean_age", Better.LOWER),
    ):
        yield _Counted(code, better, partial(_of_teams, code), True)


def _of_teams(code: str, judged: Judged) -> Value:
    found: Value = getattr(judged.together, code)
    return found


def _posts(scenario: Scenario) -> Iterator[_Counted]:
    yield _Counted("vacancies", Better.LOWER, partial(_empty_seats, scenario, False), True)
    yield _Counted("must_fill", Better.LOWER, partial(_empty_seats, scenario, True), True)
    yield _Counted("mean_fit", Better.HIGHER, partial(_mean_fit, scenario))


def _empty_seats(scenario: Scenario, must_fill: bool, judged: Judged) -> int:
    """Empty seats; of all posts, or of those that must be filled."""
    return sum(
        vacancy.seats
        for vacancy in vacancies(scenario, judged.plan)
        if scenario.roster.post[vacancy.post_id].must_fill or not must_fill
    )


def _mean_fit(scenario: Scenario, judged: Judged) -> float | None:
    """Mean fit, 0 to 100, of those who take a new post; the goal's amount is what they lack."""
    placed = sum(action.kind in PLACING for action in judged.plan.actions)
    return 100 - _amount(scenario, CadrePostFit, judged) / placed if placed else None


def _laws(scenario: Scenario, now: Judged) -> Iterator[_Counted]:
    """Findings of the audit; tenures at or past their limit only where that law is on."""
    if law_of(scenario, TenureLimit.code) is not None:
        over = _tenures(now)
        yield _Counted("tenure_left", Better.LOWER, lambda judged: len(_tenures(judged)), True)
        yield _Counted("tenure_cleared", Better.HIGHER, lambda judged: len(over - _tenures(judged)))
    yield _Counted("broken", Better.LOWER, partial(_findings, FindingStatus.BROKEN), True)
    yield _Counted("needs_approval", Better.LOWER, lambda judged: judged.report.price)
    yield _Counted("waived", Better.LOWER, partial(_findings, FindingStatus.WAIVED))
    yield _Counted("inherited", Better.LOWER, partial(_findings, FindingStatus.INHERITED), True)


def _tenures(judged: Judged) -> set[str]:
    """Cadres who stay in a post at or past its limit, whether or not that is waived."""
    found = (f for f in judged.report.findings if f.rule == TenureLimit.code)
    return {cadre_id for finding in found for cadre_id in finding.cadre_ids}


def _findings(status: FindingStatus, judged: Judged) -> int:
    return sum(finding.status is status for finding in judged.report.findings)


def _chains() -> Iterator[_Counted]:
    yield _Counted("chains", Better.NEUTRAL, partial(_linked, False))
    yield _Counted("cycles", Better.LOWER, partial(_linked, True))
    yield _Counted("longest_chain", Better.LOWER, _longest)
    yield _Counted("waves", Better.LOWER, lambda j: len(j.order.waves))


def _linked(cycles: bool, judged: Judged) -> int:
    """Chains of two moves and more, or cycles."""
    return sum(chain.linked and chain.cycle is cycles for chain in judged.chains)


def _longest(judged: Judged) -> int:
    """Persons in the longest chain or cycle."""
    return max((len(chain.moves) for chain in judged.chains), default=0)
