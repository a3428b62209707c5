"""Units run by a higher authority exchange nobody with the units of the place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import MOVING, PLACING, Action
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit, UnitKind
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words, param
from rotation.rules.phrases import NOT_SET, unit_kind
from rotation.rules.words import Coded, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

_POOL = Text(zh="待安排人员", en="the pool")
_JOINS = {
    False: Text(zh="也不安排到这类单位", en="is not placed there"),
    True: Text(zh="可以安排到这类单位", en="may be placed there"),
}


class SeparateSystems(Law):
    code: ClassVar[str] = "separate_systems"
    reads = ("units.kind",)
    statute: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="垂管单位与地方不互调", en="Separate systems"),
        sentence=Text(
            zh="{kinds}由上级主管部门管理。垂直管理单位的干部留任或者到龄退休，"
            "不列入地方的调整（双重管理的除外）；这类单位不与地方互调，"
            "不同系统（主管领域不同或者不详）的垂直管理单位之间也不互调，待安排人员{pool}。",
            en="Units of these kinds are run by the authority above: {kinds}. Cadres of "
            "vertically managed units stay or retire (but where the unit is managed jointly), "
            "nobody is moved between such a unit and one of another kind, nor between vertical "
            "units whose fields differ or are not known, and who is in the pool {pool}.",
        ),
        finding=Text(
            zh="{cadre}（{origin}）与{post}（{kind}）分属不同管理系统或者由上级管理，方案却作了调整",
            en="{cadre} of {origin} is moved ({post}, {kind}) across systems, or though a higher "
            "authority manages the unit",
        ),
        demand=Text(
            zh="{origin}与{post}（{kind}）分属不同管理系统，{cadre}不得互调",
            en="{origin} and {post} ({kind}) belong to separate systems, and {cadre} is not moved "
            "from one to the other",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "组织部门自定",
            Confidence.PLANNERS_CHOICE,
            note="a local plan does not decide on cadres managed by a higher authority",
        ),
    )

    kinds: tuple[UnitKind, ...] = param(
        (UnitKind.VERTICAL,),
        zh="由上级主管部门管理的单位类别",
        en="kinds of units run by a higher authority",
    )
    pool_joins: bool = param(
        False,
        zh="待安排人员可以安排到这类单位",
        en="who is in the pool may be placed in such units",
    )

    def explain(self) -> Mapping[str, str]:
        kinds: list[Text | Coded] = [unit_kind(kind) for kind in self.kinds]
        return render(
            self.words.sentence, {"kinds": kinds or [NOT_SET], "pool": _JOINS[self.pool_joins]}
        )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        kinds = list(UnitKind)
        kind = np.array([kinds.index(u.kind) for u in scenario.roster.units], dtype=np.int64)
        apart = np.array([k in self.kinds for k in kinds])
        start, end = kind[board.from_unit], kind[board.to_unit]
        across = (start != end) & (apart[start] | apart[end])
        if UnitKind.VERTICAL in self.kinds:
            across |= self._other_line(scenario, board)
        joins = apart[end] & (not self.pool_joins)
        outside = np.array([unit.outside for unit in scenario.roster.units])
        gone = (board.from_unit >= 0) & outside[board.from_unit] & board.moving
        taken = (board.to_unit >= 0) & outside[board.to_unit] & board.placing & ~joins
        taken &= board.from_unit >= 0
        return np.asarray(
            (board.placing & np.where(board.from_unit >= 0, across, joins)) | gone | taken
        )

    def _other_line(self, scenario: Scenario, board: Board) -> BoolArray:
        """Between two vertical units that are not known to be of one field."""
        units = scenario.roster.units
        fields = {unit.field: place for place, unit in enumerate(units) if unit.field}
        line = np.array([fields.get(unit.field or "", -1) for unit in units], dtype=np.int64)
        vertical = np.array([unit.kind is UnitKind.VERTICAL for unit in units])
        both = vertical[board.from_unit] & vertical[board.to_unit]
        known = line[board.from_unit] >= 0
        same = known & (line[board.from_unit] == line[board.to_unit])
        return np.asarray(both & ~same & (board.from_unit != board.to_unit))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            old = scenario.roster.cadre[action.cadre_id].post_id
            start = None if old is None else scenario.roster.unit_of_post(old)
            if start is not None and start.outside and action.kind in MOVING:
                found.append(self._found(scenario, action, start, start, start.name))
            elif action.kind in PLACING and action.to_post_id is not None:
                end = scenario.roster.unit_of_post(action.to_post_id)
                if self._apart(start, end):
                    origin = _POOL if start is None else start.name
                    found.append(self._found(scenario, action, start, end, origin))
        return found

    def _apart(self, start: Unit | None, end: Unit) -> bool:
        if start is None:
            return end.kind in self.kinds and not self.pool_joins
        other = start.kind is not end.kind and bool({start.kind, end.kind} & {*self.kinds})
        return other or end.outside or self._of_other_line(start, end)

    def _of_other_line(self, start: Unit, end: Unit) -> bool:
        both = start.kind is end.kind is UnitKind.VERTICAL and UnitKind.VERTICAL in self.kinds
        known = start.field is not None and start.field == end.field
        return both and start.unit_id != end.unit_id and not known

    def _found(
        self, scenario: Scenario, action: Action, start: Unit | None, end: Unit, origin: Text | str
    ) -> Finding:
        post = action.to_post_id or scenario.roster.cadre[action.cadre_id].post_id or ""
        return self.finding(
            scenario,
            amount=1,
            cadres=(action.cadre_id,),
            posts=(post,),
            origin=origin,
            kind=Coded("unit_kind", end.kind),
        )

    @classmethod
    def examples(cls) -> list[Example]:
        def made(joint: bool = False, **parameters: object) -> Scenario:
            fields = {"tax": "taxation", "branch": "taxation", "weather": "weather"}
            kinds = {
                "tax": UnitKind.VERTICAL,
                "branch": UnitKind.VERTICAL,
                "weather": UnitKind.VERTICAL,
                "telecom": UnitKind.VERTICAL,
                "water": UnitKind.VERTICAL,
                "finance": UnitKind.GOVERNMENT,
                "town": UnitKind.TOWNSHIP,
            }
            return case.scenario(
                units=[
                    case.unit(name, kind=kind, jointly_managed=joint, field=fields.get(name))
                    for name, kind in kinds.items()
                ],
                posts=[
                    case.post("T1", "tax"),
                    case.post("T2", "tax"),
                    case.post("B1", "branch"),
                    case.post("W1", "weather"),
                    case.post("C1", "telecom"),
                    case.post("H1", "water"),
                    case.post("H2", "water"),
                    case.post("F1", "finance"),
                    case.post("F2", "finance"),
                    case.post("X1", "town"),
                ],
                cadres=[
                    case.cadre("A", "T1"),
                    case.cadre("B", "F1"),
                    case.cadre("C"),
                    case.cadre("D", "H1"),
                ],
                laws={cls.code: parameters},
            )

        usual, joint, open_pool = made(), made(True), made(pool_joins=True)
        towns = made(True, kinds=["township"])
        both = made(kinds=["vertical", "township"])
        joint_too = made(True, kinds=["vertical", "township"])
        return [
            Example("from a vertical unit to a local one", usual, case.plan(usual, {"A": "F2"}), 1),
            Example("from a local unit to a vertical one", usual, case.plan(usual, {"B": "T2"}), 1),
            Example("inside one vertical unit", usual, case.plan(usual, {"A": "T2"}), 1),
            Example("inside one that is managed jointly", joint, case.plan(joint, {"A": "T2"}), 0),
            Example("to another of the same field", joint, case.plan(joint, {"A": "B1"}), 0),
            Example("to one of another field", joint, case.plan(joint, {"A": "W1"}), 1),
            Example("to one of unknown field", joint, case.plan(joint, {"A": "C1"}), 1),
            Example("between two of unknown field", joint, case.plan(joint, {"D": "C1"}), 1),
            Example("inside one of unknown field", joint, case.plan(joint, {"D": "H2"}), 0),
            Example("out of one to a local unit", joint, case.plan(joint, {"A": "F2"}), 1),
            Example("into one from a local unit", joint, case.plan(joint, {"B": "T2"}), 1),
            Example(
                "to a unit of another kind named", joint_too, case.plan(joint_too, {"A": "X1"}), 1
            ),
            Example("between local units", usual, case.plan(usual, {"B": "X1"}), 0),
            Example("a release from a vertical unit", usual, case.plan(usual, {"A": "release"}), 1),
            Example("from the pool to a vertical unit", usual, case.plan(usual, {"C": "T2"}), 1),
            Example("from the pool to a local unit", usual, case.plan(usual, {"C": "F2"}), 0),
            Example(
                "from the pool where that is on", open_pool, case.plan(open_pool, {"C": "T2"}), 0
            ),
            Example(
                "who has a post is kept out still", open_pool, case.plan(open_pool, {"B": "T2"}), 1
            ),
            Example("only the kinds named", towns, case.plan(towns, {"A": "F2"}), 0),
            Example("a named kind", towns, case.plan(towns, {"B": "X1"}), 1),
            Example("between two named kinds", both, case.plan(both, {"A": "X1"}), 1),
        ]
