"""What needs attention before any plan, on rosters worked by hand."""

from __future__ import annotations

from pathlib import Path

from rotation import load_scenario
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.post import RiskGrade, Role
from rotation.domain.scenario import Scenario
from rotation.overview.attention import attention
from rotation.overview.concern import Attention, Concern
from rotation.rules import casework as case

HOT = case.post("P1", risk_grade=RiskGrade.I)


OF_TEAMS = (Concern.TEAM, Concern.TEAM_CHIEF)


def of_people(scenario: Scenario) -> list[Attention]:
    """Without what small teams lack."""
    return [item for item in attention(scenario) if item.concern not in OF_TEAMS]


def concerns(scenario: Scenario) -> list[tuple[str, tuple[str, ...]]]:
    return [(item.concern.value, item.cadre_ids) for item in of_people(scenario)]


def test_a_holder_at_the_limit_is_told_once_as_over_the_limit() -> None:
    # From 2021-11 to 2026-11 is five years, the limit of grade I; the category says protective too.
    scenario = case.scenario(
        posts=[HOT], cadres=[case.cadre("A", "P1", post_since="2021-11")], laws={"tenure_limit": {}}
    )
    assert concerns(scenario) == [("over_limit", ("A",))]
    assert of_people(scenario)[0].text["zh"] == "任现岗位已5年，达到5年的任职年限"


def test_a_holder_due_for_a_planned_move_should_move() -> None:
    # Three years in a grade I post: planned, not yet at the limit.
    scenario = case.scenario(
        posts=[HOT], cadres=[case.cadre("A", "P1", post_since="2023-11")], laws={"tenure_limit": {}}
    )
    (item,) = of_people(scenario)
    assert (item.concern, item.cadre_ids, item.post_ids) == (Concern.SHOULD_MOVE, ("A",), ("P1",))
    assert "3年" in item.text["zh"]


def test_a_waived_limit_is_not_told() -> None:
    scenario = case.scenario(
        posts=[HOT],
        cadres=[case.cadre("A", "P1", post_since="2021-11")],
        laws={"tenure_limit": {}},
        decisions=[Decision("A", DecisionAction.WAIVE, "case", rule="tenure_limit")],
    )
    assert [concern for concern, _ in concerns(scenario)] == []


def test_retirement_due_comes_first_and_near_retirement_last() -> None:
    # Men on the 60 line: born 1966-02, 13 // 4 + 1 = 4 months later, so 2026-06, due by 2026-11.
    # Born 1967-09: 32 // 4 + 1 = 9 months later, so 2028-06, 19 months ahead of 2026-11.
    scenario = case.scenario(
        posts=[HOT, case.post("P2"), case.post("P3")],
        cadres=[
            case.cadre("A", "P2", birth="1967-09"),
            case.cadre("B", "P1", post_since="2021-11"),
            case.cadre("C", "P3", birth="1966-02"),
        ],
        laws={"tenure_limit": {}, "retirement_due": {}},
    )
    assert concerns(scenario) == [
        ("retirement_due", ("C",)),
        ("over_limit", ("B",)),
        ("near_retirement", ("A",)),
    ]
    near = of_people(scenario)[-1]
    assert near.text["zh"] == "2028年6月达到法定退休年龄，还有1年7个月"


def test_near_is_what_the_law_says() -> None:
    posts, cadres = [case.post("P2")], [case.cadre("A", "P2", birth="1967-09")]
    for months, told in ((20, True), (19, False)):
        laws = {"near_retirement": {"months": months}}
        scenario = case.scenario(posts=posts, cadres=cadres, laws=laws)
        assert bool(of_people(scenario)) is told


def test_an_empty_post_that_must_be_filled_and_an_overage_are_told() -> None:
    units = [case.unit("U1", deputy_quota=1)]
    posts = [
        case.post("P1", must_fill=True),
        case.post("P2", role=Role.DEPUTY),
        case.post("P3", role=Role.DEPUTY),
    ]
    scenario = case.scenario(
        units=units,
        posts=posts,
        cadres=[case.cadre("A", "P2"), case.cadre("B", "P3")],
        laws={"headcount_quota": {}},
        goals={"must_fill_posts": {}},
    )
    found = of_people(scenario)
    assert [(item.concern, item.post_ids, item.unit_ids) for item in found] == [
        (Concern.OVER_QUOTA, (), ("U1",)),
        (Concern.MUST_FILL, ("P1",), ()),
    ]


def test_nothing_needs_attention_where_all_is_well() -> None:
    scenario = case.scenario(
        posts=[case.post("P1")], cadres=[case.cadre("A", "P1")], laws={"tenure_limit": {}}
    )
    assert of_people(scenario) == []


def test_the_shipped_district_has_the_people_that_its_readme_names() -> None:
    folder = Path(__file__).parent.parent.parent / "scenarios" / "jiangyan"
    found = attention(load_scenario(folder)[0])
    of = {concern: [i for i in found if i.concern is concern] for concern in Concern}
    assert len(of[Concern.OVER_LIMIT]) == 27  # "about half at or past their limit" of 56 heads
    assert len(of[Concern.RETIREMENT_DUE]) == 1
    assert [item.unit_ids for item in of[Concern.OVER_QUOTA]] == [("U019",)]
