"""Nobody is moved out of a post that they have hardly taken up."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.action import PLACING
from rotation.domain.cadre import Cadre
from rotation.domain.calendar import Month, tenure_months
from rotation.domain.category import Category
from rotation.domain.codes import table
from rotation.domain.decision import DOWN, Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import (
    BoolArray,
    Confidence,
    Example,
    IntArray,
    Law,
    Narrowing,
    Source,
    WaivedBy,
    Words,
    param,
)
from rotation.rules.categories import assess
from rotation.rules.going_down import goes_by_right, rows_by_right, to_be_lowered
from rotation.rules.words import Coded, Months, Text, render, show

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Facts

_FROZEN = Text(zh="暂缓交流", en="frozen")


class MinimumStay(Law):
    code: ClassVar[str] = "minimum_stay"
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="最低任职年限", en="Minimum stay"),
        sentence=Text(
            zh="任现岗位不满{years}年的，一般不再调整到其他岗位{exempt}；{least_months}个月内已经任过新岗位的，"
            "任何人都不再调整；依决定或者依法“下”的不受此限。",
            en="Nobody takes another post before {years} years in the present one{exempt}; whoever "
            "took up a post within the last {least_months} months takes no other, for whatever "
            "ground. Who goes down by decision or by law is bound by neither.",
        ),
        finding=Text(
            zh="{cadre}最近一次任职（{held}）仅{tenure}，不满{limit}，方案却调整到其他岗位",
            en="{cadre} took up {held} only {tenure} ago, less than {limit}, yet takes another "
            "post",
        ),
        demand=Text(
            zh="{cadre}最近一次任职（{held}）仅{tenure}，不满{limit}，不调整到其他岗位",
            en="{cadre} took up {held} only {tenure} ago, less than {limit}, and takes no other",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "房管部门干部轮岗的地方规定",
            Confidence.LOCAL_PRACTICE,
            note="fewer than two years in the post: the rotation may be put off",
        ),
        Source(
            "海西州干部交流的地方规定",
            Confidence.LOCAL_PRACTICE,
            note="three years for ordinary leaders",
        ),
        Source(
            "干部监督口径“交流过于频繁”（报刊转述）",
            Confidence.SECONDARY,
            note="two posts or more within one year are recorded as a violation",
        ),
    )

    years: float = param(2, gt=0, le=10, unit="years", zh="最低任职年限", en="least stay in a post")
    exempt: tuple[Category, ...] = param(
        (Category.PROTECTIVE, Category.MOTIVATING),
        zh="不受限制的交流类别",
        en="transfer categories that are exempt",
    )

    least_months: int = param(
        12,
        ge=0,
        le=36,
        unit="months",
        zh="两次任职至少间隔（任何人）",
        en="least months between two posts, whoever it is",
    )

    def explain(self) -> Mapping[str, str]:
        listed = table("transfer_category")
        exempt = [Coded(listed.name, c) if c in listed else _FROZEN for c in self.exempt]
        zh, en = (show(exempt, lang) for lang in ("zh", "en"))
        clause = Text(zh=f"（{zh}除外）", en=f" (exempt: {en})") if exempt else Text(zh="", en="")
        return render(
            self.words.sentence,
            {"years": self.years, "least_months": self.least_months, "exempt": clause},
        )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        early = board.month < self._free_from(board.facts)[board.cadre]
        return np.asarray(board.placing & early & ~rows_by_right(board))

    def narrows(self, scenario: Scenario, facts: Facts) -> Narrowing:
        free = self._free_from(facts) <= scenario.month.index
        free |= to_be_lowered(scenario)
        for decision in scenario.decisions:
            if decision.action in DOWN:
                free[facts.cadre_at[decision.cadre_id]] = True
        return Narrowing(open_cadres=np.flatnonzero(free))

    def _free_from(self, facts: Facts) -> IntArray:
        """By cadre the month from which they may take another post, 0 for who is not bound."""
        since = facts.cadres.post_since
        bound = (facts.cadres.post >= 0) & (since >= 0) & ~facts.is_category(*self.exempt)
        stay = np.where(bound, since + math.ceil(12 * self.years), 0)
        now = facts.scenario.month.index
        started = [
            max((job.start.index for job in c.careers if job.start.index <= now), default=-1)
            for c in facts.scenario.roster.cadres
        ]
        held = np.where(facts.cadres.post >= 0, since, -1)
        latest = np.maximum(np.array(started, dtype=np.int64), held)
        return np.maximum(stay, np.where(latest >= 0, latest + self.least_months, 0))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind not in PLACING or goes_by_right(scenario, action):
                continue
            cadre = scenario.roster.cadre[action.cadre_id]
            for limit, since, held in self._limits(scenario, cadre):
                tenure = tenure_months(since, scenario.month)
                if tenure < limit:
                    found.append(
                        self.finding(
                            scenario,
                            amount=limit - tenure,
                            cadres=(cadre.cadre_id,),
                            posts=(action.to_post_id or "",),
                            held=held,
                            tenure=Months(tenure),
                            limit=Months(limit),
                        )
                    )
                    break
        return found

    def _limits(self, scenario: Scenario, cadre: Cadre) -> Iterator[tuple[int, Month, Text]]:
        """How long which post has to be held at least, and since when it is; the longest first."""
        exempt = assess(scenario)[cadre.cadre_id].category in self.exempt
        latest: list[tuple[Month, Text]] = []
        if cadre.post_id is not None and cadre.post_since is not None:
            name = scenario.roster.post_name(cadre.post_id)
            latest.append((cadre.post_since, Text(zh=name, en=name)))
            if not exempt:
                yield math.ceil(12 * self.years), *latest[0]
        for job in cadre.careers:
            if job.start <= scenario.month:
                unit = job.unit_name or (job.unit_id and scenario.roster.unit[job.unit_id].name)
                said = f"{unit or ''}{job.title or ''}"
                latest.append((job.start, Text(zh=said or "任职", en=said or "a post")))
        if latest:
            yield self.least_months, *max(latest, key=lambda one: one[0])

    @classmethod
    def examples(cls) -> list[Example]:
        # Counted to 2026-11. From 2024-11 that is 24 months, exactly two years; from 2024-12 it is
        # 23. From 2023-11 it is 36, from 2023-12 it is 35.
        def holder(
            since: str | None, *, years: float = 2, category: str = "", **facts: Any
        ) -> Scenario:
            decided = Decision("A", DecisionAction.CATEGORY, "case", category=category)
            return case.scenario(
                posts=[case.post("P1"), case.post("P2", "U2")],
                cadres=[case.cadre("A", "P1", post_since=since, **facts), case.cadre("B")],
                laws={"minimum_stay": {"years": years}},
                decisions=[decided] if category else [],
            )

        at, below, unknown = holder("2024-11"), holder("2024-12"), holder(None)
        three, almost = holder("2023-11", years=3), holder("2023-12", years=3)
        protected = holder("2025-11", category="protective")
        promising = holder("2026-03", category="developmental")
        weak = holder("2025-11", score=40)  # results below 60: motivating
        soon, again = holder("2025-12", category="protective"), holder("2025-12", score=40)
        lately = case.scenario(
            posts=[case.post("P1"), case.post("P2", "U2")],
            cadres=[case.cadre("A", careers=(case.career("2025-12", "2026-06", title="x"),))],
            laws={"minimum_stay": {}},
        )
        # Lowered by law, from a post held for eight months; and a post to be taken up next month.
        lowered = case.scenario(
            posts=[case.post("P1"), case.post("P2", "U2", level="150")],
            cadres=[
                case.cadre(
                    "A",
                    "P1",
                    post_since="2026-03",
                    appraisals=(case.appraisal(2025, "incompetent"),),
                )
            ],
            laws={"minimum_stay": {}},
        )
        ahead = holder("2024-11", careers=(case.career("2026-12"),))
        moves = {"A": "P2"}
        return [
            Example("a level down by law", lowered, case.plan(lowered, moves), 0),
            Example("a career that tells of next month", ahead, case.plan(ahead, moves), 0),
            Example("eleven months, whoever must be protected", soon, case.plan(soon, moves), 1),
            Example("eleven months, whoever is found unfit", again, case.plan(again, moves), 1),
            Example(
                "a post taken eleven months ago, now in the pool",
                lately,
                case.plan(lately, moves),
                1,
            ),
            Example("exactly two years in the post", at, case.plan(at, moves), 0),
            Example("one month short of two years", below, case.plan(below, moves), 1),
            Example("a short stay may go on", below, case.plan(below), 0),
            Example("a short stay may end in a rank", below, case.plan(below, {"A": "release"}), 0),
            Example("the pool is not bound", below, case.plan(below, {"B": "P2"}), 0),
            Example("an unknown start does not bind", unknown, case.plan(unknown, moves), 0),
            Example("three years where three are asked", three, case.plan(three, moves), 0),
            Example("35 months where three years are asked", almost, case.plan(almost, moves), 1),
            Example(
                "whoever must be protected may move", protected, case.plan(protected, moves), 0
            ),
            Example("whoever is found unfit may move", weak, case.plan(weak, moves), 0),
            # 2026-03 to 2026-11 is 8 months: 16 short.
            Example("development can wait", promising, case.plan(promising, moves), 16),
        ]
