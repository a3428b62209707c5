"""Cadres are moved into remote units, and out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import PLACING
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words, param
from rotation.rules.phrases import UNITS_ABOVE
from rotation.rules.standing import in_other_hands
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program

_WAYS = {
    "into": Text(zh="到偏远单位任职", en="moves into remote units"),
    "out": Text(zh="从偏远单位交流出来", en="moves out of remote units"),
}


class RemoteExchange(Goal):
    """Between remote units there is no exchange of this kind; from the pool there is."""

    code: ClassVar[str] = "remote_exchange"
    reads = ("units.remote",)
    idle_without = False
    words: ClassVar[Words] = Words(
        title=Text(zh="偏远单位干部交流", en="Exchange with remote units"),
        sentence=Text(
            zh="安排到偏远单位任职的干部不少于{into}名，从偏远单位交流到其他单位的不少于{out}名；"
            "待安排人员到偏远单位的计入，偏远单位之间的不计。",
            en="At least {into} cadres take a post in a remote unit, and at least {out} leave "
            "one for a post elsewhere. Coming from the pool counts; a move between remote units "
            "does not.",
        )
        + UNITS_ABOVE,
        finding=Text(
            zh="{way}{count}名，要求不少于{least}名，少{amount}名",
            en="{way}: {count} ({least} asked, {amount} too few)",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "苏州市吴中区干部交流的做法（报刊报道）",
            Confidence.LOCAL_PRACTICE,
            note="exchange with the remote places of the district (金庭、东山)",
        ),
        Source(
            "交流人数由组织部门自定", Confidence.PLANNERS_CHOICE, note="how many is for the plan"
        ),
    )

    into: int = param(
        1, ge=0, le=10_000, unit="persons", zh="到偏远单位不少于", en="into remote units at least"
    )
    out: int = param(
        1, ge=0, le=10_000, unit="persons", zh="从偏远单位不少于", en="out of remote units at least"
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        facts = board.facts
        start = (board.from_unit >= 0) & facts.unit_remote[board.from_unit]
        end = board.placing & facts.unit_remote[board.to_unit]
        elsewhere = facts.posts.outside[board.to_post]
        counted = board.placing & board.counted & ~elsewhere
        for way, least, moves in (
            ("into", self.into, end & ~start),
            ("out", self.out, start & ~end),
        ):
            rows = np.flatnonzero(counted & moves)
            program.add_shortfall(self.code, [(way,)], np.zeros_like(rows), rows, at_least=least)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        moved: dict[str, list[str]] = {"into": [], "out": []}
        for action in plan.actions:
            if action.kind not in PLACING or action.to_post_id is None:
                continue
            if in_other_hands(scenario, scenario.roster.cadre[action.cadre_id]):
                continue
            old = scenario.roster.unit_of_cadre(action.cadre_id)
            new = scenario.roster.unit_of_post(action.to_post_id)
            before = old is not None and old.remote
            if before != new.remote and not new.outside:
                moved["into" if new.remote else "out"].append(action.cadre_id)
        return [
            self.finding(
                scenario,
                amount=least - len(moved[way]),
                cadres=tuple(moved[way]),
                way=_WAYS[way],
                count=len(moved[way]),
                least=least,
            )
            for way, least in (("into", self.into), ("out", self.out))
            if len(moved[way]) < least
        ]

    @classmethod
    def examples(cls) -> list[Example]:
        units = [case.unit("far", remote=True), case.unit("island", remote=True)]
        posts = [case.post("F1", "far"), case.post("F2", "far"), case.post("I1", "island")]
        posts += [case.post("P1"), case.post("P2"), case.post("P3", "U2", front_line=True)]
        cadres = [case.cadre("A", "F1"), case.cadre("B", "P1"), case.cadre("C")]

        def asks(**goal: int) -> Scenario:
            return case.scenario(units=units, posts=posts, cadres=cadres, goals={cls.code: goal})

        usual, more = asks(), asks(into=2, out=0)
        return [
            Example("nobody moves", usual, case.plan(usual), 2),
            Example("one each way", usual, case.plan(usual, {"A": "P2", "B": "F2"}), 0),
            Example("from one remote unit to another", usual, case.plan(usual, {"A": "I1"}), 2),
            Example("to a front-line post elsewhere", usual, case.plan(usual, {"B": "P3"}), 2),
            Example("a release is no exchange", usual, case.plan(usual, {"A": "release"}), 2),
            Example("one where two are asked", more, case.plan(more, {"B": "F2"}), 1),
            Example("the second from the pool", more, case.plan(more, {"B": "F2", "C": "I1"}), 0),
        ]
