"""The mean age of each leading team stays within a limit."""

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


class TeamMeanAge(Goal):
    """Amount in person-years: the team's summed age above the limit times its members."""

    code: ClassVar[str] = "team_mean_age"
    structure: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="班子平均年龄", en="Mean age of a team"),
        sentence=Text(
            zh="{seats}个以上职位的领导班子，实配成员平均年龄（按周岁）不超过{at_most}岁。",
            en="The mean age, in completed years, of each leading team of {seats} or more seats "
            "is at most {at_most}.",
        )
        + UNITS_ABOVE,
        finding=Text(
            zh="{unit}班子{count}人，平均年龄{mean}岁，超过{limit}岁，各人合计超出{amount}岁",
            en="the {count} members of the team of {unit} are {mean} years old on average, above "
            "{limit} by {amount} years in sum",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "地方干部管理信息系统（ZHGBSYS）班子研判",
            Confidence.LOCAL_PRACTICE,
            note="a team whose mean age is above the city's is marked",
        ),
        Source(
            "班子平均年龄的公开统计",
            Confidence.SECONDARY,
            note="county leaders 43.1 (2003), Beijing township committees 43 (2011); the limit is "
            "the planner's",
        ),
    )

    at_most: int = param(45, ge=25, le=63, unit="age", zh="平均年龄不超过", en="mean at most")
    seats: int = param(3, ge=1, le=50, unit="seats", zh="班子职位不少于", en="teams of at least")

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        team = teams.of_each_unit(board, self.seats)
        younger = self.at_most - teams.ages(board, team)
        program.add_shortfall(self.code, team.keys, team.group, team.row, younger, at_least=0)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for unit in scenario.roster.units:
            posts = [p for p in scenario.roster.posts_of.get(unit.unit_id, ()) if p.in_team]
            if unit.outside or sum(post.headcount for post in posts) < self.seats:
                continue
            team = plan.sitting_in(posts)
            now = scenario.month
            total = sum(age_years(scenario.roster.cadre[i].birth, now) for i in team)
            over = total - self.at_most * len(team)
            if over > 0:
                found.append(
                    self.finding(
                        scenario,
                        amount=over,
                        units=(unit.unit_id,),
                        count=len(team),
                        mean=f"{total / len(team):.2f}",
                        limit=self.at_most,
                    )
                )
        return found

    def favours(self, scenario: Scenario, action: Action, post: Post) -> bool:
        birth = scenario.roster.cadre[action.cadre_id].birth
        return age_years(birth, scenario.month) < self.at_most

    @classmethod
    def examples(cls) -> list[Example]:
        # In November 2026: A, born December 1976, is 49; B, born November 1981, is 45;
        # C, born 1985-06, is 41. Limit 45.
        posts = [case.post(f"P{i}", role=Role.MEMBER) for i in (1, 2, 3)]
        cadres = [
            case.cadre("A", "P1", birth="1976-12"),
            case.cadre("B", "P2", birth="1981-11"),
            case.cadre("C", "P3", birth="1985-06"),
        ]

        def asks(**goal: int) -> Scenario:
            on = {"team_mean_age": goal}
            return case.scenario(posts=posts, cadres=cadres, goals=on)

        usual, lower, large = asks(), asks(at_most=44), asks(seats=4)
        return [
            # 49 + 45 + 41 = 135 = 3 x 45
            Example("a mean of exactly 45", usual, case.plan(usual), 0),
            # 135 - 3 x 44 = 3
            Example("one year above a limit of 44", lower, case.plan(lower), 3),
            # 49 + 45 - 2 x 45 = 4
            Example("the youngest leaves", usual, case.plan(usual, {"C": "release"}), 4),
            Example(
                "a team of three where four are asked",
                large,
                case.plan(large, {"C": "release"}),
                0,
            ),
            Example("nobody left", usual, case.plan(usual, dict.fromkeys("ABC", "release")), 0),
        ]
