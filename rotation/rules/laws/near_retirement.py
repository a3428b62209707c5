"""Nobody is placed in a new post shortly before retirement."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rotation.domain.action import PLACING
from rotation.domain.plan import Finding, Plan
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words, param
from rotation.rules.words import Months, Text

if TYPE_CHECKING:
    from rotation.model.board import Board


class NearRetirement(Law):
    code: ClassVar[str] = "near_retirement"
    words: ClassVar[Words] = Words(
        title=Text(zh="临近退休不再调整", en="Near retirement"),
        sentence=Text(
            zh="距法定退休年龄不足{months}个月的干部不再安排到新的岗位。",
            en="Nobody with fewer than {months} months left to the statutory retirement age is "
            "placed in a new post.",
        ),
        finding=Text(
            zh="{cadre}将于{retires}到龄退休，调整时仅余{left}，不足{limit}，方案却安排任{post}",
            en="{cadre} retires in {retires}, with {left} left at the move and {limit} needed, yet "
            "is placed in {post}",
        ),
        demand=Text(
            zh="{cadre}将于{retires}到龄退休，调整时仅余{left}，不足{limit}，不再安排到新的岗位",
            en="{cadre} retires in {retires}, with {left} left and {limit} needed, and is placed "
            "in no new post",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "组织部门自定", Confidence.PLANNERS_CHOICE, note="24 months: no text gives a figure"
        ),
        Source(
            "西安市市级机关干部轮岗办法",
            Confidence.LOCAL_PRACTICE,
            note="fewer than five years to retirement: the rotation may be left out",
        ),
        Source(
            "国务院关于渐进式延迟法定退休年龄的办法",
            Confidence.SECONDARY,
            "第一条及附表",
            "2024-09-13",
            "the month of retirement",
        ),
    )

    months: int = param(
        24, ge=1, le=120, unit="months", zh="距退休至少余", en="least months left to retirement"
    )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        left = board.facts.cadres.retires[board.cadre] - board.month
        return board.placing & (left < self.months)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind not in PLACING or action.to_post_id is None:
                continue
            retires = retires_in(scenario.roster.cadre[action.cadre_id])
            left = scenario.month.months_until(retires)
            if left >= self.months:
                continue
            found.append(
                self.finding(
                    scenario,
                    amount=self.months - left,
                    cadres=(action.cadre_id,),
                    posts=(action.to_post_id,),
                    retires=str(retires),
                    left=Months(max(left, 0)),
                    limit=Months(self.months),
                )
            )
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        # Men, 60 years and a delay of (months born after 1965-01) // 4 + 1 months:
        # 1968-01: 36 // 4 + 1 = 10 after 2028-01, so 2028-11: 24 months after 2026-11.
        # 1967-12: 35 // 4 + 1 = 9 after 2027-12, so 2028-09: 22 months after 2026-11.
        # 1966-08: 19 // 4 + 1 = 5 after 2026-08, so 2027-01: 2 months after 2026-11.
        def near(birth: str, months: int = 24) -> Scenario:
            return case.scenario(
                posts=[case.post("P1"), case.post("P2", "U2")],
                cadres=[case.cadre("A", "P1", birth=birth), case.cadre("B", birth=birth)],
                laws={"near_retirement": {"months": months}},
            )

        at, below, soon = near("1968-01"), near("1967-12"), near("1966-08")
        usual = case.scenario(
            posts=below.roster.posts, cadres=below.roster.cadres, laws={cls.code: {}}
        )
        exact, over = near("1967-12", 22), near("1967-12", 23)
        moves = {"A": "P2"}
        return [
            Example("exactly 24 months left", at, case.plan(at, moves), 0),
            Example("22 months left", below, case.plan(below, moves), 2),
            Example("the same where no number is given", usual, case.plan(usual, moves), 2),
            Example("an appointment from the pool counts", below, case.plan(below, {"B": "P2"}), 2),
            Example("two months left may stay", soon, case.plan(soon), 0),
            Example("two months left may be released", soon, case.plan(soon, {"A": "release"}), 0),
            Example("22 months left where 22 are asked", exact, case.plan(exact, moves), 0),
            Example("22 months left where 23 are asked", over, case.plan(over, moves), 1),
        ]
