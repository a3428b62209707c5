"""Cadres whose status freezes them are not moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rotation.domain.action import MOVING
from rotation.domain.cadre import Status
from rotation.domain.category import Category
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words, param
from rotation.rules.words import Coded, Text

if TYPE_CHECKING:
    from rotation.model.board import Board


class FrozenStatus(Law):
    code: ClassVar[str] = "frozen_status"
    words: ClassVar[Words] = Words(
        title=Text(zh="暂缓交流", en="Frozen status"),
        sentence=Text(
            zh="正在接受审查调查、试用期未满以及挂职、产假等期间的干部暂缓交流。",
            en="Nobody under review, on probation, seconded or on maternity leave is moved.",
        ),
        finding=Text(
            zh="{cadre}目前状态为{status_word}，应暂缓交流，方案却作了调整",
            en="{cadre} is frozen ({status_word}), yet the plan moves them",
        ),
        demand=Text(
            zh="{cadre}目前状态为{status_word}，应暂缓交流",
            en="{cadre} is frozen ({status_word}) and is not moved",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "公务员转任规定",
            Confidence.SECONDARY,
            "",
            "2020-12-28",
            "no transfer in probation, or under review or investigation without a conclusion",
        ),
        Source(
            "西安市市级机关干部轮岗办法",
            Confidence.LOCAL_PRACTICE,
            "",
            "",
            "secondment and maternity defer a rotation",
        ),
    )

    statuses: tuple[Status, ...] = param(
        (Status.UNDER_REVIEW, Status.PROBATION, Status.SECONDED, Status.MATERNITY),
        zh="暂缓交流的状态",
        en="statuses that freeze",
    )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        return board.moving & board.is_category(Category.FROZEN)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            cadre = scenario.roster.cadre[action.cadre_id]
            if action.kind in MOVING and cadre.status in self.statuses:
                status = Coded("status", cadre.status)
                found.append(
                    self.finding(scenario, amount=1, cadres=(cadre.cadre_id,), status_word=status)
                )
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        on: dict[str, dict[str, object]] = {"frozen_status": {}}
        posts = [case.post("P1"), case.post("P2", "U2")]

        def holder(status: Status) -> Scenario:
            cadres = [case.cadre("A", "P1", status=status)]
            return case.scenario(posts=posts, cadres=cadres, laws=on)

        review, serving = holder(Status.UNDER_REVIEW), holder(Status.SERVING)
        return [
            Example("a cadre under review stays", review, case.plan(review), 0),
            Example("a cadre under review is moved", review, case.plan(review, {"A": "P2"}), 1),
            Example("a serving cadre may be moved", serving, case.plan(serving, {"A": "P2"}), 0),
        ]
