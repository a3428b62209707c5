"""What an exemption from the limit of years in a post goes against: the limit that is broken."""

from __future__ import annotations

import pytest

from rotation.domain.post import RiskGrade
from rotation.rules import casework as case
from rotation.rules.force import Force, force_for


@pytest.mark.parametrize(
    ("grade", "own", "force"),
    [
        (RiskGrade.I, None, Force.LOCAL),
        (RiskGrade.III, None, Force.REGULATION),
        (None, None, Force.REGULATION),
        (None, 9.0, Force.LOCAL),
        (RiskGrade.I, 10.0, Force.REGULATION),
    ],
)
def test_a_limit_of_ten_years_is_the_regulation_s_and_a_shorter_one_local(
    grade: RiskGrade | None, own: float | None, force: Force
) -> None:
    post = case.post("P1", risk_grade=grade, tenure_limit_years=own)
    cadre = case.cadre("A", "P1", post_since="2014-11")  # twelve years
    scenario = case.scenario(posts=[post], cadres=[cadre], laws={"tenure_limit": {}})
    assert force_for(scenario, "tenure_limit", ["A"]) is force
