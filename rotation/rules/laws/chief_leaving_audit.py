"""A chief who leaves the post is audited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from rotation.domain.action import ADJUSTING, Action
from rotation.domain.cadre import Gate, GateRecord
from rotation.domain.post import CHIEF_ROLES, Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Source, Words
from rotation.rules.gated import Gated
from rotation.rules.words import Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

_BINDS = {
    False: Text(zh="列入待办事项", en="is listed"),
    True: Text(
        zh="不得另行任职；退出现职、退休的列入待办事项", en="bars another post; else it is listed"
    ),
}


class ChiefLeavingAudit(Gated):
    code: ClassVar[str] = "chief_leaving_audit"
    reads = ("posts.role",)
    words: ClassVar[Words] = Words(
        title=Text(zh="凡离必审", en="Audit of outgoing chiefs"),
        sentence=Text(
            zh="党政正职离任的，应当办理离任审计，{months}个月内有效；未办理、已过有效期、正在核实或者影响使用的，{binds}。",
            en="A chief who leaves the post is audited, within {months} months; an audit that is "
            "missing, out of date, open or barring {binds}.",
        ),
        finding=Text(
            zh="{cadre}拟离任{post}：{unsettled}",
            en="{cadre} is to leave {post}: {unsettled}",
        ),
        demand=Text(
            zh="{cadre}离任{post}前须办结离任审计（{unsettled}）",
            en="{cadre} is audited before leaving {post}: {unsettled}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "苏州市吴中区干部监督工作报道",
            Confidence.LOCAL_PRACTICE,
            note="88 audits of economic responsibility",
        ),
        Source(
            "离任审计的对象与待办方式",
            Confidence.PLANNERS_CHOICE,
            note="every chief of a leading team; listed, unless it is to bar",
        ),
    )

    def explain(self) -> Mapping[str, str]:
        return render(self.words.sentence, {"months": self.months, "binds": _BINDS[self.binds]})

    def asked(self) -> tuple[Gate, ...]:
        return (Gate.LEAVING_AUDIT,)

    def rows(self, scenario: Scenario, board: Board) -> BoolArray:
        return board.leaving(board.facts.posts.chief)

    def post_of(self, scenario: Scenario, action: Action) -> str | None:
        left = scenario.roster.posts_left(action) if action.kind in ADJUSTING else ()
        return next((post.post_id for post in left if post.role in CHIEF_ROLES), None)

    @classmethod
    def examples(cls) -> list[Example]:
        def chief(
            *records: GateRecord,
            binds: bool = True,
            role: Role = Role.ADMIN_CHIEF,
            birth: str = "1980-06",
        ) -> Scenario:
            return case.scenario(
                posts=[case.post("P1", role=role), case.post("P2", "U2", role=role)],
                cadres=[case.cadre("A", "P1", gates=records, birth=birth), case.cadre("B")],
                laws={cls.code: {"binds": binds}, "retirement_due": {}},
            )

        none, audited = chief(), chief(case.gate("leaving_audit", "2026-10-15"))
        pending = chief(case.gate("leaving_audit", "2026-10-15", "open"))
        stale = chief(case.gate("leaving_audit", "2025-10-31"))
        listed, deputy = chief(binds=False), chief(role=Role.DEPUTY)
        secretary, old = chief(role=Role.PARTY_CHIEF), chief(birth="1965-01")
        # D, a deputy of U3, leads U1 beside that.
        beside = case.with_concurrent(
            case.scenario(
                posts=[
                    case.post("P1", role=Role.ADMIN_CHIEF),
                    case.post("P2", "U2"),
                    case.post("P3", "U3", role=Role.DEPUTY),
                ],
                cadres=[case.cadre("D", "P3")],
                laws={cls.code: {"binds": True}},
            ),
            "D",
            "P1",
        )
        moved = {"A": "P2"}
        return [
            Example("a chief moves without an audit", none, case.plan(none, moved), 1),
            Example("an audited chief moves", audited, case.plan(audited, moved), 0),
            Example("the audit is under way", pending, case.plan(pending, moved), 1),
            Example("an audit of thirteen months ago", stale, case.plan(stale, moved), 1),
            Example("a party secretary moves", secretary, case.plan(secretary, moved), 1),
            Example("chief beside the main post", beside, case.plan(beside, {"D": "P2"}), 1),
            Example("only listed", listed, case.plan(listed, moved), 0, listed=1),
            Example("a chief is released", none, case.plan(none, {"A": "release"}), 0, listed=1),
            Example("a chief retires", old, case.plan(old, {"A": "retirement"}), 0, listed=1),
            Example("a deputy moves", deputy, case.plan(deputy, moved), 0),
            Example("the pool has nothing to leave", none, case.plan(none, {"B": "P2"}), 0),
            Example("a chief stays", none, case.plan(none), 0),
        ]
