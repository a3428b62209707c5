"""Not too much of a leading team has grown up in its own unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import Action, ActionKind
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Post, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit
from rotation.rules import casework as case
from rotation.rules import teams
from rotation.rules.base import BoolArray, Confidence, Example, Goal, Source, Words, param
from rotation.rules.phrases import UNITS_ABOVE
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class TeamSource(Goal):
    """Amount: how many more members of each team would have to come from elsewhere, rounded up.

    An insider served in the unit before the post in its team: in another post, by the careers or by
    the month of coming to the unit. Where the month of the post is not known, nobody is an insider.
    """

    code: ClassVar[str] = "team_source"
    structure: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="班子来源结构", en="Source of a team"),
        sentence=Text(
            zh="{seats}个以上职位的领导班子，"
            "来自其他单位的成员占比不低于{outsiders_percent}%（此前在本单位任过职的，"
            "为本单位成长的干部，任现职时间未填的不算；尾数进位）。",
            en="Of each leading team of {seats} or more seats at least {outsiders_percent}% come "
            "from other units (whoever served in the unit before is an insider, but for those "
            "whose month of taking the post is not known), rounded up.",
        )
        + UNITS_ABOVE,
        finding=Text(
            zh="{unit}班子{seated}人，来自其他单位的{count}人，要求占{share}%，缺{amount}人",
            en="{count} of {seated} members of the team of {unit} come from other units, {share}% "
            "are asked, {amount} too few",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "地方干部管理信息系统（ZHGBSYS）班子研判",
            Confidence.LOCAL_PRACTICE,
            note="a team of which two thirds or more come from inside is marked red, half yellow",
        ),
    )

    outsiders_percent: int = param(
        34,
        ge=0,
        le=100,
        unit="percent",
        zh="来自其他单位的占比不低于",
        en="share from other units at least",
    )
    seats: int = param(3, ge=1, le=50, unit="seats", zh="班子职位不少于", en="teams of at least")

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        team = teams.of_each_unit(board, self.seats)
        share = self.outsiders_percent
        program.add_shortfall(
            self.code,
            team.keys,
            team.group,
            team.row,
            np.where(_grown_inside(scenario, board, team), -share, 100 - share),
            at_least=0,
            unit=100,
        )

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for unit in scenario.roster.units:
            posts = [p for p in scenario.roster.posts_of.get(unit.unit_id, ()) if p.in_team]
            if unit.outside or sum(post.headcount for post in posts) < self.seats:
                continue
            team = plan.sitting_in(posts)
            came = sum(not insider(scenario, plan.action_of[i], unit) for i in team)
            short = (self.outsiders_percent * len(team) + 99) // 100 - came
            if short > 0:
                found.append(
                    self.finding(
                        scenario,
                        amount=short,
                        units=(unit.unit_id,),
                        seated=len(team),
                        count=came,
                        share=self.outsiders_percent,
                    )
                )
        return found

    def favours(self, scenario: Scenario, action: Action, post: Post) -> bool:
        return not insider(scenario, action, scenario.roster.unit[post.unit_id])

    @classmethod
    def examples(cls) -> list[Example]:
        # A came to U1 in 2015 and to the post in 2023; B came with the post; C served there once.
        posts = [case.post(f"P{i}", role=Role.DEPUTY) for i in (1, 2, 3)]
        posts += [case.post("Q1", "U2"), case.post("S1", role=Role.STAFF)]
        once = case.career("2010-01", "2012-06", unit_id="U1")
        cadres = [
            case.cadre("A", "P1", post_since="2023-11", unit_since="2015-03"),
            case.cadre("B", "P2", post_since="2023-11", unit_since="2023-11"),
            case.cadre("C", "Q1", careers=(once,)),
            case.cadre("D"),
            case.cadre("E", "S1"),
        ]

        def asks(**goal: int) -> Scenario:
            return case.scenario(posts=posts, cadres=cadres, goals={cls.code: goal})

        usual, half, large = asks(), asks(outsiders_percent=51), asks(seats=4)
        return [
            # 34% of 2 = 0.68, so 1: B; 51% of 2 = 1.02, so 2
            Example("one of two from elsewhere", usual, case.plan(usual), 0),
            Example("more than half asked", half, case.plan(half), 1),
            # 34% of 3 = 1.02, so 2: B alone
            Example("back in a former unit", usual, case.plan(usual, {"C": "P3"}), 1),
            Example("up from the unit itself", usual, case.plan(usual, {"E": "P3"}), 1),
            Example("a newcomer", usual, case.plan(usual, {"D": "P3"}), 0),
            Example("too small a team", large, case.plan(large, {"C": "P3"}), 0),
        ]


def insider(scenario: Scenario, action: Action, unit: Unit) -> bool:
    """Whether somebody served in the unit before the post that they then hold in its team."""
    roster, cadre = scenario.roster, scenario.roster.cadre[action.cadre_id]
    began = {each.post_id: each.since for each in cadre.concurrent}
    if cadre.post_id is not None:
        began[cadre.post_id] = cadre.post_since
    careers = [c for c in cadre.careers if c.unit_id == unit.unit_id or c.unit_name == unit.name]
    if action.kind is not ActionKind.STAY:
        return bool(careers) or any(roster.unit_of_post(held) == unit for held in began)
    here = (roster.post[i] for i in action.held_post_ids)
    seat = next(post for post in here if post.in_team and post.unit_id == unit.unit_id)
    since = began[seat.post_id]
    earlier = [career.start for career in careers]
    if cadre.unit_since is not None and roster.unit_of_cadre(cadre.cadre_id) == unit:
        earlier.append(cadre.unit_since)
    return since is not None and any(month < since for month in earlier)


def _grown_inside(scenario: Scenario, board: Board, team: teams.Members) -> BoolArray:
    """For the board: by member of a team, whether they served in the unit before."""
    facts = board.facts
    pairs: tuple[list[int], list[int]] = ([], [])
    unit_at = {unit.name: place for place, unit in enumerate(scenario.roster.units)}
    unit_at |= facts.unit_at
    for place, cadre in enumerate(scenario.roster.cadres):
        for career in cadre.careers:
            for name in {career.unit_id, career.unit_name} & unit_at.keys():
                pair = place * len(facts.unit_at) + unit_at[str(name)]
                pairs[0].append(pair)
                if cadre.post_since is not None and career.start < cadre.post_since:
                    pairs[1].append(pair)
    row, unit = team.row, facts.posts.unit[team.post]
    asked = team.cadre * len(facts.unit_at) + unit
    since, came = facts.cadres.post_since[team.cadre], facts.cadres.unit_since[team.cadre]
    stayed = ((came >= 0) & (came < since)) | np.isin(asked, pairs[1])
    stays = board.is_kind(ActionKind.STAY)[row]
    for entry in np.flatnonzero(stays & (team.post != board.held_post[row])):
        stayed[entry] = _grown_beside(scenario, team.cadre[entry], team.post[entry])
    held = facts.concurrent.cadre * len(facts.unit_at) + facts.posts.unit[facts.concurrent.post]
    returned = (board.from_unit[row] == unit) | np.isin(asked, [*pairs[0], *held])
    return np.where(stays, stayed, returned)


def _grown_beside(scenario: Scenario, cadre_at: int, post_at: int) -> bool:
    """For the board: whether a cadre served in the unit of a concurrent post before taking it."""
    cadre, post = scenario.roster.cadres[cadre_at], scenario.roster.posts[post_at]
    unit = scenario.roster.unit[post.unit_id]
    since = next(each.since for each in cadre.concurrent if each.post_id == post.post_id)
    starts = [
        c.start for c in cadre.careers if {c.unit_id, c.unit_name} & {unit.unit_id, unit.name}
    ]
    if cadre.post_id in {own.post_id for own in scenario.roster.posts_of[unit.unit_id]}:
        starts += [] if cadre.unit_since is None else [cadre.unit_since]
    return since is not None and min(starts, default=since) < since
