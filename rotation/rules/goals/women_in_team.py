"""Every leading team has women in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from rotation.domain.cadre import Gender
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules import teams
from rotation.rules.base import Confidence, Example, Goal, Source, Words, param
from rotation.rules.words import Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class WomenInTeam(Goal):
    code: ClassVar[str] = "women_in_team"
    structure: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="班子配备女干部", en="Women in each team"),
        sentence=Text(
            zh="{seats}个以上职位的领导班子{women}。",
            en="Each leading team of {seats} or more seats has {women}.",
        ),
        finding=Text(
            zh="{unit}班子有女干部{count}名，缺{amount}名",
            en="the team of {unit} has {count} women, {amount} too few",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "领导班子女干部配备的地方目标（郑州2007、河南2011—2020等）",
            Confidence.LOCAL_PRACTICE,
            "",
            "",
            "county teams and township teams at least one woman each",
        ),
    )

    minimum: int = param(1, ge=0, le=20, unit="persons", zh="至少", en="at least")
    seats: int = param(3, ge=1, le=50, unit="seats", zh="班子职位不少于", en="teams of at least")

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        team = teams.of_each_unit(board, self.seats)
        woman = board.facts.cadres.female[team.cadre]
        program.add_shortfall(
            self.code, team.keys, team.group[woman], team.row[woman], at_least=self.minimum
        )

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for unit in scenario.roster.units:
            posts = [p for p in scenario.roster.posts_of.get(unit.unit_id, ()) if p.in_team]
            if sum(post.headcount for post in posts) < self.seats:
                continue
            team = [i for p in posts for i in plan.holders.get(p.post_id, ())]
            women = [i for i in team if scenario.roster.cadre[i].gender is Gender.FEMALE]
            if len(women) < self.minimum:
                found.append(
                    self.finding(
                        scenario,
                        amount=self.minimum - len(women),
                        units=(unit.unit_id,),
                        count=len(women),
                    )
                )
        return found

    def explain(self) -> Mapping[str, str]:
        least = self.minimum
        some = "at least one woman" if least == 1 else f"at least {least} women"
        women = Text(zh=f"至少配备{least}名女干部", en=some)
        return render(self.words.sentence, {"seats": self.seats, "women": women})

    @classmethod
    def examples(cls) -> list[Example]:
        posts = [case.post(f"P{i}", role=Role.DEPUTY) for i in (1, 2, 3)]
        team = [case.cadre("A", "P1", gender=Gender.FEMALE), case.cadre("B", "P2")]
        woman = case.cadre("C", gender=Gender.FEMALE)

        def asks(minimum: int) -> Scenario:
            goals = {"women_in_team": {"minimum": minimum}}
            return case.scenario(posts=posts, cadres=[*team, woman], goals=goals)

        one, two = asks(1), asks(2)
        return [
            Example("one woman where one is asked", one, case.plan(one), 0),
            Example("one woman where two are asked", two, case.plan(two), 1),
            Example("a second woman joins", two, case.plan(two, {"C": "P3"}), 0),
            Example(
                "the only woman leaves and nobody follows", two, case.plan(two, {"A": "release"}), 2
            ),
        ]
