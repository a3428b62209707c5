"""`rotation sensitivity`: the table, the document, and what cannot be changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from rotation.rules.variations import Variation
from rotation.terminal.sensitivity import changes_words
from tests.cli.conftest import Run
from tests.cli.small import write
from tests.options.inline import inline_rows

inline = inline_rows


def test_each_change_is_a_row_with_its_effect_on_every_tier(run: Run, small: Path) -> None:
    asked = [
        "--set", "laws.tenure_limit.years.I=6",
        "--set", "laws.tenure_limit.years.I=6", "laws.kinship_avoidance=off",
        "--set", "laws.minimum_stay=on",
        "--set", "laws.tenure_limit.years=1",
    ]  # fmt: skip
    ran = run("sensitivity", small, *asked, "--processes", 1, "--json")
    assert ran.code == 0
    document = ran.document
    assert [tier["value"] for tier in document["base"]["tiers"]] == [0, 5]
    first, second, _, last = document["rows"]
    assert [tier["value"] for tier in first["tiers"]] == [0, 3]  # the two heads may stay
    assert [tier["difference"] for tier in first["tiers"]] == [0, -2]
    assert [change["path"] for change in second["changes"]] == [
        "laws.tenure_limit.years.I",
        "laws.kinship_avoidance",
    ]
    assert len(last["changes"]) == 4  # every grade
    assert last["moved"] == 8  # all but the one under review
    assert document["undone"] == document["died"] == []


@pytest.mark.usefixtures("inline")
def test_the_page_shows_what_matters_and_lists_what_does_not(run: Run, small: Path) -> None:
    asked = ["--set", "laws.tenure_limit.years.I=6", "--set", "laws.tenure_limit.years.II=9"]
    ran = run("sensitivity", small, *asked, "--processes", 1)
    assert ran.code == 0
    assert "Ⅰ级由5年改为6年" in ran.out
    assert "没有影响的改动：1项" in ran.out
    assert "Ⅱ级由8年改为9年" in ran.out.split("没有影响的改动")[1]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("laws.tenure_limit.yeers=4", "是否应为“laws.tenure_limit.years”"),
        ("laws.tenure_limit", "应写作"),
        ("laws.tenure_limit=", "应写作"),
        ("laws.tenure_limit=maybe", "应为 on"),
        ("laws.tenure_limit=on", "无需改动"),
        ("laws.tenure_limit.mode=soft", "应为 \"hard\""),
        ("laws.tenure_limit.years.I=99", "超出范围"),
        ("laws.tenure_limit.years.I=five", "类型不对"),
        ("laws.planner_decisions=off", "始终启用"),
        ("laws.team_turnover.share=1/2", "laws.team_turnover=on"),
        ("goals.few_moves.tier=0", "小于下限"),
        ("goals.few_moves.weight=1.5", "不是整数"),
        ("goals.age_ladder=on", "没有“goals.age_ladder”"),
        ("categories.protective.planned_years=0", "超出范围"),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_is_told(word: str, said: str, run: Run, small: Path) -> None:
    ran = run("sensitivity", small, "--set", word)
    assert ran.code == 2
    assert said in ran.err


def test_every_fault_is_told_at_once(run: Run, small: Path) -> None:
    ran = run("sensitivity", small, "--set", "x", "y=1", "--set", "laws.tenure_limit=of")
    assert ran.code == 2
    assert ran.err.count("--set") == 3


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (Variation("laws.tenure_limit.years.I", 5.0, 4.0), "任职年限：Ⅰ级由5年改为4年",
         "Tenure limit: grade I 5 years -> 4 years"),
        (Variation("laws.minimum_stay", "on", "off"), "最低任职年限：停用",
         "Minimum stay: switched off"),
        (Variation("laws.team_turnover.mode", "hard", "waivable"),
         "班子一次调整比例：执行方式由刚性改为可豁免",
         "Team turnover: how it binds hard -> waivable"),
        (Variation("goals.few_moves.tier", 5, 2), "调整面尽量小：层级由5改为2",
         "Few moves: tier 5 -> 2"),
        (Variation("goals.young_cadres.share_percent.township", 30, 25),
         "班子配备年轻干部：占比不低于（乡镇）由30%改为25%",
         "Young cadres in teams: share of at least (township) 30% -> 25%"),
        (Variation("laws.post_requirements.majors_bind", False, True),
         "岗位资格条件：专业条件必须符合由否改为是", "Post requirements: majors bind no -> yes"),
    ],
)  # fmt: skip
def test_a_change_in_words(change: Variation, zh: str, en: str) -> None:
    assert changes_words([change], "zh") == zh
    assert changes_words([change], "en") == en


@pytest.mark.usefixtures("inline")
def test_a_scenario_without_a_plan_shows_what_would_make_one(run: Run, tmp_path: Path) -> None:
    pin = "cadre_id,action,post_id,reason\nC1,锁定,P1,业务骨干\n"
    stuck = write(tmp_path / "stuck", decisions=pin)
    ran = run("sensitivity", stuck, "--set", "laws.tenure_limit.years.I=6", "--json")
    assert ran.code == 0
    assert ran.document["base"]["status"] == "infeasible"
    assert sum(ran.document["base"]["breaches"].values()) == 1
    assert ran.document["rows"][0]["status"] == "optimal"
