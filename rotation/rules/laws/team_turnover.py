"""No more than a share of a unit's leading team is moved at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import MOVING, Action
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit
from rotation.rules import casework as case
from rotation.rules import teams
from rotation.rules.base import Confidence, Example, Law, Source, Words, param
from rotation.rules.share import Share
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class TeamTurnover(Law):
    code: ClassVar[str] = "team_turnover"
    words: ClassVar[Words] = Words(
        title=Text(zh="班子一次调整比例", en="Team turnover"),
        sentence=Text(
            zh="同一单位领导班子成员一次调整的人数，占调整前班子成员的比例不超过{share}（尾数舍去，"
            "至少可调整{at_least}名）；到龄退休不计，不由本级管理的单位除外。",
            en="Of the members a unit's team had before the plan, at most a share of {share} "
            "(rounded down, though always {at_least}) is moved at once; retirement does not count. "
            "Units that are run by an authority above are not bound.",
        ),
        finding=Text(
            zh="{unit}领导班子原有{members}名成员，一次调整{moved}名，最多可调整{limit}名，超出{amount}名",
            en="{unit} moves {moved} of its {members} team members at once, {amount} more than the "
            "{limit} allowed",
        ),
        demand=Text(
            zh="{unit}领导班子原有{members}名成员，一次最多调整{limit}名",
            en="{unit} has {members} team members and moves at most {limit} at once",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "海西州干部交流的地方规定",
            Confidence.LOCAL_PRACTICE,
            "第十条",
            "",
            "at most one third of a team moved at once; seen in a secondary page",
        ),
        Source(
            "干部任免工作流程（地方文本）",
            Confidence.LOCAL_PRACTICE,
            "",
            "",
            "the same third; the exact share and the floor of one person are parameters",
        ),
    )

    share: Share = param(
        "1/3", ge=0, le=1, zh="一次调整占班子成员的比例", en="share of a team moved at once"
    )
    at_least: int = param(
        1, ge=0, le=20, unit="persons", zh="至少可调整人数", en="always allowed to move"
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        """Per unit with a team: its members' moves <= the unit's limit."""
        facts, units = board.facts, scenario.roster.units
        team, held = facts.posts.in_team & ~facts.posts.outside, facts.held
        seat = np.flatnonzero(team[held.post])
        unit = facts.posts.unit[held.post[seat]]
        first = teams.once(held.cadre[seat], unit)
        cadre, unit = held.cadre[seat[first]], unit[first]
        size = np.bincount(unit, minlength=len(units))
        bound = np.flatnonzero(size)
        member, row = board.rows_of(cadre)
        counted = (board.moving & ~board.waived_rows(self.code))[row]
        limit = [max(self.at_least, self.share * int(count) // 1) for count in size[bound]]
        program.add_rows(
            self.code,
            [(units[u].unit_id,) for u in bound],
            np.searchsorted(bound, unit[member[counted]]),
            row[counted],
            upper=np.array(limit, dtype=np.int64),
        )

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        led = self.members(scenario)
        return [
            finding
            for unit in scenario.roster.units
            if not unit.outside
            for finding in self._check_team(scenario, plan, unit, led.get(unit.unit_id, ()))
        ]

    @staticmethod
    def members(scenario: Scenario) -> Mapping[str, Sequence[str]]:
        """Who sits in the leading team of each unit before the plan, by ids."""
        found: dict[str, dict[str, None]] = {}
        for cadre in scenario.roster.cadres:
            for post in (scenario.roster.post[i] for i in cadre.held_post_ids):
                if post.in_team:
                    found.setdefault(post.unit_id, {})[cadre.cadre_id] = None
        return {unit_id: tuple(ids) for unit_id, ids in found.items()}

    def _check_team(
        self, scenario: Scenario, plan: Plan, unit: Unit, team: Sequence[str]
    ) -> list[Finding]:
        moved = [i for i in team if self.counts(scenario, plan.action_of[i])]
        limit = self.limit(len(team))
        over = len(moved) - limit
        if over <= 0:
            return []
        return [
            self.finding(
                scenario,
                amount=over,
                cases=over,
                cadres=tuple(moved),
                units=(unit.unit_id,),
                members=len(team),
                moved=len(moved),
                limit=limit,
            )
        ]

    def counts(self, scenario: Scenario, action: Action) -> bool:
        """Whether an action of a team's member counts as one of the team's changes."""
        if action.kind not in MOVING:
            return False
        return not scenario.waives(self.code, action.cadre_id, action.to_post_id)

    def limit(self, members: int) -> int:
        """How many of a team of so many members may be moved at once."""
        allowed = self.share.numerator * members // self.share.denominator
        return max(allowed, self.at_least)

    @classmethod
    def examples(cls) -> list[Example]:
        def team(size: int, **parameters: object) -> Scenario:
            """A1, A2, ... of U1's team; F1, F2, ... free in U2, H1 in U1's team."""
            held = [case.post(f"P{i}", role=Role.DEPUTY) for i in range(1, size + 1)]
            free = [case.post(f"F{i}", "U2") for i in range(1, size + 1)]
            home, desk = case.post("H1", role=Role.MEMBER), case.post("S1", role=Role.SECTION_HEAD)
            return case.scenario(
                posts=[*held, *free, home, desk],
                cadres=[
                    *(case.cadre(f"A{i}", f"P{i}") for i in range(1, size + 1)),
                    case.cadre("S", "S1"),
                ],
                laws={"team_turnover": parameters},
            )

        # A third of 2 is below one, yet one may go; of 3 it is 1, of 5 still 1, of 6 it is 2.
        # 0.34 x 6 = 2.04: 2 as well; but 0.33 x 3 = 0.99: none.
        # 0.29 x 100 is 29, though 0.29 * 100 in binary floats is 28.999...: 29 may go, 30 not.
        two, three, six = team(2), team(3), team(6)
        hundred = team(100, share=0.29)
        none, half = team(3, share=0, at_least=0), team(4, share=0.5)
        hundredths, below = team(6, share=0.34), team(3, share=0.33, at_least=0)
        exact = team(3, share="1/3", at_least=0)
        old = [case.cadre(f"A{i}", f"P{i}", birth="1965-01") for i in (1, 2)]
        retiring = case.scenario(
            posts=three.roster.posts,
            cadres=[*old, case.cadre("A3", "P3")],
            laws={"team_turnover": {}, "retirement_due": {}},
        )
        twice = case.with_concurrent(team(5), "A1", "H1")
        alone = case.with_concurrent(team(4), "A1", "H1")
        free = Decision("A1", DecisionAction.WAIVE, "case", rule="team_turnover")
        spared = replace(three, decisions=(free,))
        elsewhere = replace(three, decisions=(replace(free, post_id="F3"),))

        def away(count: int) -> dict[str, str]:
            return {f"A{i}": f"F{i}" for i in range(1, count + 1)}

        mixed = {"A1": "F1", "A2": "release", "A3": "H1"}
        two_retire = {"A1": "retirement", "A2": "retirement", "A3": "F1"}
        cases: list[tuple[str, Scenario, Mapping[str, str], int]] = [
            ("one of a team of two may always go", two, away(1), 0),
            ("both of a team of two are one too many", two, away(2), 1),
            ("one of three is a third", three, away(1), 0),
            ("two of three are one too many", three, away(2), 1),
            ("all of three are two too many", three, away(3), 2),
            ("one of five is within a third", team(5), away(1), 0),
            ("who sits there twice counts once: two of five", twice, away(2), 1),
            ("and is one who goes", alone, away(1), 0),
            ("two of six are a third", six, away(2), 0),
            ("three of six are one too many", six, away(3), 1),
            ("two of six at 34 %", hundredths, away(2), 0),
            ("three of six at 34 %", hundredths, away(3), 1),
            ("one of three at a third exactly", exact, away(1), 0),
            ("one of three at 33 %", below, away(1), 1),
            ("a release and a move inside the unit count", six, mixed, 1),
            ("two retire and the third goes", retiring, two_retire, 0),
            ("whoever is not of the team does not count", three, {"A1": "F1", "S": "F2"}, 0),
            ("a cadre with a waiver does not count", spared, away(2), 0),
            ("two others besides them are one too many", spared, away(3), 1),
            ("a waiver for another destination", elsewhere, away(2), 1),
            ("29 % of a hundred is twenty-nine", hundred, away(29), 0),
            ("thirty of a hundred at 29 %", hundred, away(30), 1),
            ("half of four is two", half, away(2), 0),
            ("nobody may go where nothing is allowed", none, away(1), 1),
        ]
        return [
            Example(claim, scenario, case.plan(scenario, moves), amount)
            for claim, scenario, moves, amount in cases
        ]
