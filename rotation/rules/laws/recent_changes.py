"""What was changed shortly before a plan and decides it: scores, the importance and the risk grade
of posts. It is listed with the plan, to be checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import PLACING, Action
from rotation.domain.evidence import Evaluation, Evidence
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.scenario import Scenario
from rotation.evidence.schemes import Scheme, called, schemes_of
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.words import Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

_BINDS = {
    False: Text(zh="列入待办事项，会前核实", en="is listed, to be checked before the meeting"),
    True: Text(zh="未经核实的不得任职", en="bars the appointment until it is checked"),
}
_RATED = Text(
    zh="{date}{by}评定{dimension}为{value}", en="{dimension} was given as {value} on {date}{by}"
)
_BY = Text(zh="由{by}", en=" by {by}")
_TYPED = Text(zh="{date}填报了实绩或者作风得分", en="results or conduct were entered on {date}")
_GRADED = Text(
    zh="{post}的重要程度或者风险等级于{date}改动",
    en="importance or risk grade of {post} was set on {date}",
)


class RecentChanges(Law):
    code: ClassVar[str] = "recent_changes"
    waived_by: ClassVar[WaivedBy] = WaivedBy.PLANNER
    reads = ("evaluations", "cadres.scored_on", "posts.graded_on")
    words: ClassVar[Words] = Words(
        title=Text(zh="近期改动核实", en="Recent changes"),
        sentence=Text(
            zh="新任职人员的得分、原任和新任岗位的重要程度和风险等级，在方案前{days}天内有改动的，{binds}。",
            en="For whoever takes a new post: scores, and the importance and risk grade of the old "
            "and the new post; what was changed within {days} days before the plan {binds}.",
        ),
        finding=Text(zh="{cadre}拟任{post}：{changes}", en="{cadre} takes {post}: {changes}"),
        demand=Text(
            zh="{cadre}暂不任{post}：{changes}", en="{cadre} does not take {post} yet: {changes}"
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "选人用人检查中对动议前改动得分、岗位等级的核实",
            Confidence.PLANNERS_CHOICE,
            note="no text sets a number of days; scores and grades decide who moves",
        ),
    )

    days: int = param(60, ge=1, le=366, unit="days", zh="方案前的天数", en="days before the plan")
    binds: bool = param(
        False, zh="未经核实的不得任职（否则只列入待办事项）", en="binds (else it is listed)"
    )

    def explain(self) -> Mapping[str, str]:
        return render(self.words.sentence, {"days": self.days, "binds": _BINDS[self.binds]})

    def removes(self, scenario: Scenario, board: Board) -> BoolArray | None:
        if not self.binds:
            return None
        roster, first = scenario.roster, scenario.date - dt.timedelta(days=self.days)
        rated = {one.cadre_id for one in roster.evidence.evaluations if one.date > first}
        changed = np.array(
            [
                c.cadre_id in rated or (c.scored_on is not None and c.scored_on > first)
                for c in roster.cadres
            ],
            dtype=np.bool_,
        )
        graded = np.array(
            [p.graded_on is not None and p.graded_on > first for p in roster.posts], dtype=np.bool_
        )
        from_graded = np.zeros(len(roster.cadres), dtype=np.bool_)
        held = board.facts.held
        from_graded[held.cadre[graded[held.post]]] = True
        touched = (changed | from_graded)[board.cadre] | graded[board.to_post]
        return np.asarray(board.placing & touched)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found, schemes = [], schemes_of(scenario.schemes)
        for action in plan.actions:
            if action.kind not in PLACING or action.to_post_id is None:
                continue
            changes = list(self._changes(scenario, action, schemes))
            if changes:
                status = FindingStatus.BROKEN if self.binds else FindingStatus.LISTED
                found.append(
                    self.finding(
                        scenario,
                        amount=1,
                        status=status,
                        cadres=(action.cadre_id,),
                        posts=(action.to_post_id,),
                        changes=changes,
                    )
                )
        return found

    def _changes(
        self, scenario: Scenario, action: Action, schemes: Mapping[str, Scheme]
    ) -> Iterator[Text]:
        """What was changed that touches somebody's placing, in words."""
        roster, cadre = scenario.roster, scenario.roster.cadre[action.cadre_id]
        for one in roster.evidence.evaluations:
            if one.cadre_id == cadre.cadre_id and self._recent(scenario, one.date):
                by = "" if one.by is None else Text(**render(_BY, {"by": one.by}))
                _, named = called(schemes, one)
                values = {"dimension": Text(**named), "value": one.value}
                yield Text(**render(_RATED, {**values, "date": one.date.isoformat(), "by": by}))
        if cadre.scored_on is not None and self._recent(scenario, cadre.scored_on):
            yield Text(**render(_TYPED, {"date": cadre.scored_on.isoformat()}))
        for post_id in dict.fromkeys((*cadre.held_post_ids, action.to_post_id)):
            day = None if post_id is None else roster.post[post_id].graded_on
            if post_id is not None and day is not None and self._recent(scenario, day):
                named = {"post": roster.post_name(post_id), "date": day.isoformat()}
                yield Text(**render(_GRADED, named))

    def _recent(self, scenario: Scenario, day: dt.date) -> bool:
        return (scenario.date - day).days < self.days

    @classmethod
    def examples(cls) -> list[Example]:
        """The plan is of 2026-11-30: 60 days before it is 2026-10-01, which is outside."""
        day = dt.date.fromisoformat

        def asks(rated: str = "2026-01-31", scored: str = "2026-01-31", **posts: str) -> Scenario:
            made = case.scenario(
                posts=[
                    case.post(f"P{i}", graded_on=day(posts.get(f"P{i}", "2026-01-31")))
                    for i in (1, 2)
                ],
                cadres=[case.cadre("A", "P1", scored_on=day(scored))],
                laws={cls.code: {"binds": True}},
            )
            values = (Evaluation("s", "d", "90", day(rated), "A", by="head"),)
            return replace(made, roster=replace(made.roster, evidence=Evidence(values)))

        def listed(of: Scenario) -> Scenario:
            return replace(of, laws=tuple(replace(law, parameters={}) for law in of.laws))

        old, rated, edge = asks(), asks("2026-10-02"), asks("2026-10-01")
        typed, left, taken = asks(scored="2026-11-30"), asks(P1="2026-11-01"), asks(P2="2026-11-01")
        there = {"A": "P2"}
        shown = listed(rated)
        return [
            Example("nothing was changed", old, case.plan(old, there), 0),
            Example("evaluated 59 days before", rated, case.plan(rated, there), 1),
            Example("evaluated 60 days before", edge, case.plan(edge, there), 0),
            Example("evaluated, and stays", rated, case.plan(rated), 0),
            Example("points entered on the day", typed, case.plan(typed, there), 1),
            Example("the old post was graded", left, case.plan(left, there), 1),
            Example("the new post was graded", taken, case.plan(taken, there), 1),
            Example("only listed", shown, case.plan(shown, there), 0, listed=1),
        ]
