"""Enough of a leading team has a professional background in what its unit does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import Action
from rotation.domain.cadre import Cadre
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Post, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit
from rotation.rules import casework as case
from rotation.rules import teams
from rotation.rules.base import BoolArray, Confidence, Example, Goal, Source, Words, param
from rotation.rules.phrases import UNITS_ABOVE
from rotation.rules.share import Share
from rotation.rules.words import Text, render

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from rotation.model.board import Board
    from rotation.model.program import Program


def told(unit: Unit, team: Sequence[Post]) -> bool:
    """Whether the unit or its team's posts tell what background fits."""
    return unit.field is not None or any(post.fields or post.majors for post in team)


class TeamProfession(Goal):
    """Amount: how many more members of each team would have to be professionals, rounded up.

    A professional studied what a post of the team asks for, or has worked long enough in a field of
    the unit or of the team's posts, by the careers. A team of which neither is told is left out.
    """

    code: ClassVar[str] = "team_profession"
    reads = ("posts.majors",)
    idle_without = False
    structure: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="班子专业结构", en="Professions in a team"),
        sentence=Text(
            zh="{seats}个以上职位的领导班子，"
            "具有与本单位业务相适应的专业背景的成员占比不低于{share}（所学专业符合班子岗位的专业要求，或者连续从事本单位业务领域工作满{years}年，按履历计；尾数进位）；单位和班子岗位都未填领域、专业的不计。",
            en="Of each leading team of {seats} or more seats at least {share} have a "
            "professional background in what the unit does (a major that a post of the team asks "
            "for, or {years} years on end in a field of the unit or of the team's posts, by the "
            "careers), rounded up. A team for which neither fields nor majors are told is left "
            "out.",
        )
        + UNITS_ABOVE,
        finding=Text(
            zh="{unit}班子{seated}人，具有相应专业背景的{count}人，要求占{share}，缺{amount}人",
            en="{count} of {seated} members of the team of {unit} have a fitting professional "
            "background, {share} are asked, {amount} too few",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "地方干部管理信息系统（ZHGBSYS）班子研判",
            Confidence.LOCAL_PRACTICE,
            note="professions of a team: fewer than a third is marked red, fewer than half yellow, "
            "more than half green",
        ),
        Source(
            "专业背景的认定",
            Confidence.PLANNERS_CHOICE,
            note="what counts as fitting: the majors that the posts ask for, and years in the "
            "unit's fields",
        ),
    )

    share: Share = param(
        "1/2", ge=0, le=1, zh="具有相应专业背景的占比不低于", en="share of professionals at least"
    )
    seats: int = param(3, ge=1, le=50, unit="seats", zh="班子职位不少于", en="teams of at least")
    years: int = param(
        3, ge=1, le=40, unit="years", zh="连续从事相应业务满", en="years on end in the field"
    )

    def explain(self) -> Mapping[str, str]:
        return render(self.words.sentence, self.model_dump() | {"share": str(self.share)})

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        team, facts = teams.of_each_unit(board, self.seats), board.facts
        fits, asks = self._fitting(scenario, board)
        unit = facts.posts.unit[team.post]
        entry = np.flatnonzero(asks[unit])
        fit = fits[team.cadre[entry], unit[entry]]
        most, least = self.share.denominator, self.share.numerator
        program.add_shortfall(
            self.code,
            team.keys,
            team.group[entry],
            team.row[entry],
            np.where(fit, most - least, -least),
            at_least=0,
            unit=most,
        )

    def _fitting(self, scenario: Scenario, board: Board) -> tuple[BoolArray, BoolArray]:
        """For the board: by cadre and unit whether the background fits; by unit, whether any is
        asked for."""
        roster, facts = scenario.roster, board.facts
        fields = [{unit.field} - {None} for unit in roster.units]
        majors = [set[str]() for _ in roster.units]
        for post in roster.posts:
            if post.in_team:
                fields[facts.unit_at[post.unit_id]] |= post.fields
                majors[facts.unit_at[post.unit_id]] |= post.majors
        served = [
            {
                field
                for job in cadre.careers
                for field in job.fields
                if (board.month if job.end is None else job.end.index) - job.start.index
                >= 12 * self.years
            }
            for cadre in roster.cadres
        ]
        studied = [{cadre.major} - {None} for cadre in roster.cadres]
        asks = np.array([bool(one or other) for one, other in zip(fields, majors, strict=True)])
        return _shared(served, fields) | _shared(studied, majors), asks

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for unit in scenario.roster.units:
            posts = [p for p in scenario.roster.posts_of.get(unit.unit_id, ()) if p.in_team]
            if (
                unit.outside
                or not told(unit, posts)
                or sum(post.headcount for post in posts) < self.seats
            ):
                continue
            team = [scenario.roster.cadre[i] for i in plan.sitting_in(posts)]
            count = sum(self.professional(scenario, cadre, unit, posts) for cadre in team)
            short = -(-self.share.numerator * len(team) // self.share.denominator) - count
            if short > 0:
                found.append(
                    self.finding(
                        scenario,
                        amount=short,
                        units=(unit.unit_id,),
                        seated=len(team),
                        count=count,
                        share=str(self.share),
                    )
                )
        return found

    def favours(self, scenario: Scenario, action: Action, post: Post) -> bool:
        roster, unit = scenario.roster, scenario.roster.unit[post.unit_id]
        team = [each for each in roster.posts_of[unit.unit_id] if each.in_team]
        cadre = roster.cadre[action.cadre_id]
        return told(unit, team) and self.professional(scenario, cadre, unit, team)

    def professional(
        self, scenario: Scenario, cadre: Cadre, unit: Unit, team: Sequence[Post]
    ) -> bool:
        if any(cadre.major in post.majors for post in team):
            return True
        fields = {unit.field}.union(*(post.fields for post in team))
        return any(
            not fields.isdisjoint(job.fields)
            and job.start.months_until(job.end or scenario.month) >= 12 * self.years
            for job in cadre.careers
        )

    @classmethod
    def examples(cls) -> list[Example]:
        # U1 is the water bureau, one of whose posts asks for hydrology. A studied it; B worked on
        # water for three years; C for two years and eleven months.
        units = [case.unit("U1", field="water"), case.unit("U2")]
        posts = [case.post(f"P{i}", role=Role.DEPUTY) for i in (2, 3)]
        posts += [case.post("P1", role=Role.ADMIN_CHIEF, majors=("hydrology",))]
        posts += [case.post(f"Q{i}", "U2", role=Role.DEPUTY) for i in (1, 2, 3)]
        water = [case.career("2010-01", end, fields=("water",)) for end in ("2013-01", "2012-12")]
        cadres = [
            case.cadre("A", "P1", major="hydrology"),
            case.cadre("B", "Q1", careers=(water[0],)),
            case.cadre("C", "P2", careers=(water[1],)),
            case.cadre("D"),
        ]

        def asks(**goal: object) -> Scenario:
            on = {cls.code: goal}
            return case.scenario(units=units, posts=posts, cadres=cadres, goals=on)

        half, third, large = asks(), asks(share="1/3"), asks(seats=4)
        return [
            # 1/2 of 2 = 1: A. Nothing is told of what U2 does.
            Example("one of two studied it", half, case.plan(half), 0),
            # 1/2 of 3 = 1.5, so 2: A, and B by the years
            Example("three years in the field", half, case.plan(half, {"B": "P3"}), 0),
            Example("two of three have no such years", half, case.plan(half, {"D": "P3"}), 1),
            # exactly a third of 3
            Example("a third asked", third, case.plan(third, {"D": "P3"}), 0),
            # 1/2 of 1 = 0.5, so 1: C alone is none
            Example("the only professional goes", half, case.plan(half, {"A": "release"}), 1),
            Example("too small a team", large, case.plan(large, {"A": "release"}), 0),
        ]


def _shared(some: Sequence[Set[str | None]], others: Sequence[Set[str | None]]) -> BoolArray:
    """For the board: which of some sets have a word in common with which of others."""
    known = dict.fromkeys(word for own in (*some, *others) for word in own)
    words = {word: place for place, word in enumerate(known)}
    held, asked = (np.zeros((len(sets), len(words)), dtype=np.int64) for sets in (some, others))
    for table, sets in ((held, some), (asked, others)):
        for place, own in enumerate(sets):
            table[place, [words[word] for word in own]] = 1
    return np.asarray(held @ asked.T > 0)
