"""A mismatch found before the plan is told as inherited, once, and never counts against it."""

from __future__ import annotations

import pytest

from rotation.domain.plan import FindingStatus
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.registry import laws


def misplaced(code: str) -> Scenario:
    """A holds P1 against the law `code`; P2 is as bad for A, P3 is not."""
    kept = {"party_member_only": True, "role": Role.DEPUTY, "fields": ["approval"]}
    return case.scenario(
        posts=[case.post("P1", **kept), case.post("P2", "U2", **kept), case.post("P3", "U3")],
        cadres=[
            case.cadre(
                "A",
                "P1",
                political_status=None,
                relatives=(case.relative("10", field="approval"),),
            )
        ],
        laws={code: {}},
    )


@pytest.mark.parametrize("code", ["reserved_posts", "business_avoidance"])
@pytest.mark.parametrize(
    ("moves", "statuses"),
    [
        ({}, [FindingStatus.INHERITED]),
        ({"A": "P3"}, []),
        ({"A": "P2"}, [FindingStatus.BROKEN]),
        ({"A": "release"}, []),
    ],
)
def test_what_stood_before_is_inherited(
    code: str, moves: dict[str, str], statuses: list[FindingStatus]
) -> None:
    scenario = misplaced(code)
    findings = laws()[code]().check(scenario, case.plan(scenario, moves))
    assert [finding.status for finding in findings] == statuses


def test_a_post_s_own_conditions_are_not_told_of_its_present_holder() -> None:
    scenario = misplaced("post_requirements")
    assert not laws()["post_requirements"]().check(scenario, case.plan(scenario))
