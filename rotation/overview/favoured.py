"""Who took a seat that a goal on structure counts, and who left that seat.

What the plan shows, and no more: whether the goal was the cause, only a solve without it can tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rotation.domain.action import PLACING, Action, ActionKind
from rotation.domain.plan import Plan
from rotation.domain.post import Post
from rotation.domain.scenario import Scenario
from rotation.rules.base import Goal
from rotation.rules.goals.unprompted_moves import UnpromptedMoves
from rotation.rules.registry import active_goals


@dataclass(frozen=True)
class Left:
    """Somebody who leaves the seat. grounded: has a ground of their own, or a decision, to move."""

    action: Action
    grounded: bool


@dataclass(frozen=True)
class Favoured:
    """An appointment of the group that a goal wants. closes: how much more the goal would fall
    short were the person nowhere and the seat empty."""

    goal: str
    action: Action
    closes: int
    left: tuple[Left, ...]


def favoured(scenario: Scenario, plan: Plan) -> tuple[Favoured, ...]:
    """By goal, in the order of the scenario's goals; kinds of actions are those done."""
    unprompted = {i for found in UnpromptedMoves().check(scenario, plan) for i in found.cadre_ids}
    found = []
    for goal in filter(lambda goal: goal.structure, active_goals(scenario)):
        amount = goal.amount(scenario, plan)
        for action, post in _placed(scenario, plan, goal):
            closes = goal.amount(scenario, _without(plan, action)) - amount
            left = tuple(
                Left(each, each.cadre_id not in unprompted) for each in _left(scenario, plan, post)
            )
            found.append(Favoured(goal.code, action, closes, left))
    return tuple(found)


def _placed(scenario: Scenario, plan: Plan, goal: Goal) -> Iterator[tuple[Action, Post]]:
    """Who of the group the goal wants is newly in a team that it looks at."""
    roster = scenario.roster
    for action in plan.actions:
        if action.kind not in PLACING or action.to_post_id is None:
            continue
        post = roster.post[action.to_post_id]
        team = [each for each in roster.posts_of[post.unit_id] if each.in_team]
        seats = sum(each.headcount for each in team)
        looked_at = post.in_team and not roster.unit[post.unit_id].outside
        looked_at = looked_at and seats >= getattr(goal, "seats", 0)
        if looked_at and goal.favours(scenario, action, post):
            yield action, post


def _left(scenario: Scenario, plan: Plan, post: Post) -> Iterator[Action]:
    for cadre in scenario.roster.present_holders.get(post.post_id, ()):
        action = plan.action_of[cadre.cadre_id]
        if post.post_id not in action.held_post_ids:
            yield action


def _without(plan: Plan, gone: Action) -> Plan:
    nowhere = Action(gone.cadre_id, ActionKind.RELEASE, gone.from_post_id)
    return replace(plan, actions=tuple(nowhere if a is gone else a for a in plan.actions))
