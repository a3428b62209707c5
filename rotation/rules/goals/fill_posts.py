"""Posts that need not be filled at once are filled where possible."""

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


class FillPosts(Goal):
    code: ClassVar[str] = "fill_posts"
    words: ClassVar[Words] = Words(
        title=Text(zh="减少岗位空缺", en="Fill posts"),
        sentence=Text(
            zh="必须配备的岗位以外的岗位，空缺尽量少。",
            en="As few seats as possible are empty in posts that are not marked as must-fill.",
        )
        + IN_OTHER_HANDS,
        finding=Text(zh="{post}缺配{amount}名", en="{post}: seats left empty: {amount}"),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "地方干部管理信息系统（ZHGBSYS）班子研判",
            Confidence.LOCAL_PRACTICE,
            note="every team is shown with approved, actual and missing members (核定、实配、缺配)",
        ),
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        posts, seats = board.facts.posts, board.seats
        own = np.array([post.own_line for post in scenario.roster.posts], dtype=np.bool_)
        other = ~posts.must_fill & ~posts.outside & ~own
        all_seats = int(posts.headcount[other].sum())
        program.add_cost(self.code, seats.row[other[seats.post]], -1, constant=all_seats)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for post in scenario.roster.posts:
            outside = post.own_line or scenario.roster.unit[post.unit_id].outside
            if post.must_fill or outside:
                continue
            empty = post.headcount - len(plan.holders.get(post.post_id, ()))
            if empty > 0:
                found.append(self.finding(scenario, amount=empty, posts=(post.post_id,)))
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        # P1 has three seats, two taken (A, B); P2 must be filled and is not counted here.
        posts = [case.post("P1", headcount=3), case.post("P2", must_fill=True)]
        cadres = [case.cadre("A", "P1"), case.cadre("B", "P1"), case.cadre("C")]
        on: dict[str, dict[str, object]] = {"fill_posts": {}}
        one = case.scenario(posts=posts, cadres=cadres, goals=on)
        # A post that its own line fills, and one of a unit run by an authority above.
        others = case.scenario(
            units=[case.unit("tax", kind=UnitKind.VERTICAL)],
            posts=[case.post("P4", own_line=True), case.post("P5", "tax")],
            cadres=[case.cadre("C")],
            goals=on,
        )
        return [
            Example("empty posts in other hands", others, case.plan(others), 0),
            # 3 seats - (A, B) = 1; the empty P2 does not count
            Example("one of three seats is empty", one, case.plan(one), 1),
            # 3 seats - (A, B, C) = 0
            Example("the last seat is taken", one, case.plan(one, {"C": "P1"}), 0),
            # 3 seats - B = 2, P2 now filled
            Example("a move to a must-fill post", one, case.plan(one, {"A": "P2"}), 2),
        ]
