"""Who is put forward for going down: heads of units under a veto, for tasks that still count."""

from __future__ import annotations

import pytest

from rotation.domain.evidence import Task
from rotation.domain.post import Role
from rotation.overview.proposed import proposed_down
from rotation.rules import casework as case
from tests.evidence.made import day, rated, scenario


@pytest.mark.parametrize(
    ("date", "result", "named"),
    [
        ("2025-12-01", "unmet", ["C1"]),  # the twelfth month back, the scenario being of 2026-11
        ("2025-11-30", "unmet", []),
        ("2026-06-30", "partly", []),
        ("2026-06-30", None, []),
    ],
)
def test_a_task_counts_within_the_months_of_the_scheme(
    date: str, result: str | None, named: list[str]
) -> None:
    made = scenario(
        "qianfen",
        posts=[case.post("P1", "U1", role=Role.ADMIN_CHIEF)],
        cadres=[case.cadre("C1", "P1")],
        evaluations=rated("qianfen", "U1", public=300, safety="一票否决"),
        tasks=[Task("征收", day(date), unit_id="U1", result=result)],
    )
    assert [each.cadre_id for each in proposed_down(made)] == named
