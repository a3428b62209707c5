"""What the planner decided for a cadre is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.action import MOVING, Action, ActionKind
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board


CARRIED_OUT = {
    DecisionAction.RELEASE: ActionKind.RELEASE,
    DecisionAction.STEP_DOWN: ActionKind.STEP_DOWN,
    DecisionAction.REVERSE_POSTING: ActionKind.REVERSE_POSTING,
}
"""What a plan does with whom it was decided that they go down."""


class PlannerDecisions(Law):
    code: ClassVar[str] = "planner_decisions"
    always_on: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="研究意见", en="Planner's decisions"),
        sentence=Text(
            zh="方案应当落实对干部作出的锁定、排除、退出现职、降职使用和逆向调整的决定。",
            en="The plan carries out every decision to pin or forbid a cadre, and every one by "
            "which somebody goes down.",
        ),
        finding=Text(
            zh="{cadre}的决定未落实：{wish}（理由：{reason}）",
            en="the decision that {cadre} {wish} is not carried out (its reason: {reason})",
        ),
        demand=Text(
            zh="{cadre}{wish}（理由：{reason}）",
            en="{cadre} {wish} (reason: {reason})",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "情景中的研究意见",
            Confidence.PLANNERS_CHOICE,
            "",
            "",
            "each decision carries its own reason",
        ),
    )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        broken = np.zeros(len(board), dtype=np.bool_)
        for decision in scenario.decisions:
            cadre = board.facts.cadre_at[decision.cadre_id]
            first, end = np.searchsorted(board.cadre, [cadre, cadre + 1])
            if first < end:
                broken[first:end] |= _against(_part(board, slice(first, end)), decision)
        return broken

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found: list[Finding] = []
        for decision in scenario.decisions:
            action = plan.action_of[decision.cadre_id]
            if self._met(scenario, decision, action):
                continue
            first = all(decision.cadre_id not in finding.cadre_ids for finding in found)
            found.append(
                self.finding(
                    scenario,
                    amount=1,
                    cases=int(first),  # a cadre is one case, with however many decisions
                    cadres=(decision.cadre_id,),
                    posts=() if decision.post_id is None else (decision.post_id,),
                    wish=_wish(scenario, decision),
                    reason=decision.reason,
                )
            )
        return found

    @staticmethod
    def _met(scenario: Scenario, decision: Decision, action: Action) -> bool:
        own = scenario.roster.cadre[decision.cadre_id].post_id
        target = decision.post_id
        match decision.action:
            case DecisionAction.PIN if target is None or target == own:
                return action.kind in (ActionKind.STAY, ActionKind.POOL)
            case DecisionAction.PIN:
                return target in action.held_post_ids
            case DecisionAction.FORBID if target is None:
                return action.kind not in MOVING
            case DecisionAction.FORBID:
                return target not in action.held_post_ids
            case down if down in CARRIED_OUT:
                return action.kind is CARRIED_OUT[down] and target in (None, action.to_post_id)
        return True

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_pinned(), *_forbidden(), *_released(), *_down()]


_WISHES = {
    DecisionAction.PIN: (Text("", ""), Text("锁定到{place}", "holds {place}")),
    DecisionAction.FORBID: (
        Text("本次不作调整", "is not moved"),
        Text("不安排到{place}", "does not hold {place}"),
    ),
    DecisionAction.RELEASE: (Text("退出现职", "leaves the post"),) * 2,
    DecisionAction.STEP_DOWN: (
        Text("降职使用", "steps down a level"),
        Text("降职使用，任{place}", "steps down to {place}"),
    ),
    DecisionAction.REVERSE_POSTING: (
        Text("逆向调整", "is posted in reverse"),
        Text("逆向调整，任{place}", "is posted in reverse, to {place}"),
    ),
}
"""What a decision asks for: without a post, and with one."""


def _part(board: Board, rows: slice) -> Board:
    return replace(
        board,
        cadre=board.cadre[rows],
        kind=board.kind[rows],
        to_post=board.to_post[rows],
        breaches={},
    )


def _against(board: Board, decision: Decision) -> BoolArray:
    """Which rows of the decision's cadre go against it."""
    stays = board.is_kind(ActionKind.STAY)
    target = None if decision.post_id is None else board.facts.post_at[decision.post_id]
    match decision.action:
        case DecisionAction.PIN if target is None:
            return ~(stays | board.is_kind(ActionKind.POOL))
        case DecisionAction.PIN:
            return ~board.holding(target)
        case DecisionAction.FORBID if target is None:
            return board.moving
        case DecisionAction.FORBID:
            return board.holding(target)
        case down if down in CARRIED_OUT:
            there = np.asarray(board.to_post == target) if target is not None else True
            return ~(board.is_kind(CARRIED_OUT[down]) & there)
    return np.zeros(len(board), dtype=np.bool_)


def _wish(scenario: Scenario, decision: Decision) -> Text:
    """What a decision asks for, to follow the cadre's name."""
    place, target = "", decision.post_id
    own = scenario.roster.cadre[decision.cadre_id].post_id
    if target is not None:
        place = f"{scenario.roster.unit_of_post(target).name}{scenario.roster.post[target].title}"
    if decision.action is DecisionAction.PIN and target is None:
        if own is None:
            return Text("继续待安排", "stays in the pool")
        post = scenario.roster.post_name(own)
        return Text(f"锁定在现岗位（{post}）", f"stays where they are ({post})")
    here, there = _WISHES[decision.action]
    words = here if target is None else there
    return Text(words.zh.format(place=place), words.en.format(place=place))


def _decided(
    action: DecisionAction,
    post_id: str | None = None,
    old: str | None = "P1",
    **facts: Any,
) -> Scenario:
    """Cadre A in P1 (or the pool), free posts P2 and P3, one decision."""
    return case.scenario(
        posts=[case.post("P1"), case.post("P2"), case.post("P3")],
        cadres=[case.cadre("A", old, **facts)],
        laws={"retirement_due": {}},
        decisions=[Decision("A", action, "case", post_id)],
    )


_OLD: dict[str, Any] = {"birth": "1965-01"}
"""A man born 1965-01 is due one month after 60: in 2025-02."""


def _pinned() -> list[Example]:
    pin = DecisionAction.PIN
    own, here, there = _decided(pin, "P1"), _decided(pin), _decided(pin, "P2")
    pool, beside = _decided(pin, old=None), case.with_concurrent(_decided(pin, "P2"), "A", "P2")
    due, due_in_pool = _decided(pin, **_OLD), _decided(pin, old=None, **_OLD)
    return [
        Example("pinned to the own post: stays", own, case.plan(own), 0),
        Example("pinned to the own post: is moved", own, case.plan(own, {"A": "P2"}), 1),
        Example("pinned: stays", here, case.plan(here), 0),
        Example("pinned: is released", here, case.plan(here, {"A": "release"}), 1),
        Example("pinned to another post: goes there", there, case.plan(there, {"A": "P2"}), 0),
        Example("pinned to another post: stays", there, case.plan(there), 1),
        Example("pinned to another post: goes elsewhere", there, case.plan(there, {"A": "P3"}), 1),
        Example("pinned to a post held beside: stays", beside, case.plan(beside), 0),
        Example("pinned in the pool: stays there", pool, case.plan(pool), 0),
        Example("pinned in the pool: is appointed", pool, case.plan(pool, {"A": "P2"}), 1),
        Example(
            "a pin does not hold whoever must retire", due, case.plan(due, {"A": "retirement"}), 1
        ),
        Example(
            "nor whoever retires from the pool",
            due_in_pool,
            case.plan(due_in_pool, {"A": "retirement"}),
            1,
        ),
    ]


def _forbidden() -> list[Example]:
    forbid = DecisionAction.FORBID
    there, own, any_ = _decided(forbid, "P2"), _decided(forbid, "P1"), _decided(forbid)
    pool, due = _decided(forbid, old=None), _decided(forbid, **_OLD)
    return [
        Example("a post forbidden: goes to another", there, case.plan(there, {"A": "P3"}), 0),
        Example("a post forbidden: goes there", there, case.plan(there, {"A": "P2"}), 1),
        Example("a post forbidden: stays", there, case.plan(there), 0),
        Example("the own post forbidden: stays", own, case.plan(own), 1),
        Example("the own post forbidden: leaves", own, case.plan(own, {"A": "P2"}), 0),
        Example("moving forbidden: stays", any_, case.plan(any_), 0),
        Example("moving forbidden: is moved", any_, case.plan(any_, {"A": "P2"}), 1),
        Example("moving forbidden: is released", any_, case.plan(any_, {"A": "release"}), 1),
        Example(
            "moving forbidden: is appointed from the pool", pool, case.plan(pool, {"A": "P2"}), 1
        ),
        Example("moving forbidden: retires when due", due, case.plan(due, {"A": "retirement"}), 0),
    ]


def _down() -> list[Example]:
    """A holds P1 (142, importance 50); L1 and L2 are of level 150, R weighs 50 less."""

    def decided(action: DecisionAction, post_id: str | None = None) -> Scenario:
        return case.scenario(
            posts=[
                case.post("P1"),
                case.post("L1", level="150"),
                case.post("L2", level="150"),
                case.post("R", importance=0),
            ],
            cadres=[case.cadre("A", "P1")],
            decisions=[Decision("A", action, "case", post_id)],
        )

    step, there = decided(DecisionAction.STEP_DOWN), decided(DecisionAction.STEP_DOWN, "L1")
    reverse = decided(DecisionAction.REVERSE_POSTING)
    return [
        Example("to step down: does", step, case.plan(step, {"A": "L1"}), 0),
        Example("to step down: stays", step, case.plan(step), 1),
        Example("to step down: is released", step, case.plan(step, {"A": "release"}), 1),
        Example("to step down to one post: does", there, case.plan(there, {"A": "L1"}), 0),
        Example("to step down to one post: to another", there, case.plan(there, {"A": "L2"}), 1),
        Example("to be posted in reverse: is", reverse, case.plan(reverse, {"A": "R"}), 0),
        Example("to be posted in reverse: stays", reverse, case.plan(reverse), 1),
        Example("to be posted in reverse: steps down", reverse, case.plan(reverse, {"A": "L1"}), 1),
    ]


def _released() -> list[Example]:
    one = _decided(DecisionAction.RELEASE)
    other = _decided(DecisionAction.CATEGORY)
    two = case.scenario(
        posts=[case.post("P1"), case.post("P2")],
        cadres=[case.cadre("A", "P1")],
        decisions=[
            Decision("A", DecisionAction.RELEASE, "case"),
            Decision("A", DecisionAction.FORBID, "case", "P2"),
        ],
    )
    return [
        Example("to be released: is released", one, case.plan(one, {"A": "release"}), 0),
        Example("to be released: stays", one, case.plan(one), 1),
        Example("to be released: is moved", one, case.plan(one, {"A": "P2"}), 1),
        Example("a decision of another kind asks for no action", other, case.plan(other), 0),
        Example("two decisions on one cadre, both unmet", two, case.plan(two, {"A": "P2"}), 2),
    ]
