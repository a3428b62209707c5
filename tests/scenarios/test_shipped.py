"""Every shipped scenario solves to the status and the tier values that it ships."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rotation import load_scenario, solve_scenario
from rotation.compare.judged import judge, unmoved
from rotation.domain.plan import Status
from rotation.draw.one_page import printed
from rotation.locales import LANGUAGES
from rotation.report.of_plan import told_of
from rotation.report.one_page import one_page
from tests.notices import EVIDENCE
from tests.scenarios.solved import solved
from tests.scenarios.tables import SCENARIOS
from tests.ui.browser import sheets

FOLDERS = sorted(path.parent for path in SCENARIOS.glob("*/scenario.toml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_scenario_reaches_what_its_expected_toml_says(folder: Path) -> None:
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    _, notices = load_scenario(folder)
    assert {notice.code for notice in notices} <= EVIDENCE
    _, result = solved(folder.name)
    assert result.status.value == expected["status"], result.faults
    if result.status is Status.INFEASIBLE:  # tests/scenarios/test_conflict.py looks into it
        assert "conflicts" in expected
        return
    assert result.plan is not None
    found = {str(tier.tier): tier.value for tier in result.plan.tiers}
    assert found == expected["tiers"]
    assert all(tier.bound == tier.value for tier in result.plan.tiers)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_page_for_leaders_prints_on_one_sheet(folder: Path, tab: Any) -> None:
    """With a plan beside it that is unlike it: the longest sentence there is of another."""
    scenario, result = solved(folder.name)
    if result.plan is None:
        return
    other = judge(scenario, unmoved(scenario), "x" * 40)
    for lang in LANGUAGES:
        tab.set_content(printed(one_page(told_of(scenario, result.plan, lang), other), lang))
        assert sheets(tab.pdf(format="A4", prefer_css_page_size=True)) == 1, lang


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_scenario_says_what_is_in_it(folder: Path) -> None:
    assert (folder / "README.md").stat().st_size > 500


def test_few_moves_as_a_later_tier_costs_no_seat() -> None:
    """What the README says of qingshui: 42 moves suffice to fill every seat."""
    scenario, _ = load_scenario(SCENARIOS / "qingshui")
    wanted = ("must_fill_posts", "fill_posts", "few_moves")
    goals = tuple(goal for goal in scenario.goals if goal.code in wanted)
    plan = solve_scenario(replace(scenario, goals=goals)).plan
    assert plan is not None
    assert [(tier.value, tier.bound) for tier in plan.tiers] == [(0, 0), (0, 0), (42, 42)]
