"""What was set otherwise, in sentences."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.scenario import GoalChoice, LawChoice, Mode, Scenario
from rotation.overview.edits import edits
from rotation.rules import casework as case
from rotation.rules.registry import goals

BEFORE = case.scenario(
    posts=[case.post("P1", title="科长")],
    cadres=[case.cadre("A", "P1", name="张三")],
    laws={"tenure_limit": {"years": {"I": 5}}, "near_retirement": {}},
    goals={"must_fill_posts": {}, "few_moves": {}},
)


GOALS = ("must_fill_posts", "women_in_team", "young_cadres", "non_party_members", "few_moves")


def said(after: Scenario) -> list[str]:
    return [text.zh for text in edits(BEFORE, after)]


def test_nothing_is_said_of_what_is_as_before() -> None:
    same = replace(BEFORE, laws=(LawChoice("near_retirement"), *BEFORE.laws[:1]))
    assert said(same) == []


def test_a_default_that_is_written_out_is_no_change() -> None:
    law = LawChoice("near_retirement", {"months": 24})
    assert said(replace(BEFORE, laws=(BEFORE.laws[0], law))) == []


def test_laws_switched_waived_and_changed_are_told() -> None:
    laws = (
        LawChoice("tenure_limit", {"years": {"I": 4, "ordinary": 12}}, Mode.WAIVABLE),
        LawChoice("sanction_period"),
    )
    assert said(replace(BEFORE, laws=laws)) == [
        "停用“临近退休不再调整”",
        "启用“影响期内任职限制”",
        "“任职年限”改为可按个案豁免",
        "“任职年限”任职年限（Ⅰ级）：由5年改为4年",
        "“任职年限”任职年限（一般岗位）：由10年改为12年",
    ]


def test_goals_moved_and_weighed_are_told() -> None:
    goals = (GoalChoice("must_fill_posts", 2), GoalChoice("few_moves", 2, 3))
    assert said(replace(BEFORE, goals=goals)) == [
        "“调整面尽量小”权重由1改为3",
        "“必须配备的岗位不空缺”由第1层级调到第2层级",
    ]


def order(words: str) -> Scenario:
    """Such as "ab c": a and b share the first tier."""
    of = dict(zip("abcde", GOALS, strict=True))
    tiers = enumerate(words.split(), start=1)
    return replace(BEFORE, goals=tuple(GoalChoice(of[c], t) for t, word in tiers for c in word))


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("a b c d e", "a d b c e", {"d": (4, 2)}),  # b and c were only counted on
        ("a b c d e", "b c d e a", {"a": (1, 5)}),
        ("a b c d e", "ad b c e", {"d": (4, 1)}),
        ("ab c d e", "a b c d e", {"b": (1, 2)}),
        ("a b c", "c b a", {"a": (1, 3), "c": (3, 1)}),
        ("a b", "b a", {"b": (2, 1)}),
        ("a b c", "ab c", {"b": (2, 1)}),
        ("a b c d", "a c b d", {"c": (3, 2)}),
    ],
)
def test_of_goals_only_those_are_told_that_went_past_others(
    before: str, after: str, moved: dict[str, tuple[int, int]]
) -> None:
    titles = {c: goals()[code].words.title.zh for c, code in zip("abcde", GOALS, strict=True)}
    told = {text.zh for text in edits(order(before), order(after))}
    assert told == {f"“{titles[c]}”由第{old}层级调到第{new}层级" for c, (old, new) in moved.items()}


def test_numbers_alone_are_told_where_nothing_else_is() -> None:
    apart = tuple(replace(goal, tier=3 * goal.tier) for goal in BEFORE.goals)
    assert len(said(replace(BEFORE, goals=apart))) == len(BEFORE.goals)


def test_categories_and_the_header_are_told() -> None:
    after = replace(
        BEFORE,
        name="新方案",
        date=dt.date(2027, 1, 1),
        categories={"motivating": {"grades": ["incompetent"]}},
    )
    assert said(after) == [
        "情景名称由“case”改为“新方案”",
        "日期由2026-11-30改为2027-01-01",
        "“交流类别认定标准”鞭策性交流（最近年度考核等次）：由基本称职、不称职改为不称职",
    ]


def test_decisions_made_and_taken_back_are_told_with_their_reasons() -> None:
    pin = Decision("A", DecisionAction.PIN, "项目未完工", post_id="P1")
    decided = replace(BEFORE, decisions=(pin,))
    assert said(decided) == ["张三：锁定：unit U1 科长（理由：项目未完工）"]
    (back,) = edits(decided, BEFORE)
    assert back.zh == "撤销决定——张三：锁定：unit U1 科长（理由：项目未完工）"
    assert back.en.startswith("Decision taken back for 张三: pin: unit U1")
