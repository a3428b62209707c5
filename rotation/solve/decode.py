"""From a solution of the program to a plan with its reasons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rotation.audit.report import vacancies
from rotation.domain.action import Action, ActionKind
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import Scenario
from rotation.model.board import KINDS, Board
from rotation.model.program import Ints
from rotation.solve.reasons import reasoned


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
        actions=reasoned(scenario, actions),
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
    return Action(cadre.cadre_id, kind, cadre.post_id, to_post)
