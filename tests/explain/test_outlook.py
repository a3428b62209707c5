"""What a change of settings does before anything is solved, in one sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation.domain.post import RiskGrade
from rotation.domain.scenario import GoalChoice, Scenario
from rotation.explain import outlook as module
from rotation.explain.outlook import foreseen, outlook, same_plans_allowed
from rotation.rules import casework as case


def scenario(limit: int, stay: int = 2, others: int = 2, **laws: dict[str, object]) -> Scenario:
    """In November 2026 A has held a grade I post for three years; so long B and C have been in
    other posts of their level, and D, for four, in the only one above."""
    posts = [case.post("P1", risk_grade=RiskGrade.I), case.post("P4", "U4", level="141")]
    posts += [case.post(f"P{number}", f"U{number}") for number in (2, 3)[:others]]
    cadres = [case.cadre("A", "P1"), case.cadre("D", "P4", level="141", post_since="2022-11")]
    held = {"B": "P2", "C": "P3"}
    cadres += [case.cadre(i, post_id) for i, post_id in list(held.items())[:others]]
    years = {"I": limit, "II": 8, "ordinary": 20}
    asked = {"tenure_limit": {"years": years}, "minimum_stay": {"years": stay}, "level_fits": {}}
    return case.scenario(posts=posts, cadres=cadres, laws={**asked, **laws})


def said(before: Scenario, after: Scenario) -> str:
    return foreseen(after, outlook(before), outlook(after)).zh.removeprefix("不求解即可看出：")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (scenario(4), scenario(3), "必须交流的多1人（由0人到1人）。"),
        (scenario(3), scenario(4), "必须交流的少1人（由1人到0人）。"),
        (
            scenario(4, others=0),
            scenario(3, others=0),
            "必须交流的多1人（由0人到1人）；新增的人中1人没有合规去向（cadre A）。",
        ),
        # nor is it planned any longer that A moves
        (
            scenario(3),
            replace(scenario(9), categories={"protective": {"planned_years": 9}}),
            "必须交流的少1人（由1人到0人）；应交流的少1人（由1人到0人）。",
        ),
        # who is due may move all the same; of the others D alone has four years
        (scenario(3), scenario(3, stay=4), "其他人中，逐个看可以调整的由3人到1人。"),
        (
            scenario(3),
            scenario(3, one_step={}),
            "应交流的仍是原来的1人，各人可去的岗位也不变；对方案的影响要测算才能知道。",
        ),
    ],
)
def test_who_is_due_and_who_may_move(before: Scenario, after: Scenario, expected: str) -> None:
    assert said(before, after) == expected


def test_who_was_due_before_may_lose_every_destination_and_get_it_back() -> None:
    free, closed = scenario(3), scenario(3, others=0)
    assert (free_to := outlook(free).open["A"]) == 2
    assert outlook(closed).open["A"] == 0
    assert f"由{free_to}个到0个" in said(free, closed)
    assert "1人不再有合规去向（cadre A）" in said(free, closed)
    assert "1人有了合规去向（cadre A）" in said(closed, free)


def test_a_large_roster_is_looked_at_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PAIRS", 4)  # one cadre, four posts
    assert outlook(scenario(3)).open == {"A": 2}
    monkeypatch.setattr(module, "MOST_PAIRS", 3)
    assert outlook(scenario(3)).open == {}


def test_goals_leave_the_plans_that_are_allowed_as_they_are() -> None:
    before = scenario(3)
    assert same_plans_allowed(before, replace(before, goals=(GoalChoice("few_moves", 1, 2),)))
    assert not same_plans_allowed(before, replace(before, laws=()))
