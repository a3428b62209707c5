"""Nobody is promoted two levels at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.codes import level_order, table
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words
from rotation.rules.words import Coded, Text

if TYPE_CHECKING:
    from rotation.model.board import Board


class OneStep(Law):
    code: ClassVar[str] = "one_step"
    waived_by: ClassVar[WaivedBy] = WaivedBy.NOBODY
    never_priced: ClassVar[bool] = True
    statute: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="不得越两级提拔", en="No two levels up"),
        sentence=Text(
            zh="提拔须逐级进行，任何情况下不得越两级；担任主任科员、科员职级的，按其职务层次和职级相当的层次中较近的计。",
            en="A promotion goes one level at a time, never two; whoever holds a rank of "
            "principal officer or officer starts from their level or from the one that the rank "
            "equals, whichever is nearer.",
        ),
        finding=Text(
            zh="{cadre}（{level}）拟任{post}（{target}），越两级提拔",
            en="{cadre} ({level}) takes {post} ({target}), two levels up",
        ),
        demand=Text(
            zh="{cadre}（{level}）不得越两级提拔任{post}（{target}）",
            en="{cadre} ({level}) is not promoted two levels, to {post} ({target})",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "党政领导干部选拔任用工作条例",
            Confidence.SECONDARY,
            "第九条",
            "2019",
            "an exceptional promotion never goes two levels up",
        ),
        Source(
            "公务员职务、职级与级别管理办法",
            Confidence.SECONDARY,
            note="principal officers of the third and fourth grade may become township chiefs",
        ),
    )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        levels = {code: level_order(code) for code in table("level").entries}
        start = np.array(
            [
                min(levels[c.level], levels[table("rank").get(c.rank or "1C", "level") or c.level])
                for c in scenario.roster.cadres
            ],
            dtype=np.int64,
        )
        step = start[board.cadre] - board.facts.posts.level[board.to_post]
        return board.is_kind(ActionKind.PROMOTION) & (step > 1)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind is not ActionKind.PROMOTION or action.to_post_id is None:
                continue
            cadre = scenario.roster.cadre[action.cadre_id]
            post = scenario.roster.post[action.to_post_id]
            equals = table("rank").get(cadre.rank, "level") if cadre.rank else None
            steps = [
                level_order(level) - level_order(post.level)
                for level in (cadre.level, equals)
                if level is not None
            ]
            if min(steps) > 1:
                found.append(
                    self.finding(
                        scenario,
                        amount=1,
                        cadres=(cadre.cadre_id,),
                        posts=(post.post_id,),
                        level=Coded("level", cadre.level),
                        target=Coded("level", post.level),
                    )
                )
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        def up(
            claim: str,
            amount: int,
            level: str,
            target: str,
            old: str | None = "P1",
            **facts: object,
        ) -> Example:
            made = case.scenario(
                posts=[case.post("P1", level=level), case.post("P2", "U2", level=target)],
                cadres=[case.cadre("A", old, level=level, **facts)],
                laws={cls.code: {}},
            )
            return Example(claim, made, case.plan(made, {"A": "P2"}), amount)

        return [
            up("the same level", 0, "142", "142"),
            up("one level up", 0, "142", "141"),
            up("two levels up", 1, "150", "141"),
            up("two levels up from the pool", 1, "150", "141", None),
            up("three levels up", 1, "150", "132"),
            up("a principal officer, fourth grade, to chief", 0, "150", "141", rank="1A"),
            up("a principal officer, first grade, to county deputy", 0, "150", "132", rank="17"),
            up("a principal officer, fourth grade, to county deputy", 1, "150", "132", rank="1A"),
            up("an officer, first grade, to chief", 1, "150", "141", rank="1B"),
            up("a deputy with a rank below, to chief", 0, "142", "141", rank="1B"),
            up("two levels down is another law's business", 0, "141", "150"),
        ]
