"""Of kin to be parted the one of the lower level moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import MOVING
from rotation.domain.codes import level_order
from rotation.domain.decision import DOWN, Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words
from rotation.rules.categories import KIN, assess
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program

_ORDERS = frozenset({DecisionAction.PIN, *DOWN})
"""Decisions that move somebody."""


class JuniorKinMoves(Goal):
    code: ClassVar[str] = "junior_kin_moves"
    words: ClassVar[Words] = Words(
        title=Text(zh="亲属回避由层次低的一方调整", en="Of kin, the junior one moves"),
        sentence=Text(
            zh="需要任职回避的亲属，职务层次不同的，尽量由层次低的一方调整；层次高的一方本人另有应交流情形或者决定的不计，"
            "层次相同的由组织（人事）部门统筹。",
            en="Of two kin to be parted who are of different levels, the one of the lower level is "
            "the one to move; where the other has grounds of their own or a decision to move, that "
            "does not count, and between equals the department chooses.",
        ),
        finding=Text(
            zh="{cadre}与层次较低的{other}应当回避，调整的却是层次高的一方",
            en="{cadre} is moved, though {other}, to be parted from them, is of a lower level",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "亲属回避中由哪一方调整",
            Confidence.PLANNERS_CHOICE,
            note="custom as recalled: no text was read that says which of the two gives way",
        ),
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        seniors = np.zeros(len(scenario.roster.cadres), dtype=np.bool_)
        seniors[[board.facts.cadre_at[cadre_id] for cadre_id in _seniors(scenario)]] = True
        program.add_cost(self.code, np.flatnonzero(board.moving & seniors[board.cadre]))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        cadre, found = scenario.roster.cadre, []
        ordered = {d.cadre_id for d in scenario.decisions if d.action in _ORDERS}
        for action in plan.actions:
            grounds = assess(scenario)[action.cadre_id].grounds
            own = [ground for ground in grounds if ground.code not in KIN]
            if action.kind not in MOVING or own or action.cadre_id in ordered:
                continue
            kin = [cadre[ground.values["other_id"]] for ground in grounds]
            mine = level_order(cadre[action.cadre_id].level)
            lower = next((one for one in kin if level_order(one.level) > mine), None)
            if lower is not None:
                who = (action.cadre_id,)
                found.append(self.finding(scenario, amount=1, cadres=who, other=lower.name))
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        # A (141) heads the bureau in whose team sibling B (142) is; C and D are equals.
        posts = [
            case.post("P1", role=Role.ADMIN_CHIEF, level="141"),
            case.post("P2", role=Role.DEPUTY),
            case.post("P3", "U2", role=Role.ADMIN_CHIEF, level="141"),
            case.post("P4", "U2", role=Role.DEPUTY),
            case.post("P5", "U3", role=Role.DEPUTY),
            case.post("P6", "U3", role=Role.DEPUTY),
        ]

        def goes(claim: str, amount: int, to: Mapping[str, str], **facts: object) -> Example:
            level = str(facts.pop("junior", "142"))
            decided = [Decision("A", DecisionAction.PIN, "case", "P3")] if "P3" in claim else []
            made = case.scenario(
                posts=posts,
                cadres=[
                    case.cadre("A", "P1", level="141", **facts),
                    case.cadre("B", "P2", level=level, relatives=(case.relative("70", "A"),)),
                ],
                laws={"kinship_avoidance": {}},
                goals={cls.code: {}},
                decisions=decided,
            )
            return Example(claim, made, case.plan(made, to), amount)

        return [
            goes("the junior one moves", 0, {"B": "P4"}),
            goes("the senior one moves", 1, {"A": "P3"}),
            goes("the senior one has weak results too", 0, {"A": "P3"}, score=40),
            goes("the senior one goes to P3 by decision", 0, {"A": "P3"}),
            goes("equals", 0, {"A": "P3"}, junior="141"),
        ]


def _seniors(scenario: Scenario) -> Iterator[str]:
    """For the program: who is of a higher level than kin to be parted from, and has no other ground
    and no decision to move."""
    level = {cadre.cadre_id: level_order(cadre.level) for cadre in scenario.roster.cadres}
    decided = {d.cadre_id for d in scenario.decisions if d.action in _ORDERS}
    for cadre_id, assessed in assess(scenario).items():
        kin = {g.values["other_id"] for g in assessed.grounds if g.code in KIN}
        alone = {g.code for g in assessed.grounds} <= KIN and cadre_id not in decided
        if alone and any(level[other] > level[cadre_id] for other in kin):
            yield cadre_id
