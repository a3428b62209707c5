"""A waiver for one post, in laws that count who sits where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation.assemble.assemble import assemble
from rotation.audit import audit
from rotation.domain.cadre import Status
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import FindingStatus, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Mode, Scenario
from rotation.rules import casework as case
from tests.rules.tiny import rows_of_plan


def waive(cadre_id: str, rule: str, post_id: str | None = None) -> Decision:
    return Decision(cadre_id, DecisionAction.WAIVE, "case", post_id, rule=rule)


def admits(scenario: Scenario, plan: Plan) -> bool:
    assembled = assemble(scenario)
    rows = rows_of_plan(assembled.board, plan)
    return rows is not None and assembled.program.complete(rows) is not None


def statuses(scenario: Scenario, plan: Plan, code: str) -> list[FindingStatus]:
    return [f.status for f in audit(scenario, plan).findings if f.rule == code]


def couple(*waivers: Decision, status: Status = Status.SERVING) -> Scenario:
    """A leads in U1, where B works; P3 is elsewhere."""
    return case.scenario(
        posts=[
            case.post("P1", role=Role.ADMIN_CHIEF),
            case.post("P2", role=Role.DEPUTY),
            case.post("P3", "U2", role=Role.DEPUTY),
            case.post("P4", "U2", role=Role.DEPUTY),
        ],
        cadres=[
            case.cadre("A", "P1", relatives=(case.relative("12", "B"),), status=status),
            case.cadre("B", "P2", status=status),
        ],
        laws={"kinship_avoidance": {}, "frozen_status": {}},
        decisions=waivers,
    )


def test_kin_are_waived_for_the_post_that_is_held() -> None:
    here = couple(waive("B", "kinship_avoidance", "P2"))
    plan = case.plan(here)
    assert admits(here, plan)
    assert statuses(here, plan, "kinship_avoidance") == [FindingStatus.WAIVED]
    elsewhere = couple(waive("B", "kinship_avoidance", "P3"))
    plan = case.plan(elsewhere)
    assert not admits(elsewhere, plan)
    assert statuses(elsewhere, plan, "kinship_avoidance") == [FindingStatus.BROKEN]


def test_frozen_kin_are_inherited_only_where_both_served() -> None:
    frozen = couple(
        waive("A", "frozen_status", "P3"),
        waive("B", "frozen_status", "P4"),
        status=Status.UNDER_REVIEW,
    )
    unmoved = case.plan(frozen)
    assert admits(frozen, unmoved)
    assert statuses(frozen, unmoved, "kinship_avoidance") == [FindingStatus.INHERITED]
    together = case.plan(frozen, {"A": "P3", "B": "P4"})
    assert not admits(frozen, together)
    assert statuses(frozen, together, "kinship_avoidance") == [FindingStatus.BROKEN]
    assert admits(frozen, case.plan(frozen, {"B": "P4"}))


def crowd(*waivers: Decision, births: tuple[str, str] = ("1980-06", "1980-06")) -> Scenario:
    """A and B are deputies of U1, which has one approved; C waits."""
    return case.scenario(
        units=[case.unit("U1", deputy_quota=1)],
        posts=[
            *(case.post(f"P{i}", role=Role.DEPUTY) for i in (1, 2, 3)),
            case.post("P4", "U2", role=Role.STAFF),
        ],
        cadres=[
            case.cadre("A", "P1", birth=births[0]),
            case.cadre("B", "P2", birth=births[1]),
            case.cadre("C"),
        ],
        laws={"headcount_quota": {}, "retirement_due": {}},
        decisions=waivers,
    )


def test_a_waived_deputy_makes_no_room() -> None:
    scenario = crowd(waive("A", "headcount_quota"))
    plan = case.plan(scenario, {"C": "P3"})
    assert not admits(scenario, plan)
    [found] = [f for f in audit(scenario, plan).findings if f.rule == "headcount_quota"]
    assert found.amount == 1


def test_a_seat_waived_by_its_post_counts_again_in_another() -> None:
    scenario = crowd(waive("A", "headcount_quota", "P1"))
    assert admits(scenario, case.plan(scenario))
    moved = case.plan(scenario, {"A": "P3"})
    assert not admits(scenario, moved)
    assert statuses(scenario, moved, "headcount_quota") == [FindingStatus.BROKEN]


def test_an_overage_cleared_by_retirement_is_not_made_again() -> None:
    scenario = crowd(births=("1966-01", "1980-06"))  # due in 2026-05
    alone = case.plan(scenario, {"A": "retirement"})
    assert admits(scenario, alone)
    assert statuses(scenario, alone, "headcount_quota") == []
    refilled = case.plan(scenario, {"A": "retirement", "C": "P1"})
    assert not admits(scenario, refilled)
    assert statuses(scenario, refilled, "headcount_quota") == [FindingStatus.BROKEN]


def test_who_may_stay_past_retirement_counts_as_standing() -> None:
    born = ("1966-01", "1980-06")  # due in 2026-05
    by_decision = crowd(waive("A", "retirement_due"), births=born)
    hard = crowd(births=born)
    choices = tuple(
        replace(c, mode=Mode.WAIVABLE) if c.code == "retirement_due" else c for c in hard.laws
    )
    for scenario in (by_decision, replace(hard, laws=choices)):
        for moves in ({}, {"A": "retirement"}, {"A": "retirement", "C": "P1"}, {"C": "P3"}):
            plan = case.plan(scenario, moves)
            found = statuses(scenario, plan, "headcount_quota")
            broken = any(status is FindingStatus.BROKEN for status in found)
            assert admits(scenario, plan) == (not broken), moves
        assert admits(scenario, case.plan(scenario))


def beside(code: str) -> Scenario:
    """C holds P5, of an office, and P3 beside it, which breaks the law of this code."""
    trade = (case.relative("10", field="construction"),)
    kin = (case.relative("71", "A"),)
    made = case.scenario(
        units=[case.unit("U1", deputy_quota=2, field="construction")],
        posts=[*(case.post(f"P{i}", role=Role.DEPUTY) for i in (1, 2, 3)), case.post("P5", "U2")],
        cadres=[
            case.cadre("A", "P1"),
            case.cadre("B") if code == "headcount_quota" else case.cadre("B", "P2"),
            case.cadre("C", "P5", relatives=kin if code == "kinship_avoidance" else trade),
        ],
        laws={code: {"clear_existing": True} if code == "business_avoidance" else {}},
    )
    return case.with_concurrent(made, "C", "P3")


@pytest.mark.parametrize("code", ["kinship_avoidance", "business_avoidance", "headcount_quota"])
@pytest.mark.parametrize(("post_id", "counts"), [("P3", True), ("P5", True), ("P2", False)])
def test_a_waiver_names_the_main_post_or_the_one_beside_it(
    code: str, post_id: str, counts: bool
) -> None:
    hard = beside(code)
    plan = case.plan(hard, {"B": "P2"} if code == "headcount_quota" else {})
    assert not admits(hard, plan)
    waived = replace(hard, decisions=(waive("C", code, post_id),))
    assert admits(waived, plan) == counts
    assert (not audit(waived, plan).broken) == counts
