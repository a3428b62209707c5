"""At least and at most so many protective, developmental and motivating moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from rotation.domain.action import MOVING
from rotation.domain.category import Category
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words, param
from rotation.rules.categories import assess
from rotation.rules.phrases import listed
from rotation.rules.words import Coded, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program

Persons = Annotated[int, Field(ge=0, le=10_000)]
Counted = Literal[Category.PROTECTIVE, Category.DEVELOPMENTAL, Category.MOTIVATING]
Wanted = Literal[Category.PROTECTIVE, Category.DEVELOPMENTAL]
"""Categories of which a plan may be asked to make moves: nobody is motivated to fill a number."""


class CategoryCounts(Goal):
    code: ClassVar[str] = "category_counts"
    words: ClassVar[Words] = Words(
        title=Text(zh="各类交流人数", en="Moves by category"),
        sentence=Text(
            zh="各类交流安排人数（退出现职的计入，到龄退休的不计）{asked}。",
            en="Moves of each category (a release counts, a retirement does not){asked}.",
        ),
        finding=Text(
            zh="{category}安排{count}名，要求{bound}{asked}名，{gap}{amount}名",
            en="{category} moves: {count} ({bound} {asked} asked, {amount} {gap})",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "泰州市姜堰区《关于加强干部动态交流的实施办法》",
            Confidence.SECONDARY,
            note="names protective, developmental and motivating transfers",
        ),
        Source(
            "各类交流的人数安排",
            Confidence.PLANNERS_CHOICE,
            note="how many of each is for the plan",
        ),
    )

    at_least: dict[Wanted, Persons] = param({}, unit="persons", zh="不少于", en="at least")
    at_most: dict[Counted, Persons] = param({}, unit="persons", zh="不超过", en="at most")

    @model_validator(mode="after")
    def _leaves_room(self) -> CategoryCounts:
        for category, least in self.at_least.items():
            if least > self.at_most.get(category, least):
                raise ValueError(f"at_least is above at_most for {category}")
        return self

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        program.add_cost(self.code, ())  # stands for itself where no count is asked
        for sign, asked in ((1, self.at_least), (-1, self.at_most)):
            for category, persons in asked.items():
                rows = np.flatnonzero(board.moving & board.is_category(category))
                key = (category.value, "at_least" if sign > 0 else "at_most")
                group = np.zeros(len(rows), dtype=np.int64)
                program.add_shortfall(self.code, [key], group, rows, sign, at_least=sign * persons)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        assessed = assess(scenario)
        moved: dict[Category, list[str]] = {category: [] for category in Category}
        for action in plan.actions:
            if action.kind in MOVING:
                moved[assessed[action.cadre_id].category].append(action.cadre_id)
        found = []
        for category, least in self.at_least.items():
            if len(moved[category]) < least:
                found.append(self._told(scenario, category, moved[category], least))
        for limited, most in self.at_most.items():
            if len(moved[limited]) > most:
                found.append(self._told(scenario, limited, moved[limited], most))
        return found

    def _told(
        self, scenario: Scenario, category: Category, moved: list[str], asked: int
    ) -> Finding:
        short = len(moved) < asked
        return self.finding(
            scenario,
            amount=abs(len(moved) - asked),
            cadres=tuple(moved),
            category=Coded("transfer_category", category),
            count=len(moved),
            asked=asked,
            bound=Text(zh="不少于", en="at least") if short else Text(zh="不超过", en="at most"),
            gap=Text(zh="少", en="too few") if short else Text(zh="多", en="too many"),
        )

    def explain(self) -> Mapping[str, str]:
        bounds = (
            (Text(zh="不少于", en="at least"), self.at_least),
            (Text(zh="不超过", en="at most"), self.at_most),
        )
        zh, en = [], []
        for bound, asked in bounds:
            if asked:
                pairs = [(Coded("transfer_category", c), count) for c, count in asked.items()]
                counts = listed(pairs, Text(zh="名", en=""))
                zh.append(f"{bound.zh}：{counts.zh}")
                en.append(f"{bound.en}: {counts.en}")
        if not zh:
            zh, en = ["不作要求"], ["no number asked"]
        return render(
            self.words.sentence, {"asked": Text(zh="；".join(zh), en=", " + "; ".join(en))}
        )

    @classmethod
    def examples(cls) -> list[Example]:
        # By decision A and B are protective, C motivating; D is ordinary.
        posts = [case.post(f"P{i}") for i in range(1, 6)]
        cadres = [case.cadre(name, f"P{i}") for i, name in enumerate("ABCD", start=1)]
        decisions = [
            Decision(name, DecisionAction.CATEGORY, "case", category=category)
            for name, category in (("A", "protective"), ("B", "protective"), ("C", "motivating"))
        ]

        def asks(**goal: Mapping[str, int]) -> Scenario:
            on = {"category_counts": goal}
            return case.scenario(posts=posts, cadres=cadres, goals=on, decisions=decisions)

        one, two = asks(at_least={"protective": 1}), asks(at_least={"protective": 2})
        most = asks(at_most={"protective": 1, "motivating": 0})
        # A, at the limit of P1 and with results of 40, is protective by name, motivating besides.
        named = case.scenario(
            posts=posts,
            cadres=[case.cadre("A", "P1", post_since="2016-11", score=40)],
            laws={"tenure_limit": {}},
            goals={cls.code: {"at_least": {"protective": 1}, "at_most": {"motivating": 0}}},
        )
        return [
            Example("the name counts, not each ground", named, case.plan(named, {"A": "P5"}), 0),
            # A moves, D is ordinary and does not count
            Example(
                "one moves where one is asked",
                one,
                case.plan(one, {"A": "P5", "D": "release"}),
                0,
            ),
            Example("one moves where two are asked", two, case.plan(two, {"A": "P5"}), 1),
            Example("nobody moves where two are asked", two, case.plan(two), 2),
            Example("no more than asked", most, case.plan(most, {"A": "P5", "D": "P1"}), 0),
            # protective: A and B, 1 too many; motivating: C, 1 too many
            Example(
                "one too many in two categories",
                most,
                case.plan(most, {"A": "P5", "B": "release", "C": "P1"}),
                2,
            ),
        ]
