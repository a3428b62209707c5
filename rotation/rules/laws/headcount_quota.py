"""No unit has more chiefs or deputies than its approved headcount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import Action, ActionKind
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import CHIEF_ROLES, DEPUTY_ROLES, Role
from rotation.domain.scenario import Mode, Scenario
from rotation.domain.unit import Unit
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words
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
            zh="各单位正职、副职配备不超过核定职数；已经超配的，方案只减不增，因到龄退休消化的不再补配。",
            en="No unit has more chiefs or deputies than approved; a plan may reduce an overage, "
            "never make or worsen one, nor make again one that a retirement clears.",
        ),
        finding=Text(
            zh="{unit}{role}核定{quota}名，配备{count}名，超配{amount}名",
            en="{unit} has {count} {role}, {amount} more than the approved {quota}",
        ),
        demand=Text(
            zh="{unit}{role}核定{quota}名，不得超配",
            en="{unit} is approved for {quota} {role} and gets no more",
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
        stands = self._stands(board)
        for role, of_role in (("chief", facts.posts.chief), ("deputy", facts.posts.deputy)):
            limits = [getattr(unit, f"{role}_quota") for unit in units]
            bound = np.flatnonzero([limit is not None for limit in limits])
            place = np.full(len(units), -1)
            place[bound] = np.arange(len(bound))
            entry = counted & of_role[seats.post]
            row = place[facts.posts.unit[seats.post]]
            entry &= row >= 0
            held = facts.cadres.post[stands]
            before = np.bincount(facts.posts.unit[held[of_role[held]]], minlength=len(units))
            program.add_rows(
                self.code,
                [(units[u].unit_id, role) for u in bound],
                row[entry],
                seats.row[entry],
                upper=[max(limits[u] or 0, int(before[u])) for u in bound],
            )

    def _stands(self, board: Board) -> BoolArray:
        """By cadre: whether they count among those who stood before the plan.

        Not counted: who is waived in the present post, and who must retire.
        """
        facts, scenario = board.facts, board.facts.scenario
        post = facts.cadres.post
        leaves = np.zeros(len(post), dtype=np.bool_)
        if not any(c.code == "retirement_due" and c.mode is Mode.WAIVABLE for c in scenario.laws):
            leaves[board.cadre[board.is_kind(ActionKind.RETIREMENT)]] = True
        counts = post >= 0
        for rule, cadre_id, post_id in scenario.waived:
            place = facts.cadre_at[cadre_id]
            if rule == "retirement_due":
                leaves[place] = False
            elif rule == self.code and (post_id is None or post[place] == facts.post_at[post_id]):
                counts[place] = False
        return np.asarray(counts & ~leaves)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        return [
            finding
            for unit in scenario.roster.units
            for role in _ROLES
            for finding in self._check_unit(scenario, plan, unit, role)
        ]

    def _check_unit(self, scenario: Scenario, plan: Plan, unit: Unit, role: str) -> list[Finding]:
        words, roles = _ROLES[role]
        quota = _quota(unit, role)
        if quota is None:
            return []
        posts = [p for p in scenario.roster.posts_of.get(unit.unit_id, ()) if p.role in roles]
        before = sum(
            not scenario.waives(self.code, cadre.cadre_id, cadre.post_id)
            and not _retired(scenario, plan.action_of[cadre.cadre_id])
            for post in posts
            for cadre in scenario.roster.present_holders.get(post.post_id, ())
        )
        holders = [i for post in posts for i in plan.holders.get(post.post_id, ())]
        counted = [
            i for i in holders if not scenario.waives(self.code, i, plan.action_of[i].held_post_id)
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
                role=words,
                part=role,
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

        def waived(who: str, post_id: str | None = None) -> Scenario:
            decision = Decision(who, DecisionAction.WAIVE, "case", post_id, rule=cls.code)
            return case.scenario(
                units=[case.unit("U1", deputy_quota=1)],
                posts=[*posts, case.post("P4", "U2", role=Role.STAFF)],
                cadres=cadres,
                laws=on,
                decisions=[decision],
            )

        # Born 1966-01, a man goes in 2026-05, before 2026-11.
        old = case.scenario(
            units=[case.unit("U1", deputy_quota=1)],
            posts=posts,
            cadres=[case.cadre("A", "P1", birth="1966-01"), *cadres[1:], case.cadre("D")],
            laws=on | {"retirement_due": {}},
        )
        exempt, elsewhere = waived("A"), waived("A", "P4")
        gone = {"A": "retirement"}
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
            Example("one exempt, one within the quota", exempt, case.plan(exempt), 0),
            Example(
                "the exempt do not make room for a third", exempt, case.plan(exempt, {"C": "P3"}), 1
            ),
            Example(
                "nor for a successor",
                exempt,
                case.plan(exempt, {"A": "release", "C": "P1"}),
                1,
            ),
            Example(
                "an exemption for another post does not count here",
                elsewhere,
                case.plan(elsewhere, {"A": "P4", "C": "P1"}),
                0,
            ),
            Example("an overage that a retirement clears", old, case.plan(old, gone), 0),
            Example("is not made again", old, case.plan(old, {**gone, "C": "P1"}), 1),
        ]


def _retired(scenario: Scenario, action: Action) -> bool:
    """Gone by age, and bound to go: who may stay by a waiver counts as if they stayed."""
    if action.kind is not ActionKind.RETIREMENT:
        return False
    optional = any(c.code == "retirement_due" and c.mode is Mode.WAIVABLE for c in scenario.laws)
    waived = any(
        rule == "retirement_due" and cadre_id == action.cadre_id
        for rule, cadre_id, _ in scenario.waived
    )
    return not optional and not waived


def _quota(unit: Unit, role: str) -> int | None:
    return unit.chief_quota if role == "chief" else unit.deputy_quota
