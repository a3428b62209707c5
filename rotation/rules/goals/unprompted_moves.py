"""Nobody is moved whom nothing calls to move, further than seats need it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import MOVING, RISING
from rotation.domain.category import Category
from rotation.domain.decision import DOWN, Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words, param
from rotation.rules.categories import assess
from rotation.rules.phrases import IN_OTHER_HANDS
from rotation.rules.standing import in_other_hands
from rotation.rules.words import Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program

_ORDERS = frozenset({DecisionAction.PIN, *DOWN})
"""Decisions that move somebody."""


_ALSO = {
    False: Text(zh="", en=""),
    True: Text(
        zh="（提拔或者进一步使用的另计{extra}名）",
        en="; {extra} more counted for promotion or advancement",
    ),
}
_RAISED = {
    False: Text(zh="", en=""),
    True: Text(
        zh="；其中提拔或者进一步使用的，每名另计{raised}名",
        en="; whoever is promoted or advanced by it counts {raised} more",
    ),
}


class UnpromptedMoves(Goal):
    code: ClassVar[str] = "unprompted_moves"
    words: ClassVar[Words] = Words(
        title=Text(zh="不为结构挪人", en="Nobody makes room"),
        sentence=Text(
            zh="没有应交流情形、也没有决定的现任干部，尽量不调整；排在前面的目标（如补配岗位）"
            "需要调整的，按工作需要调整，也计算在内{also}。排在班子结构目标之前，"
            "班子结构只在新配备的岗位上改善，不为结构挪动现任干部。",
            en="Whoever holds a post and has no ground and no decision to move is moved as "
            "little as can be; a move that a goal before this one asks for, such as filling a "
            "post, is for the work's need and counts too{also}. Ahead of the goals on structure, "
            "these act on seats that are filled anew, and nobody makes room for them.",
        )
        + IN_OTHER_HANDS,
        finding=Text(
            zh="本人没有应交流情形，因工作需要调整{count}名：{cadre}{also}",
            en="moved for the work's need, without a ground of their own: {count} ({cadre}){also}",
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
        Source(
            "没有应交流情形而进一步使用的另计",
            Confidence.PLANNERS_CHOICE,
            note="a weightier post is given for merit, not to close a chain",
        ),
    )

    raised: int = param(
        0,
        ge=0,
        le=10,
        unit="persons",
        rests_on=2,
        zh="提拔或者进一步使用的，每名另计",
        en="who is promoted or advanced counts so many more",
    )

    def explain(self) -> Mapping[str, str]:
        also = render(_RAISED[self.raised > 0], {"raised": self.raised})
        return render(self.words.sentence, {"also": Text(**also)})

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        decided = np.zeros(len(scenario.roster.cadres), dtype=np.bool_)
        for decision in scenario.decisions:
            if decision.action in _ORDERS:
                decided[board.facts.cadre_at[decision.cadre_id]] = True
        free = board.is_category(Category.ORDINARY) & ~decided[board.cadre]
        held = (board.from_post >= 0) & board.counted
        moved = board.moving & free & held
        rows = np.flatnonzero(moved)
        program.add_cost(self.code, rows, 1 + self.raised * board.is_kind(*RISING)[rows])

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        assessed = assess(scenario)
        decided = {d.cadre_id for d in scenario.decisions if d.action in _ORDERS}
        moved = [
            action
            for action in plan.actions
            if action.kind in MOVING
            and action.from_post_id is not None
            and assessed[action.cadre_id].category is Category.ORDINARY
            and action.cadre_id not in decided
            and not in_other_hands(scenario, scenario.roster.cadre[action.cadre_id])
        ]
        if not moved:
            return []
        extra = self.raised * sum(action.kind in RISING for action in moved)
        return [
            self.finding(
                scenario,
                amount=len(moved) + extra,
                cadres=tuple(action.cadre_id for action in moved),
                count=len(moved),
                also=Text(**render(_ALSO[extra > 0], {"extra": extra})),
            )
        ]

    @classmethod
    def examples(cls) -> list[Example]:
        # B has results of 40 and so a ground; D's move is decided; C is in the pool. P5 is
        # weightier by 20, so that to take it is advancement.
        posts = [case.post(f"P{i}", importance=70 if i == 5 else 50) for i in range(1, 7)]
        cadres = [
            case.cadre("A", "P1"),
            case.cadre("B", "P2", score=40),
            case.cadre("C"),
            case.cadre("D", "P3"),
        ]
        made, dearer = (
            case.scenario(
                posts=posts,
                cadres=cadres,
                goals={cls.code: {"raised": raised}},
                decisions=[Decision("D", DecisionAction.PIN, "case", "P6")],
            )
            for raised in (0, 2)
        )
        return [
            Example("nobody moves but by decision", made, case.plan(made, {"D": "P6"}), 0),
            Example("with a ground", made, case.plan(made, {"B": "P4", "D": "P6"}), 0),
            Example("from the pool", made, case.plan(made, {"C": "P4", "D": "P6"}), 0),
            Example("with none", made, case.plan(made, {"A": "P4", "D": "P6"}), 1),
            Example("with none, advanced", made, case.plan(made, {"A": "P5", "D": "P6"}), 1),
            Example(
                "where that counts two more", dearer, case.plan(dearer, {"A": "P5", "D": "P6"}), 3
            ),
            Example("but not a transfer", dearer, case.plan(dearer, {"A": "P4", "D": "P6"}), 1),
        ]
