"""`fairness` as it is called: with a plan and without, both languages, the document."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.small import CADRES, write


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    """王建国 has results of 59."""
    folder = write(tmp_path / "typed")
    lines = [f"{line}," for line in CADRES.splitlines()]
    lines[0] = lines[0] + "score"
    lines[1] += "59"
    (folder / "cadres.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_without_a_plan_the_scenario_is_looked_at(run: Run, typed: Path) -> None:
    ran = run("fairness", typed)
    assert ran.code == 0
    for words in ("鞭策性交流（工作实绩低于）", "王建国", "59分", "60分", "没有评价记录"):
        assert words in ran.out
    assert "结构目标对应的任职" not in ran.out


def test_the_page_in_english_with_a_plan(run: Run, solved: Path) -> None:
    ran = run("fairness", solved, solved / "plan.json", "--lang", "en")
    assert ran.code == 0
    assert "Appointments that goals on structure want" in ran.out
    assert "no cause" in ran.out or "No new appointment" in ran.out


def test_the_document(run: Run, typed: Path) -> None:
    found = run("fairness", typed, "--json").document
    assert (found["status"], found["planned"], found["margin"]) == ("ok", False, 3)
    (one,) = [each for each in found["near"] if each["unit"] == "points"]
    assert (one["name"], one["value"], one["limit"]) == ("王建国", 59, 60)
    assert one["threshold"] == "categories.motivating.score_below"
    assert one["across"]["zh"] == "保护性交流（必须交流）"
    assert [each["name"] for each in found["asked"]] == ["王建国"]
    assert found["groups"][0]["total"] == 9
    assert found["favoured"] == []


def test_a_margin_of_none_keeps_who_is_at_the_threshold(run: Run, typed: Path) -> None:
    found = run("fairness", typed, "--json", "--margin", "0").document
    assert [each["value"] - each["limit"] for each in found["near"]] == [0] * len(found["near"])


@pytest.mark.parametrize("margin", ["-1", "25", "x"])
def test_a_margin_that_is_none(run: Run, small: Path, margin: str) -> None:
    ran = run("fairness", small, "--margin", margin)
    assert ran.code == 2
    assert "24" in ran.err
