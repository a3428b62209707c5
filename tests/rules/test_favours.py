"""Whom a goal on structure favours is whom its check counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation.domain.action import Action, ActionKind
from rotation.domain.plan import Plan
from rotation.rules.base import Goal
from rotation.rules.registry import goal_of, goals

STRUCTURE = [goal for goal in goals().values() if goal.structure]


def _without(plan: Plan, gone: Action) -> Plan:
    nowhere = Action(gone.cadre_id, ActionKind.RELEASE, gone.from_post_id)
    return replace(plan, actions=tuple(nowhere if a is gone else a for a in plan.actions))


@pytest.mark.parametrize("rule", STRUCTURE, ids=lambda rule: rule.code)
def test_whoever_a_goal_would_miss_it_favours(rule: type[Goal]) -> None:
    missed, favoured = 0, set()
    for example in rule.examples():
        scenario, plan = example.scenario, example.plan
        goal = goal_of(scenario, rule.code)
        assert goal is not None
        for action in plan.actions:
            held = (scenario.roster.post[i] for i in action.held_post_ids)
            seat = next((post for post in held if post.in_team), None)
            if seat is None:
                continue
            favours = goal.favours(scenario, action, seat)
            favoured.add(favours)
            short = goal.amount(scenario, _without(plan, action)) - goal.amount(scenario, plan)
            missed += short > 0
            assert favours or short <= 0, (example.claim, action.cadre_id)
    assert missed
    assert favoured == {True, False}
