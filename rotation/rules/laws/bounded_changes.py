"""At most so many cadres are treated otherwise than the published plan said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.published import MOST_CHANGES, published_action
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Law, Source, Words, param
from rotation.rules.treatment import changed_cadres
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class BoundedChanges(Law):
    code: ClassVar[str] = "bounded_changes"
    after_publishing: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="变动人数上限", en="Bounded changes"),
        sentence=Text(
            zh="与已公布方案相比，安排有变动的干部不超过{most}名（新增的干部和经批准例外的不计）；没有已公布方案的，不作要求。",
            en="At most {most} cadres are treated otherwise than in the published plan, not "
            "counting whoever is new in the roster or has a waiver; without one nothing is asked.",
        ),
        finding=Text(
            zh="与已公布方案相比变动{changed}名，最多可变动{most}名，超出{amount}名",
            en="{changed} cadres differ from the published plan, {amount} more than the {most} "
            "allowed",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "已公布方案的调整",
            Confidence.PLANNERS_CHOICE,
            note="how many of the people who have been told may be told otherwise",
        ),
    )

    most: int = param(
        5, ge=0, le=MOST_CHANGES, unit="persons", zh="最多变动人数", en="cadres changed at most"
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        """All rows that change a cadre without a waiver: at most `most` of them."""
        if scenario.published is None:
            return
        entry = np.flatnonzero(board.changed & ~board.waived_rows(self.code))
        row = np.zeros(len(entry), dtype=np.int64)
        program.add_rows(self.code, [("plan",)], row, entry, upper=self.most)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        changed = tuple(
            cadre_id
            for cadre_id in changed_cadres(scenario, plan)
            if not scenario.waives(self.code, cadre_id, plan.action_of[cadre_id].held_post_id)
        )
        over = len(changed) - self.most
        if over <= 0:
            return []
        return [
            self.finding(
                scenario,
                amount=over,
                cases=over,
                cadres=changed,
                changed=len(changed),
                most=self.most,
            )
        ]

    @classmethod
    def examples(cls) -> list[Example]:
        # Published: A goes from P1 to P4; B and C stay. One may be changed.
        bare = case.scenario(
            posts=[case.post(f"P{i}") for i in (1, 2, 3, 4, 5, 6)],
            cadres=[case.cadre(name, f"P{i}") for i, name in enumerate("ABC", start=1)],
            laws={"bounded_changes": {"most": 1}},
        )
        told = {a.cadre_id: published_action(a) for a in case.plan(bare, {"A": "P4"}).actions}
        usual = replace(bare, published=told)
        waiver = Decision("B", DecisionAction.WAIVE, "case", rule=cls.code)
        spared = replace(usual, decisions=(waiver,))
        elsewhere = replace(usual, decisions=(replace(waiver, post_id="P6"),))
        two = {"A": "P4", "B": "P5", "C": "P6"}
        return [
            Example("nothing published, nothing bound", bare, case.plan(bare, two), 0),
            Example("as published", usual, case.plan(usual, {"A": "P4"}), 0),
            Example("one changed is allowed", usual, case.plan(usual), 0),
            Example("two changed are one too many", usual, case.plan(usual, two), 1),
            Example(
                "three are two too many",
                usual,
                case.plan(usual, {"A": "P2", "B": "P1", "C": "P6"}),
                2,
            ),
            Example("B has a waiver", spared, case.plan(spared, two), 0),
            Example("B has one for another post", elsewhere, case.plan(elsewhere, two), 1),
        ]
