"""`ahead` as it is called: the page, the document, a folder for each year."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", ("逐年推演", "推算", "假定")), ("en", ("Years ahead", "indicative"))]
)
def test_the_page(lang: str, said: tuple[str, ...], run: Run, small: Path) -> None:
    ran = run("ahead", small, "--lang", lang, "--years", "3")
    assert ran.code == 0
    assert all(word in ran.out for word in said)


def test_each_year_is_a_scenario_with_a_plan_that_can_be_audited(
    run: Run, small: Path, tmp_path: Path
) -> None:
    plan, out = tmp_path / "plan.json", tmp_path / "walk"
    run("solve", small, "--out", plan)
    ran = run("ahead", small, "--plan", plan, "--years", "3", "--most", "2", "--out", out, "--json")
    found = ran.document
    assert found["status"] == "ok"
    assert [year["firm"] for year in found["years"]] == [True, False, False]
    assert [year["broken"] for year in found["years"]] == [0, 0, 0]
    for year in found["years"]:
        place = out / year["date"][:4]
        assert run("audit", place, place / "plan.json").code == 0
        assert run("verify", place, place / "plan.json").code in (0, 5)
    again = run("ahead", small, "--out", out)
    assert again.code == 2
