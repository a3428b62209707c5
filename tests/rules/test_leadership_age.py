"""Leaving leadership at the local age: carried out with a document, else listed."""

from __future__ import annotations

from typing import Any

import pytest

from rotation.audit.report import audit
from rotation.domain.action import ActionKind
from rotation.domain.decision import Decision
from rotation.domain.plan import FindingStatus
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.laws.leadership_age import LeadershipAge
from rotation.rules.laws.release_with_cause import ReleaseWithCause
from rotation.solve.run import solve

NAMED = {"document": "县委发〔2024〕8号", "decided_by": "县委", "decided_on": "2024-03-01"}
AGES = {"men": {"deputy": 55}}


def aged(
    *decisions: Decision, role: Role = Role.DEPUTY, birth: str = "1971-11", **parameters: Any
) -> Scenario:
    """A, 55 years old in 2026-11, a deputy of level 142 in P1; P2 is free."""
    return case.scenario(
        posts=[case.post("P1", role=role), case.post("P2", "U2", role=role)],
        cadres=[case.cadre("A", "P1", birth=birth)],
        laws={LeadershipAge.code: AGES | parameters, ReleaseWithCause.code: {}},
        goals={"few_moves": {}},
        decisions=decisions,
    )


def test_with_a_document_the_plan_carries_it_out_and_says_why() -> None:
    plan = solve(aged(**NAMED)).plan
    assert plan is not None
    (action,) = plan.actions
    assert action.kind is ActionKind.RELEASE
    reason = next(reason for reason in action.reasons if reason.code == "leadership_age")
    assert all(word in reason.text["zh"] for word in ("55岁", "提前退出领导岗位", *NAMED.values()))
    assert not [f for f in audit(aged(**NAMED), plan).findings if f.status is FindingStatus.BROKEN]


@pytest.mark.parametrize("missing", NAMED)
def test_without_one_it_is_listed_and_nobody_may_be_released(missing: str) -> None:
    scenario = aged(**NAMED | {missing: ""})
    law = LeadershipAge(**AGES, **NAMED | {missing: ""})
    (found,) = law.check(scenario, case.plan(scenario))
    assert found.status is FindingStatus.LISTED
    assert "已达到本地退出领导岗位年龄" in found.text["zh"]
    assert law.check(scenario, case.plan(scenario, {"A": "release"})) == []
    assert _uncaused(scenario) == 1
    plan = solve(scenario).plan
    assert plan is not None
    assert plan.actions[0].kind is ActionKind.STAY


@pytest.mark.parametrize(
    ("scenario", "uncaused"),
    [
        (aged(**NAMED), 0),
        (aged(birth="1971-12", **NAMED), 1),
        (aged(role=Role.STAFF, **NAMED), 1),
        (aged(case.waiver("A", LeadershipAge.code), **NAMED), 1),
    ],
)
def test_only_who_leads_and_is_of_age_is_released_by_it(scenario: Scenario, uncaused: int) -> None:
    assert _uncaused(scenario) == uncaused


def _uncaused(scenario: Scenario) -> int:
    return len(ReleaseWithCause().check(scenario, case.plan(scenario, {"A": "release"})))


@pytest.mark.parametrize(
    ("birth", "started", "listed"),
    [
        ("1980-06", "1996-11", True),  # thirty years
        ("1980-06", "1996-12", False),
        ("1969-07", "2006-11", True),  # twenty, and 46 months to retirement in 2030-09
        ("1969-07", "2006-12", False),
        ("1980-06", "2006-11", False),
        ("1980-06", None, False),
    ],
)
def test_who_may_retire_early_on_request_is_listed(
    birth: str, started: str | None, listed: bool
) -> None:
    scenario = case.scenario(
        posts=[case.post("P1")], cadres=[case.cadre("A", "P1", birth=birth, work_started=started)]
    )
    plan = case.plan(scenario)
    found = LeadershipAge(list_early=True).check(scenario, plan)
    assert [finding.status for finding in found] == [FindingStatus.LISTED] * listed
    assert LeadershipAge().check(scenario, plan) == []
