"""Moves in which a higher authority has a say are filed with it beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import MOVING, Action
from rotation.domain.cadre import Gate, GateRecord
from rotation.domain.codes import table
from rotation.domain.post import Post, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Source, Words, param
from rotation.rules.gated import Gated
from rotation.rules.words import Coded, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

_BINDS = {
    False: Text(zh="列入待办事项", en="is listed"),
    True: Text(zh="不得任职；退出现职的列入待办事项", en="bars the appointment; else it is listed"),
}
_JOINT = Text(zh="双重管理单位", en="jointly managed units")
_NONE = Text(zh="（未列单位）", en="no units")


class PriorFiling(Gated):
    code: ClassVar[str] = "prior_filing"
    reads = ("units.jointly_managed",)
    idle_without = False
    words: ClassVar[Words] = Words(
        title=Text(zh="事前报备", en="Filing beforehand"),
        sentence=Text(
            zh="{units}的班子成员调入、调出和班子内调整、退出现职（到龄退休的除外），"
            "应当事前报上级主管部门备案或者征求意见，{months}个月内有效；尚未办结的，{binds}。",
            en="Moves into, out of and inside the leading teams of {units}, releases too but no "
            "retirements, are filed with the authority above beforehand, within {months} months; "
            "a filing that is not settled {binds}.",
        ),
        finding=Text(
            zh="{cadre}的调整涉及{post}：{unsettled}",
            en="the move of {cadre} touches {post}: {unsettled}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "公安、纪检监察和双重管理单位班子成员调整的报备做法",
            Confidence.PLANNERS_CHOICE,
            note="no text was read; which units are meant, and whether it bars, are parameters",
        ),
    )

    fields: tuple[str, ...] = param(
        ("public_security", "discipline"),
        zh="须报备单位的主管领域",
        en="fields of the units meant",
        codes="field",
    )
    kinds: tuple[UnitKind, ...] = param((), zh="须报备的单位类别", en="kinds of the units meant")
    joint: bool = param(True, zh="双重管理单位须报备", en="jointly managed units are meant")

    def explain(self) -> Mapping[str, str]:
        known = table("field")
        units = [
            *(Coded("field", each) if each in known else each for each in self.fields),
            *(Coded("unit_kind", kind) for kind in self.kinds),
            *([_JOINT] if self.joint else []),
        ]
        values = {"units": units or [_NONE], "months": self.months, "binds": _BINDS[self.binds]}
        return render(self.words.sentence, values)

    def asked(self) -> tuple[Gate, ...]:
        return (Gate.PRIOR_FILING,)

    def rows(self, scenario: Scenario, board: Board) -> BoolArray:
        units = scenario.roster.units
        meant = np.array([u.field in self.fields or u.kind in self.kinds for u in units])
        if self.joint:
            meant |= np.array([u.jointly_managed for u in units])
        posts = board.facts.posts
        seat = posts.in_team & meant[posts.unit]
        return np.asarray(board.leaving(seat) | (board.to_post >= 0) & seat[board.to_post])

    def post_of(self, scenario: Scenario, action: Action) -> str | None:
        if action.kind not in MOVING:
            return None
        new = () if action.to_post_id is None else (scenario.roster.post[action.to_post_id],)
        touched = (*new, *scenario.roster.posts_left(action))
        return next((post.post_id for post in touched if self._meant(scenario, post)), None)

    def _meant(self, scenario: Scenario, post: Post) -> bool:
        unit = scenario.roster.unit[post.unit_id]
        listed = unit.field in self.fields or unit.kind in self.kinds
        return post.in_team and (listed or (self.joint and unit.jointly_managed))

    @classmethod
    def examples(cls) -> list[Example]:
        def facing(*records: GateRecord, birth: str = "1980-06", **parameters: object) -> Scenario:
            return case.scenario(
                units=[
                    case.unit("police", field="public_security"),
                    case.unit("tax", kind=UnitKind.VERTICAL, jointly_managed=True),
                    case.unit("water", kind=UnitKind.GOVERNMENT, field="water"),
                    case.unit("discipline", field="discipline"),
                ],
                posts=[
                    case.post("P1", "water", role=Role.DEPUTY),
                    case.post("P2", "water", role=Role.DEPUTY),
                    case.post("P3", "police", role=Role.DEPUTY),
                    case.post("P4", "tax", role=Role.DEPUTY),
                    case.post("P5", "police", role=Role.SECTION_HEAD),
                    case.post("P6", "tax", role=Role.MEMBER),
                    case.post("P7", "discipline", role=Role.DEPUTY),
                ],
                cadres=[
                    case.cadre("A", "P1", gates=records),
                    case.cadre("B", "P4", birth=birth),
                ],
                laws={cls.code: {"binds": True, **parameters}, "retirement_due": {}},
            )

        none, filed = facing(), facing(case.gate("prior_filing", "2026-10-15"))
        pending = facing(case.gate("prior_filing", "2026-10-15", "open"))
        listed, own = facing(binds=False), facing(joint=False, kinds=["government"])
        old = facing(birth="1965-01")
        return [
            Example("into a police team, not filed", none, case.plan(none, {"A": "P3"}), 1),
            Example("into a police team, filed", filed, case.plan(filed, {"A": "P3"}), 0),
            Example("filed, no answer yet", pending, case.plan(pending, {"A": "P3"}), 1),
            Example("out of a jointly managed unit", none, case.plan(none, {"B": "P2"}), 1),
            Example("a section head of the police", none, case.plan(none, {"A": "P5"}), 0),
            Example("between other units", none, case.plan(none, {"A": "P2"}), 0),
            Example("into a discipline team", none, case.plan(none, {"A": "P7"}), 1),
            Example("inside such a team", none, case.plan(none, {"B": "P6"}), 1),
            Example("out by release", none, case.plan(none, {"B": "release"}), 0, listed=1),
            Example("out by age", old, case.plan(old, {"B": "retirement"}), 0),
            Example("only listed", listed, case.plan(listed, {"A": "P3"}), 0, listed=1),
            Example("a kind that is named", own, case.plan(own, {"A": "P2"}), 1),
            Example("a kind that is not named any more", own, case.plan(own), 0),
        ]
