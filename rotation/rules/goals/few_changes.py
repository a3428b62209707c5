"""As few cadres as possible are treated otherwise than the published plan said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.plan import Finding, Plan
from rotation.domain.published import published_action
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words
from rotation.rules.phrases import IN_OTHER_HANDS
from rotation.rules.standing import in_other_hands
from rotation.rules.treatment import changed_cadres, treatment
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class FewChanges(Goal):
    code: ClassVar[str] = "few_changes"
    words: ClassVar[Words] = Words(
        title=Text(zh="变动人数尽量少", en="Few changes"),
        sentence=Text(
            zh="与已公布方案相比，安排有变动的干部尽量少（新增的干部不计）；没有已公布方案的，不作要求。",
            en="As few cadres as possible are treated otherwise than in the published plan, not "
            "counting whoever is new in the roster; without one nothing is asked.",
        )
        + IN_OTHER_HANDS,
        finding=Text(
            zh="{cadre}：已公布方案为{published}，现为{now}",
            en="{cadre}: published: {published}; now: {now}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "已公布方案的调整",
            Confidence.PLANNERS_CHOICE,
            note="what has been told to people is changed for as few of them as possible",
        ),
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        program.add_cost(self.code, np.flatnonzero(board.changed & board.counted))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        published = scenario.published or {}
        return [
            self.finding(
                scenario,
                amount=1,
                cadres=(cadre_id,),
                published=treatment(scenario, published[cadre_id]),
                now=treatment(scenario, plan.action_of[cadre_id]),
            )
            for cadre_id in changed_cadres(scenario, plan)
            if not in_other_hands(scenario, scenario.roster.cadre[cadre_id])
        ]

    @classmethod
    def examples(cls) -> list[Example]:
        # Published: A from P1 to P3, B stays in P2, C waits. D came after that.
        posts = [case.post(f"P{i}") for i in (1, 2, 3, 4)]
        cadres = [case.cadre("A", "P1"), case.cadre("B", "P2"), case.cadre("C"), case.cadre("D")]
        on: dict[str, dict[str, object]] = {"few_changes": {}}
        bare = case.scenario(posts=posts, cadres=cadres, goals=on)
        usual = _after(bare, {"A": "P3"})
        gone = _after(bare, {"A": "P3"}, abolished="P3")
        carried = _after(bare, {"A": "P1", "B": "P3"})  # A is in P1 by now, as was published
        leaving = _after(bare, {"A": "release"})
        old = [case.cadre("A", "P1", birth="1963-11"), *cadres[1:]]  # reached 60 in November 2023
        laws: dict[str, dict[str, object]] = {"retirement_due": {}}
        due = _after(case.scenario(posts=posts, cadres=old, goals=on, laws=laws), {"A": "release"})
        return [
            Example("nothing published, nothing counted", bare, case.plan(bare, {"B": "P4"}), 0),
            Example("as published", usual, case.plan(usual, {"A": "P3"}), 0),
            Example("who came later does not count", usual, _with(usual, D="P4"), 0),
            Example("A stays after all", usual, case.plan(usual), 1),
            Example("A goes elsewhere", usual, case.plan(usual, {"A": "P4"}), 1),
            Example("C is appointed after all", usual, _with(usual, C="P4"), 1),
            Example("two are exchanged", usual, case.plan(usual, {"A": "P2", "B": "P3"}), 2),
            Example("a post abolished cannot be kept", gone, case.plan(gone), 1),
            Example("moved there since: stays", carried, case.plan(carried, {"B": "P3"}), 0),
            Example("released as published", leaving, case.plan(leaving, {"A": "release"}), 0),
            Example("retires instead", due, case.plan(due, {"A": "retirement"}), 1),
        ]


def _after(scenario: Scenario, moves: dict[str, str], abolished: str | None = None) -> Scenario:
    """The scenario after its plan with these moves for A, B and C was published."""
    actions = [a for a in case.plan(scenario, moves).actions if a.cadre_id != "D"]
    published = {action.cadre_id: published_action(action) for action in actions}
    posts = tuple(p for p in scenario.roster.posts if p.post_id != abolished)
    roster = replace(scenario.roster, posts=posts)
    return replace(scenario, roster=roster, published=published)


def _with(scenario: Scenario, **moves: str) -> Plan:
    return case.plan(scenario, {"A": "P3", **moves})
