"""As few cadres as possible are moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import MOVING
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words
from rotation.rules.phrases import IN_OTHER_HANDS
from rotation.rules.standing import in_other_hands
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class FewMoves(Goal):
    code: ClassVar[str] = "few_moves"
    words: ClassVar[Words] = Words(
        title=Text(zh="调整面尽量小", en="Few moves"),
        sentence=Text(
            zh="在满足其他要求的前提下，除到龄退休外，调整的干部尽量少。",
            en="No more cadres are moved than the other aims need; retiring by age is no move.",
        )
        + IN_OTHER_HANDS,
        finding=Text(
            zh="除到龄退休外，调整干部{amount}名", en="cadres moved, but for retirements: {amount}"
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "党政领导干部选拔任用工作条例",
            Confidence.SECONDARY,
            "第五十四条",
            "2014",
            "leaders serve their full term in principle",
        ),
        Source(
            "干部监督工作中“交流过于频繁”的认定",
            Confidence.SECONDARY,
            note="two or more posts within one year are recorded as a violation",
        ),
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        program.add_cost(self.code, np.flatnonzero(board.moving & board.counted))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        cadre = scenario.roster.cadre
        moved = tuple(
            a.cadre_id
            for a in plan.actions
            if a.kind in MOVING and not in_other_hands(scenario, cadre[a.cadre_id])
        )
        return [self.finding(scenario, amount=len(moved), cadres=moved)] if moved else []

    @classmethod
    def examples(cls) -> list[Example]:
        # A is due for retirement (men born in November 1963 reached 60 in November 2023).
        posts = [case.post(f"P{i}") for i in (1, 2, 3)]
        cadres = [
            case.cadre("A", "P1", birth="1963-11"),
            case.cadre("B", "P2"),
            case.cadre("C"),
        ]
        on: dict[str, dict[str, object]] = {"few_moves": {}}
        usual = case.scenario(posts=posts, cadres=cadres, goals=on)
        due = case.scenario(posts=posts, cadres=cadres, goals=on, laws={"retirement_due": {}})
        return [
            Example("nobody moves", usual, case.plan(usual), 0),
            Example("retiring by age is no move", due, case.plan(due, {"A": "retirement"}), 0),
            Example("a transfer", usual, case.plan(usual, {"B": "P3"}), 1),
            # release, transfer and appointment
            Example(
                "each kind of move counts once",
                usual,
                case.plan(usual, {"A": "release", "B": "P1", "C": "P2"}),
                3,
            ),
        ]
