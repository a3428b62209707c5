"""Whoever has reached retirement age retires; nobody retires before."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.cadre import Gender, Status
from rotation.domain.plan import Finding, Plan
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board

_LATE = Text(zh="应当退休而未办理", en="is due to retire, yet the plan keeps or moves them")
_EARLY = Text(zh="方案却安排退休", en="is not due, yet the plan retires them")


class RetirementDue(Law):
    code: ClassVar[str] = "retirement_due"
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="到龄退休", en="Retirement at age"),
        sentence=Text(
            zh="到情景日期（含其后{months_ahead}个月）达到法定退休年龄的应当退休（正在接受审查调查的待结案后办理），未到龄的不得安排退休。",
            en="Whoever has reached the statutory age by the scenario's date (or does within "
            "{months_ahead} months after it) retires, but for who is under review; nobody "
            "retires before.",
        ),
        finding=Text(
            zh="{cadre}{retires}达到法定退休年龄，{fault}",
            en="{cadre} reaches retirement age in {retires}; {fault}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "国务院关于渐进式延迟法定退休年龄的办法",
            Confidence.SECONDARY,
            "第一条及附表",
            "2024-09-13",
            "in force from 2025-01-01",
        ),
        Source(
            "实施弹性退休制度暂行办法",
            Confidence.SECONDARY,
            "第四条",
            "2024-12-31",
            "civil servants and leaders go when they reach their age",
        ),
    )

    months_ahead: int = param(
        0, ge=0, le=24, unit="months", zh="提前计入的月数", en="months counted ahead"
    )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        due = board.month + self.months_ahead
        retires = board.facts.cadres.retires[board.cadre]
        review = np.array([c.status is Status.UNDER_REVIEW for c in scenario.roster.cadres], bool)
        late = (retires <= due) & ~board.is_kind(ActionKind.RETIREMENT)
        return np.asarray(late & ~review[board.cadre])

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            cadre = scenario.roster.cadre[action.cadre_id]
            due = retires_in(cadre) <= scenario.month.plus(self.months_ahead)
            if due is (action.kind is ActionKind.RETIREMENT):
                continue
            if due and cadre.status is Status.UNDER_REVIEW:
                continue
            fault = _LATE if due else _EARLY
            month = str(retires_in(cadre))
            found.append(
                self.finding(
                    scenario, amount=1, cadres=(cadre.cadre_id,), retires=month, fault=fault
                )
            )
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        # Born 1964-12, before the raise: 60 in 2024-12. Born 1966-01: 12 months after the base,
        # so 12 // 4 + 1 = 4 months later, in 2026-05. Born 1968-07: 42 // 4 + 1 = 11 months later,
        # 2029-06. A woman born 1971-03: 14 // 4 + 1 = 4 months later than 55, in 2026-07.
        def holder(
            birth: str,
            gender: Gender = Gender.MALE,
            ahead: int = 0,
            status: Status = Status.SERVING,
            level: str = "142",
        ) -> Scenario:
            return case.scenario(
                posts=[case.post("P1", level=level), case.post("P2", level=level)],
                cadres=[
                    case.cadre("A", "P1", birth=birth, gender=gender, status=status, level=level)
                ],
                laws={"retirement_due": {"months_ahead": ahead}},
            )

        due, young = holder("1966-01"), holder("1968-07")
        review = holder("1966-01", status=Status.UNDER_REVIEW)
        woman = holder("1971-03", Gender.FEMALE)
        deputy, chief = (holder("1971-03", Gender.FEMALE, level=of) for of in ("132", "141"))
        # 1966-07: 18 // 4 + 1 = 5 months later than 2026-07, so 2026-12: one month ahead.
        next_month, counted = holder("1966-07"), holder("1966-07", ahead=1)
        retires = {"A": "retirement"}
        return [
            Example("born 1966-01 retires by 2026-05", due, case.plan(due, retires), 0),
            Example("the same under review", review, case.plan(review), 0),
            Example("born 1966-01 still in the post in 2026-11", due, case.plan(due), 1),
            Example("moving does not replace retiring", due, case.plan(due, {"A": "P2"}), 1),
            Example("born 1968-07 stays", young, case.plan(young), 0),
            Example("born 1968-07 is retired too early", young, case.plan(young, retires), 1),
            Example("a woman born 1971-03 is due in 2026-07", woman, case.plan(woman), 1),
            Example("so is one of section level", chief, case.plan(chief), 1),
            Example("of county level they go as men do", deputy, case.plan(deputy), 0),
            Example("due next month may stay", next_month, case.plan(next_month), 0),
            Example("due next month, one month counted ahead", counted, case.plan(counted), 1),
        ]
