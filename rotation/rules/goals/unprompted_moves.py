"""Nobody is moved whom nothing calls to move, further than seats need it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import MOVING
from rotation.domain.category import Category
from rotation.domain.decision import DOWN, Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words
from rotation.rules.categories import assess
from rotation.rules.phrases import IN_OTHER_HANDS
from rotation.rules.standing import in_other_hands
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program

_ORDERS = frozenset({DecisionAction.PIN, *DOWN})
"""Decisions that move somebody."""


class UnpromptedMoves(Goal):
    code: ClassVar[str] = "unprompted_moves"
    words: ClassVar[Words] = Words(
        title=Text(zh="不为结构挪人", en="Nobody makes room"),
        sentence=Text(
            zh="没有应交流情形、也没有决定的现任干部，尽量不调整；排在前面的目标（如补配岗位）"
            "需要调整的，按工作需要调整，也计算在内。排在班子结构目标之前，"
            "班子结构只在新配备的岗位上改善，不为结构挪动现任干部。",
            en="Whoever holds a post and has no ground and no decision to move is moved as "
            "little as can be; a move that a goal before this one asks for, such as filling a "
            "post, is for the work's need and counts too. Ahead of the goals on structure, these "
            "act on seats that are filled anew, and nobody makes room for them.",
        )
        + IN_OTHER_HANDS,
        finding=Text(
            zh="本人没有应交流情形，因工作需要调整{amount}名：{cadre}",
            en="moved for the work's need, without a ground of their own: {amount} ({cadre})",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "防止年龄层层递减、任职年龄“一刀切”的要求（报刊转述）",
            Confidence.SECONDARY,
            note="structure is no ground to take somebody out of a post",
        ),
        Source(
            "结构目标的作用范围",
            Confidence.PLANNERS_CHOICE,
            note="its place before the goals on structure can be changed",
        ),
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        decided = np.zeros(len(scenario.roster.cadres), dtype=np.bool_)
        for decision in scenario.decisions:
            if decision.action in _ORDERS:
                decided[board.facts.cadre_at[decision.cadre_id]] = True
        free = board.is_category(Category.ORDINARY) & ~decided[board.cadre]
        held = (board.from_post >= 0) & board.counted
        program.add_cost(self.code, np.flatnonzero(board.moving & free & held))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        assessed = assess(scenario)
        decided = {d.cadre_id for d in scenario.decisions if d.action in _ORDERS}
        moved = tuple(
            action.cadre_id
            for action in plan.actions
            if action.kind in MOVING
            and action.from_post_id is not None
            and assessed[action.cadre_id].category is Category.ORDINARY
            and action.cadre_id not in decided
            and not in_other_hands(scenario, scenario.roster.cadre[action.cadre_id])
        )
        return [self.finding(scenario, amount=len(moved), cadres=moved)] if moved else []

    @classmethod
    def examples(cls) -> list[Example]:
        # B has results of 40 and so a ground; D's move is decided; C is in the pool.
        posts = [case.post(f"P{i}") for i in range(1, 7)]
        cadres = [
            case.cadre("A", "P1"),
            case.cadre("B", "P2", score=40),
            case.cadre("C"),
            case.cadre("D", "P3"),
        ]
        made = case.scenario(
            posts=posts,
            cadres=cadres,
            goals={cls.code: {}},
            decisions=[Decision("D", DecisionAction.PIN, "case", "P6")],
        )
        return [
            Example("nobody moves but by decision", made, case.plan(made, {"D": "P6"}), 0),
            Example("with a ground", made, case.plan(made, {"B": "P4", "D": "P6"}), 0),
            Example("from the pool", made, case.plan(made, {"C": "P4", "D": "P6"}), 0),
            Example("with none", made, case.plan(made, {"A": "P4", "D": "P6"}), 1),
        ]
