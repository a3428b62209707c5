"""What every plan must keep before any rule is asked: seats, and words that fit the deed."""

from __future__ import annotations

from collections.abc import Iterator

from rotation.domain.codes import level_order
from rotation.domain.plan import Action, ActionKind, Finding, FindingStatus, Plan
from rotation.domain.scenario import Scenario
from rotation.rules.registry import law_of
from rotation.rules.words import Coded, Text, render

SEATS = "seats"
WORDING = "action_wording"

_OVERFILLED = Text(
    zh="{post}只有{seats}个职位，方案安排了{holders}",
    en="{post} has {seats} seat(s), yet the plan seats {holders}",
)
_MISNAMED = Text(
    zh="{cadre}的调整写作“{given}”，按名册应为“{right}”",
    en="the action of {cadre} says “{given}”; by the roster it is “{right}”",
)


def overfilled_seats(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """Posts with more holders than seats."""
    roster = scenario.roster
    for (post_id, period), ids in plan.holders.items():
        post = roster.post[post_id]
        if len(ids) <= post.headcount:
            continue
        names = {
            "post": f"{roster.unit_of_post(post_id).name}{post.title}",
            "seats": post.headcount,
            "holders": [roster.cadre[i].name for i in ids],
        }
        yield Finding(
            rule=SEATS,
            status=FindingStatus.BROKEN,
            amount=len(ids) - post.headcount,
            cadre_ids=ids,
            post_ids=(post_id,),
            period=period,
            text=render(_OVERFILLED, names),
        )


def misnamed_actions(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """Actions whose word does not fit what they do; the deed counts, not the word."""
    for action in plan.actions:
        right = deed(scenario, action)
        if right is not action.kind:
            names = {
                "cadre": scenario.roster.cadre[action.cadre_id].name,
                "given": Coded("action", action.kind),
                "right": Coded("action", right),
            }
            yield Finding(
                rule=WORDING,
                status=FindingStatus.BROKEN,
                amount=1,
                cadre_ids=(action.cadre_id,),
                text=render(_MISNAMED, names),
            )


def deed(scenario: Scenario, action: Action) -> ActionKind:
    """The kind of action that follows from where the cadre comes from and goes to."""
    cadre = scenario.roster.cadre[action.cadre_id]
    if action.to_post_id is None:
        if action.kind is ActionKind.RETIREMENT and law_of(scenario, "retirement_due"):
            return action.kind  # whether it is due is that law's business
        return ActionKind.POOL if cadre.post_id is None else ActionKind.RELEASE
    if action.to_post_id == cadre.post_id:
        return ActionKind.STAY
    if cadre.post_id is None:
        return ActionKind.APPOINTMENT
    step = level_order(scenario.roster.post[action.to_post_id].level) - level_order(cadre.level)
    if step == 0:
        return ActionKind.TRANSFER
    return ActionKind.PROMOTION if step < 0 else ActionKind.STEP_DOWN
