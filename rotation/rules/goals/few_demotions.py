"""As few cadres as possible step down or leave the leadership."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import DOWN, ActionKind
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


class FewDemotions(Goal):
    """Counts releases too when a planner decided them: they are the same in every plan."""

    code: ClassVar[str] = "few_demotions"
    words: ClassVar[Words] = Words(
        title=Text(zh="少降职、少免职", en="Few demotions"),
        sentence=Text(
            zh="降职使用、逆向调整和退出现职的干部尽量少，已有决定的也计。",
            en="As few cadres as possible step down a level, are posted in reverse or leave "
            "their post; those by decision count too.",
        )
        + IN_OTHER_HANDS,
        finding=Text(
            zh="降职使用、逆向调整或者退出现职{amount}名：{cadre}",
            en="going down: {amount} ({cadre})",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "推进领导干部能上能下规定",
            Confidence.SECONDARY,
            "第五条",
            "2022-09-08",
            "a leader is moved down on one of the listed grounds of being unfit for the post",
        ),
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        down = board.is_kind(*DOWN) & board.counted
        program.add_cost(self.code, np.flatnonzero(down))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        down = tuple(
            action.cadre_id
            for action in plan.actions
            if action.kind in (ActionKind.STEP_DOWN, ActionKind.REVERSE_POSTING, ActionKind.RELEASE)
            and not in_other_hands(scenario, scenario.roster.cadre[action.cadre_id])
        )
        return [self.finding(scenario, amount=len(down), cadres=down)] if down else []

    @classmethod
    def examples(cls) -> list[Example]:
        # P1, P2 and P4 are of level 142 as everybody is, P3 is one step below (150), P5 above.
        levels = {"P1": "142", "P2": "142", "P3": "150", "P4": "142", "P5": "141"}
        posts = [case.post(post_id, level=level) for post_id, level in levels.items()]
        posts.append(case.post("P6", importance=0))
        cadres = [case.cadre("A", "P1"), case.cadre("B", "P2"), case.cadre("C")]
        usual = case.scenario(posts=posts, cadres=cadres, goals={"few_demotions": {}})
        return [
            Example("nobody moves", usual, case.plan(usual), 0),
            Example(
                "sideways, up, and from the pool",
                usual,
                case.plan(usual, {"A": "P4", "B": "P5", "C": "P2"}),
                0,
            ),
            Example("much lighter work", usual, case.plan(usual, {"A": "P6"}), 1),
            Example("a level down from the pool", usual, case.plan(usual, {"C": "P3"}), 1),
            Example("one steps down", usual, case.plan(usual, {"A": "P3"}), 1),
            Example(
                "one steps down, one is released",
                usual,
                case.plan(usual, {"A": "P3", "B": "release"}),
                2,
            ),
        ]
