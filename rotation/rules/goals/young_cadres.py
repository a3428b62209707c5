"""Leading teams have their share of young cadres, by kind of unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from rotation.domain.action import Action
from rotation.domain.cadre import Cadre
from rotation.domain.calendar import Month, age_years
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Post, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules import teams
from rotation.rules.base import BoolArray, Confidence, Example, Goal, Source, Words, param
from rotation.rules.phrases import UNITS_ABOVE, listed, unit_kind
from rotation.rules.words import Coded, Text, render, show

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Ints
    from rotation.model.program import Program

Percent = Annotated[int, Field(ge=0, le=100)]
Age = Annotated[int, Field(ge=20, le=60)]
Scope = UnitKind | Literal["all"]


class YoungCadres(Goal):
    """Amount: how many more of the seated members would have to be young, rounded up."""

    code: ClassVar[str] = "young_cadres"
    structure: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="班子配备年轻干部", en="Young cadres in teams"),
        sentence=Text(
            zh="领导班子成员中不满{under_age}岁的干部占实配人数的比例不低于（尾数进位）：{shares}。",
            en="The share of leading team members under {under_age} (of the seats that are "
            "taken, rounded up) is at least: {shares}.",
        )
        + UNITS_ABOVE,
        finding=Text(
            zh="{scope}领导班子实配{seated}名，不满{under_age}岁的{count}名，"
            "要求占{share}%，缺{amount}名",
            en="{count} of {seated} leading team members ({scope}) are under {under_age}, {share}% "
            "are asked, {amount} too few",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "2021年市级年轻干部配备目标（ZHGBSYS 统计表）",
            Confidence.LOCAL_PRACTICE,
            "",
            "2021",
            "township team members up to 35 about 30% (不满36岁), county department team members "
            "of about 35 about 15% (不满37岁)",
        ),
        Source(
            "同一系统的其他统计口径",
            Confidence.LOCAL_PRACTICE,
            note="about 35 is also coded as under 38, so the age is a parameter",
        ),
    )

    share_percent: dict[Scope, Percent] = param(
        {UnitKind.TOWNSHIP: 30, UnitKind.GOVERNMENT: 15},
        unit="percent",
        zh="占比不低于",
        en="share of at least",
    )
    under_age: int = param(
        37, ge=20, le=60, unit="age", zh="年龄不满（“35岁左右”的口径）", en="young: under"
    )

    under_age_in_kind: dict[Scope, Age] = param(
        {}, unit="age", zh="分单位类别另定的年龄界限，不满", en="young in units of a kind: under"
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        program.add_cost(self.code, ())  # stands for itself where no share is asked
        for scope, share in self.share_percent.items():
            team = teams.of_kind(board, None if scope == "all" else scope)
            young = teams.ages(board, team) < self._limit(scope)
            short = program.add_shortfall(
                self.code,
                team.keys,
                team.group,
                team.row,
                np.where(young, 100 - share, -share),
                at_least=0,
                unit=100,
            )
            self._add_cut(program, team, young, share, short)

    def _add_cut(
        self, program: Program, team: teams.Members, young: BoolArray, share: int, short: Ints
    ) -> None:
        """Say once more, in whole persons, what the share asks for; no plan is lost by it.

        Of S seats O are occupied, Y by the young. The share asks Y + short >= share x O / 100, so
        Y + short >= ceil(share x S / 100) - (S - O): at most S - ceil(share x S / 100) + short are
        not young. The relaxation is far tighter with this row.
        """
        older = np.flatnonzero(~young)
        group = np.arange(len(team.keys))
        program.add_rows(
            self.code,
            [(*key, "whole persons") for key in team.keys],
            np.concatenate([team.group[older], group]),
            np.concatenate([team.row[older], short]),
            np.concatenate([np.ones(len(older), dtype=np.int64), np.full(len(group), -1)]),
            upper=team.seats - -(-share * team.seats // 100),
        )

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        return [
            finding
            for scope, share in self.share_percent.items()
            for finding in self._check_scope(scenario, plan, scope, share)
        ]

    def _check_scope(
        self, scenario: Scenario, plan: Plan, scope: Scope, share: int
    ) -> list[Finding]:
        roster = scenario.roster
        posts = (
            post
            for post in roster.posts
            if post.in_team
            and not (unit := roster.unit[post.unit_id]).outside
            and scope in ("all", unit.kind)
        )
        births = [roster.cadre[i].birth for i in plan.sitting_in(posts)]
        limit, seated = self.under_age_in_kind.get(scope, self.under_age), len(births)
        young = sum(age_years(birth, scenario.month) < limit for birth in births)
        short = (share * seated + 99) // 100 - young
        if short <= 0:
            return []
        return [
            self.finding(
                scenario,
                amount=short,
                scope=unit_kind(None if scope == "all" else scope),
                seated=seated,
                count=young,
                share=share,
                under_age=limit,
            )
        ]

    def counts(self, cadre: Cadre, on: Month, kind: UnitKind) -> bool:
        """Whether this goal takes a member of a team of such a unit for young in a month."""
        return age_years(cadre.birth, on) < self._limit(kind)

    def favours(self, scenario: Scenario, action: Action, post: Post) -> bool:
        age = age_years(scenario.roster.cadre[action.cadre_id].birth, scenario.month)
        scopes = self.share_percent.keys() & {"all", scenario.roster.unit[post.unit_id].kind}
        return any(age < self._limit(scope) for scope in scopes)

    def _limit(self, scope: Scope) -> int:
        return self.under_age_in_kind.get(scope, self.under_age)

    def explain(self) -> Mapping[str, str]:
        shares = [(self._named(scope), share) for scope, share in self.share_percent.items()]
        given = {"under_age": self.under_age, "shares": listed(shares, Text(zh="%", en="%"))}
        return render(self.words.sentence, given)

    def _named(self, scope: Scope) -> Text | Coded:
        """A kind of unit, with its age limit where it has its own."""
        kind, own = unit_kind(None if scope == "all" else scope), self.under_age_in_kind.get(scope)
        if own is None:
            return kind
        zh, en = (show(kind, lang) for lang in ("zh", "en"))
        return Text(zh=f"{zh}（不满{own}岁）", en=f"{en} (under {own})")

    @classmethod
    def examples(cls) -> list[Example]:
        # Five team members of a township in November 2026. A is born in December 1989: 36 full
        # years, reaching 37 a month later; B is born in November 1989 and has reached 37.
        units = [case.unit("U1", kind=UnitKind.TOWNSHIP), case.unit("U2", kind=UnitKind.PARTY)]
        posts = [case.post(f"P{i}", role=Role.MEMBER) for i in range(1, 6)]
        posts.append(case.post("Q1", "U2", role=Role.MEMBER))
        births = ("1989-12", "1989-11", "1975-01", "1975-01", "1975-01")
        cadres = [
            case.cadre(name, f"P{i}", birth=birth)
            for i, (name, birth) in enumerate(zip("ABCDE", births, strict=True), start=1)
        ]
        cadres.append(case.cadre("Y", "Q1", birth="1995-01"))

        def asks(share: Mapping[str, int], **more: object) -> Scenario:
            on = {"young_cadres": {"share_percent": share, **more}}
            return case.scenario(units=units, posts=posts, cadres=cadres, goals=on)

        fifth, more = asks({"township": 20}), asks({"township": 21})
        wider = asks({"township": 40}, under_age=38)
        apart = asks({"township": 40, "party": 100}, under_age_in_kind={"party": 31})
        whole, two_thirds = asks({"all": 50}), asks({"township": 67})
        return [
            # 20% of 5 = 1: A is young, B no longer is
            Example("the share is met exactly", fifth, case.plan(fifth), 0),
            # 21% of 5 = 1.05, so 2 are needed, 1 is there
            Example("one percent more asks for one more", more, case.plan(more), 1),
            # 40% of 5 = 2: under 38 are A and B
            Example("a wider reading of 'about 35'", wider, case.plan(wider), 0),
            # 21% of 4 = 0.84, so 1: A alone does when E leaves
            Example("a smaller team asks for fewer", more, case.plan(more, {"E": "release"}), 0),
            # B to E: 20% of 4 = 0.8, so 1, and none of them is young
            Example("the young one leaves", fifth, case.plan(fifth, {"A": "release"}), 1),
            # A, B and C: 67% of 3 = 2.01, so 3; A alone is young, 2 short
            Example(
                "a hundredth of a person asks for one more",
                two_thirds,
                case.plan(two_thirds, {"D": "release", "E": "release"}),
                2,
            ),
            # U1: 40% of 5 = 2, under 37 is A alone; U2: Y, who is 31, is not under 31
            Example("an age for each kind of unit", apart, case.plan(apart), 2),
            # A and Y are young among six: 50% of 6 = 3
            Example("over all kinds of units", whole, case.plan(whole), 1),
        ]
