"""What is asked of every plan before any rule is: what it really does, and enough seats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rotation.domain.action import Action, ActionKind
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.scenario import Scenario
from rotation.rules.deed import deed
from rotation.rules.registry import law_of
from rotation.rules.words import Text, render

SEATS = "seats"

_OVERFILLED = Text(
    zh="{post}只有{seats}个职位，方案安排了{holders}",
    en="{post} has {seats} seat(s), yet the plan seats {holders}",
)


def overfilled_seats(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """Posts with more holders than seats."""
    roster = scenario.roster
    for post_id, ids in plan.holders.items():
        post = roster.post[post_id]
        if len(ids) <= post.headcount:
            continue
        names = {
            "post": roster.post_name(post_id),
            "seats": post.headcount,
            "holders": [roster.cadre[i].name for i in ids],
        }
        yield Finding(
            rule=SEATS,
            status=FindingStatus.BROKEN,
            amount=len(ids) - post.headcount,
            cadre_ids=ids,
            post_ids=(post_id,),
            text=render(_OVERFILLED, names),
        )


def as_done(scenario: Scenario, plan: Plan) -> Plan:
    """The plan with every action called what it really is: the deed counts, not the word; and with
    the concurrent posts that go with it.

    Where the law on retirement is off, nobody is retired: leaving a post is then a release.
    """
    retires = law_of(scenario, "retirement_due") is not None

    def done(action: Action) -> Action:
        kind = deed(scenario, action)
        if kind is ActionKind.RETIREMENT and not retires:
            held = scenario.roster.cadre[action.cadre_id].post_id
            kind = ActionKind.POOL if held is None else ActionKind.RELEASE
        beside = scenario.beside(action.cadre_id, action.held_post_id)
        same = kind is action.kind and beside == action.concurrent_post_ids
        return action if same else replace(action, kind=kind, concurrent_post_ids=beside)

    return replace(plan, actions=tuple(map(done, plan.actions)))
