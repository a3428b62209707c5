"""`stress` as it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(("lang", "said"), [("zh", "随机推演3次"), ("en", "Draws: 3")])
def test_the_page(lang: str, said: str, run: Run, small: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    run("solve", small, "--out", plan)
    ran = run("stress", small, plan, "--draws", "3", "--lang", lang)
    assert ran.code == 0
    assert said in ran.out


def test_the_document(run: Run, small: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    run("solve", small, "--out", plan)
    found = run("stress", small, plan, "--draws", "3", "--refuses", "100", "--json").document
    assert found["load"]["draws"] == 3
    placed = {case["cadre_id"] for each in found["singles"] for case in each["cases"]}
    assert placed == {case["cadre_id"] for case in found["draws"][0]["cases"]}
