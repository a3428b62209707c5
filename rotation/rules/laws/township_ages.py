"""Nobody takes an office of a township beyond the age set for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import PLACING
from rotation.domain.calendar import age_years
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words, param
from rotation.rules.phrases import listed
from rotation.rules.words import Coded, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

_NO_LIMIT = 999
_YEARS = Text(zh="周岁", en=" years")


class TownshipAges(Law):
    code: ClassVar[str] = "township_ages"
    reads = ("units.kind",)
    words: ClassVar[Words] = Words(
        title=Text(zh="乡镇领导任职年龄上限", en="Ages for township leaders"),
        sentence=Text(
            zh="新任{kinds}领导职务的，年龄不超过：{limits}；现任人员不受影响。",
            en="Whoever takes an office in a {kinds} is no older than: {limits}; present holders "
            "are not touched.",
        ),
        finding=Text(
            zh="{cadre}现{age}周岁，拟任{post}，超过任职年龄上限（{limit}周岁）",
            en="{cadre} is {age} and is to take {post}, past the age of {limit} set for it",
        ),
        demand=Text(
            zh="{cadre}现{age}周岁，超过任职年龄上限（{limit}周岁），不得任{post}",
            en="{cadre} is {age}, past the age of {limit}, and does not take {post}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "乡镇换届任职年龄要求",
            Confidence.PLANNERS_CHOICE,
            note="local and unpublished: no age is set unless the planner sets one",
        ),
    )

    secretary: int = param(
        0,
        ge=0,
        le=63,
        unit="age",
        zh="党委书记任职年龄上限（0为不限）",
        en="party secretary (0: any)",
    )
    chief: int = param(
        0, ge=0, le=63, unit="age", zh="乡镇长任职年龄上限（0为不限）", en="head (0: any)"
    )
    deputy: int = param(
        0,
        ge=0,
        le=63,
        unit="age",
        zh="副职和其他班子成员任职年龄上限（0为不限）",
        en="deputy (0: any)",
    )
    kinds: tuple[UnitKind, ...] = param(
        (UnitKind.TOWNSHIP,), zh="适用的单位类别", en="kinds of units"
    )

    def explain(self) -> Mapping[str, str]:
        limits = {
            Role.PARTY_CHIEF: self.secretary,
            Role.ADMIN_CHIEF: self.chief,
            Role.DEPUTY: self.deputy,
        }
        ages = ((Coded("role", role), limit) for role, limit in limits.items() if limit)
        kinds = [Coded("unit_kind", kind) for kind in self.kinds]
        return render(self.words.sentence, {"kinds": kinds, "limits": listed(ages, _YEARS)})

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        by_role = {
            Role.PARTY_CHIEF: self.secretary,
            Role.ADMIN_CHIEF: self.chief,
            Role.DEPUTY: self.deputy,
            Role.MEMBER: self.deputy,
        }
        bound = np.array([unit.kind in self.kinds for unit in scenario.roster.units])
        oldest = np.array([by_role.get(p.role) or _NO_LIMIT for p in scenario.roster.posts])
        age = (board.month - board.facts.cadres.birth[board.cadre]) // 12
        return np.asarray(board.placing & bound[board.to_unit] & (age > oldest[board.to_post]))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind not in PLACING or action.to_post_id is None:
                continue
            if scenario.roster.unit_of_post(action.to_post_id).kind not in self.kinds:
                continue
            limit = self._limit(scenario.roster.post[action.to_post_id].role)
            age = age_years(scenario.roster.cadre[action.cadre_id].birth, scenario.month)
            if limit and age > limit:
                found.append(
                    self.finding(
                        scenario,
                        amount=age - limit,
                        cadres=(action.cadre_id,),
                        posts=(action.to_post_id,),
                        age=age,
                        limit=limit,
                    )
                )
        return found

    def _limit(self, role: Role) -> int:
        match role:
            case Role.PARTY_CHIEF:
                return self.secretary
            case Role.ADMIN_CHIEF:
                return self.chief
            case Role.DEPUTY | Role.MEMBER:
                return self.deputy
        return 0

    @classmethod
    def examples(cls) -> list[Example]:
        # On 2026-11-30 whoever was born in 1980-12 is 45, in 1980-11 46.
        def facing(birth: str, **limits: object) -> Scenario:
            return case.scenario(
                units=[
                    case.unit("town", kind=UnitKind.TOWNSHIP),
                    case.unit("street", kind=UnitKind.STREET),
                ],
                posts=[
                    case.post("P1", role=Role.DEPUTY),
                    case.post("secretary", "town", role=Role.PARTY_CHIEF),
                    case.post("chief", "town", role=Role.ADMIN_CHIEF),
                    case.post("member", "town", role=Role.MEMBER, headcount=2),
                    case.post("staff", "town", role=Role.STAFF),
                    case.post("S1", "street", role=Role.DEPUTY),
                ],
                cadres=[
                    case.cadre("A", "P1", birth=birth),
                    case.cadre("B", "member", birth=birth),
                    case.cadre("C", birth=birth),
                ],
                laws={cls.code: limits},
            )

        def goes(claim: str, made: Scenario, to: str, amount: int) -> Example:
            return Example(claim, made, case.plan(made, {"A": to}), amount)

        limits = {"secretary": 48, "chief": 46, "deputy": 45}
        at, past = facing("1980-12", **limits), facing("1980-11", **limits)
        older, free = facing("1976-11", **limits), facing("1966-12")
        streets = facing("1980-11", **limits, kinds=["street"])
        return [
            goes("a deputy of 45", at, "member", 0),
            goes("a deputy of 46", past, "member", 1),
            goes("a head of 46", past, "chief", 0),
            goes("a head of 50, four years too old", older, "chief", 4),
            goes("a secretary of 50", older, "secretary", 2),
            goes("no office of the team", older, "staff", 0),
            goes("a street is no township", older, "S1", 0),
            goes("a street, where streets are meant", streets, "S1", 1),
            goes("no age is set", free, "secretary", 0),
            Example("a deputy of 46 from the pool", past, case.plan(past, {"C": "member"}), 1),
            Example("who holds an office stays", past, case.plan(past), 0),
        ]
