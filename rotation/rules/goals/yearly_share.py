"""A share of those in certain posts is moved every year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.action import MOVING
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words, param
from rotation.rules.phrases import IN_OTHER_HANDS
from rotation.rules.share import Share
from rotation.rules.words import Coded, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class YearlyShare(Goal):
    code: ClassVar[str] = "yearly_share"
    words: ClassVar[Words] = Words(
        title=Text(zh="每年交流比例", en="Share moved each year"),
        sentence=Text(
            zh="{roles}中{fields}的，每年交流不少于现有人数的{share}（尾数进位；退出现职的计入，到龄退休的不计）。",
            en="Of those who serve as {roles} ({fields}) at least {share} are moved each year "
            "(rounded up; a release counts, a retirement does not).",
        )
        + IN_OTHER_HANDS,
        finding=Text(
            zh="应交流{target}名（现有{members}名的{share}），实际{moved}名，少{amount}名",
            en="{target} of {members} should be moved ({share}), {moved} are: {amount} short",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "甘肃省直机关处级干部交流的规定",
            Confidence.LOCAL_PRACTICE,
            "",
            "2009",
            "each year at least 20 % of the headcount for three years",
        ),
        Source(
            "按现有人数计算",
            Confidence.PLANNERS_CHOICE,
            note="counted on those who hold such posts now; which posts is a parameter",
        ),
    )

    share: Share = param(0.2, ge=0, le=1, zh="每年交流占现有人数", en="share moved each year")
    roles: tuple[Role, ...] = param(
        (Role.PARTY_CHIEF, Role.ADMIN_CHIEF, Role.DEPUTY, Role.MEMBER, Role.SECTION_HEAD),
        zh="计算的职务",
        en="posts counted",
    )
    fields: tuple[str, ...] = param(
        (), zh="只计算的业务领域（不选为全部）", en="fields counted (none: all)", codes="field"
    )

    def explain(self) -> Mapping[str, str]:
        values: dict[str, Any] = self.model_dump()
        values["roles"] = [Coded("role", role) for role in self.roles]
        every = Text(zh="各业务领域", en="of every field")
        values["fields"] = [Coded("field", field) for field in self.fields] or every
        return render(self.words.sentence, values)

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        roster, facts = scenario.roster, board.facts
        trades = [{*post.fields, roster.unit[post.unit_id].field or ""} for post in roster.posts]
        wanted = np.array([not self.fields or bool(each & {*self.fields}) for each in trades])
        wanted &= np.isin(facts.posts.role, [list(Role).index(role) for role in self.roles])
        wanted &= ~np.array([unit.outside for unit in roster.units])[facts.posts.unit]
        wanted &= ~np.array([post.own_line for post in roster.posts])
        counted = (facts.cadres.post >= 0) & wanted[facts.cadres.post]
        target = -(-self.share.numerator * int(counted.sum()) // self.share.denominator)
        moved = np.flatnonzero(board.moving & counted[board.cadre])
        program.add_shortfall(self.code, [("plan",)], np.zeros_like(moved), moved, at_least=target)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        members = [c.cadre_id for c in scenario.roster.cadres if self._counts(scenario, c.post_id)]
        moved = sum(plan.action_of[cadre_id].kind in MOVING for cadre_id in members)
        exact = self.share * len(members)
        target = int(exact) + (int(exact) != exact)
        if moved >= target:
            return []
        return [
            self.finding(
                scenario,
                amount=target - moved,
                target=target,
                members=len(members),
                share=str(self.model_dump()["share"]),
                moved=moved,
            )
        ]

    def _counts(self, scenario: Scenario, post_id: str | None) -> bool:
        if post_id is None:
            return False
        post, unit = scenario.roster.post[post_id], scenario.roster.unit_of_post(post_id)
        if unit.outside or post.own_line or post.role not in self.roles:
            return False
        return not self.fields or any(f in post.fields or f == unit.field for f in self.fields)

    @classmethod
    def examples(cls) -> list[Example]:
        def made(count: int, field: str | None = None, **parameters: object) -> Scenario:
            """A0, A1, ... are deputies; S is staff; half the posts deal with audit."""
            posts = [
                *(
                    case.post(f"P{i}", role=Role.DEPUTY, fields=["audit"] if i % 2 else [])
                    for i in range(count)
                ),
                case.post("S", role=Role.STAFF),
                *(case.post(f"F{i}", "U2") for i in range(3)),
            ]
            cadres = [
                *(case.cadre(f"A{i}", f"P{i}") for i in range(count)),
                case.cadre("S", "S"),
            ]
            units = [case.unit("U1", field=field)]
            goals = {cls.code: parameters}
            return case.scenario(units=units, posts=posts, cadres=cadres, goals=goals)

        five, six, audit = made(5), made(6), made(6, fields=["audit"])
        others = replace(
            five,
            roster=replace(
                five.roster,
                posts=tuple(
                    replace(post, own_line=post.post_id != "P0") for post in five.roster.posts
                ),
            ),
        )
        whole = made(6, "audit", fields=["audit"])
        third, staff = made(6, share="1/3"), {"S": "F0"}
        return [
            Example("one of five", five, case.plan(five, {"A0": "F0"}), 0),
            Example("none of five", five, case.plan(five), 1),
            Example("one of six: 1.2 are asked", six, case.plan(six, {"A0": "F0"}), 1),
            Example("two of six", six, case.plan(six, {"A0": "F0", "A1": "release"}), 0),
            Example("a third of six", third, case.plan(third, {"A0": "F0", "A1": "F1"}), 0),
            Example("staff do not count", five, case.plan(five, staff), 1),
            Example("one of three who deal with audit", audit, case.plan(audit, {"A1": "F0"}), 0),
            Example("one of six of such a unit", whole, case.plan(whole, {"A1": "F0"}), 1),
            Example("whose own line moves them", others, case.plan(others, {"A0": "F0"}), 0),
            Example("another than they", audit, case.plan(audit, {"A0": "F0"}), 1),
        ]
