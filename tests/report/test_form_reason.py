"""任免理由: one sentence, in the words of a department."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.post import RiskGrade
from rotation.report.form_reason import form_reason
from rotation.report.of_plan import told_of
from rotation.rules import casework as case

LAWS = {"tenure_limit": {}, "incompetent_lowered": {}, "kinship_avoidance": {}}
POSTS = [
    case.post("P1"),
    case.post("P2", "U2"),
    case.post("P3", risk_grade=RiskGrade.I),
    case.post("P4", "U2", level="150"),
]
CASES = {
    "at ten years": (
        {"post_since": "2016-10"}, "P2",
        "工作需要；任现职满10年，按《党政领导干部交流工作规定》应当交流（保护性交流）",
    ),
    "at a shorter limit of the place": (
        {"post_id": "P3", "post_since": "2021-11"}, "P2",
        "工作需要；任现职满5年，按规定应当交流（保护性交流）",
    ),
    "planned": (
        {"post_id": "P3", "post_since": "2023-11"}, "P2",
        "工作需要；在热点岗位任职满3年，有计划地交流（保护性交流）",
    ),
    "results": ({"score": 50}, "P2", "工作需要；根据工作实绩和作风表现调整（鞭策性交流）"),
    "nothing of the kind": ({}, "P2", "工作需要"),
    "retires": ({}, "retirement", "达到法定退休年龄，办理退休"),
    "lowered": (
        {"appraisals": (case.appraisal(2025, "incompetent"),)}, "P4",
        "2025年度考核为不称职，按《公务员法》降职使用",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "goal", "said"), CASES.values(), ids=CASES)
def test_the_reason_of_a_form(facts: dict[str, object], goal: str, said: str) -> None:
    facts = {"post_id": "P1"} | facts
    cadre = case.cadre("A", str(facts.pop("post_id")), **facts)
    scenario = case.scenario(posts=POSTS, cadres=[cadre], laws=LAWS)
    plan = case.plan(scenario, {"A": goal})
    assert form_reason(told_of(scenario, plan, "zh"), plan.actions[0]) == said


def test_what_was_decided_comes_before_every_ground() -> None:
    pinned = Decision("A", DecisionAction.PIN, "牵头防汛", post_id="P2", decided_by="区委常委会")
    cadre = case.cadre("A", "P1", post_since="2010-01")
    scenario = case.scenario(posts=POSTS, cadres=[cadre], laws=LAWS, decisions=[pinned])
    plan = case.plan(scenario, {"A": "P2"})
    said = form_reason(told_of(scenario, plan, "zh"), plan.actions[0])
    assert said == "经区委常委会研究决定：牵头防汛"
    bare = replace(scenario, decisions=(replace(pinned, decided_by=None),))
    assert form_reason(told_of(bare, plan, "zh"), plan.actions[0]) == "经研究决定：牵头防汛"
