"""Long service in one team or unit as a ground to move, and as something to be seen to."""

from __future__ import annotations

import pytest

from rotation.domain.category import Category, Strength
from rotation.domain.plan import FindingStatus
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.categories import assess
from rotation.rules.laws.long_service import LongService


def deputy(unit_since: str, *, waived: bool = False, **parameters: object) -> Scenario:
    """A, a deputy of U1 at the level since 2010; P2 is another post of U1, P3 one of U2."""
    held = {"unit_since": unit_since, "level_since": "2010-01", "post_since": "2025-01"}
    return case.scenario(
        posts=[case.post("P1", role=Role.DEPUTY), case.post("P2"), case.post("P3", "U2")],
        cadres=[case.cadre("A", "P1", **held)],
        laws={LongService.code: parameters},
        decisions=[case.waiver("A", LongService.code)] if waived else [],
    )


@pytest.mark.parametrize(
    ("scenario", "category", "grounds"),
    [
        (deputy("2016-11"), Category.PROTECTIVE, ("long_in_team",)),
        (deputy("2016-12"), Category.ORDINARY, ("ordinary",)),
        (deputy("2019-11", unit_years=7), Category.PROTECTIVE, ("long_in_unit",)),
        (deputy("2016-11", unit_years=7), Category.PROTECTIVE, ("long_in_team", "long_in_unit")),
        (deputy("2016-11", waived=True), Category.ORDINARY, ("ordinary",)),
    ],
)
def test_it_is_a_protective_ground(
    scenario: Scenario, category: Category, grounds: tuple[str, ...]
) -> None:
    found = assess(scenario)["A"]
    assert (found.category, tuple(ground.code for ground in found.grounds)) == (category, grounds)
    assert found.strength is (Strength.SHOULD if category is Category.PROTECTIVE else Strength.MAY)
    assert all(reason.text["zh"] and reason.text["en"] for reason in found.reasons)


@pytest.mark.parametrize(("goal", "listed"), [("P1", True), ("P2", True), ("P3", False)])
def test_who_remains_in_the_unit_is_listed(goal: str, listed: bool) -> None:
    scenario = deputy("2016-11")
    found = LongService().check(scenario, case.plan(scenario, {"A": goal}))
    assert [finding.status for finding in found] == [FindingStatus.LISTED] * listed
    assert all("10年" in finding.text["zh"] for finding in found)
