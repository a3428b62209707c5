"""A frozen unit that the roster does not know is told."""

from __future__ import annotations

from rotation.domain.plan import FindingStatus
from rotation.rules import casework as case
from rotation.rules.laws.reform_freeze import ReformFreeze


def test_a_unit_that_is_not_in_the_roster_is_listed() -> None:
    scenario = case.scenario(posts=[case.post("P1")], cadres=[case.cadre("A", "P1")])
    plan = case.plan(scenario)
    (found,) = ReformFreeze(units=("U1", "发改局")).check(scenario, plan)
    assert found.status is FindingStatus.LISTED
    assert "发改局" in found.text["zh"]
    assert ReformFreeze(units=("U1",)).check(scenario, plan) == []
