"""`rotation check`: what is wrong in the same way in many rows is told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.small import CADRES, POSTS, write

LEVEL_UNKNOWN = "不在代码表中"


def _with_levels(tmp_path: Path, wrong: int) -> Path:
    """The small scenario with a level that is none in the first posts."""
    heading, *rows = POSTS.splitlines()
    for place in range(wrong):
        cells = rows[place].split(",")
        rows[place] = ",".join([*cells[:3], "科长级", *cells[4:]])
    return write(tmp_path / "faulty", posts="\n".join([heading, *rows]) + "\n")


def _flat(out: str) -> str:
    return "".join(out.split())


@pytest.mark.parametrize(
    ("wrong", "told", "rows"),
    [
        (3, 3, ""),
        (4, 1, "（第2、3、4行等4行）"),
        (5, 1, "（第2、3、4、5行等5行）"),
        (8, 1, "（第2、3、4、5、6行等8行）"),
    ],
)
def test_a_problem_of_more_than_three_rows_stands_once_in_the_table(
    run: Run, tmp_path: Path, wrong: int, told: int, rows: str
) -> None:
    ran = run("check", _with_levels(tmp_path, wrong))
    assert ran.code == 2
    said = _flat(ran.out)
    assert said.count(LEVEL_UNKNOWN) == told
    assert rows in said
    assert ("行等" in said) == bool(rows)
    assert f"有{wrong}处错误" in said


def test_json_keeps_each_of_the_rows(run: Run, tmp_path: Path) -> None:
    document = run("check", _with_levels(tmp_path, 8), "--json").document
    assert document["errors"] == 8
    assert [problem["row"] for problem in document["problems"]] == [*range(2, 10)]


def test_rows_told_together_are_told_in_english_too(run: Run, tmp_path: Path) -> None:
    ran = run("check", _with_levels(tmp_path, 8), "--lang", "en")
    assert "(rows2,3,4,5,6andothers,8rowsinall)" in _flat(ran.out)


def test_different_values_of_one_column_are_told_one_by_one(run: Run, tmp_path: Path) -> None:
    cadres = CADRES
    for month, cadre in enumerate(("1980.05", "1976.08", "1979.11", "1984.02"), 13):
        cadres = cadres.replace(cadre, f"{cadre[:4]}.{month}")
    said = _flat(run("check", write(tmp_path / "faulty", cadres=cadres)).out)
    assert said.count("不是有效年月") == 4


def test_problems_of_few_rows_keep_their_order(run: Run, tmp_path: Path) -> None:
    cadres = CADRES.replace("C1,王建国,1", "C1,王建国,9").replace(
        "C3,张伟,1,1979.11", "C3,张伟,9,x"
    )
    cadres = cadres.replace("1976.08", "x")
    lines = [
        line.split()[1:3]
        for line in run("check", write(tmp_path / "faulty", cadres=cadres)).out.splitlines()
        if line.split()[:1] == ["干部"]
    ]
    assert lines == [["2", "性别"], ["3", "出生年月"], ["4", "性别"], ["4", "出生年月"]]


def test_before_an_error_the_rows_are_told_together_too(run: Run, tmp_path: Path) -> None:
    ran = run("solve", _with_levels(tmp_path, 8))
    assert ran.code == 2
    said = _flat(ran.out + ran.err)
    assert said.count(LEVEL_UNKNOWN) == 1
    assert "行等8行" in said
