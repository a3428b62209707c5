"""Who has promised years of service stays in the unit until they are over."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import MOVING
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words
from rotation.rules.going_down import goes_by_right, rows_by_right
from rotation.rules.words import Months, Text

if TYPE_CHECKING:
    from rotation.model.board import Board


class ServiceYears(Law):
    code: ClassVar[str] = "service_years"
    reads = ("cadres.serve_until",)
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="最低服务年限", en="Years of service"),
        sentence=Text(
            zh="最低服务期（干部表“最低服务期至”）未满的，不调离所在单位（乡镇），单位内可以调整；依决定或者依法“下”的可以执行。",
            en="Nobody leaves their unit (or township) before the month to which they have to "
            "serve there (“serve_until” of the cadres), though they may be moved inside it; who "
            "goes down by decision or by law may leave.",
        ),
        finding=Text(
            zh="{cadre}在{unit}的最低服务期至{until}，还差{left}，方案却调离",
            en="{cadre} has to serve in {unit} until {until}, {left} more, yet leaves it",
        ),
        demand=Text(
            zh="{cadre}在{unit}的最低服务期至{until}，还差{left}，不调离",
            en="{cadre} has to serve in {unit} until {until}, {left} more, and does not leave it",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "西安市市级机关干部轮岗办法",
            Confidence.LOCAL_PRACTICE,
            note="minimum years of service not full: the rotation may be left out",
        ),
        Source(
            "干部表“最低服务期至”栏",
            Confidence.PLANNERS_CHOICE,
            note="until when each has to serve is told by the department",
        ),
    )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        until = np.array(
            [-1 if c.serve_until is None else c.serve_until.index for c in scenario.roster.cadres]
        )
        bound = (board.from_unit >= 0) & (board.month < until[board.cadre])
        leaves = board.moving & (board.to_unit != board.from_unit)
        return np.asarray(leaves & bound & ~rows_by_right(board))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            cadre = scenario.roster.cadre[action.cadre_id]
            unit = scenario.roster.unit_of_cadre(cadre.cadre_id)
            if unit is None or cadre.serve_until is None or action.kind not in MOVING:
                continue
            left = scenario.month.months_until(cadre.serve_until)
            goal = action.to_post_id
            remains = goal is not None and scenario.roster.unit_of_post(goal) == unit
            if left <= 0 or remains or goes_by_right(scenario, action):
                continue
            found.append(
                self.finding(
                    scenario,
                    amount=1,
                    cadres=(cadre.cadre_id,),
                    units=(unit.unit_id,),
                    until=str(cadre.serve_until),
                    left=Months(left),
                )
            )
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        def bound(
            until: str | None,
            *,
            post: str | None = "P1",
            decided: bool = False,
            birth: str = "1980-06",
        ) -> Scenario:
            return case.scenario(
                posts=[case.post("P1"), case.post("P2"), case.post("P3", "U2")],
                cadres=[case.cadre("A", post, serve_until=until, birth=birth)],
                laws={cls.code: {}, "retirement_due": {}},
                decisions=[case.decision("A", "release")] if decided else [],
            )

        next_month, over, free = bound("2026-12"), bound("2026-11"), bound(None)
        pool, decided = bound("2026-12", post=None), bound("2026-12", decided=True)
        old, away = bound("2026-12", birth="1965-01"), {"A": "P3"}
        return [
            Example("a month left: retires", old, case.plan(old, {"A": "retirement"}), 0),
            Example("a month of service left", next_month, case.plan(next_month, away), 1),
            Example(
                "a month left: inside the unit", next_month, case.plan(next_month, {"A": "P2"}), 0
            ),
            Example("a month left: stays", next_month, case.plan(next_month), 0),
            Example(
                "a month left: released", next_month, case.plan(next_month, {"A": "release"}), 1
            ),
            Example("released by decision", decided, case.plan(decided, {"A": "release"}), 0),
            Example("the service is over", over, case.plan(over, away), 0),
            Example("none asked", free, case.plan(free, away), 0),
            Example("from the pool", pool, case.plan(pool, away), 0),
        ]
