"""Cadres whose category asks for a move are moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import RiskGrade, Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words
from rotation.rules.categories import Assessment, assess
from rotation.rules.words import Coded, Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class PlannedMoves(Goal):
    code: ClassVar[str] = "planned_moves"
    words: ClassVar[Words] = Words(
        title=Text(zh="应交流的干部作出安排", en="Planned moves"),
        sentence=Text(
            zh="按任职岗位、任职年限、工作实绩、作风状态应当交流的干部，尽量在本方案中安排。",
            en="Cadres whose post, tenure, results or conduct call for a move are moved.",
        ),
        finding=Text(
            zh="{cadre}应作{category}，方案中留任（{why}）",
            en="{cadre} should move (category “{category}”) but stays: {why}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "党政领导干部交流工作规定",
            Confidence.PRIMARY,
            "第四条",
            "2006-06-10",
            "grounds: the work's need, growth, long in one place, avoidance",
        ),
        Source(
            "泰州市姜堰区《关于加强干部动态交流的实施办法》",
            Confidence.SECONDARY,
            note="post, tenure, results and conduct decide on a transfer",
        ),
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        assessed = assess(scenario)
        due = np.array([assessed[c.cadre_id].due for c in scenario.roster.cadres])
        stays = board.is_kind(ActionKind.STAY) & due[board.cadre]
        program.add_cost(self.code, np.flatnonzero(stays))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        assessed = assess(scenario)
        return [
            self.finding(
                scenario,
                amount=1,
                cadres=(action.cadre_id,),
                category=Coded("transfer_category", assessed[action.cadre_id].category),
                why=_reasons(assessed[action.cadre_id]),
            )
            for action in plan.actions
            if action.kind is ActionKind.STAY and assessed[action.cadre_id].due
        ]

    @classmethod
    def examples(cls) -> list[Example]:
        # Planned move out of a grade I post after 3 years. On 2026-11-30 A has served 36 months
        # (should move), B 35 months (not yet); C's and D's categories are set by decision (should
        # move), but D is in the pool and so leaves no post.
        risk = RiskGrade.I
        posts = [case.post(f"P{i}", risk_grade=risk) for i in (1, 2)]
        posts += [case.post("P3"), case.post("P4")]
        cadres = [
            case.cadre("A", "P1", post_since="2023-11"),
            case.cadre("B", "P2", post_since="2023-12"),
            case.cadre("C", "P3"),
            case.cadre("D"),
        ]
        on: dict[str, dict[str, object]] = {"planned_moves": {}}
        decided = [
            Decision("C", DecisionAction.CATEGORY, "case", category="motivating"),
            Decision("D", DecisionAction.CATEGORY, "case", category="developmental"),
        ]
        # E and F, man and wife, in one team: the law on kinship moves one. G could be developed,
        # and H, on the reserve list besides, should be.
        young = {"birth": "1990-06", "score": 90, "conduct": 90, "grass_roots_years": 0}
        others = case.scenario(
            posts=[
                *(case.post(f"P{i}", role=Role.DEPUTY, headcount=2) for i in (1, 2)),
                case.post("P3", "U2"),
            ],
            cadres=[
                case.cadre("E", "P1", relatives=(case.relative("12", "F"),)),
                case.cadre("F", "P1"),
                case.cadre("G", "P2", **young),
                case.cadre("H", "P2", reserve=True, **young),
            ],
            laws={"kinship_avoidance": {}},
            goals=on,
        )
        usual = case.scenario(posts=posts, cadres=cadres, goals=on, decisions=decided)
        only = case.scenario(posts=posts, cadres=cadres, goals=on)
        return [
            Example("A at exactly three years stays, and C", usual, case.plan(usual), 2),
            Example(
                "E moves: F may stay, and G; H should move",
                others,
                case.plan(others, {"E": "P3"}),
                1,
            ),
            Example("A moves, C stays", usual, case.plan(usual, {"A": "P4"}), 1),
            Example(
                "both are moved; B, a month short, stays",
                usual,
                case.plan(usual, {"A": "P4", "C": "release"}),
                0,
            ),
            Example("without the decision C may stay", only, case.plan(only), 1),
        ]


def _reasons(assessment: Assessment) -> Text:
    """The category's reasons in one line."""
    return Text(
        zh="；".join(reason.text["zh"] for reason in assessment.reasons),
        en="; ".join(reason.text["en"] for reason in assessment.reasons),
    )
