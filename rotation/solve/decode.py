"""From a solution of the program to a plan with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rotation.assemble.ruled_out import closing_laws
from rotation.audit.report import vacancies
from rotation.domain.action import Action, ActionKind, Reason
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import Scenario
from rotation.model.board import KINDS, Board
from rotation.model.program import Ints
from rotation.rules.categories import assess
from rotation.rules.registry import law_of
from rotation.rules.words import Text, render
from rotation.solve.reasons import reasoned

_SHUT = Text(zh="没有合规的去向，留任（{laws}）", en="stays: no post is open to them ({laws})")
_OUTWEIGHED = Text(
    zh="统筹各项目标后留任（单看合规的去向有{count}个）",
    en="stays for the plan as a whole (posts open, each looked at alone: {count})",
)


def plan_of(scenario: Scenario, board: Board, x: Ints, status: Status) -> Plan:
    """The plan that a solution stands for; goals, findings and tiers are still to be added."""
    plan = without_reasons(scenario, board, x, status)
    actions = _with_obstacles(scenario, board, reasoned(scenario, plan.actions))
    return replace(plan, actions=actions)


def without_reasons(scenario: Scenario, board: Board, x: Ints, status: Status) -> Plan:
    """The same where nobody asks why anybody moves or stays, which takes longer than all else."""
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
    beside = scenario.beside(cadre.cadre_id, to_post)
    return Action(cadre.cadre_id, kind, cadre.post_id, to_post, concurrent_post_ids=beside)


def _with_obstacles(
    scenario: Scenario, board: Board, actions: Sequence[Action]
) -> tuple[Action, ...]:
    """Who stays although a move is asked for is told why."""
    assessed = assess(scenario)
    due = [
        place
        for place, action in enumerate(actions)
        if action.kind is ActionKind.STAY and assessed[action.cadre_id].due
    ]
    open_posts = np.bincount(board.cadre[board.placing], minlength=len(actions))
    stuck = np.array([place for place in due if not open_posts[place]], dtype=np.int64)
    shut = closing_laws(board.facts, stuck)
    told = list(actions)
    for place in due:
        why = _shut(scenario, shut[place]) if place in shut else _outweighed(int(open_posts[place]))
        told[place] = replace(told[place], reasons=(*told[place].reasons, why))
    return tuple(told)


def _shut(scenario: Scenario, codes: Sequence[str]) -> Reason:
    titles = [law.words.title for code in codes if (law := law_of(scenario, code)) is not None]
    return Reason("no_destination", render(_SHUT, {"laws": titles}))


def _outweighed(count: int) -> Reason:
    return Reason("outweighed", render(_OUTWEIGHED, {"count": count}))
