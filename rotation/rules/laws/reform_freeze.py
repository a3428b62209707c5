"""Nobody is moved where institutions are about to be reformed or the leader about to leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import MOVING, Action
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.going_down import goes_by_right, rows_by_right
from rotation.rules.words import Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

_EVERYWHERE = Text(zh="各单位", en="every unit")
_NO_UNIT = Text(zh="（未列单位）", en="(no unit listed)")
_NO_DOCUMENT = Text(zh="依据文件未填", en="no document named")
_MOVED = Text(
    zh="{who}（{units}）：已冻结干部调整（{document}），方案却作了调整",
    en="{who} ({units}) is moved, though adjustments are frozen there ({document})",
)
_UNKNOWN = Text(
    zh="冻结的单位“{units}”不在名册中，请核对",
    en="the frozen unit “{units}” is not in the roster; please check",
)


class ReformFreeze(Law):
    code: ClassVar[str] = "reform_freeze"
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="机构改革、主要领导调离前冻结", en="Frozen before a reform"),
        sentence=Text(
            zh="机构改革前或者主要领导调离前，{units}冻结干部调整：不调入、不调出、不在单位内调整（{document}）；"
            "依决定或者依法“下”的可以执行，到龄退休照常办理。",
            en="Before a reform of institutions or the leaving of the leader, nobody is moved "
            "into, out of or inside {units} ({document}); who goes down by decision or by law "
            "may go, and retirement goes on.",
        ),
        finding=Text(zh="{fault}", en="{fault}"),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "冻结干部调整的要求（机构即将变动、主要领导即将调离）",
            Confidence.SECONDARY,
            note="no moves when institutions are about to change or the secretary is about to "
            "leave",
        ),
    )

    units: tuple[str, ...] = param(
        (), zh="冻结的单位（编码或者名称）", en="frozen units, by id or name"
    )
    everywhere: bool = param(False, zh="全部单位冻结", en="every unit is frozen")
    document: str = param("", zh="依据文件", en="document it rests on")

    def explain(self) -> Mapping[str, str]:
        units = _EVERYWHERE if self.everywhere else (self.units or _NO_UNIT)
        return render(
            self.words.sentence, {"units": units, "document": self.document or _NO_DOCUMENT}
        )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        frozen = np.array(
            [self.everywhere or bool({u.unit_id, u.name} & {*self.units})
             for u in scenario.roster.units]
        )  # fmt: skip
        left = board.leaving(frozen[board.facts.posts.unit])
        taken = (board.to_unit >= 0) & frozen[board.to_unit]
        return np.asarray(board.moving & (left | taken) & ~rows_by_right(board))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = [
            self._unknown(scenario, name)
            for name in self.units
            if all(name not in (unit.unit_id, unit.name) for unit in scenario.roster.units)
        ]
        for action in plan.actions:
            if action.kind not in MOVING or goes_by_right(scenario, action):
                continue
            left = (post.post_id for post in scenario.roster.posts_left(action))
            units = {
                unit.unit_id: unit
                for post in (*left, action.to_post_id)
                if post is not None and self._frozen(unit := scenario.roster.unit_of_post(post))
            }
            if units:
                found.append(self._moved(scenario, action, units))
        return found

    def _frozen(self, unit: Unit) -> bool:
        return self.everywhere or unit.unit_id in self.units or unit.name in self.units

    def _moved(self, scenario: Scenario, action: Action, units: Mapping[str, Unit]) -> Finding:
        values = {
            "who": scenario.roster.cadre[action.cadre_id].name,
            "units": [unit.name for unit in units.values()],
            "document": self.document or _NO_DOCUMENT,
        }
        return self.finding(
            scenario,
            amount=1,
            cadres=(action.cadre_id,),
            units=tuple(units),
            fault=Text(**render(_MOVED, values)),
        )

    def _unknown(self, scenario: Scenario, name: str) -> Finding:
        return self.finding(
            scenario,
            amount=1,
            status=FindingStatus.LISTED,
            fault=Text(**render(_UNKNOWN, {"units": name})),
        )

    @classmethod
    def examples(cls) -> list[Example]:
        posts = [case.post("P1"), case.post("P2"), *(case.post(f"Q{i}", f"U{i}") for i in (2, 3))]
        posts.append(case.post("Q4", "U3"))
        cadres = [
            case.cadre("A", "P1"),
            case.cadre("B", "Q2"),
            case.cadre("C", "P2", birth="1965-01"),
            case.cadre("D"),
        ]

        def made(*, decided: bool = False, **parameters: object) -> Scenario:
            return case.scenario(
                units=[case.unit("U1", name="planning bureau")],
                posts=posts,
                cadres=cadres,
                laws={cls.code: parameters, "retirement_due": {}},
                decisions=[case.decision("A", "release")] if decided else [],
            )

        one, named = made(units=["U1"]), made(units=["planning bureau"])
        every, none = made(everywhere=True), made()
        decided, unknown = made(units=["U1"], decided=True), made(units=["no such unit"])
        beside = case.with_concurrent(
            replace(one, roster=replace(one.roster, cadres=tuple(cadres[1:]))), "B", "P1"
        )
        cases: list[tuple[str, Scenario, dict[str, str], int]] = [
            ("out of a post held there beside another", beside, {"B": "Q3"}, 1),
            ("out of a frozen unit", one, {"A": "Q3"}, 1),
            ("out of one that is named", named, {"A": "Q3"}, 1),
            ("into it", one, {"B": "P2"}, 1),
            ("into it from the pool", one, {"D": "P2"}, 1),
            ("inside it", one, {"A": "P2"}, 1),
            ("between other units", one, {"B": "Q3"}, 0),
            ("only a retirement", one, {}, 0),
            ("everything is frozen", every, {"B": "Q3"}, 1),
            ("nothing is", none, {"A": "Q3", "B": "P1"}, 0),
            ("released by decision", decided, {"A": "release"}, 0),
            ("a decision to release moves nobody elsewhere", decided, {"A": "Q3"}, 1),
        ]
        retires = {"C": "retirement"}
        return [
            Example("a unit that is not there", unknown, case.plan(unknown, retires), 0, listed=1),
            *(
                Example(claim, scenario, case.plan(scenario, retires | moves), amount)
                for claim, scenario, moves, amount in cases
            ),
        ]
