"""Each leading team has younger and older members."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rotation.domain.action import Action
from rotation.domain.calendar import age_years
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Post, Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules import teams
from rotation.rules.base import Confidence, Example, Goal, Source, Words, param
from rotation.rules.phrases import UNITS_ABOVE
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class AgeLadder(Goal):
    code: ClassVar[str] = "age_ladder"
    structure: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="班子年龄梯次", en="Age ladder of a team"),
        sentence=Text(
            zh="{seats}个以上职位的领导班子，实配成员中既有不满{someone_under}岁的干部，也有{someone_from}岁及以上的干部。",
            en="Each leading team of {seats} or more seats has somebody under {someone_under} "
            "and somebody aged {someone_from} or more.",
        )
        + UNITS_ABOVE,
        finding=Text(
            zh="{unit}班子年龄梯次不全，缺{missing}", en="the team of {unit} lacks {missing}"
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "地方干部管理信息系统（ZHGBSYS）班子研判",
            Confidence.LOCAL_PRACTICE,
            note="a team without younger members is marked red, a spread of more than five years "
            "green",
        ),
        Source(
            "年龄界限由组织部门自定",
            Confidence.PLANNERS_CHOICE,
            note="the two ages and the size from which a team is looked at",
        ),
    )

    seats: int = param(5, ge=1, le=50, unit="seats", zh="班子职位不少于", en="teams of at least")
    someone_under: int = param(40, ge=20, le=63, unit="age", zh="有人不满", en="somebody under")
    someone_from: int = param(
        50, ge=20, le=63, unit="age", zh="有人年满", en="somebody aged at least"
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        team = teams.of_each_unit(board, self.seats)
        age = teams.ages(board, team)
        for entry in (age < self.someone_under, age >= self.someone_from):
            program.add_shortfall(
                self.code, team.keys, team.group[entry], team.row[entry], at_least=1
            )

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for unit in scenario.roster.units:
            posts = [p for p in scenario.roster.posts_of.get(unit.unit_id, ()) if p.in_team]
            if unit.outside or sum(post.headcount for post in posts) < self.seats:
                continue
            team = plan.sitting_in(posts)
            now = scenario.month
            missing = self._missing([age_years(scenario.roster.cadre[i].birth, now) for i in team])
            if missing:
                found.append(
                    self.finding(
                        scenario,
                        amount=len(missing),
                        units=(unit.unit_id,),
                        missing=missing,
                    )
                )
        return found

    def favours(self, scenario: Scenario, action: Action, post: Post) -> bool:
        age = age_years(scenario.roster.cadre[action.cadre_id].birth, scenario.month)
        return age < self.someone_under or age >= self.someone_from

    def _missing(self, ages: list[int]) -> tuple[Text, ...]:
        under, least = self.someone_under, self.someone_from
        missing = []
        if not ages or min(ages) >= under:
            missing.append(Text(zh=f"不满{under}岁的干部", en=f"somebody under {under}"))
        if not ages or max(ages) < least:
            missing.append(Text(zh=f"{least}岁及以上的干部", en=f"somebody of {least} or more"))
        return tuple(missing)

    @classmethod
    def examples(cls) -> list[Example]:
        # Under 40 in November 2026 means born in December 1986 or later, 50 or more born in
        # November 1976 or earlier. B and C are 45 throughout.
        posts = [case.post(f"P{i}", role=Role.DEPUTY) for i in (1, 2, 3)]
        posts.append(case.post("P4", role=Role.ADMIN_CHIEF, headcount=2))

        def team(young: str, old: str, seats: int = 5) -> Scenario:
            cadres = [
                case.cadre("A", "P1", birth=young),
                case.cadre("B", "P2", birth="1981-05"),
                case.cadre("C", "P3", birth="1981-05"),
                case.cadre("D", "P4", birth=old),
            ]
            on = {"age_ladder": {"seats": seats}}
            return case.scenario(posts=posts, cadres=cadres, goals=on)

        edge = team("1986-12", "1976-11")
        past = team("1986-11", "1976-12")
        small = team("1986-11", "1976-12", seats=6)
        return [
            Example("39 and 50, both at the edge", edge, case.plan(edge), 0),
            Example("40 and 49, both one month past it", past, case.plan(past), 2),
            Example("a team of five seats where six are asked", small, case.plan(small), 0),
            # without D (50) the oldest is 45
            Example("the old one leaves", edge, case.plan(edge, {"D": "release"}), 1),
        ]
