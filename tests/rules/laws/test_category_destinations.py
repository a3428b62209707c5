"""Fields are packed as bits, 64 to a word: no field may be lost at the seams."""

from __future__ import annotations

import pytest

from rotation.domain.scenario import Decision, DecisionAction, Scenario
from rotation.model.assemble import assemble
from rotation.rules import casework as case

SIZES = [1, 2, 63, 64, 65, 128, 129]


def destinations(scenario: Scenario) -> set[str]:
    board = assemble(scenario).board
    posts = scenario.roster.posts
    return {posts[post].post_id for post in board.to_post[board.placing]}


def decided(category: str, **given: object) -> Scenario:
    decision = Decision("A", DecisionAction.CATEGORY, "case", category=category)
    return case.scenario(decisions=[decision], **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES)
def test_a_new_field_is_seen_wherever_it_stands_in_the_vocabulary(size: int) -> None:
    fields = [f"f{i:03d}" for i in range(size)]
    for new in {0, size // 2, size - 1}:
        known = [field for i, field in enumerate(fields) if i != new]
        scenario = decided(
            "developmental",
            posts=[case.post("P"), *(case.post(field, "U2", fields=(field,)) for field in fields)],
            cadres=[case.cadre("A", "P", careers=(case.career("2010-01", fields=known),))],
            laws={"category_destinations": {}},
        )
        assert destinations(scenario) == {fields[new]}


@pytest.mark.parametrize("size", SIZES)
def test_a_shared_risk_field_is_seen_wherever_it_stands_in_the_list(size: int) -> None:
    fields = [f"f{i:03d}" for i in range(size)]
    for shared in {0, size // 2, size - 1}:
        scenario = decided(
            "protective",
            posts=[
                case.post("P", fields=(fields[shared],)),
                *(case.post(field, "U2", fields=(field,)) for field in fields),
            ],
            cadres=[case.cadre("A", "P")],
            laws={"category_destinations": {"risk_fields": tuple(fields)}},
        )
        assert destinations(scenario) == {*fields} - {fields[shared]}


def test_a_finding_names_the_fields_in_both_languages() -> None:
    scenario = decided(
        "protective",
        posts=[
            case.post("P", fields=("approval", "funds", "x")),
            case.post("Q", fields=("approval", "funds", "x")),
        ],
        cadres=[case.cadre("A", "P")],
        laws={"category_destinations": {"risk_fields": ("approval", "funds", "x")}},
    )
    from rotation.rules.registry import law_of

    law = law_of(scenario, "category_destinations")
    assert law is not None
    (finding,) = law.check(scenario, case.plan(scenario, {"A": "Q"}))
    assert (
        "应当调出现单位、新岗位与现岗位同属风险领域（行政审批、资金管理、x）" in finding.text["zh"]
    )
    assert "stays in the unit, meets approval, funds, x again" in finding.text["en"]
