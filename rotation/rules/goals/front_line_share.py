"""A share of those who are promoted comes from the front line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words, param
from rotation.rules.phrases import IN_OTHER_HANDS
from rotation.rules.standing import in_other_hands
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class FrontLineShare(Goal):
    """Amount: how many more of the promoted would have to come from the front line, rounded up."""

    code: ClassVar[str] = "front_line_share"
    reads = ("posts.front_line",)
    idle_without = False
    words: ClassVar[Words] = Words(
        title=Text(zh="从基层一线提拔", en="Promotions from the front line"),
        sentence=Text(
            zh="提拔的干部中，来自基层一线岗位的占比不低于{share_percent}%（尾数进位，从待安排人员中提拔的不算）。",
            en="Of those who are promoted at least {share_percent}% come from posts on the front "
            "line (rounded up; the pool is none).",
        )
        + IN_OTHER_HANDS,
        finding=Text(
            zh="提拔{promoted}名，来自基层一线岗位的{count}名，要求占{share}%，少{amount}名",
            en="{count} of {promoted} promoted come from the front line, {share}% are asked, "
            "{amount} too few",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "淮安市清河区干部选拔任用的做法（报刊报道）",
            Confidence.LOCAL_PRACTICE,
            note="28 promoted from the front line, 69% of the newly promoted",
        ),
    )

    share_percent: int = param(
        69, ge=0, le=100, unit="percent", zh="来自基层一线的占比不低于", en="share of at least"
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        rows = np.flatnonzero(board.is_kind(ActionKind.PROMOTION) & board.counted)
        start = board.from_post[rows]
        there = (start >= 0) & board.facts.posts.front_line[start]
        program.add_shortfall(
            self.code,
            [("promotions",)],
            np.zeros_like(rows),
            rows,
            np.where(there, 100 - self.share_percent, -self.share_percent),
            at_least=0,
            unit=100,
        )

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        roster = scenario.roster
        raised = [
            roster.cadre[action.cadre_id]
            for action in plan.actions
            if action.kind is ActionKind.PROMOTION
            and not in_other_hands(scenario, roster.cadre[action.cadre_id])
        ]
        there = [c for c in raised if c.post_id is not None and roster.post[c.post_id].front_line]
        short = (self.share_percent * len(raised) + 99) // 100 - len(there)
        if short <= 0:
            return []
        return [
            self.finding(
                scenario,
                amount=short,
                cadres=tuple(cadre.cadre_id for cadre in raised),
                promoted=len(raised),
                count=len(there),
                share=self.share_percent,
            )
        ]

    @classmethod
    def examples(cls) -> list[Example]:
        # Everybody is of level 142; P1 and P2 are on the front line, Q1 to Q3 are of level 141.
        posts = [case.post(f"P{i}", front_line=i < 3) for i in (1, 2, 3, 4, 5)]
        posts += [case.post(f"Q{i}", level="141") for i in (1, 2, 3)]
        cadres = [case.cadre(name, f"P{i}") for i, name in enumerate("ABCD", start=1)]
        # F, of a remote unit but no front-line post; W1 weighs 20 more than P3.
        posts += [case.post("R1", "far"), case.post("W1", importance=70)]
        cadres += [case.cadre("E"), case.cadre("F", "R1")]

        def asks(share: int) -> Scenario:
            goals = {cls.code: {"share_percent": share}}
            units = [case.unit("far", remote=True)]
            return case.scenario(units=units, posts=posts, cadres=cadres, goals=goals)

        usual, two_thirds = asks(69), asks(66)
        three = {"A": "Q1", "B": "Q2", "C": "Q3"}
        return [
            Example("nobody is promoted", usual, case.plan(usual, {"A": "P5"}), 0),
            # 66% of 3 = 1.98, so 2; 69% of 3 = 2.07, so 3
            Example("two of three", two_thirds, case.plan(two_thirds, three), 0),
            Example("two of three where more are asked", usual, case.plan(usual, three), 1),
            Example("from an office", usual, case.plan(usual, {"C": "Q1"}), 1),
            Example("from a remote unit's office", usual, case.plan(usual, {"F": "Q1"}), 1),
            Example("advanced, not promoted", usual, case.plan(usual, {"C": "W1"}), 0),
            Example("from the pool", usual, case.plan(usual, {"E": "Q1"}), 1),
        ]
