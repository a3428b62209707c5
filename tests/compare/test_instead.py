"""What one plan does instead of another, in figures and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from rotation.compare import Comparison, compare_plans
from rotation.domain.cadre import Gender
from rotation.domain.plan import Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Mode, Scenario
from rotation.locales import LANGUAGES
from rotation.report.of_comparison import Beside, comparison_report
from rotation.rules import casework as case
from rotation.wording.comparisons import instead_words

GOALS: Mapping[str, int] = {"women_in_team": 2, "fill_posts": 3, "few_moves": 4, "planned_moves": 1}


def scenario(goals: Mapping[str, int] = GOALS) -> Scenario:
    """A is past the limit of P1, W alone makes the team of U2 whole; V and S2 are empty."""
    posts = [
        case.post("P1", role=Role.STAFF, tenure_limit_years=5),
        case.post("V", role=Role.STAFF),
        case.post("S1", "U2", role=Role.DEPUTY),
        case.post("S2", "U2", role=Role.DEPUTY),
    ]
    cadres = [case.cadre("A", "P1", post_since="2010-01"), case.cadre("W", gender=Gender.FEMALE)]
    options = {"women_in_team": {"seats": 1}}
    made = case.scenario(
        posts=posts,
        cadres=cadres,
        goals={code: options.get(code, {}) for code in goals},
        laws={"tenure_limit": {}},
    )
    tiers = tuple(replace(choice, tier=goals[choice.code]) for choice in made.goals)
    laws = tuple(replace(choice, mode=Mode.WAIVABLE) for choice in made.laws)
    return replace(made, goals=tiers, laws=laws)


def compared(asked: Scenario, *moves: Mapping[str, str]) -> Comparison:
    plans: list[Plan] = [case.plan(asked, dict(each)) for each in moves]
    return compare_plans(asked, plans)


BOTH, NOBODY = {"A": "V", "W": "S1"}, dict[str, str]()


def test_only_what_differs_is_told_and_the_weightiest_first() -> None:
    (found,) = compared(scenario(), BOTH, NOBODY).instead
    assert [(gap.code, gap.more, gap.past) for gap in found.gaps] == [
        ("needs_approval", 1, 0),
        ("due", 1, 1),
        ("women_in_team", 1, 0),
        ("vacancies", 1, 0),
        ("moves", -2, 0),
    ]


def test_it_is_said_in_both_languages() -> None:
    made = compared(scenario(), BOTH, NOBODY)
    zh, en = (instead_words(made.instead[0], lang) for lang in LANGUAGES)
    assert zh == (
        "方案2比方案1：多报批例外1项；应交流未交流多1人，其中1人任职年限已满；"
        "未达到“班子配备女干部”的班子多1个；多空缺1个岗位；少调整2人。"
    )
    assert en == (
        "Plan 2 instead of Plan 1: exceptions to approve: 1 more; leaves 1 more due unmoved, of "
        "them 1 at or past the limit of tenure; “Women in each team” missed in 1 more of the "
        "teams; 1 more of the seats empty; moves 2 fewer."
    )


def test_the_better_plan_is_what_the_other_is_held_against() -> None:
    (found,) = compared(scenario(), NOBODY, BOTH).instead
    assert (found.plan, found.of) == (0, 1)


def test_what_no_goal_asks_for_is_told_last() -> None:
    (found,) = compared(scenario({"women_in_team": 1}), BOTH, NOBODY).instead
    assert [gap.code for gap in found.gaps] == [
        "needs_approval", "women_in_team", "due", "vacancies", "moves",
    ]  # fmt: skip


def test_a_shortfall_is_told_where_no_figure_stands_for_it() -> None:
    posts = [case.post("P1"), case.post("P2")]
    cadres = [case.cadre("A", "P1"), case.cadre("B", "P2")]
    asked = case.scenario(posts=posts, cadres=cadres, goals={"cadre_post_fit": {}})
    (found,) = compared(asked, {}, {"A": "P2", "B": "P1"}).instead
    told = instead_words(found, "zh")
    assert "“人岗相适”差距大" in told
    assert told.endswith("；多调整2人。")


def test_plans_that_are_alike_are_said_to_be() -> None:
    (found,) = compared(scenario(), BOTH, BOTH).instead
    assert not found.gaps
    assert instead_words(found, "zh") == "方案2与方案1各项数值相同。"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_pair_is_told_those_with_the_leading_plan_first(lang: str) -> None:
    made = compared(scenario(), {"A": "V"}, NOBODY, BOTH)
    assert [(each.plan, each.of) for each in made.instead] == [(0, 2), (1, 2), (1, 0)]
    report = comparison_report(Beside(made, lang))
    assert {instead_words(each, lang) for each in made.instead} <= set(report.summary)
