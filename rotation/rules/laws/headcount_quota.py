"""No unit has more chiefs or deputies than its approved headcount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import CHIEF_ROLES, DEPUTY_ROLES, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Law, Source, Words
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program

_ROLES: Mapping[str, tuple[Text, frozenset[Role]]] = {
    "chief": (Text(zh="正职", en="chiefs"), CHIEF_ROLES),
    "deputy": (Text(zh="副职", en="deputies"), DEPUTY_ROLES),
}


class HeadcountQuota(Law):
    code: ClassVar[str] = "headcount_quota"
    words: ClassVar[Words] = Words(
        title=Text(zh="领导职数", en="Headcount quota"),
        sentence=Text(
            zh="各单位正职、副职配备不超过核定职数；已经超配的，方案只减不增。",
            en="No unit has more chiefs or deputies than approved; a plan may reduce an overage, "
            "never make or worsen one.",
        ),
        finding=Text(
            zh="{unit}{role}核定{quota}名，配备{count}名，超配{amount}名",
            en="{unit} has {count} {role}, {amount} more than the approved {quota}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "公务员法",
            Confidence.PRIMARY,
            "第六十九条至第七十一条",
            "2018-12-29",
            "transfers stay within approved establishment and headcount",
        ),
        Source(
            "公务员转任规定",
            Confidence.SECONDARY,
            "",
            "2020-12-28",
            "within headcount and with a vacancy",
        ),
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        facts, seats = board.facts, board.seats
        counted = ~board.waived_rows(self.code)[seats.row]
        units = scenario.roster.units
        for role, of_role in (("chief", facts.posts.chief), ("deputy", facts.posts.deputy)):
            held = facts.cadres.post[facts.cadres.post >= 0]
            now = np.bincount(facts.posts.unit[held[of_role[held]]], minlength=len(units))
            limits = [_quota(unit, role) for unit in units]
            bound = np.flatnonzero([limit is not None for limit in limits])
            place = np.full(len(units), -1)
            place[bound] = np.arange(len(bound))
            entry = counted & of_role[seats.post]
            row = place[facts.posts.unit[seats.post]]
            entry &= row >= 0
            upper = np.array([max(limits[u] or 0, int(now[u])) for u in bound], dtype=np.int64)
            program.add_rows(
                self.code,
                [(units[u].unit_id, role, p) for p in range(board.periods) for u in bound],
                seats.period[entry] * len(bound) + row[entry],
                seats.row[entry],
                upper=np.tile(upper, board.periods),
            )

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        return [
            finding
            for unit in scenario.roster.units
            for period in range(scenario.periods)
            for role in _ROLES
            for finding in self._check_unit(scenario, plan, unit, period, role)
        ]

    def _check_unit(
        self, scenario: Scenario, plan: Plan, unit: Unit, period: int, role: str
    ) -> list[Finding]:
        words, roles = _ROLES[role]
        quota = _quota(unit, role)
        if quota is None:
            return []
        posts = [p for p in scenario.roster.posts_of.get(unit.unit_id, ()) if p.role in roles]
        ids = {post.post_id for post in posts}
        before = sum(c.post_id in ids for c in scenario.roster.cadres)
        holders = [i for post in posts for i in plan.holders.get((post.post_id, period), ())]
        counted = [
            i
            for i in holders
            if not scenario.waives(self.code, i, plan.action_of[i].post_in(period))
        ]
        over, worse = len(counted) - quota, len(counted) - max(quota, before)
        if over <= 0:
            return []
        status = FindingStatus.BROKEN if worse > 0 else FindingStatus.INHERITED
        return [
            self.finding(
                scenario,
                amount=worse if worse > 0 else over,
                cases=max(worse, 0),
                status=status,
                units=(unit.unit_id,),
                period=period,
                role=words,
                quota=quota,
                count=len(counted),
            )
        ]

    @classmethod
    def examples(cls) -> list[Example]:
        on: dict[str, dict[str, object]] = {"headcount_quota": {}}
        posts = [case.post(f"P{i}", role=Role.DEPUTY) for i in (1, 2, 3)]
        cadres = [case.cadre("A", "P1"), case.cadre("B", "P2"), case.cadre("C")]

        def quota(deputies: int) -> Scenario:
            units = [case.unit("U1", deputy_quota=deputies)]
            return case.scenario(units=units, posts=posts, cadres=cadres, laws=on)

        two, one, three = quota(2), quota(1), quota(3)
        return [
            Example(
                "a third deputy within a quota of three", three, case.plan(three, {"C": "P3"}), 0
            ),
            Example("a third deputy against a quota of two", two, case.plan(two, {"C": "P3"}), 1),
            Example("an overage that stood before is not the plan's fault", one, case.plan(one), 0),
            Example("an overage of one made worse by one", one, case.plan(one, {"C": "P3"}), 1),
            Example(
                "an overage refilled is not worse",
                one,
                case.plan(one, {"A": "release", "C": "P1"}),
                0,
            ),
        ]


def _quota(unit: Unit, role: str) -> int | None:
    return unit.chief_quota if role == "chief" else unit.deputy_quota
