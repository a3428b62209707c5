"""Month edges of the last months before retirement."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.domain.cadre import Gender
from rotation.domain.calendar import Month
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from tests.rules.laws.single_actions import outcomes, verdicts

BASE = Month(1965, 1).index


def scenario(birth: Month, months: int, gender: Gender = Gender.MALE) -> Scenario:
    return case.scenario(
        posts=[case.post("P1"), case.post("P2", "U2")],
        cadres=[case.cadre("A", "P1", birth=birth, gender=gender), case.cadre("B", birth=birth)],
        laws={"near_retirement": {"months": months}},
    )


@given(st.integers(BASE - 12, BASE + 180), st.integers(1, 60), st.sampled_from(list(Gender)))
@settings(max_examples=60)
def test_board_and_check_agree_on_every_month(birth: int, months: int, gender: Gender) -> None:
    outcomes(scenario(Month.from_index(birth), months, gender), "near_retirement")


def test_the_months_left_are_counted_at_the_move() -> None:
    # Born 1968-01: retires 2028-11, 24 months after 2026-11.
    for months, barred in {24: False, 25: True}.items():
        found = verdicts(scenario(Month(1968, 1), months), "near_retirement")
        for cadre, kind in (("A", "transfer"), ("B", "appointment")):
            assert found[cadre, kind, "P2"] == (barred, barred), months
