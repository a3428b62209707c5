"""A scenario after its plan was published: what was said then, and what was decided since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rotation.domain.action import ActionKind
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Plan
from rotation.domain.problem import Problem
from rotation.domain.published import (
    Published,
    PublishedAction,
    Replan,
    published_action,
)
from rotation.domain.roster import Roster
from rotation.domain.scenario import GoalChoice, LawChoice, Scenario
from rotation.rules.goals.few_changes import FewChanges
from rotation.rules.laws.bounded_changes import BoundedChanges
from rotation.rules.profiles import in_order


def published_of(plan: Plan, roster: Roster) -> Published:
    """A plan as something published. roster: the one that the plan was made from."""
    actions = tuple(
        published_action(
            a,
            roster.cadre[a.cadre_id].name,
            "" if a.to_post_id is None else roster.post_name(a.to_post_id),
        )
        for a in plan.actions
    )
    made_from = (plan.scenario_name, plan.scenario_date, plan.scenario_sha256)
    return Published(*made_from, actions).sealed()


def replanned(scenario: Scenario, replan: Replan) -> Scenario:
    """The scenario with what a replan adds; `scenario` is as its files say.

    With a published plan, few_changes becomes the first tier and the scenario's own tiers follow;
    where the scenario lists few_changes itself, its place there stands. With `most`, the law
    bounded_changes holds instead. Raises ValueError for decisions that are no pin and no forbid.
    """
    if any(d.action not in (DecisionAction.PIN, DecisionAction.FORBID) for d in replan.decisions):
        raise ValueError("a replan may pin and forbid, nothing else")
    scenario = replace(
        scenario, replan=replan, decisions=_with_decisions(scenario, replan.decisions)
    )
    if replan.published is None:
        return scenario
    scenario = replace(scenario, published=_still_there(scenario.roster, replan.published))
    if replan.most is not None:
        return replace(scenario, laws=_bounded(scenario.laws, replan.most))
    return replace(scenario, goals=_few_changes_first(scenario.goals))


def as_planned(scenario: Scenario, plan: Plan) -> Scenario:
    """The scenario that a plan was made from, given the one of its files: with what the plan was
    given besides, and the goals in the order that it was made by."""
    if plan.replan is not None:
        scenario = replanned(scenario, plan.replan)
    return scenario if plan.profile is None else in_order(scenario, plan.profile)


def _with_decisions(scenario: Scenario, added: tuple[Decision, ...]) -> tuple[Decision, ...]:
    known = {(d.cadre_id, d.action, d.post_id) for d in scenario.decisions}
    new = (d for d in added if (d.cadre_id, d.action, d.post_id) not in known)
    return (*scenario.decisions, *new)


def _still_there(roster: Roster, published: Published) -> Mapping[str, PublishedAction]:
    """What was published of those who are still in the roster. A stay of which the file names no
    post means the own one."""
    return {
        a.cadre_id: replace(a, post_id=a.post_id or roster.cadre[a.cadre_id].post_id)
        if a.kind is ActionKind.STAY
        else a
        for a in published.actions
        if a.cadre_id in roster.cadre
    }


def _bounded(laws: tuple[LawChoice, ...], most: int) -> tuple[LawChoice, ...]:
    """The laws with this bound; one that the scenario lists keeps its mode."""
    listed = {choice.code: choice for choice in laws}
    mine = listed.get(BoundedChanges.code, LawChoice(BoundedChanges.code))
    listed[BoundedChanges.code] = replace(mine, parameters={**mine.parameters, "most": most})
    return tuple(listed.values())


def _few_changes_first(goals: tuple[GoalChoice, ...]) -> tuple[GoalChoice, ...]:
    if any(choice.code == FewChanges.code for choice in goals):
        return goals
    return (
        GoalChoice(FewChanges.code, 1),
        *(replace(choice, tier=choice.tier + 1) for choice in goals),
    )


def replan_notices(scenario: Scenario, replan: Replan, file: str) -> list[Problem]:
    """What of a published plan is no longer there; `file` is its name."""
    if replan.published is None:
        return []
    roster, actions = scenario.roster, replan.published.actions
    gone = [a.name or a.cadre_id for a in actions if a.cadre_id not in roster.cadre]
    moot = [
        f"{roster.cadre[a.cadre_id].name}–{a.place or a.post_id}"
        for a in actions
        if a.cadre_id in roster.cadre and a.post_id is not None and a.post_id not in roster.post
    ]
    found = {"published_cadres_gone": gone, "published_posts_gone": moot}
    return [
        Problem(code, file, values={"count": len(who), "who": who}, severity="notice")
        for code, who in found.items()
        if who
    ]
