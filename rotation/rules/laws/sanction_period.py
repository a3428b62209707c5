"""While a sanction bars it, nobody is placed in a leading post, or in an equal or higher one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import PLACING
from rotation.domain.cadre import Cadre, Sanction
from rotation.domain.calendar import Month
from rotation.domain.codes import level_order, table
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Post, Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words
from rotation.rules.words import Coded, Months, Text

if TYPE_CHECKING:
    from rotation.model.board import Board

_LEADING = Text(zh="领导职务", en="a leading post")
_EQUAL = Text(zh="与原任职务相当或者更高的职务", en="a post of an equal or higher level")


class SanctionPeriod(Law):
    code: ClassVar[str] = "sanction_period"
    words: ClassVar[Words] = Words(
        title=Text(zh="影响期内任职限制", en="Posts barred by a sanction"),
        sentence=Text(
            zh="受组织处理免职的，一年内不安排领导职务；受撤销党内职务处分的，两年内不安排与原任职务相当或者更高的职务。"
            "期限自处分、处理之月起算；影响期内不得提拔的，按职务层次的规定执行。",
            en="Nobody removed by the organisation is placed in a leading post within a year, and "
            "nobody removed from party posts in a post of an equal or higher level within two "
            "years, from the month of the sanction; promotion is barred by the law on levels.",
        ),
        finding=Text(
            zh="{cadre}自{since}起受{sanction}，{limit}内不得安排{barred}，方案却安排任{post}",
            en="{cadre} ({sanction}, {since}) is not placed in {barred} for {limit}, yet the plan "
            "gives them {post}",
        ),
        demand=Text(
            zh="{cadre}自{since}起受{sanction}，{limit}内不得安排{barred}，{post}即属此列",
            en="{cadre} ({sanction}, {since}) is not placed in {barred} for {limit}, and {post} is "
            "among them",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "中国共产党纪律处分条例",
            Confidence.SECONDARY,
            "第十条",
            "2023",
            "撤销党内职务: no equal or higher post for two years",
        ),
        Source(
            "关于组织处理的文本",
            Confidence.SECONDARY,
            note="免职: no leadership post for one year, no promotion for two; the text itself was "
            "not read",
        ),
        Source(
            "起算月份与“相当”的认定",
            Confidence.PLANNERS_CHOICE,
            note="from the month of the sanction; equal is the level on file",
        ),
    )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        leading = np.zeros(len(scenario.roster.cadres), dtype=np.bool_)
        equal = leading.copy()
        kinds = table("sanction").entries
        for place, cadre in enumerate(scenario.roster.cadres):
            for sanction in cadre.sanctions:
                since = board.month - sanction.start.index
                bars = kinds[sanction.kind]
                leading[place] |= 0 <= since < bars.get("no_leading_post_months", 0)
                equal[place] |= 0 <= since < bars.get("no_equal_post_months", 0)
        into_team = board.facts.posts.in_team[board.to_post]
        return board.placing & (
            (into_team & leading[board.cadre]) | ((board.level_step <= 0) & equal[board.cadre])
        )

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind not in PLACING or action.to_post_id is None:
                continue
            cadre = scenario.roster.cadre[action.cadre_id]
            post = scenario.roster.post[action.to_post_id]
            for sanction, barred, limit in _bars(cadre, post, scenario.month):
                found.append(
                    self.finding(
                        scenario,
                        amount=1,
                        cadres=(cadre.cadre_id,),
                        posts=(post.post_id,),
                        since=str(sanction.start),
                        sanction=Coded("sanction", sanction.kind),
                        limit=Months(limit),
                        barred=barred,
                    )
                )
                break  # one action, one case
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        # At 2026-11 a sanction of 2025-12 is 11 months old, of 2025-11 12, of 2024-12 23 and of
        # 2024-11 24.
        def sanctioned(kind: str, start: str, *, from_post: bool = True) -> Scenario:
            return case.scenario(
                posts=[
                    case.post("P1"),
                    case.post("team", "U2", role=Role.MEMBER),
                    case.post("section", "U2", role=Role.SECTION_HEAD),
                    case.post("higher", "U2", level="141", role=Role.SECTION_HEAD),
                    case.post("lower", "U2", level="150", role=Role.SECTION_HEAD),
                    case.post("lower_team", "U2", level="150", role=Role.MEMBER),
                ],
                cadres=[
                    case.cadre(
                        "A",
                        "P1" if from_post else None,
                        sanctions=(case.sanction(kind, start, "2030-01"),),
                    )
                ],
                laws={cls.code: {}},
            )

        def goes(
            claim: str, amount: int, kind: str, start: str, to: str, *, from_post: bool = True
        ) -> Example:
            made = sanctioned(kind, start, from_post=from_post)
            return Example(claim, made, case.plan(made, {"A": to}), amount)

        removed, party = "organizational_removal", "party_removal"
        stays = sanctioned(party, "2026-11")
        return [
            goes("removed 11 months ago, into a team", 1, removed, "2025-12", "team"),
            goes("removed 12 months ago, into a team", 0, removed, "2025-11", "team"),
            goes("removed this month, into a team", 1, removed, "2026-11", "team"),
            goes("removed next month, into a team", 0, removed, "2026-12", "team"),
            goes("removed, to lead a section", 0, removed, "2026-11", "section"),
            goes("removed, into a team one level down", 1, removed, "2026-11", "lower_team"),
            goes("removed, from the pool", 1, removed, "2026-11", "team", from_post=False),
            goes("from party posts 23 months ago, an equal post", 1, party, "2024-12", "section"),
            goes("from party posts 24 months ago, an equal post", 0, party, "2024-11", "section"),
            goes("from party posts, a higher post", 1, party, "2024-12", "higher"),
            goes("from party posts, a lower post", 0, party, "2026-11", "lower"),
            goes("from party posts, a lower post in a team", 0, party, "2026-11", "lower_team"),
            goes("the same from the pool", 1, party, "2026-11", "section", from_post=False),
            goes(
                "a serious party warning bars neither",
                0,
                "party_serious_warning",
                "2026-11",
                "team",
            ),
            Example("who is sanctioned may stay", stays, case.plan(stays), 0),
            Example("or be released", stays, case.plan(stays, {"A": "release"}), 0),
        ]


def _bars(cadre: Cadre, post: Post, month: Month) -> Iterator[tuple[Sanction, Text, int]]:
    """Sanctions that bar a post in a month, with what they bar and for how many months."""
    for sanction in cadre.sanctions:
        age = sanction.start.months_until(month)
        limit = table("sanction").get(sanction.kind, "no_leading_post_months") or 0
        if post.in_team and 0 <= age < limit:
            yield sanction, _LEADING, limit
        limit = table("sanction").get(sanction.kind, "no_equal_post_months") or 0
        if level_order(post.level) <= level_order(cadre.level) and 0 <= age < limit:
            yield sanction, _EQUAL, limit
