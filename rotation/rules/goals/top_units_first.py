"""Who rises comes, as far as possible, from the units that are ranked first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import RISING, ActionKind
from rotation.domain.evidence import Evidence, Standing
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words
from rotation.rules.phrases import IN_OTHER_HANDS
from rotation.rules.standing import in_other_hands
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class TopUnitsFirst(Goal):
    """Amount: promotions and advancements of people who are in no team of a top unit; nothing where
    no unit is ranked."""

    code: ClassVar[str] = "top_units_first"
    reads = ("evaluations",)
    words: ClassVar[Words] = Words(
        title=Text(zh="前列单位优先", en="Units ranked first go first"),
        sentence=Text(
            zh="提拔、进一步使用的人选优先从考核排位在前几名的单位班子中产生，"
            "来自其他方面的尽量少。排位和前几名由考评办法规定。",
            en="Promotions and advancements go first to members of the teams that are ranked "
            "first; as few as possible come from elsewhere. The scheme says what is ranked and how "
            "many are the first.",
        )
        + IN_OTHER_HANDS,
        finding=Text(
            zh="提拔、进一步使用的人选不是来自前列单位班子的{amount}名：{cadre}",
            en="rising from elsewhere than the units ranked first: {amount} ({cadre})",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "清水县单位千分制考核（报刊报道）",
            Confidence.LOCAL_PRACTICE,
            note="the top three are considered first",
        ),
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        held, facts = board.facts.held, board.facts
        standings = scenario.roster.evidence.standings
        places = [standings.get(("unit", unit.unit_id)) for unit in scenario.roster.units]
        first = np.array([place is not None and place.top for place in places], dtype=np.bool_)
        from_first = np.zeros(len(scenario.roster.cadres), dtype=np.bool_)
        in_team = facts.posts.in_team[held.post] & first[facts.posts.unit[held.post]]
        from_first[held.cadre[in_team]] = True
        rising = board.is_kind(*RISING) & board.counted & ~from_first[board.cadre]
        program.add_cost(self.code, np.flatnonzero(rising & any(places)))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        if not any(of == "unit" for of, _ in scenario.roster.evidence.standings):
            return []
        others = tuple(
            action.cadre_id
            for action in plan.actions
            if action.kind in (ActionKind.PROMOTION, ActionKind.ADVANCEMENT)
            and not in_other_hands(scenario, scenario.roster.cadre[action.cadre_id])
            and not _from_first(scenario, action.cadre_id)
        )
        return [self.finding(scenario, amount=len(others), cadres=others)] if others else []

    @classmethod
    def examples(cls) -> list[Example]:
        # U1 is first of seven, U2 the fourth; U3 is not ranked. P9 and P8 are chiefs' posts.
        posts = [case.post(f"P{i}", f"U{i}", role=Role.DEPUTY) for i in (1, 2, 3)]
        posts += [case.post("P4", "U3", role=Role.DEPUTY)]
        posts += [case.post(f"P{i}", f"U{i}", role=Role.ADMIN_CHIEF) for i in (8, 9)]
        cadres = [case.cadre(name, f"P{i}") for i, name in enumerate("ABC", start=1)]
        words = {"zh": "政府", "en": "government"}
        places = {
            ("unit", "U1"): Standing("s", words, 1, 7, top=True),
            ("unit", "U2"): Standing("s", words, 4, 7),
        }
        made = case.scenario(posts=posts, cadres=cadres, goals={cls.code: {}})
        roster = replace(made.roster, evidence=Evidence(standings=places))
        usual = replace(made, roster=roster)
        return [
            Example("nobody rises", usual, case.plan(usual), 0),
            Example("from the first", usual, case.plan(usual, {"A": "P9"}), 0),
            Example("from the fourth", usual, case.plan(usual, {"B": "P9"}), 1),
            Example("from one not ranked", usual, case.plan(usual, {"C": "P9"}), 1),
            Example("sideways from the fourth", usual, case.plan(usual, {"B": "P4"}), 0),
            Example("two", usual, case.plan(usual, {"B": "P9", "C": "P8"}), 2),
        ]


def _from_first(scenario: Scenario, cadre_id: str) -> bool:
    """Whether a cadre sits in the team of a unit that is ranked first."""
    roster = scenario.roster
    posts = [roster.post[i] for i in roster.cadre[cadre_id].held_post_ids]
    places = [roster.evidence.standings.get(("unit", p.unit_id)) for p in posts if p.in_team]
    return any(place is not None and place.top for place in places)
