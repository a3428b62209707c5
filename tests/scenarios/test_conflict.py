"""What the report on `conflict` must name: three contradictions, and three different ways out."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from rotation import apply_repair, find_conflicts, load_scenario, solve_scenario
from rotation.cli import main
from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.explain.infeasible import Explanation
from tests.scenarios.tables import SCENARIOS

FOLDER = SCENARIOS / "conflict"
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario(FOLDER)[0]


@pytest.fixture(scope="module")
def found(scenario: Scenario) -> Explanation:
    return find_conflicts(scenario)


def test_the_three_contradictions_are_found_and_are_minimal(found: Explanation) -> None:
    assert found.status is Status.INFEASIBLE
    assert found.all_conflicts
    laws = [Counter(r.law for r in conflict.requirements) for conflict in found.conflicts]
    expected = [Counter(laws) for laws in EXPECTED["conflicts"]]
    assert sorted(map(str, laws)) == sorted(map(str, expected))
    assert all(conflict.minimal for conflict in found.conflicts)
    assert all(conflict.proven_by == "multipliers" for conflict in found.conflicts)


def test_people_posts_and_units_are_named_in_both_languages(found: Explanation) -> None:
    for lang, words in {
        "zh": ("何道柱是苏雪莉的夫", "供销合作社联合社副职核定0名", "已5年8个月", "仅余9个月"),
        "en": ("husband of 苏雪莉", "approved for 0 deputies", "5 years 8 months", "9 months left"),
    }.items():
        said = " ".join(r.text[lang] for c in found.conflicts for r in c.requirements)
        for word in words:
            assert word in said, (lang, word)
        assert "{" not in said


def test_each_kind_of_way_out_is_there_with_its_steps(found: Explanation) -> None:
    assert found.all_repairs
    told = {
        repair.kind.value: {
            "cases": repair.cases,
            "steps": sorted(step.code for step in repair.steps),
        }
        for repair in found.repairs
    }
    assert told == EXPECTED["repairs"]
    assert all(repair.least for repair in found.repairs)
    assert all(repair.status is Status.OPTIMAL for repair in found.repairs)
    assert [r.cases for r in found.repairs] == sorted(r.cases for r in found.repairs)


def test_the_quota_rises_by_one_and_whoever_is_near_retirement_is_exempt(
    found: Explanation,
) -> None:
    rules = next(repair for repair in found.repairs if repair.kind.value == "rules")
    facts = {step.code: step.facts() for step in rules.steps}
    assert (facts["quota"]["before"], facts["quota"]["after"]) == (0, 1)
    assert facts["parameter"]["parameter"] == "exempt_months"
    assert (facts["parameter"]["before"], facts["parameter"]["after"]) == (0, 10)


def test_every_step_says_which_conflict_it_loosens_and_why(found: Explanation) -> None:
    for repair in found.repairs:
        loosened = [place for taken in repair.taken for place in taken.conflicts]
        assert sorted(loosened) == [0, 1, 2]
        assert all(taken.reason["zh"] and taken.reason["en"] for taken in repair.taken)
        assert all(taken.effects for taken in repair.taken)


def test_with_any_way_out_the_scenario_has_a_plan(scenario: Scenario, found: Explanation) -> None:
    assert solve_scenario(scenario).status is Status.INFEASIBLE
    for repair in found.repairs:
        assert solve_scenario(apply_repair(scenario, repair)).status is Status.OPTIMAL


@pytest.mark.parametrize("number", [3])
def test_a_way_out_applied_on_disk_can_be_solved_and_leaves_the_original(
    number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    made = tmp_path / "made"
    words = ["conflict", str(FOLDER), "--apply", str(number), "--out", str(made), "--lang", "en"]
    assert main(words) == 0
    assert f"Way {number} applied" in capsys.readouterr().out
    assert main(["solve", str(made)]) == 0
    assert main(["conflict", str(made), "--lang", "en"]) == 0
    assert "There is a plan" in capsys.readouterr().out
    assert before == {path: path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
