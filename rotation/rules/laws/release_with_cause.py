"""Nobody leaves a leading post for a rank without a cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.category import Category
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words
from rotation.rules.categories import assess
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board


class ReleaseWithCause(Law):
    code: ClassVar[str] = "release_with_cause"
    words: ClassVar[Words] = Words(
        title=Text(zh="退出现职须有事由", en="Release with a cause"),
        sentence=Text(
            zh="改任职级、退出领导岗位的，应当属鞭策性交流，或者已有退出现职的决定。",
            en="Only a cadre of the motivating category, or one whose release has been decided, "
            "leaves the post for a rank.",
        ),
        finding=Text(
            zh="{cadre}不属鞭策性交流，也没有退出现职的决定，方案却安排退出{post}",
            en="{cadre} is released from {post}, being neither of the motivating category nor "
            "released by decision",
        ),
        demand=Text(
            zh="{cadre}不属鞭策性交流，也没有退出现职的决定，不得免去{post}而不另作安排",
            en="{cadre} is neither of the motivating category nor to be released by decision: from "
            "{post} only to another post",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "党政领导干部职务任期暂行规定",
            Confidence.PRIMARY,
            "",
            "2006",
            "a full term is served, except in six cases",
        ),
        Source(
            "推进领导干部能上能下规定",
            Confidence.SECONDARY,
            "",
            "2022-09-08",
            "whoever is unfit for the post is adjusted; that conversion to a rank is among the "
            "means was not read in the text",
        ),
        Source(
            "泰州市姜堰区《关于加强干部动态交流的实施办法》",
            Confidence.LOCAL_PRACTICE,
            "",
            "",
            "ways down: conversion to a rank, early exit from leadership",
        ),
    )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        decided = np.zeros(len(scenario.roster.cadres), dtype=np.bool_)
        for decision in scenario.decisions:
            if decision.action is DecisionAction.RELEASE:
                decided[board.facts.cadre_at[decision.cadre_id]] = True
        cause = decided[board.cadre] | board.is_category(Category.MOTIVATING)
        return board.is_kind(ActionKind.RELEASE) & ~cause

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        decided = {d.cadre_id for d in scenario.decisions if d.action is DecisionAction.RELEASE}
        found = []
        for action in plan.actions:
            category = assess(scenario)[action.cadre_id].category
            if action.kind is not ActionKind.RELEASE or action.cadre_id in decided:
                continue
            if category is not Category.MOTIVATING:
                held = scenario.roster.cadre[action.cadre_id].post_id
                found.append(
                    self.finding(
                        scenario,
                        amount=1,
                        cadres=(action.cadre_id,),
                        posts=() if held is None else (held,),
                    )
                )
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        posts = [case.post("P1"), case.post("P2", "U2")]

        def holder(*decisions: Decision, **facts: object) -> Scenario:
            cadres = [case.cadre("A", "P1", **facts)]
            return case.scenario(
                posts=posts, cadres=cadres, laws={cls.code: {}}, decisions=decisions
            )

        # Results below 60 are one of the grounds of the motivating category; 60 is not below.
        good, weak, edge = holder(), holder(score=59), holder(score=60)
        decided = holder(Decision("A", DecisionAction.RELEASE, "on request"))
        pinned = holder(Decision("A", DecisionAction.PIN, "needed", "P1"))
        moved = holder(Decision("A", DecisionAction.CATEGORY, "found unfit", category="motivating"))
        basic = holder(appraisals=(case.appraisal(2025, "basic"),))
        release = {"A": "release"}
        return [
            Example("no ground and no decision", good, case.plan(good, release), 1),
            Example("no ground, and the cadre stays", good, case.plan(good), 0),
            Example("no ground, and the cadre is moved", good, case.plan(good, {"A": "P2"}), 0),
            Example("results of 59", weak, case.plan(weak, release), 0),
            Example("results of 60", edge, case.plan(edge, release), 1),
            Example("appraised basically competent", basic, case.plan(basic, release), 0),
            Example("released by decision", decided, case.plan(decided, release), 0),
            Example(
                "a decision of another kind is no cause", pinned, case.plan(pinned, release), 1
            ),
            Example(
                "put in the motivating category by decision", moved, case.plan(moved, release), 0
            ),
        ]
