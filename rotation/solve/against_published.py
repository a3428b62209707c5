"""Who is treated otherwise than in the published plan, and what stood in the way of keeping it."""

from __future__ import annotations

from dataclasses import dataclass

from rotation.assemble.ruled_out import laws_against_published
from rotation.domain.action import Action
from rotation.domain.decision import DOWN, Decision, DecisionAction
from rotation.domain.plan import Plan
from rotation.domain.published import PublishedAction
from rotation.domain.scenario import Scenario
from rotation.rules.treatment import changed_cadres

DECISIONS = "planner_decisions"
BINDING = (DecisionAction.PIN, DecisionAction.FORBID, *DOWN)


@dataclass(frozen=True)
class PublishedChange:
    """A cadre whom the plan treats otherwise than published.

    moot: what was published can no longer be done. decisions: on the cadre, against it. laws: codes
    of the laws that rule it out. holders: ids of those who have the published post now. With none
    of these, the change follows from others.
    """

    published: PublishedAction
    now: Action
    moot: bool = False
    decisions: tuple[Decision, ...] = ()
    laws: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublishedChanges:
    """`of`: how many cadres of the roster the published plan knows."""

    cadres: tuple[PublishedChange, ...]
    of: int


def published_changes(scenario: Scenario, plan: Plan) -> PublishedChanges | None:
    """The plan held against the published one; None where there is none."""
    if scenario.published is None:
        return None
    found = (_change(scenario, plan, cadre_id) for cadre_id in changed_cadres(scenario, plan))
    return PublishedChanges(tuple(found), len(scenario.published))


def _change(scenario: Scenario, plan: Plan, cadre_id: str) -> PublishedChange:
    told, now = (scenario.published or {})[cadre_id], plan.action_of[cadre_id]
    laws = laws_against_published(scenario, cadre_id)
    if laws is None:
        return PublishedChange(told, now, moot=True)
    decisions = [d for d in scenario.decisions if d.cadre_id == cadre_id and d.action in BINDING]
    holders = () if told.post_id is None else plan.holders.get(told.post_id, ())
    return PublishedChange(
        told,
        now,
        decisions=tuple(decisions) if DECISIONS in laws else (),
        laws=tuple(code for code in laws if code != DECISIONS),
        holders=tuple(other for other in holders if other != cadre_id),
    )
