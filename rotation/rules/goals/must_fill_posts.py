"""Posts that the department marks as must-fill are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words
from rotation.rules.phrases import IN_OTHER_HANDS
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class MustFillPosts(Goal):
    code: ClassVar[str] = "must_fill_posts"
    reads = ("posts.must_fill",)
    words: ClassVar[Words] = Words(
        title=Text(zh="必须配备的岗位不空缺", en="Must-fill posts"),
        sentence=Text(
            zh="标注“必须配备”的岗位配齐人员。",
            en="Every seat of a post marked as must-fill is taken.",
        )
        + IN_OTHER_HANDS,
        finding=Text(
            zh="{post}属必须配备的岗位，缺配{amount}名",
            en="{post} must be filled, seats left empty: {amount}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "岗位表“必须配备”栏",
            Confidence.PLANNERS_CHOICE,
            note="the department marks the posts that cannot wait",
        ),
        Source(
            "地方干部管理信息系统（ZHGBSYS）双色标识",
            Confidence.LOCAL_PRACTICE,
            note="a unit without a chief is marked red",
        ),
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        posts, seats = board.facts.posts, board.seats
        own = np.array([post.own_line for post in scenario.roster.posts], dtype=np.bool_)
        counted = posts.must_fill & ~posts.outside & ~own
        taken = seats.row[counted[seats.post]]
        all_seats = int(posts.headcount[counted].sum())
        program.add_cost(self.code, taken, -1, constant=all_seats)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for post in scenario.roster.posts:
            holders = plan.holders.get(post.post_id, ())
            empty = post.headcount - len(holders)
            outside = post.own_line or scenario.roster.unit[post.unit_id].outside
            if post.must_fill and empty > 0 and not outside:
                found.append(self.finding(scenario, amount=empty, posts=(post.post_id,)))
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        # P1 (two seats) must be filled, P2 need not; A sits in P1, B in P2.
        posts = [case.post("P1", headcount=2, must_fill=True), case.post("P2")]
        cadres = [case.cadre("A", "P1"), case.cadre("B", "P2")]
        on: dict[str, dict[str, object]] = {"must_fill_posts": {}}
        one = case.scenario(posts=posts, cadres=cadres, goals=on)
        # A post that its own line fills, and one of a unit run by an authority above.
        others = case.scenario(
            units=[case.unit("tax", kind=UnitKind.VERTICAL)],
            posts=[
                case.post("P4", own_line=True, must_fill=True),
                case.post("P5", "tax", must_fill=True),
            ],
            cadres=[case.cadre("C")],
            goals=on,
        )
        return [
            Example("empty posts in other hands", others, case.plan(others), 0),
            # 2 seats - A = 1
            Example("one of two seats is empty", one, case.plan(one), 1),
            # 2 seats - A and B = 0; the seat that B leaves need not be filled
            Example("both seats are taken", one, case.plan(one, {"B": "P1"}), 0),
            # 2 seats - nobody = 2
            Example("both seats are empty", one, case.plan(one, {"A": "release"}), 2),
        ]
