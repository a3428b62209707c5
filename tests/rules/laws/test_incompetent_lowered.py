"""Every action of somebody appraised incompetent, in a post and in the pool."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.domain.cadre import Appraisal, Grade, Status
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from tests.rules.laws.single_actions import outcomes, verdicts


def scenario(*appraisals: Appraisal, status: Status = Status.SERVING) -> Scenario:
    facts: dict[str, Any] = {"appraisals": appraisals, "status": status}
    return case.scenario(
        posts=[
            case.post("P1"),
            case.post("same", "U2"),
            case.post("up", "U2", level="141"),
            case.post("down", "U2", level="150"),
        ],
        cadres=[case.cadre("A", "P1", **facts), case.cadre("B", **facts)],
        laws={"incompetent_lowered": {}, "frozen_status": {}},
    )


YEARS = st.dictionaries(st.integers(2022, 2026), st.sampled_from(list(Grade)), max_size=4)


@given(YEARS, st.sampled_from(list(Status)))
@settings(max_examples=60)
def test_board_and_check_agree(years: dict[int, Grade], status: Status) -> None:
    graded = (Appraisal(year, grade) for year, grade in years.items())
    outcomes(scenario(*graded, status=status), "incompetent_lowered")


def test_what_is_left_to_them() -> None:
    made = scenario(case.appraisal(2025, "incompetent"))
    found = verdicts(made, "incompetent_lowered")
    left = {taken for taken, (removed, _) in found.items() if not removed}
    assert left == {
        ("A", "step_down", "down"),
        ("A", "release", None),
        ("B", "pool", None),
        ("B", "step_down", "down"),
    }


def test_the_frozen_are_left_as_they_are() -> None:
    made = scenario(case.appraisal(2025, "incompetent"), status=Status.UNDER_REVIEW)
    assert outcomes(made, "incompetent_lowered") == {False}
