"""From a solution of the program to a plan with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from rotation.audit.report import vacancies
from rotation.domain.action import Action, ActionKind, Reason
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import Scenario
from rotation.model.board import KINDS, Board
from rotation.model.program import Ints
from rotation.rules.categories import assess
from rotation.rules.words import Text, render

_DECISION_WORDS = {
    DecisionAction.PIN: Text(zh="按决定锁定：{reason}", en="pinned by decision: {reason}"),
    DecisionAction.RELEASE: Text(
        zh="按决定免去现职：{reason}", en="released by decision: {reason}"
    ),
    DecisionAction.FORBID: Text(
        zh="按决定排除部分岗位：{reason}", en="barred by decision: {reason}"
    ),
    DecisionAction.WAIVE: Text(zh="经批准豁免：{reason}", en="exempt by decision: {reason}"),
}


def plan_of(scenario: Scenario, board: Board, x: Ints, status: Status) -> Plan:
    """The plan that a solution stands for; goals, findings and tiers are still to be added."""
    chosen = np.flatnonzero(x[: len(board)])
    by_cadre = {int(board.cadre[row]): int(row) for row in chosen}
    actions = tuple(
        _action(scenario, board, by_cadre[place]) for place in range(len(scenario.roster.cadres))
    )
    plan = Plan(
        scenario_name=scenario.name,
        scenario_date=scenario.date.isoformat(),
        scenario_sha256=scenario.sha256,
        status=status,
        actions=actions,
        replan=scenario.replan,
        profile=scenario.profile,
    )
    return replace(plan, vacancies=tuple(vacancies(scenario, plan)))


def _action(scenario: Scenario, board: Board, row: int) -> Action:
    cadre = scenario.roster.cadres[board.cadre[row]]
    kind = KINDS[board.kind[row]]
    end = int(board.to_post[row])
    to_post = None if end < 0 else scenario.roster.posts[end].post_id
    if kind is ActionKind.STAY:
        to_post = cadre.post_id
    assessed = assess(scenario)[cadre.cadre_id]
    return Action(
        cadre_id=cadre.cadre_id,
        kind=kind,
        from_post_id=cadre.post_id,
        to_post_id=to_post,
        category=assessed.category.value,
        reasons=(*assessed.reasons, *_decided(scenario, cadre.cadre_id)),
    )


def _decided(scenario: Scenario, cadre_id: str) -> Iterator[Reason]:
    for decision in _decisions_on(scenario, cadre_id):
        words = _DECISION_WORDS.get(decision.action)
        if words is not None:
            yield Reason(decision.action.value, render(words, {"reason": decision.reason}))


def _decisions_on(scenario: Scenario, cadre_id: str) -> list[Decision]:
    return [d for d in scenario.decisions if d.cadre_id == cadre_id]
