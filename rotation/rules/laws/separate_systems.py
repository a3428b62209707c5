"""Units run by a higher authority exchange nobody with the units of the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import PLACING
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words, param
from rotation.rules.words import Coded, Text

if TYPE_CHECKING:
    from rotation.model.board import Board

_POOL = Text(zh="待安排人员", en="the pool")


class SeparateSystems(Law):
    code: ClassVar[str] = "separate_systems"
    words: ClassVar[Words] = Words(
        title=Text(zh="垂管单位与地方不互调", en="Separate systems"),
        sentence=Text(
            zh="垂直管理单位干部由上级主管部门管理，不与地方互调，待安排人员一般也不安排到这类单位。",
            en="Cadres of vertically managed units are run by the authority above: nobody is moved "
            "between such a unit and one of another kind, nor usually placed there from the pool.",
        ),
        finding=Text(
            zh="{cadre}由{origin}调任{post}（{kind}），两类单位分属不同管理系统，不应互调",
            en="{cadre} moves from {origin} to {post} ({kind}); the two belong to separate systems",
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

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        kinds = list(UnitKind)
        kind = np.array([kinds.index(u.kind) for u in scenario.roster.units], dtype=np.int64)
        apart = np.array([k in self.kinds for k in kinds])
        start, end = kind[board.from_unit], kind[board.to_unit]
        across = (start != end) & (apart[start] | apart[end])
        joins = apart[end] & (not self.pool_joins)
        return board.placing & np.where(board.from_unit >= 0, across, joins)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        roster = scenario.roster
        found = []
        for action in plan.actions:
            if action.kind not in PLACING or action.to_post_id is None:
                continue
            end = roster.unit_of_post(action.to_post_id)
            old = roster.cadre[action.cadre_id].post_id
            if old is None:
                origin: Text | str = _POOL
                fault = end.kind in self.kinds and not self.pool_joins
            else:
                start = roster.unit_of_post(old)
                origin = start.name
                fault = start.kind is not end.kind and bool({start.kind, end.kind} & {*self.kinds})
            if fault:
                found.append(
                    self.finding(
                        scenario,
                        amount=1,
                        cadres=(action.cadre_id,),
                        posts=(action.to_post_id,),
                        origin=origin,
                        kind=Coded("unit_kind", end.kind),
                    )
                )
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        def made(**parameters: object) -> Scenario:
            kinds = {
                "tax": UnitKind.VERTICAL,
                "weather": UnitKind.VERTICAL,
                "finance": UnitKind.GOVERNMENT,
                "town": UnitKind.TOWNSHIP,
            }
            return case.scenario(
                units=[case.unit(name, kind=kind) for name, kind in kinds.items()],
                posts=[
                    case.post("T1", "tax"),
                    case.post("T2", "tax"),
                    case.post("W1", "weather"),
                    case.post("F1", "finance"),
                    case.post("F2", "finance"),
                    case.post("X1", "town"),
                ],
                cadres=[case.cadre("A", "T1"), case.cadre("B", "F1"), case.cadre("C")],
                laws={cls.code: parameters},
            )

        usual, open_pool = made(), made(pool_joins=True)
        towns = made(kinds=["township"])
        both = made(kinds=["vertical", "township"])
        return [
            Example("from a vertical unit to a local one", usual, case.plan(usual, {"A": "F2"}), 1),
            Example("from a local unit to a vertical one", usual, case.plan(usual, {"B": "T2"}), 1),
            Example("inside one vertical unit", usual, case.plan(usual, {"A": "T2"}), 0),
            Example("from one vertical unit to another", usual, case.plan(usual, {"A": "W1"}), 0),
            Example("between local units", usual, case.plan(usual, {"B": "X1"}), 0),
            Example("a release is no exchange", usual, case.plan(usual, {"A": "release"}), 0),
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
