"""Where a cadre could go, and what closes the rest."""

from __future__ import annotations

from rotation import load_scenario
from rotation.domain.action import ActionKind
from rotation.domain.decision import Decision, DecisionAction
from rotation.explain.destinations import destinations
from rotation.rules import casework as case
from tests.store.samples import INPUTS

POSTS = [case.post("P1"), case.post("P2", "U2"), case.post("P3", "U3", level="141")]


def test_a_post_is_open_where_no_law_closes_it() -> None:
    scenario = case.scenario(
        posts=POSTS, cadres=[case.cadre("A", "P1")], laws={"level_fits": {}, "minimum_stay": {}}
    )
    found = destinations(scenario, "A")
    # Three years in the post and the same level: P2 is open; P3 is a promotion without its years.
    assert [(d.post_id, d.kind) for d in found.open] == [("P2", ActionKind.TRANSFER)]
    assert [(d.post_id, d.laws) for d in found.posts if d.laws] == [("P3", ("level_fits",))]
    assert [(b.law, b.ids, b.alone) for b in found.barriers] == [("level_fits", ("P3",), ("P3",))]


def test_a_decision_closes_posts_at_once() -> None:
    pinned = Decision("A", DecisionAction.PIN, "case", post_id="P1")
    scenario = case.scenario(
        posts=POSTS, cadres=[case.cadre("A", "P1")], laws={}, decisions=[pinned]
    )
    found = destinations(scenario, "A")
    assert not found.open
    assert {law for d in found.posts for law in d.laws} == {"planner_decisions"}
    assert found.besides == (ActionKind.STAY,)


def test_who_must_leave_cannot_stay() -> None:
    scenario, _ = load_scenario(INPUTS)
    # 王建国 has held a grade I post past its limit; only the other section head's post is of his
    # level and free for him to take by the laws alone, and so is that of the third.
    found = destinations(scenario, "C1")
    assert ActionKind.STAY not in found.besides
    assert {d.post_id for d in found.open} == {"P4", "P7"}
