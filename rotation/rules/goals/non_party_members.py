"""Leading teams have enough non-party cadres, overall and by kind of unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from pydantic import Field

from rotation.domain.action import Action
from rotation.domain.cadre import Cadre
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import CHIEF_ROLES, Post, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules import teams
from rotation.rules.base import Confidence, Example, Goal, Source, Words, param
from rotation.rules.phrases import UNITS_ABOVE, listed, unit_kind
from rotation.rules.words import Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program

Persons = Annotated[int, Field(ge=0, le=10_000)]
_YOUTH_LEAGUE = "03"
_MEMBERS, _CHIEFS = Text(zh="干部", en="team members"), Text(zh="正职", en="chiefs")


class NonPartyMembers(Goal):
    code: ClassVar[str] = "non_party_members"
    structure: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="班子配备党外干部", en="Non-party cadres in teams"),
        sentence=Text(
            zh="领导班子中的党外干部{asked}。",
            en="Non-party cadres serve in leading teams, {asked}.",
        )
        + UNITS_ABOVE,
        finding=Text(
            zh="{scope}领导班子有党外{who}{count}名，要求不少于{least}名，缺{amount}名",
            en="non-party {who} ({scope}): {count} ({least} asked, {amount} too few)",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "中国共产党统一战线工作条例",
            Confidence.SECONDARY,
            "第四十五条",
            "2020",
            "teams of courts and procuratorates should have non-party cadres",
        ),
        Source(
            "湖北省关于市州、县市区政府部门配备党外正职的要求",
            Confidence.SECONDARY,
            "",
            "2015",
            "generally one or two non-party heads of government departments",
        ),
        Source(
            "地方干部管理信息系统（ZHGBSYS）班子结构",
            Confidence.LOCAL_PRACTICE,
            note="county teams: people's congress 1, government 1, CPPCC 3",
        ),
        Source(
            "GB/T 4762 政治面貌代码",
            Confidence.LOCAL_PRACTICE,
            note="04 to 13 count as non-party; whether 03 (Youth League) counts is a local choice",
        ),
    )

    minimum: int = param(0, ge=0, le=10_000, unit="persons", zh="合计不少于", en="overall at least")
    minimum_in_kind: dict[UnitKind, Persons] = param(
        {}, unit="persons", zh="分单位类别不少于", en="at least, by kind of unit"
    )
    chiefs_in_kind: dict[UnitKind, Persons] = param(
        {}, unit="persons", zh="其中正职，分单位类别不少于", en="chiefs at least, by kind of unit"
    )
    youth_league_counts: bool = param(
        False, zh="共青团员计入党外干部", en="Youth League members count"
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        cadres = scenario.roster.cadres
        counts = board.facts.cadres.non_party
        if self.youth_league_counts:
            counts = counts | np.array([c.political_status == _YOUTH_LEAGUE for c in cadres])
        every, chief = board.facts.posts.in_team, board.facts.posts.chief
        for among, kind, least in (
            (every, None, self.minimum),
            *((every, kind, least) for kind, least in self.minimum_in_kind.items()),
            *((chief, kind, least) for kind, least in self.chiefs_in_kind.items()),
        ):
            team = teams.of_kind(board, kind, among)
            entry = counts[team.cadre]
            program.add_shortfall(
                self.code, team.keys, team.group[entry], team.row[entry], at_least=least
            )

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        members = list(_team_members(scenario, plan))
        chiefs = [(cadre, post) for cadre, post in members if post.role in CHIEF_ROLES]
        asked = (
            (members, _MEMBERS, [(None, self.minimum), *self.minimum_in_kind.items()]),
            (chiefs, _CHIEFS, self.chiefs_in_kind.items()),
        )
        return [
            finding
            for among, who, targets in asked
            for kind, least in targets
            for finding in self._short(scenario, among, who, kind, least)
        ]

    def _short(
        self,
        scenario: Scenario,
        among: Sequence[tuple[Cadre, Post]],
        who: Text,
        kind: UnitKind | None,
        least: int,
    ) -> Iterator[Finding]:
        counted = {
            cadre.cadre_id
            for cadre, post in among
            if kind in (None, scenario.roster.unit[post.unit_id].kind) and self.counts(cadre)
        }
        count = len(counted)
        if count < least:
            yield self.finding(
                scenario,
                amount=least - count,
                scope=unit_kind(kind),
                who=who,
                count=count,
                least=least,
            )

    def counts(self, cadre: Cadre) -> bool:
        """Whether this goal takes a cadre for a non-party one."""
        if cadre.political_status == "03":
            return self.youth_league_counts
        return cadre.non_party

    def favours(self, scenario: Scenario, action: Action, post: Post) -> bool:
        return self.counts(scenario.roster.cadre[action.cadre_id])

    def explain(self) -> Mapping[str, str]:
        kinds = [(unit_kind(kind), least) for kind, least in self.minimum_in_kind.items()]
        in_kinds = listed(kinds, Text(zh="名", en=""))
        zh, en = [], []
        if self.minimum:
            zh.append(f"合计不少于{self.minimum}名")
            en.append(f"in all at least {self.minimum}")
        if kinds:
            zh.append(f"分单位类别不少于：{in_kinds.zh}")
            en.append(f"by kind of unit at least: {in_kinds.en}")
        chiefs = [(unit_kind(kind), least) for kind, least in self.chiefs_in_kind.items()]
        if chiefs:
            in_kinds = listed(chiefs, Text(zh="名", en=""))
            zh.append(f"其中正职不少于：{in_kinds.zh}")
            en.append(f"chiefs among them at least: {in_kinds.en}")
        if not zh:
            zh, en = ["人数不作要求"], ["with no number asked"]
        return render(self.words.sentence, {"asked": Text(zh="；".join(zh), en="; ".join(en))})

    @classmethod
    def examples(cls) -> list[Example]:
        # A (democratic league) sits in a township's team, B (party member) and C (Youth League)
        # in a government department's; D (no party) holds a staff post, which is in no team.
        units = [case.unit("U1", kind=UnitKind.TOWNSHIP), case.unit("U2", kind=UnitKind.GOVERNMENT)]
        posts = [
            case.post("P1", "U1", role=Role.DEPUTY),
            case.post("P2", "U2", role=Role.DEPUTY),
            case.post("P3", "U2", role=Role.DEPUTY),
            case.post("P4", "U2", role=Role.STAFF),
        ]
        cadres = [
            case.cadre("A", "P1", political_status="05"),
            case.cadre("B", "P2", political_status="01"),
            case.cadre("C", "P3", political_status="03"),
            case.cadre("D", "P4", political_status="13"),
        ]

        def asks(**goal: object) -> Scenario:
            on = {"non_party_members": goal}
            return case.scenario(units=units, posts=posts, cadres=cadres, goals=on)

        one, two = asks(minimum=1), asks(minimum=2)
        kinds = asks(minimum_in_kind={"township": 1, "government": 2})
        league = asks(minimum=2, youth_league_counts=True)
        # A sits in the other team beside that: still one person.
        twice = case.with_concurrent(two, "A", "P2")
        heads = case.scenario(
            units=units,
            posts=[case.post("P1", "U2", role=Role.ADMIN_CHIEF), *posts[1:]],
            cadres=cadres,
            goals={"non_party_members": {"chiefs_in_kind": {"government": 1}}},
        )
        return [
            # A counts; B is a party member, C not counted, D in no team: 1
            Example("one where one is asked", one, case.plan(one), 0),
            Example("one where two are asked", two, case.plan(two), 1),
            Example("one who sits in two", twice, case.plan(twice, {"B": "release"}), 1),
            # D takes B's seat in the team: A and D = 2
            Example("a second one joins", two, case.plan(two, {"D": "P2", "B": "release"}), 0),
            # township: A = 1 of 1; government: none of 2
            Example("by kind of unit", kinds, case.plan(kinds), 2),
            # A leaves: township 0 of 1; D joins: government 1 of 2
            Example(
                "one short in each kind",
                kinds,
                case.plan(kinds, {"A": "release", "D": "P2", "B": "release"}),
                2,
            ),
            # A and C = 2
            Example("the Youth League counts where it is asked to", league, case.plan(league), 0),
            # A heads U2's team; without A the head's seat is empty, and D is a deputy
            Example("a non-party head", heads, case.plan(heads), 0),
            Example(
                "but no deputy",
                heads,
                case.plan(heads, {"A": "release", "B": "release", "D": "P2"}),
                1,
            ),
        ]


def _team_members(scenario: Scenario, plan: Plan) -> Iterator[tuple[Cadre, Post]]:
    """Everybody in a leading team, with the post."""
    for post_id, holders in plan.holders.items():
        post = scenario.roster.post[post_id]
        if post.in_team and not scenario.roster.unit[post.unit_id].outside:
            for cadre_id in holders:
                yield scenario.roster.cadre[cadre_id], post
