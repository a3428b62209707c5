"""No more cadres are moved at once than a number that spreads the work over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import MOVING
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


class LevelLoad(Goal):
    """Amount: persons moved beyond `most`."""

    code: ClassVar[str] = "level_load"
    words: ClassVar[Words] = Words(
        title=Text(zh="各年度均衡", en="Level load"),
        sentence=Text(
            zh="一次调整的干部不超过{most}名，余下应当交流的留待以后年度；到龄退休的不计。",
            en="No more than {most} cadres are moved at once, others who are due wait for the "
            "years to come; retiring by age does not count.",
        )
        + IN_OTHER_HANDS,
        finding=Text(
            zh="调整{count}名，超过{most}名的{amount}名",
            en="moved: {count}, {amount} beyond {most}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "各年度均衡安排交流的人数",
            Confidence.PLANNERS_CHOICE,
            note="no text sets how many are moved at once; least shares by the year are another "
            "goal (yearly_share), caps of a batch a law (batch_limits)",
        ),
    )

    most: int = param(50, ge=0, le=100_000, unit="persons", zh="一次最多调整", en="at most")

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        rows = np.flatnonzero(board.moving & board.counted)
        beyond = program.add_integers(self.code, [("beyond",)], len(rows))
        program.add_rows(
            self.code,
            [("load",)],
            np.zeros(len(rows) + 1, dtype=np.int64),
            np.concatenate([rows, beyond]),
            np.concatenate([np.ones(len(rows), dtype=np.int64), [-1]]),
            upper=self.most,
        )
        program.add_cost(self.code, beyond)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        cadre = scenario.roster.cadre
        moved = tuple(
            a.cadre_id
            for a in plan.actions
            if a.kind in MOVING and not in_other_hands(scenario, cadre[a.cadre_id])
        )
        if len(moved) <= self.most:
            return []
        beyond = len(moved) - self.most
        count = len(moved)
        return [self.finding(scenario, amount=beyond, cadres=moved, count=count, most=self.most)]

    @classmethod
    def examples(cls) -> list[Example]:
        posts = [case.post(f"P{i}") for i in (1, 2, 3, 4)]
        cadres = [
            case.cadre("A", "P1", birth="1963-11"),
            case.cadre("B", "P2"),
            case.cadre("C"),
        ]

        def asks(most: int) -> Scenario:
            goals = {cls.code: {"most": most}}
            laws: dict[str, dict[str, object]] = {"retirement_due": {}}
            return case.scenario(posts=posts, cadres=cadres, goals=goals, laws=laws)

        none, one = asks(0), asks(1)
        both = {"A": "retirement", "B": "P3", "C": "P4"}
        return [
            Example("retiring does not count", none, case.plan(none, {"A": "retirement"}), 0),
            Example("one where none is", none, case.plan(none, {"A": "retirement", "B": "P3"}), 1),
            Example("one where one is", one, case.plan(one, {"A": "retirement", "B": "P3"}), 0),
            Example("two where one is", one, case.plan(one, both), 1),
        ]
