"""What a plan says of those who leave, who exchange posts, and who are only kin of a mover."""

from __future__ import annotations

from typing import Any

from rotation.domain.action import ActionKind
from rotation.domain.plan import Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.categories import assess
from rotation.solve.reasons import reasoned
from rotation.solve.run import solve


def planned(**facts: Any) -> Plan:
    plan = solve(case.scenario(**facts)).plan
    assert plan is not None
    return plan


def test_who_retires_is_told_to_retire_and_not_that_nothing_calls_for_a_transfer() -> None:
    plan = planned(
        posts=[case.post("P1")],
        cadres=[case.cadre("A", "P1", birth="1966-06")],
        laws={"retirement_due": {}},
    )
    action = plan.action_of["A"]
    assert action.kind is ActionKind.RETIREMENT
    assert [reason.code for reason in action.reasons] == ["retirement_due"]
    assert action.reasons[0].text["zh"] == "1966年6月出生，2026年11月达到法定退休年龄"


def test_who_leaves_by_decision_is_not_told_that_they_need_not_move() -> None:
    """At the limit of ten years, 20 months before retirement, released at their own request."""
    plan = planned(
        posts=[case.post("P1")],
        cadres=[case.cadre("A", "P1", birth="1967-10", post_since="2016-11")],
        laws={"tenure_limit": {}, "release_with_cause": {}},
        decisions=[case.decision("A", "release")],
    )
    assert [reason.code for reason in plan.action_of["A"].reasons] == ["release"]


def test_a_release_for_incompetence_names_the_law() -> None:
    poor = (case.appraisal(2025, "incompetent"),)
    plan = planned(
        posts=[case.post("P1")],
        cadres=[case.cadre("A", "P1", appraisals=poor)],
        laws={"incompetent_lowered": {}, "release_with_cause": {}},
    )
    assert plan.action_of["A"].kind is ActionKind.RELEASE
    assert plan.action_of["A"].reasons[0].code == "incompetent_lowered"


def test_two_who_exchange_posts_are_said_to() -> None:
    """A must leave P1 and only P2 is there; B has no ground of their own."""
    plan = planned(
        posts=[case.post("P1", "U1"), case.post("P2", "U2")],
        cadres=[
            case.cadre("A", "P1", name="甲", post_since="2010-01"),
            case.cadre("B", "P2", post_since="2022-01"),
        ],
        laws={"tenure_limit": {}, "release_with_cause": {}},
        goals={"few_moves": {}},
    )
    reason = plan.action_of["B"].reasons[0]
    assert reason.code == "exchanges"
    assert reason.text["zh"].startswith("工作需要：与甲对调，任")


def test_who_goes_down_by_decision_is_told_who_decided_when_and_under_which_document() -> None:
    plan = planned(
        posts=[case.post("P1")],
        cadres=[case.cadre("A", "P1")],
        laws={"release_with_cause": {}},
        decisions=[case.decision("A", "release")],
    )
    (reason,) = plan.action_of["A"].reasons
    named = "（standing committee，2026-11-30，No. 1）"
    assert reason.text["zh"] == f"按决定{named}退出现职：case"


def test_a_mover_with_a_ground_of_their_own_is_told_what_for() -> None:
    """A must leave P1 for the empty P2; B, from the pool, succeeds."""
    plan = planned(
        posts=[case.post("P1", "U1"), case.post("P2", "U2")],
        cadres=[case.cadre("A", "P1", name="甲", post_since="2010-01"), case.cadre("B", None)],
        laws={"tenure_limit": {}, "release_with_cause": {}},
        goals={"fill_posts": {}},
    )
    first, second = (plan.action_of[cadre_id].reasons for cadre_id in "AB")
    assert [reason.code for reason in first] == ["tenure_limit", "fills"]
    assert first[1].text["zh"].startswith("补unit U2")
    assert [reason.code for reason in second] == ["succeeds"]
    assert second[0].text["zh"].startswith("工作需要：接替甲任unit U1")


def weak(count: int) -> list[Any]:
    """Cadres with weak results, who are to move, each in a post of their own."""
    return [case.cadre(f"C{i}", f"P{i}", score=50) for i in range(count)]


def kept(*posts: Any, count: int) -> list[str]:
    """What those who stay are told last, in Chinese."""
    plan = planned(
        posts=[*(case.post(f"P{i}", f"U{i}") for i in range(count)), *posts],
        cadres=weak(count),
        laws={"category_destinations": {"motivating_lesser": True}, "release_with_cause": {}},
        goals={"planned_moves": {}},
    )
    stay = [action for action in plan.actions if action.kind is ActionKind.STAY]
    return [action.reasons[-1].text["zh"] for action in stay]


def test_who_is_to_move_and_has_nowhere_to_go_is_told_which_law_closes_every_post() -> None:
    assert kept(case.post("Q", "V", importance=99), count=1) == [
        "没有合规的去向，留任（分类交流去向）"
    ]


def test_who_is_to_move_and_stays_for_the_plan_as_a_whole_is_told_how_many_posts_are_open() -> None:
    assert kept(case.post("Q", "V", importance=1), count=2) == [
        "统筹各项目标后留任（单看合规的去向有1个）"
    ]


def test_a_barred_post_is_named() -> None:
    barred = case.decision("A", "forbid", post_id="P2")
    plan = planned(
        posts=[case.post("P1"), case.post("P2", "U2")],
        cadres=[case.cadre("A", "P1")],
        decisions=[barred],
    )
    name = plan.action_of["A"].reasons[-1].text["zh"]
    assert name.startswith("按决定（standing committee，2026-11-30，No. 1）不任unit U2")


def kin() -> Scenario:
    """Two in one team are kin: one of them must go, and one vacant post waits elsewhere."""
    return case.scenario(
        posts=[
            case.post("P1", role=Role.DEPUTY),
            case.post("P2", role=Role.DEPUTY),
            case.post("P3", "U2", role=Role.DEPUTY),
            case.post("P4", "U3", role=Role.DEPUTY),
        ],
        cadres=[
            case.cadre("A", "P1", relatives=(case.relative("73", "B"),)),
            case.cadre("B", "P2"),
        ],
        laws={"kinship_avoidance": {}, "release_with_cause": {}},
        goals={"planned_moves": {}, "few_moves": {}},
    )


def test_of_kin_in_one_team_one_moves_and_the_other_is_no_shortfall() -> None:
    plan = solve(kin()).plan
    assert plan is not None
    moved = [action for action in plan.actions if action.kind is not ActionKind.STAY]
    assert len(moved) == 1
    assert [tier.value for tier in plan.tiers] == [0, 1]
    assert not any(one.due for one in assess(kin()).values())


def _said(scenario: Scenario, moves: dict[str, str]) -> dict[str, str]:
    """The reasons of a plan made by hand, by cadre id."""
    actions = reasoned(scenario, case.plan(scenario, moves).actions)
    return {a.cadre_id: "; ".join(reason.text["zh"] for reason in a.reasons) for a in actions}


def test_each_newcomer_to_a_post_of_several_seats_succeeds_one_or_fills_the_empty_one() -> None:
    """Of three seats two are held; both go, A in exchange with D, and three come."""
    scenario = case.scenario(
        posts=[case.post("P1", headcount=3), case.post("P2", "U2"), case.post("P3", "U3")],
        cadres=[
            case.cadre("C"),
            case.cadre("B", "P1"),
            case.cadre("A", "P1"),
            case.cadre("D", "P2"),
            case.cadre("E"),
        ],
    )
    said = _said(scenario, {"A": "P2", "B": "P3", "C": "P1", "D": "P1", "E": "P1"})
    assert said["D"] == "工作需要：与cadre A对调，任unit U1 post P1"
    assert said["C"] == "工作需要：接替cadre B任unit U1 post P1"
    assert said["E"] == "工作需要：补unit U1 post P1的空缺"


def test_of_kin_who_are_parted_the_one_who_stays_is_told_that_it_is_resolved() -> None:
    kin = case.cadre("A", "P1", relatives=(case.relative("70", "B"),))
    scenario = case.scenario(
        posts=[
            case.post("P1", role=Role.DEPUTY),
            case.post("P2", role=Role.DEPUTY),
            case.post("P3", "U2", role=Role.DEPUTY),
        ],
        cadres=[kin, case.cadre("B", "P2")],
        laws={"kinship_avoidance": {}},
    )
    said = _said(scenario, {"B": "P3"})
    assert said["A"] == "与cadre B的任职回避关系，随cadre B调整而解除"
    assert "应当回避" in said["B"]
    assert "应当回避" in _said(scenario, {})["A"]
