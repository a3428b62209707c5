"""No unit has more chiefs or deputies than its approved headcount."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.cadre import Cadre, Status
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import CHIEF_ROLES, DEPUTY_ROLES, Role
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit, UnitKind
from rotation.rules import casework as case
from rotation.rules import teams
from rotation.rules.base import (
    BoolArray,
    Confidence,
    Example,
    IntArray,
    Law,
    Source,
    WaivedBy,
    Words,
    param,
)
from rotation.rules.registry import law_of, waivable_laws
from rotation.rules.words import Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program

_ROLES: Mapping[str, tuple[Text, frozenset[Role]]] = {
    "chief": (Text(zh="正职", en="chiefs"), CHIEF_ROLES),
    "deputy": (Text(zh="副职", en="deputies"), DEPUTY_ROLES),
}


_REFILLED = Text(zh="，超配未消化又补配", en=", and is filled again before it is back within that")


def _more(count: int) -> Text:
    return Text(zh=f"，超配{count}名", en=f": {count} too many")


class HeadcountQuota(Law):
    code: ClassVar[str] = "headcount_quota"
    reads = ("units.chief_quota", "units.deputy_quota")
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="领导职数", en="Headcount quota"),
        sentence=Text(
            zh="各单位正职、副职配备不超过核定职数{members}；"
            "已经超配的（到龄退休和决定退出的先扣除）只出不进，不得补配。"
            "未填核定职数的和不由本级管理的单位不核对，经批准例外的不计。",
            en="No unit has more chiefs or deputies than approved{members}; into a unit that has "
            "more (those whom age or a decision takes away not counted) nobody comes. Units "
            "without an approved number, and units run by an authority above, are not held "
            "against it; whoever has a waiver does not count.",
        ),
        finding=Text(
            zh="{unit}{role}核定{quota}名，配备{count}名{fault}",
            en="{unit} has {count} {role}, approved for {quota}{fault}",
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

    members_count: bool = param(
        True, zh="党组（党委）成员占副职职数", en="members of the team count as deputies"
    )

    def explain(self) -> Mapping[str, str]:
        apart = Text(zh="（不任副职的班子成员不计）", en=" (other members of the team apart)")
        within = Text(
            zh="（不任副职的班子成员和没有填写班子角色的岗位占副职职数）",
            en=" (other members of the team, and posts without a role, count as deputies)",
        )
        return render(self.words.sentence, {"members": within if self.members_count else apart})

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        """Coming into a unit that has more than approved, by those who stand there for sure."""
        broken = np.zeros(len(board), dtype=np.bool_)
        now, unit_of = board.facts.held, board.facts.posts.unit
        for of_role, quota, held in self._groups(board):
            full = (quota >= 0) & (held > quota)
            there = of_role[now.post] & ~self._spared(board)
            place, row = board.rows_of(now.cadre[there])
            inside = np.zeros(len(board), dtype=np.bool_)
            inside[row[board.to_unit[row] == unit_of[now.post[there]][place]]] = True
            broken |= of_role[board.to_post] & full[board.to_unit] & ~inside
        return board.placing & broken

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        """Per unit and role that has no more than approved: holders <= the quota."""
        facts, seats, units = board.facts, board.seats, scenario.roster.units
        counted = ~board.waived_seats(self.code)
        for (of_role, quota, held), role in zip(self._groups(board), _ROLES, strict=True):
            bound = np.flatnonzero((quota >= 0) & (held <= quota))
            place = np.full(len(units), -1)
            place[bound] = np.arange(len(bound))
            row = place[facts.posts.unit[seats.post]]
            entry = np.flatnonzero(counted & of_role[seats.post] & (row >= 0))
            entry = entry[teams.once(seats.row[entry], row[entry])]
            keys = [(units[u].unit_id, role) for u in bound]
            program.add_rows(self.code, keys, row[entry], seats.row[entry], upper=quota[bound])

    def _groups(self, board: Board) -> Iterator[tuple[BoolArray, IntArray, IntArray]]:
        """For chiefs and deputies: the posts, each unit's quota (-1 for none), and how many stand
        there before the plan, whom neither age nor a decision takes away."""
        facts, scenario = board.facts, board.facts.scenario
        deputy = facts.posts.deputy
        if not self.members_count:
            deputy = deputy & (facts.posts.role != list(Role).index(Role.MEMBER))
        cadre, post = facts.held.cadre, facts.held.post
        stays = ~self._spared(board) & ~self._leaves(board)[cadre]
        for role, of_role in (("chief", facts.posts.chief), ("deputy", deputy)):
            quotas = [
                None if unit.outside else getattr(unit, f"{role}_quota")
                for unit in scenario.roster.units
            ]
            quota = np.array([-1 if q is None else q for q in quotas], dtype=np.int64)
            stand = np.flatnonzero(stays & of_role[post])
            unit = facts.posts.unit[post[stand]]
            unit = unit[teams.once(cadre[stand], unit)]
            yield of_role, quota, np.bincount(unit, minlength=len(quota))

    def _spared(self, board: Board) -> BoolArray:
        """Seats taken now that are exempt: every one of a cadre's, or one held beside the main."""
        facts, now = board.facts, board.facts.held
        spared = np.zeros(len(now.cadre), dtype=np.bool_)
        for rule, cadre_id, post_id in facts.scenario.waived:
            at = facts.cadre_at[cadre_id]
            post = facts.cadres.post[at] if post_id is None else facts.post_at[post_id]
            here = (now.post == post) | (facts.cadres.post[at] == post)
            spared |= (rule == self.code) & (now.cadre == at) & here
        return spared

    @staticmethod
    def _leaves(board: Board) -> BoolArray:
        """Cadres who are bound to go: by age, or by decision."""
        facts, scenario = board.facts, board.facts.scenario
        leaves = np.zeros(len(facts.cadres.post), dtype=np.bool_)
        law: Any = law_of(scenario, "retirement_due")
        if law is not None and law.code not in waivable_laws(scenario):
            leaves |= facts.cadres.retires <= board.month + law.months_ahead
            leaves &= [c.status is not Status.UNDER_REVIEW for c in scenario.roster.cadres]
        for rule, cadre_id, _ in scenario.waived:
            if rule == "retirement_due":
                leaves[facts.cadre_at[cadre_id]] = False
        for decision in scenario.decisions:
            if decision.action is DecisionAction.RELEASE:
                leaves[facts.cadre_at[decision.cadre_id]] = True
        return leaves

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        return [
            finding
            for unit in scenario.roster.units
            for role in _ROLES
            for finding in self._check_unit(scenario, plan, unit, role)
        ]

    def _counts(
        self, scenario: Scenario, cadre_id: str, held: Sequence[str], seats: Collection[str]
    ) -> bool:
        """Whether somebody who holds these posts, the main one first, has a seat without waiver."""
        return any(
            not scenario.waives(self.code, cadre_id, held[0], post_id)
            for post_id in held
            if post_id in seats
        )

    def _check_unit(self, scenario: Scenario, plan: Plan, unit: Unit, role: str) -> list[Finding]:
        words, roles = _ROLES[role]
        if not self.members_count:
            roles = roles - {Role.MEMBER}
        quota = _quota(unit, role)
        if quota is None or unit.outside:
            return []
        posts = [p for p in scenario.roster.posts_of.get(unit.unit_id, ()) if p.role in roles]
        seats = {post.post_id for post in posts}
        counted = [
            i
            for i in plan.sitting_in(posts)
            if self._counts(scenario, i, plan.action_of[i].held_post_ids, seats)
        ]
        standing = [
            c
            for c in scenario.roster.sitting_in(posts)
            if self._counts(scenario, c.cadre_id, c.held_post_ids, seats)
        ]
        new = [i for i in counted if i not in {c.cadre_id for c in standing}]
        full = sum(not _bound_to_go(scenario, c) for c in standing) > quota
        over = len(counted) - quota
        worse = len(new) if full else max(over, 0)
        if not worse and over <= 0:
            return []
        status = FindingStatus.BROKEN if worse else FindingStatus.INHERITED
        return [
            self.finding(
                scenario,
                amount=worse or over,
                cases=worse,
                status=status,
                cadres=tuple(new) if full else (),
                units=(unit.unit_id,),
                role=words,
                part=role,
                quota=quota,
                count=len(counted),
                fault=_REFILLED if full and worse else _more(over),
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
        gone_one = replace(one, decisions=(case.decision("A", "release"),))
        gone_both = replace(one, decisions=(*gone_one.decisions, case.decision("B", "release")))
        single = {"A": "release", "C": "P1"}
        both = single | {"B": "release"}

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

        def with_member(**parameters: bool) -> Scenario:
            seats = [posts[0], case.post("P2", role=Role.MEMBER), posts[2]]
            units = [case.unit("U1", deputy_quota=2)]
            return case.scenario(
                units=units, posts=seats, cadres=cadres, laws={cls.code: parameters}
            )

        member, apart = with_member(), with_member(members_count=False)
        exempt, elsewhere = waived("A"), waived("A", "P4")
        gone = {"A": "retirement"}
        # Quota of one; D, of another unit, holds P1 beside the main post.
        beside = case.with_concurrent(
            case.scenario(
                units=[case.unit("U1", deputy_quota=1)],
                posts=[*posts, case.post("Q1", "U2"), case.post("Q2", "U2")],
                cadres=[case.cadre("C"), case.cadre("D", "Q1")],
                laws=on,
            ),
            "D",
            "P1",
        )

        # Three deputies where two are approved; A, born 1966-01, is due unless under review.
        def three_of_two(status: Status = Status.SERVING) -> Scenario:
            return case.scenario(
                units=[case.unit("U1", deputy_quota=2)],
                posts=[*posts, case.post("F1", "U2"), case.post("L1", "U2", level="150")],
                cadres=[
                    case.cadre("A", "P1", birth="1966-01", status=status),
                    case.cadre("B", "P2"),
                    case.cadre("E", "P3"),
                    case.cadre("C"),
                ],
                laws=on | {"retirement_due": {}},
            )

        due, review = three_of_two(), three_of_two(Status.UNDER_REVIEW)
        lowered = replace(review, decisions=(case.decision("B", "step_down"),))
        # Two chiefs where one is approved; and a unit that an authority above runs.
        led = case.scenario(
            units=[
                case.unit("U1", chief_quota=1),
                case.unit("V", kind=UnitKind.VERTICAL, chief_quota=0),
            ],
            posts=[
                case.post("P1", role=Role.PARTY_CHIEF),
                case.post("P2", role=Role.ADMIN_CHIEF),
                case.post("P3", "V", role=Role.ADMIN_CHIEF),
            ],
            cadres=[case.cadre("A", "P1"), case.cadre("C")],
            laws=on,
        )
        # B sits in the team twice: once is enough.
        twice = case.with_concurrent(replace(two, roster=two.roster), "B", "P3")
        return [
            Example("a secretary, and a head besides", led, case.plan(led, {"C": "P2"}), 1),
            Example("run by an authority above", led, case.plan(led, {"C": "P3"}), 0),
            Example("one of two who sits there twice", twice, case.plan(twice), 0),
            Example(
                "one of three retires, one leaves, one comes",
                due,
                case.plan(due, {"A": "retirement", "B": "F1", "C": "P2"}),
                0,
            ),
            Example(
                "who is under review does not retire",
                review,
                case.plan(review, {"B": "F1", "E": "release", "C": "P2"}),
                1,
            ),
            Example(
                "who is to step down does not leave for sure",
                lowered,
                case.plan(lowered, {"B": "L1", "E": "F1", "C": "P2"}),
                1,
            ),
            Example("one by a concurrent post, and one", beside, case.plan(beside, {"C": "P2"}), 1),
            Example("who leaves it", beside, case.plan(beside, {"C": "P2", "D": "Q2"}), 0),
            Example(
                "a third deputy within a quota of three", three, case.plan(three, {"C": "P3"}), 0
            ),
            Example("a third deputy against a quota of two", two, case.plan(two, {"C": "P3"}), 1),
            Example(
                "an overage that stood before is not the plan's fault",
                one,
                case.plan(one),
                0,
                listed=1,
            ),
            Example("an overage of one made worse by one", one, case.plan(one, {"C": "P3"}), 1),
            Example(
                "an overage refilled",
                one,
                case.plan(one, {"A": "release", "C": "P1"}),
                1,
            ),
            Example(
                "refilled though both leave, undecided",
                one,
                case.plan(one, {"A": "release", "B": "release", "C": "P1"}),
                1,
            ),
            Example("two leave by decision: one comes", gone_both, case.plan(gone_both, both), 0),
            Example("one leaves by decision: one comes", gone_one, case.plan(gone_one, single), 1),
            Example(
                "a change of seats inside the unit fills nothing",
                one,
                case.plan(one, {"A": "P3"}),
                0,
                listed=1,
            ),
            Example("other members counted", member, case.plan(member), 0),
            Example(
                "a deputy more, other members counted", member, case.plan(member, {"C": "P3"}), 1
            ),
            Example("a deputy more, they not", apart, case.plan(apart, {"C": "P3"}), 0),
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
                1,
            ),
            Example("an overage that a retirement clears", old, case.plan(old, gone), 0),
            Example("is not made again", old, case.plan(old, {**gone, "C": "P1"}), 1),
        ]


def _bound_to_go(scenario: Scenario, cadre: Cadre) -> bool:
    """Whether age or a decision takes the cadre away, whatever the plan says."""
    if any(
        d.cadre_id == cadre.cadre_id and d.action is DecisionAction.RELEASE
        for d in scenario.decisions
    ):
        return True
    law: Any = law_of(scenario, "retirement_due")
    optional = law is None or law.code in waivable_laws(scenario)
    waived = any(
        rule == "retirement_due" and cadre_id == cadre.cadre_id
        for rule, cadre_id, _ in scenario.waived
    )
    if optional or waived or cadre.status is Status.UNDER_REVIEW:
        return False
    return retires_in(cadre) <= scenario.month.plus(law.months_ahead)


def _quota(unit: Unit, role: str) -> int | None:
    return unit.chief_quota if role == "chief" else unit.deputy_quota
