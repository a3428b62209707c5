"""Several decisions on one cadre, and the words of a finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation.assemble.assemble import assemble
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.scenario import LawChoice, Mode, Scenario
from rotation.rules import casework as case
from rotation.rules.registry import law_of
from tests.rules.tiny import rows_of_plan


def scenario_of(*decisions: Decision) -> Scenario:
    return case.scenario(
        posts=[case.post("P1"), case.post("P2", "U2", title="chair")],
        cadres=[case.cadre("A", "P1", name="Li")],
        decisions=decisions,
    )


def test_two_unmet_decisions_on_one_cadre_are_two_findings_and_one_case() -> None:
    scenario = scenario_of(
        Decision("A", DecisionAction.RELEASE, "one"),
        Decision("A", DecisionAction.FORBID, "two", "P2"),
    )
    priced = LawChoice("planner_decisions", mode=Mode.WAIVABLE)
    scenario = replace(scenario, laws=(priced,))
    plan = case.plan(scenario, {"A": "P2"})
    law = law_of(scenario, "planner_decisions")
    assert law is not None
    found = law.check(scenario, plan)
    assert [finding.values["reason"] for finding in found] == ["one", "two"]
    assert sum(finding.cases for finding in found) == 1

    assembled = assemble(scenario)
    rows = rows_of_plan(assembled.board, plan)
    assert rows is not None
    x = assembled.program.complete(rows)
    assert x is not None
    assert assembled.program.breaches.value(x) == 1


@pytest.mark.parametrize(
    ("action", "post_id", "goes", "zh", "en"),
    [
        (DecisionAction.PIN, None, "P2", "锁定在现岗位", "stays where they are"),
        (DecisionAction.PIN, "P2", None, "锁定到unit U2chair", "holds unit U2chair"),
        (DecisionAction.FORBID, None, "P2", "本次不作调整", "is not moved"),
        (DecisionAction.FORBID, "P2", "P2", "不安排到unit U2chair", "does not hold unit U2chair"),
        (DecisionAction.RELEASE, None, None, "退出现职", "leaves the post"),
    ],
)
def test_a_finding_names_cadre_wish_and_reason(
    action: DecisionAction, post_id: str | None, goes: str | None, zh: str, en: str
) -> None:
    scenario = scenario_of(Decision("A", action, "because {so}", post_id))
    law = law_of(scenario, "planner_decisions")
    assert law is not None
    (finding,) = law.check(scenario, case.plan(scenario, {"A": goes} if goes else {}))
    assert finding.cadre_ids == ("A",)
    for words, text in ((zh, finding.text["zh"]), (en, finding.text["en"])):
        assert words in text
        assert "Li" in text
        assert "because {so}" in text
