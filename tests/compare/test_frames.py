"""Frames and words: every column, figure and verdict has its name in both languages."""

from __future__ import annotations

import pytest

from rotation.compare import Comparison, compare_plans
from rotation.compare.chains import Opening
from rotation.compare.dominance import Verdict
from rotation.compare.figures import Better, Group
from rotation.compare.frames import (
    cadre_frame,
    column_word,
    figure_frame,
    goal_frame,
    post_frame,
    step_frame,
    team_frame,
    tier_frame,
)
from rotation.compare.wording import (
    chain_words,
    figure_word,
    placement_words,
    ranking_words,
    relation_words,
    strength_words,
)
from rotation.domain.post import Role
from rotation.locales import LANGUAGES, has
from rotation.rules import casework as case
from rotation.terminal.names import Names


@pytest.fixture(scope="module")
def compared() -> Comparison:
    posts = [
        case.post("P1", title="甲岗", role=Role.DEPUTY),
        case.post("P2", "U2", title="乙岗", role=Role.STAFF),
        case.post("P3", "U2", title="丙岗", role=Role.STAFF),
    ]
    cadres = [
        case.cadre("A", "P1", name="张甲"),
        case.cadre("B", "P2", name="李乙"),
        case.cadre("C", name="王丙"),
    ]
    units = [case.unit("U1", name="一局"), case.unit("U2", name="二局")]
    scenario = case.scenario(
        units=units, posts=posts, cadres=cadres, goals={"few_moves": {}, "fill_posts": {}}
    )
    # 1: A and B change places. 2: A to the vacant P3, B follows, C comes from the pool.
    plans = [
        case.plan(scenario, {"A": "P2", "B": "P1"}),
        case.plan(scenario, {"A": "P3", "B": "P1", "C": "P2"}),
    ]
    return compare_plans(scenario, plans)


@pytest.fixture(scope="module")
def names(compared: Comparison) -> Names:
    return Names(compared.scenario, "zh")


def test_key_figures_as_a_frame(compared: Comparison) -> None:
    frame = figure_frame(compared, "zh")
    columns = ["group", "figure", "better", "now", "plan_1", "plan_2", "best"]
    assert list(frame.columns) == columns
    moves = ["调整情况", "调整干部", "低者好", None, 2, 3, "plan_1"]
    assert frame.loc["moves"].tolist() == moves
    assert frame.loc["vacancies", ["now", "plan_1", "plan_2", "best"]].tolist() == [
        1,
        1,
        0,
        "plan_2",
    ]
    assert isinstance(frame.loc["moves", "plan_1"], int)


def test_goals_and_tiers_as_frames(compared: Comparison) -> None:
    assert goal_frame(compared, "en").loc["fill_posts"].to_dict() == {
        "tier": 2,
        "goal": "Fill posts",
        "weight": 1,
        "now": 1,
        "plan_1": 1,
        "plan_2": 0,
        "best": "plan_2",
    }
    tiers = tier_frame(compared, "zh")
    assert tiers.loc[1, ["now", "plan_1", "plan_2", "best"]].tolist() == [0, 2, 3, "plan_1"]
    assert tiers.loc[1, ["bound_1", "status_1"]].tolist() == [None, ""]


def test_teams_as_a_frame(compared: Comparison) -> None:
    frame = team_frame(compared, "zh")
    assert frame["unit"].unique().tolist() == ["一局", "全部班子"]
    ages = frame[(frame["unit_id"] == "U1") & (frame["code"] == "mean_age")]
    assert ages[["now", "plan_1", "plan_2"]].to_numpy().tolist() == [[46.0, 46.0, 46.0]]


def test_differences_as_frames(compared: Comparison, names: Names) -> None:
    people = cadre_frame(compared, names)
    assert people.loc["A"].tolist() == [
        "张甲",
        "一局甲岗",
        "平级交流：二局乙岗",
        "平级交流：二局丙岗",
    ]
    assert people.loc["C", ["plan_1", "plan_2"]].tolist() == ["待安排", "任用：二局乙岗"]
    assert "B" not in people.index
    posts = post_frame(compared, names)
    assert posts.loc["P2"].tolist() == ["二局乙岗", "李乙", "张甲", "王丙"]
    assert posts.loc["P3"].tolist() == ["二局丙岗", "空缺", "空缺", "张甲"]


def test_steps_as_a_frame(compared: Comparison, names: Names) -> None:
    swap, chain = step_frame(compared, 0, names), step_frame(compared, 1, names)
    assert swap[["step", "at_once", "name"]].to_numpy().tolist() == [
        [1, True, "张甲"],
        [1, True, "李乙"],
    ]
    assert chain[["step", "name", "from", "to"]].to_numpy().tolist() == [
        [1, "张甲", "一局甲岗", "二局丙岗"],
        [2, "李乙", "二局乙岗", "一局甲岗"],
        [3, "王丙", "（无现任岗位）", "二局乙岗"],
    ]


def test_frames_of_equal_plans_have_their_columns_and_no_rows(
    compared: Comparison, names: Names
) -> None:
    plan = case.plan(compared.scenario)
    same = compare_plans(compared.scenario, [plan, plan])
    for frame in (cadre_frame(same, names), post_frame(same, names), step_frame(same, 0, names)):
        assert len(frame) == 0
        assert len(frame.columns) > 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_and_code_has_its_word(compared: Comparison, lang: str) -> None:
    names = Names(compared.scenario, lang)
    frames = (
        figure_frame(compared, lang),
        goal_frame(compared, lang),
        tier_frame(compared, lang),
        team_frame(compared, lang),
        cadre_frame(compared, names),
        post_frame(compared, names),
        step_frame(compared, 0, names),
    )
    for frame in frames:
        named = [*frame.columns, *([frame.index.name] if frame.index.name else [])]
        assert all(column_word(column, lang) for column in named)
    codes = {f"figure.{code}" for code in (*(f.code for f in compared.figures), "frozen")}
    codes |= {f"group.{group}" for group in Group} | {f"better.{better}" for better in Better}
    codes |= {f"chain.{opening}" for opening in Opening if opening is not Opening.EXCHANGE}
    codes |= {"equal", "mixed", "dominates"}
    codes |= {f"figure.{code}" for code in ("tenure_left", "tenure_cleared")}
    assert {code for code in codes if not has(f"compare.{code}", lang)} == set()
    assert column_word("plan_2", lang) in ("方案2", "Plan 2")


def test_a_verdict_in_words(compared: Comparison) -> None:
    (relation,) = compared.relations
    assert relation.verdict is Verdict.MIXED
    assert relation_words(compared, relation, "zh") == (
        "方案1与方案2互有优劣。逐级比较以方案1为优：第1层级为2，另一方案为3。"
        "两个方案对2名干部的安排不同。"
    )
    assert strength_words(relation, "zh") == ["方案1较优：调整面尽量小", "方案2较优：减少岗位空缺"]
    assert ranking_words(compared, "zh") == ["按层级逐级比较：方案1 优于 方案2。"]
    assert ranking_words(compared, "en") == ["Tier by tier, the best first: Plan 1, then Plan 2."]


def test_a_dominating_plan_is_named_first_wherever_it_stands() -> None:
    scenario = case.scenario(
        posts=[case.post("P1"), case.post("P2")],
        cadres=[case.cadre("A", "P1")],
        goals={"few_moves": {}},
    )
    moved, kept = case.plan(scenario, {"A": "P2"}), case.plan(scenario)
    found = compare_plans(scenario, [moved, kept, kept])
    first, second, third = found.relations
    assert relation_words(found, first, "zh").startswith("方案2全面优于方案1：")
    assert strength_words(first, "zh") == ["方案2较优：调整面尽量小"]
    assert relation_words(found, second, "en").startswith("Plan 3 is better than Plan 1 throughout")
    assert "完全相同" in relation_words(found, third, "zh")
    assert "每名干部的安排都相同" in relation_words(found, third, "zh")
    assert ranking_words(found, "zh") == ["按层级逐级比较：方案2、方案3 优于 方案1。"]


def test_chains_in_words(compared: Comparison, names: Names) -> None:
    (swap,), (chain,) = (judged.chains for judged in compared.plans)
    assert chain_words(names, swap, 1) == "联动1（2人）：互换，须同时办理"
    assert chain_words(names, chain, 1) == (
        "联动1（3人）：由二局丙岗空缺引起，最后由待安排干部王丙接任"
    )
    stays = compared.cadres[0].placements[0]
    assert placement_words(Names(compared.scenario, "en"), stays) == "transfer: 二局乙岗"


def test_a_figure_of_no_plan_has_no_word() -> None:
    with pytest.raises(KeyError):
        figure_word("no_such_figure", "zh")
