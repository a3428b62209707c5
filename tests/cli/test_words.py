"""Words of the goals: ages are ages, what is not set is left out, one woman is no women."""

from __future__ import annotations

import re

import pytest

from rotation.rules.goals.category_counts import CategoryCounts
from rotation.rules.goals.non_party_members import NonPartyMembers
from rotation.rules.goals.women_in_team import WomenInTeam
from rotation.rules.registry import goals
from tests.cli.conftest import Run


def test_ages_are_shown_as_ages(run: Run) -> None:
    out = run("rules").out
    for name, age in (("someone_under", 40), ("someone_from", 50), ("under_age", 37)):
        assert re.search(rf"参数 {name}：.*默认 {age}岁", out)
    assert re.search(r"参数 at_most：平均年龄不超过，默认 45岁", out)
    assert re.search(r"default 37 years of age", run("rules", "--lang", "en").out)


@pytest.mark.parametrize("code", ["category_counts", "non_party_members"])
def test_a_goal_that_asks_nothing_says_so(code: str) -> None:
    said = goals()[code]().explain()
    assert "不作要求" in said["zh"]
    assert "no number asked" in said["en"]


def test_bounds_that_are_not_set_are_left_out() -> None:
    least = CategoryCounts.model_validate({"at_least": {"protective": 2}}).explain()
    assert least["zh"] == (
        "各类交流安排人数（退出现职的计入，到龄退休的不计）不少于：保护性交流2名。"
    )
    assert "at most" not in least["en"]
    most = CategoryCounts.model_validate({"at_most": {"protective": 2}}).explain()
    assert most["zh"] == (
        "各类交流安排人数（退出现职的计入，到龄退休的不计）不超过：保护性交流2名。"
    )
    assert "at least" not in most["en"]
    kinds = NonPartyMembers.model_validate({"minimum_in_kind": {"township": 1}}).explain()
    assert "合计" not in kinds["zh"]
    assert "in all" not in kinds["en"]
    both = NonPartyMembers(minimum=3).explain()
    assert both["zh"].startswith("领导班子中的党外干部合计不少于3名。")
    assert both["en"].startswith("Non-party cadres serve in leading teams, in all at least 3.")


def test_one_woman_is_not_women() -> None:
    assert "has at least one woman." in WomenInTeam().explain()["en"]
    assert "has at least 2 women." in WomenInTeam(minimum=2).explain()["en"]
    assert "至少配备2名女干部。" in WomenInTeam(minimum=2).explain()["zh"]
