"""Fields are packed as bits, 64 to a word: no field may be lost at the seams."""

from __future__ import annotations

from typing import Literal

import pytest

from rotation.assemble.assemble import assemble
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.post import RiskGrade
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.laws.category_destinations import CategoryDestinations
from tests.rules.laws.single_actions import outcomes

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


@pytest.mark.parametrize("chosen", ["any", "not_higher", "lower"])
def test_the_board_and_the_check_agree_on_every_pair_of_protective_posts(chosen: str) -> None:
    trades = (None, "approval", "construction")
    units = [case.unit(f"U{field}", field=field) for field in trades]
    posts = [
        case.post(f"{unit.unit_id} {grade} {level}", unit.unit_id, risk_grade=grade, level=level)
        for unit in units
        for grade in (None, *RiskGrade)
        for level in ("141", "142")
    ]
    for promotion in (False, True):
        law = {"protective_risk": chosen, "protective_promotion": promotion}
        seen: set[bool] = set()
        for old in (None, *(post.post_id for post in posts)):
            scenario = decided(
                "protective",
                units=units,
                posts=posts,
                cadres=[case.cadre("A", old)],
                laws={"category_destinations": law},
            )
            seen |= outcomes(scenario, "category_destinations")
        assert seen == {False, True}


@pytest.mark.parametrize(
    ("old", "new", "chosen", "zh", "en"),
    [
        (
            RiskGrade.II,
            RiskGrade.I,
            "not_higher",
            "新岗位（一级热点岗位）的风险等级高于现岗位（二级热点岗位）",
            "goes to a riskier post (grade I) than the present one (grade II)",
        ),
        (
            None,
            RiskGrade.III,
            "not_higher",
            "新岗位（三级热点岗位）的风险等级高于现岗位（非热点岗位）",
            "goes to a riskier post (grade III) than the present one (no hot spot)",
        ),
        (
            RiskGrade.II,
            RiskGrade.II,
            "lower",
            "新岗位（二级热点岗位）的风险等级不低于现岗位（二级热点岗位）",
            "goes to a post no less risky (grade II) than the present one (grade II)",
        ),
    ],
)
def test_a_finding_names_both_risk_grades(
    old: RiskGrade | None, new: RiskGrade, chosen: Literal["not_higher", "lower"], zh: str, en: str
) -> None:
    scenario = decided(
        "protective",
        posts=[case.post("P", risk_grade=old), case.post("Q", "U2", risk_grade=new)],
        cadres=[case.cadre("A", "P")],
    )
    law = CategoryDestinations(protective_risk=chosen)
    (finding,) = law.check(scenario, case.plan(scenario, {"A": "Q"}))
    assert finding.text["zh"].endswith(f"：{zh}")
    assert finding.text["en"].endswith(f"but {en}")


def test_the_sentence_says_what_the_parameters_ask() -> None:
    usual = CategoryDestinations(risk_fields=("approval", "x")).explain()
    assert "风险领域（行政审批、x），新岗位风险等级不得高于现岗位（现任非热点岗位的" in usual["zh"]
    assert "不得到热点岗位），不得提拔；培养性" in usual["zh"]
    assert usual["zh"].endswith("没有应交流情形的，也可以交流。")
    assert "(approval, x), to a post of no higher risk grade than the present one" in usual["en"]
    other = CategoryDestinations(
        risk_fields=(), protective_risk="lower", protective_promotion=True, ordinary_may_move=False
    ).explain()
    assert "（未列明），新岗位应为风险等级低于现岗位的岗位或者非热点岗位，可以提拔；" in other["zh"]
    assert other["zh"].endswith("没有应交流情形的，不交流。")
    assert "of a lower risk grade than the present one, or no hot spot, if need be" in other["en"]
    free = CategoryDestinations(protective_risk="any").explain()
    assert "新岗位风险等级不限，不得提拔" in free["zh"]
