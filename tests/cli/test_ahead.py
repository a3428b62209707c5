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


def test_who_comes_is_told_in_the_year_and_stays_in_the_folders(
    run: Run, small: Path, tmp_path: Path
) -> None:
    """Two to come: one in the second year, one in the third; the folder of a year has the rest."""
    table = small / "cadres.csv"
    head, *rows = table.read_text("utf-8-sig").splitlines()
    new = [
        f"{who},2,1995.01,01,150,,,serving,{day}"
        for who, day in (("N1,何苗", "2027-07-01"), ("N2,白露", "2028-07-01"))
    ]
    table.write_text("\n".join([f"{head},comes_on", *(f"{row}," for row in rows), *new]), "utf-8")
    out = tmp_path / "walk"
    page = run("ahead", small, "--years", "3", "--out", out)
    assert page.code == 0
    assert "2027年新进1人：何苗" in page.out
    assert page.out.index("2027年新进1人") < page.out.index("2028年新进1人：白露")
    checked = run("check", out / "2027")
    assert "白露" in checked.out + checked.err
    assert "何苗" not in checked.out + checked.err
    found = run("ahead", out / "2027", "--years", "2", "--json").document
    assert [year["came"] for year in found["years"]] == [[], ["N2"]]


def test_month_by_month(run: Run, small: Path) -> None:
    page = run("ahead", small, "--years", "3", "--monthly", "--no-level")
    assert page.code == 0
    found = run("ahead", small, "--years", "3", "--monthly", "--no-level", "--json").document
    months = [move["month"] for year in found["years"][1:] for move in year["moves"]]
    assert months == sorted(months)
    assert all(month is not None for month in months)
    assert {move["month"] for move in found["years"][0]["moves"]} <= {None}
    assert ("以后各年到龄退休" in page.out) == bool(months)


def test_what_is_not_assumed_is_said(run: Run, small: Path) -> None:
    page = run("ahead", small, "--years", "2", "--without", "grades", "--without", "maternity")
    assert "以后各年的考核结果视为未知" in page.out
    assert "假定挂职、借调、试用期一年后结束" in page.out
    refused = run("ahead", small, "--without", "nothing")
    assert refused.code == 2
    assert "maternity" in refused.err
