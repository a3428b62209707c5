"""Leading teams have women in them: each team, a share of the teams, a share of the chiefs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from pydantic import Field

from rotation.domain.action import Action
from rotation.domain.cadre import Gender
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import CHIEF_ROLES, Post, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit, UnitKind
from rotation.rules import casework as case
from rotation.rules import teams
from rotation.rules.base import Confidence, Example, Goal, Source, Words, param
from rotation.rules.phrases import UNITS_ABOVE, listed, unit_kind
from rotation.rules.words import Text, render, show

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program

Persons = Annotated[int, Field(ge=0, le=20)]
Percent = Annotated[int, Field(ge=0, le=100)]


class WomenInTeam(Goal):
    """Amount: women too few in each team, and teams and chiefs short of the shares, rounded up."""

    code: ClassVar[str] = "women_in_team"
    structure: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="班子配备女干部", en="Women in each team"),
        sentence=Text(
            zh="{seats}个以上职位的领导班子{women}{more}。",
            en="Each leading team of {seats} or more seats has {women}{more}.",
        )
        + UNITS_ABOVE,
        finding=Text(zh="{told}", en="{told}"),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "领导班子女干部配备的地方目标（郑州2007、河南2011—2020等）",
            Confidence.LOCAL_PRACTICE,
            "",
            "",
            "county teams and township teams at least one woman each; 55 or 60% of departments "
            "have one",
        ),
        Source(
            "湖北省女干部配备的要求",
            Confidence.LOCAL_PRACTICE,
            "",
            "2012",
            "women at least 15% of chiefs; seen in a secondary page",
        ),
    )

    minimum: int = param(1, ge=0, le=20, unit="persons", zh="至少", en="at least")
    seats: int = param(3, ge=1, le=50, unit="seats", zh="班子职位不少于", en="teams of at least")
    minimum_in_kind: dict[UnitKind, Persons] = param(
        {}, unit="persons", zh="分单位类别另定，至少", en="at least, in units of a kind"
    )
    teams_percent: dict[UnitKind, Percent] = param(
        {}, unit="percent", zh="配有女干部的班子占比不低于", en="share of teams with a woman"
    )
    chiefs_percent: int = param(
        0, ge=0, le=100, unit="percent", zh="正职中女干部占比不低于", en="share of chiefs"
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        units = scenario.roster.unit
        team = teams.of_each_unit(board, self.seats)
        kinds = [units[unit_id].kind for (unit_id,) in team.keys]
        woman = board.facts.cadres.female[team.cadre]
        group, row = team.group[woman], team.row[woman]
        least = [self.minimum_in_kind.get(kind, self.minimum) for kind in kinds]
        program.add_shortfall(self.code, team.keys, group, row, at_least=least)
        for kind, share in self.teams_percent.items():
            of_kind = np.flatnonzero([kind is each for each in kinds])
            entry = np.isin(group, of_kind)
            keys = [(*team.keys[at], "without a woman") for at in of_kind]
            self._ask_teams(
                program, kind, keys, np.searchsorted(of_kind, group[entry]), row[entry], share
            )
        if self.chiefs_percent:
            self._ask_chiefs(board, program)

    def _ask_teams(  # noqa: PLR0917
        self,
        program: Program,
        kind: UnitKind,
        keys: list[tuple[str, str]],
        group: teams.Ints,
        row: teams.Ints,
        share: int,
    ) -> None:
        """A column per team that is 1 where it has no woman; of them so many are too many."""
        asked = -(-share * len(keys) // 100)
        if not asked:
            return
        place = np.arange(len(keys))
        lacks = program.add_integers(self.code, keys, 1)
        entries = np.concatenate([group, place]), np.concatenate([row, lacks])
        program.add_rows(self.code, keys, *entries, lower=1)
        short = program.add_integers(self.code, [(kind.value, "teams")], asked)
        program.add_rows(
            self.code,
            [(kind.value, "teams")],
            np.zeros(len(keys) + 1, dtype=np.int64),
            np.concatenate([lacks, short]),
            np.concatenate([np.ones_like(lacks), [-1]]),
            upper=len(keys) - asked,
        )
        program.add_cost(self.code, short)

    def _ask_chiefs(self, board: Board, program: Program) -> None:
        chiefs = teams.of_kind(board, None, board.facts.posts.chief)
        woman = board.facts.cadres.female[chiefs.cadre]
        program.add_shortfall(
            self.code,
            [("chiefs",)],
            chiefs.group,
            chiefs.row,
            np.where(woman, 100 - self.chiefs_percent, -self.chiefs_percent),
            at_least=0,
            unit=100,
        )

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        return [
            *self._check_each(scenario, plan),
            *self._check_teams(scenario, plan),
            *self._check_chiefs(scenario, plan),
        ]

    def _teams(self, scenario: Scenario, plan: Plan) -> Iterator[tuple[Unit, int]]:
        """The units whose teams are looked at, with the women there."""
        for unit in scenario.roster.units:
            posts = [p for p in scenario.roster.posts_of.get(unit.unit_id, ()) if p.in_team]
            if unit.outside or sum(post.headcount for post in posts) < self.seats:
                continue
            team = plan.sitting_in(posts)
            yield unit, sum(scenario.roster.cadre[i].gender is Gender.FEMALE for i in team)

    def _check_each(self, scenario: Scenario, plan: Plan) -> Iterator[Finding]:
        for unit, women in self._teams(scenario, plan):
            short = self.minimum_in_kind.get(unit.kind, self.minimum) - women
            if short > 0:
                told = Text(
                    zh=f"{unit.name}班子有女干部{women}名，缺{short}名",
                    en=f"the team of {unit.name} has {women} women, {short} too few",
                )
                yield self.finding(scenario, amount=short, units=(unit.unit_id,), told=told)

    def _check_teams(self, scenario: Scenario, plan: Plan) -> Iterator[Finding]:
        for kind, share in self.teams_percent.items():
            women = [count for unit, count in self._teams(scenario, plan) if unit.kind is kind]
            having = sum(count > 0 for count in women)
            short = (share * len(women) + 99) // 100 - having
            if short > 0:
                zh, en = (show(unit_kind(kind), lang) for lang in ("zh", "en"))
                told = Text(
                    zh=f"{zh}{len(women)}个班子中{having}个配有女干部，要求占{share}%，缺{short}个",
                    en=f"{having} of {len(women)} teams ({en}) have a woman, {share}% are asked, "
                    f"{short} too few",
                )
                yield self.finding(scenario, amount=short, told=told)

    def _check_chiefs(self, scenario: Scenario, plan: Plan) -> Iterator[Finding]:
        roster = scenario.roster
        leading = (
            post
            for post in roster.posts
            if post.role in CHIEF_ROLES and not roster.unit[post.unit_id].outside
        )
        chiefs = [roster.cadre[i] for i in plan.sitting_in(leading)]
        women, share = sum(c.gender is Gender.FEMALE for c in chiefs), self.chiefs_percent
        short = (share * len(chiefs) + 99) // 100 - women
        if short > 0:
            told = Text(
                zh=f"正职{len(chiefs)}名中有女干部{women}名，要求占{share}%，缺{short}名",
                en=f"{women} of {len(chiefs)} chiefs are women, {share}% are asked, {short} too "
                "few",
            )
            yield self.finding(scenario, amount=short, told=told)

    def favours(self, scenario: Scenario, action: Action, post: Post) -> bool:
        return scenario.roster.cadre[action.cadre_id].gender is Gender.FEMALE

    def explain(self) -> Mapping[str, str]:
        least = self.minimum
        some = "at least one woman" if least == 1 else f"at least {least} women"
        women = Text(zh=f"至少配备{least}名女干部", en=some)
        if not least:
            women = Text(zh="不逐个要求配备女干部", en="no number of women asked of it")
        more = Text(
            zh="".join(f"；{part.zh}" for part in self._further()),
            en="".join(f"; {part.en}" for part in self._further()),
        )
        return render(self.words.sentence, {"seats": self.seats, "women": women, "more": more})

    def _further(self) -> Iterator[Text]:
        """What is asked besides, in words."""
        if self.minimum_in_kind:
            pairs = [(unit_kind(kind), least) for kind, least in self.minimum_in_kind.items()]
            told = listed(pairs, Text(zh="名", en=""))
            yield Text(zh=f"分单位类别至少：{told.zh}", en=f"by kind of unit at least: {told.en}")
        if self.teams_percent:
            pairs = [(unit_kind(kind), share) for kind, share in self.teams_percent.items()]
            told = listed(pairs, Text(zh="%", en="%"))
            yield Text(
                zh=f"配有女干部的班子占比不低于：{told.zh}",
                en=f"the share of teams with a woman is at least: {told.en}",
            )
        if self.chiefs_percent:
            yield Text(
                zh=f"正职中女干部占比不低于{self.chiefs_percent}%",
                en=f"at least {self.chiefs_percent}% of chiefs are women",
            )

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_cases_of_one_team(), *_cases_of_shares()]


def _cases_of_one_team() -> list[Example]:
    posts = [case.post(f"P{i}", role=Role.DEPUTY) for i in (1, 2, 3)]
    team = [case.cadre("A", "P1", gender=Gender.FEMALE), case.cadre("B", "P2")]
    woman = case.cadre("C", gender=Gender.FEMALE)

    def asks(**goal: object) -> Scenario:
        units = [case.unit("U1", kind=UnitKind.TOWNSHIP)]
        goals = {"women_in_team": goal}
        return case.scenario(units=units, posts=posts, cadres=[*team, woman], goals=goals)

    one, two = asks(minimum=1), asks(minimum=2)
    towns = asks(minimum=0, minimum_in_kind={"township": 2})
    fewer = asks(minimum=2, minimum_in_kind={"township": 1})
    small = case.scenario(
        posts=[case.post("P1", role=Role.DEPUTY, headcount=2)],
        cadres=[case.cadre("B", "P1")],
        goals={"women_in_team": {}},
    )
    return [
        Example("one woman where one is asked", one, case.plan(one), 0),
        Example("one woman where two are asked", two, case.plan(two), 1),
        Example("a second woman joins", two, case.plan(two, {"C": "P3"}), 0),
        Example(
            "the only woman leaves and nobody follows", two, case.plan(two, {"A": "release"}), 2
        ),
        Example("two asked of townships alone", towns, case.plan(towns), 1),
        Example("one asked of townships, two of others", fewer, case.plan(fewer), 0),
        Example("a team of two seats is not looked at", small, case.plan(small), 0),
    ]


def _cases_of_shares() -> list[Example]:
    # Three departments with a team of one chief each; A, a woman, heads the first. C is a woman.
    units = [case.unit(f"U{i}", kind=UnitKind.GOVERNMENT) for i in (1, 2, 3)]
    posts = [case.post(f"P{i}", f"U{i}", role=Role.ADMIN_CHIEF) for i in (1, 2, 3)]
    cadres = [
        case.cadre("A", "P1", gender=Gender.FEMALE),
        case.cadre("B", "P2"),
        case.cadre("D", "P3"),
        case.cadre("C", gender=Gender.FEMALE),
    ]

    def asks(**goal: object) -> Scenario:
        goals = {"women_in_team": {"minimum": 0, "seats": 1, **goal}}
        return case.scenario(units=units, posts=posts, cadres=cadres, goals=goals)

    third, half = (asks(teams_percent={"government": share}) for share in (33, 55))
    chiefs = asks(chiefs_percent=34)
    return [
        # 33% of 3 = 0.99, so 1; 55% of 3 = 1.65, so 2
        Example("a third of the teams", third, case.plan(third), 0),
        Example("more than half of the teams", half, case.plan(half), 1),
        Example("a second team", half, case.plan(half, {"B": "release", "C": "P2"}), 0),
        Example("no team", half, case.plan(half, {"A": "release"}), 2),
        # 34% of 3 = 1.02, so 2; of 2 = 0.68, so 1
        Example("one of three chiefs", chiefs, case.plan(chiefs), 1),
        Example("one of two chiefs", chiefs, case.plan(chiefs, {"B": "release"}), 0),
    ]
