"""A protective move lowers the risk."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import PLACING
from rotation.domain.category import Category
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import RiskGrade
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words
from rotation.rules.categories import assess
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class LowerRisk(Goal):
    code: ClassVar[str] = "lower_risk"
    words: ClassVar[Words] = Words(
        title=Text(zh="保护性交流降低风险", en="Protection lowers the risk"),
        sentence=Text(
            zh="保护性交流的新岗位，尽量是风险等级低于现岗位的岗位或者非热点岗位。",
            en="A protective move leads, as far as possible, to a post of a lower risk grade than "
            "the present one, or to no hot spot.",
        ),
        finding=Text(
            zh="保护性交流后风险等级没有降低{amount}名：{cadre}",
            en="protective moves to a post of no lower risk grade: {amount} ({cadre})",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "何丽君：干部交流的“保护导向”",
            Confidence.SECONDARY,
            note="long in one place and avoidance: the move is to prevent risk",
        ),
        Source(
            "保护性交流的风险等级",
            Confidence.PLANNERS_CHOICE,
            note="that the grade itself is to fall is a choice; no text sets it",
        ),
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        risk = board.facts.posts.risk
        before, after = risk[board.from_post], risk[board.to_post]
        bound = board.facts.is_bound(Category.PROTECTIVE)[board.cadre]
        held = board.placing & (board.from_post >= 0)
        rows = np.flatnonzero(held & bound & (after > 0) & (after >= before))
        program.add_cost(self.code, rows)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        rank = {None: 0, RiskGrade.III: 1, RiskGrade.II: 2, RiskGrade.I: 3}
        found = []
        for action in plan.actions:
            old, new = scenario.roster.cadre[action.cadre_id].post_id, action.to_post_id
            if action.kind not in PLACING or old is None or new is None:
                continue
            if Category.PROTECTIVE not in assess(scenario)[action.cadre_id].binding:
                continue
            before, after = (rank[scenario.roster.post[i].risk_grade] for i in (old, new))
            if after and after >= before:
                found.append(action.cadre_id)
        return [self.finding(scenario, amount=len(found), cadres=tuple(found))] if found else []

    @classmethod
    def examples(cls) -> list[Example]:
        # A and B are protective by decision, C is not; D is in the pool.
        grades = {"P1": RiskGrade.II, "P2": RiskGrade.II, "P3": RiskGrade.III, "P4": None}
        grades |= {"P5": RiskGrade.II, "P6": RiskGrade.I, "P7": None}
        posts = [case.post(i, f"U{i}", risk_grade=grade) for i, grade in grades.items()]
        cadres = [
            case.cadre("A", "P1"),
            case.cadre("B", "P4"),
            case.cadre("C", "P2"),
            case.cadre("D"),
        ]
        decided = [
            Decision(i, DecisionAction.CATEGORY, "case", category=Category.PROTECTIVE)
            for i in ("A", "B", "D")
        ]
        made = case.scenario(posts=posts, cadres=cadres, goals={cls.code: {}}, decisions=decided)
        # E is motivating by decision and, at the limit of the post, protective besides.
        besides = case.scenario(
            posts=posts,
            cadres=[case.cadre("E", "P3", post_since="2010-01")],
            laws={"tenure_limit": {}},
            goals={cls.code: {}},
            decisions=[Decision("E", DecisionAction.CATEGORY, "case", category="motivating")],
        )

        def goes(claim: str, amount: int, **moves: str) -> Example:
            return Example(claim, made, case.plan(made, moves), amount)

        return [
            goes("nobody moves", 0),
            goes("from grade II to III", 0, A="P3"),
            goes("from grade II to no hot spot", 0, A="P7"),
            goes("from grade II to II", 1, A="P5"),
            goes("from grade II to I, from no hot spot to II", 2, A="P6", B="P5"),
            goes("from no hot spot to none", 0, B="P7"),
            goes("not protective", 0, C="P6"),
            goes("from the pool", 0, D="P6"),
            Example("protective besides", besides, case.plan(besides, {"E": "P1"}), 1),
        ]
