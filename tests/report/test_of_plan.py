"""What a report says of those whom a plan leaves where they are, and of seats left empty."""

from __future__ import annotations

from rotation.domain.cadre import Status
from rotation.domain.scenario import Scenario
from rotation.report.of_plan import summary, told_of
from rotation.report.people import kept, staying
from rotation.report.told import Told
from rotation.rules import casework as case
from rotation.solve.run import solve


def told(scenario: Scenario) -> Told:
    plan = solve(scenario).plan
    assert plan is not None
    return told_of(scenario, plan, "zh")


def crowded() -> Scenario:
    """F is frozen, N at the limit but near retirement, W waits, S stays as anybody."""
    old = {"post_since": "2015-01"}
    return case.scenario(
        posts=[case.post(f"P{i}", f"U{i}") for i in "FNS"],
        cadres=[
            case.cadre("W"),
            case.cadre("S", "PS", post_since="2023-01"),
            case.cadre("N", "PN", birth="1967-10", **old),
            case.cadre("F", "PF", status=Status.UNDER_REVIEW, **old),
        ],
        laws={"frozen_status": {}, "tenure_limit": {"exempt_months": 24}, "release_with_cause": {}},
        goals={"few_moves": {}},
    )


def test_the_frozen_the_exempt_and_the_waiting_are_listed_with_why() -> None:
    table = kept(told(crowded())).only("name", "standing", "reasons")
    said = [tuple(str(cell.value) for cell in row) for row in table.rows]
    assert [row[:2] for row in said] == [
        ("cadre F", "暂缓交流"),
        ("cadre N", "可不交流"),
        ("cadre W", "待安排"),
    ]
    assert "立案审查调查" in said[0][2]
    assert "距退休仅" in said[1][2]
    assert said[2][2] == "本方案没有安排岗位"
    assert not staying(told(crowded())).rows


def test_a_post_that_must_be_filled_and_stays_empty_heads_the_summary() -> None:
    posts = [case.post("P1"), case.post("P2", "U2", must_fill=True)]
    empty = case.scenario(posts=posts, cadres=[case.cadre("A", "P1", status=Status.UNDER_REVIEW)],
                          laws={"frozen_status": {}}, goals={"must_fill_posts": {}})  # fmt: skip
    assert next(iter(summary(told(empty)))) == "注意：必须配备的岗位仍空缺1个：unit U2 post P2。"
    full = case.scenario(posts=posts, cadres=[case.cadre("A", "P2")], goals={"must_fill_posts": {}})
    assert "必须配备" not in next(iter(summary(told(full))))
