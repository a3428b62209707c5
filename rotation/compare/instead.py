"""What one plan does that another does not, in figures: only where they differ, the weightiest
first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from rotation.audit.report import vacancies
from rotation.compare.judged import Judged
from rotation.domain.action import DOWN, ActionKind
from rotation.rules.categories import assess
from rotation.rules.registry import active_goals


class Counted(StrEnum):
    """What a gap counts: one of `FIGURES`; the teams that miss a goal; a goal's shortfall."""

    FIGURE = "figure"
    TEAMS = "teams"
    SHORTFALL = "shortfall"


@dataclass(frozen=True)
class Gap:
    """By how much a plan has more than the other; negative: less. code: of a figure or a goal.
    past: of those due to move who stay, how many more are at or past the limit of their tenure."""

    code: str
    counted: Counted
    more: int
    past: int = 0


@dataclass(frozen=True)
class Instead:
    """A pair of plans, by their places: what the first has more of, or less, than `of`."""

    plan: int
    of: int
    gaps: tuple[Gap, ...]


def _seats(judged: Judged, *, must_fill: bool = False) -> int:
    posts = judged.scenario.roster.post
    empty = vacancies(judged.scenario, judged.plan)
    return sum(v.seats for v in empty if posts[v.post_id].must_fill or not must_fill)


def _due(judged: Judged, *, past: bool = False) -> int:
    """Those due to move who stay; past: those alone whose time in the post is up."""
    assessed = assess(judged.scenario)
    stay = (assessed[a.cadre_id] for a in judged.plan.actions if a.kind is ActionKind.STAY)
    due = (found for found in stay if found.due)
    return sum(not past or any(g.code == "tenure_limit" for g in found.grounds) for found in due)


FIGURES: Mapping[str, Callable[[Judged], int]] = {
    "broken": lambda judged: len(judged.report.broken),
    "needs_approval": lambda judged: judged.report.price,
    "due": _due,
    "past": lambda judged: _due(judged, past=True),
    "must_fill": lambda judged: _seats(judged, must_fill=True),
    "vacancies": _seats,
    "moves": lambda judged: judged.plan.adjusted,
    "down": lambda judged: sum(action.kind in DOWN for action in judged.plan.actions),
}
_ABOVE = ("broken", "needs_approval")
"""Stand above every goal."""
_OF_GOAL = {
    "planned_moves": "due",
    "must_fill_posts": "must_fill",
    "fill_posts": "vacancies",
    "few_moves": "moves",
    "few_demotions": "down",
}
"""The figure that tells of a goal; where the goal is off it stands below every goal."""


def pairs(plans: Sequence[Judged], ranking: Sequence[Sequence[int]]) -> tuple[Instead, ...]:
    """Of every two plans what the lower one in the ranking does instead of the higher one; the
    pairs with the leading plan first. Plans that are not ranked come last."""
    ranked = [place for alike in ranking for place in alike]
    order = [*ranked, *(place for place in range(len(plans)) if place not in ranked)]
    return tuple(
        Instead(plan, of, gaps(plans[plan], plans[of])) for of, plan in combinations(order, 2)
    )


def gaps(plan: Judged, other: Judged) -> tuple[Gap, ...]:
    """In what a plan differs from another of the same scenario: laws, then the goals in their
    order, then what no goal asks for. Seats that must be filled are told of as such alone."""
    found = [*_figures(_ABOVE, plan, other), *_goals(plan, other)]
    told = {_OF_GOAL.get(goal.code) for goal in plan.report.goals}
    found += _figures([code for code in _OF_GOAL.values() if code not in told], plan, other)
    seats = {gap.more for gap in found if gap.code == "must_fill"}
    return tuple(g for g in found if g.more and not (g.code == "vacancies" and g.more in seats))


def _goals(plan: Judged, other: Judged) -> Iterator[Gap]:
    amounts = zip(active_goals(plan.scenario), plan.report.goals, other.report.goals, strict=True)
    for goal, ours, theirs in sorted(amounts, key=lambda each: each[1].tier):
        more = ours.amount - theirs.amount
        figure = _OF_GOAL.get(goal.code)
        told = [] if figure is None else list(_figures([figure], plan, other))
        teams = len(_missed(plan, goal.code)) - len(_missed(other, goal.code))
        if any(gap.more for gap in told):
            yield from told
        elif goal.structure and teams * more > 0:
            yield Gap(goal.code, Counted.TEAMS, teams)
        else:
            yield Gap(goal.code, Counted.SHORTFALL, more)


def _figures(codes: Sequence[str], plan: Judged, other: Judged) -> Iterator[Gap]:
    more = {code: FIGURES[code](plan) - FIGURES[code](other) for code in (*codes, "past")}
    for code in codes:
        past = more["past"] if code == "due" else 0
        inside = past * more[code] > 0 and abs(past) <= abs(more[code])
        if past and not inside:
            yield Gap("past", Counted.FIGURE, past)
        yield Gap(code, Counted.FIGURE, more[code], past if inside else 0)


def _missed(judged: Judged, code: str) -> set[str]:
    """The units whose teams miss a goal."""
    return {i for f in judged.report.findings if f.rule == code for i in f.unit_ids}
