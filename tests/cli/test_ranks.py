"""`ranks` as it is called: both languages, the document, a scheme of the scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.small import CADRES, TOML, write

RANKS = {"C1": ("三级主任科员", "2024.11"), "C4": ("三级主任科员", "2024.12")}
SCHEME = """
[schemes.own]
name = "区级积分"
ranks = { per_year = 1, front_line_percent = 0, free = { "二级主任科员" = 1 } }
[schemes.own.parts.years]
name = "资历"
rests_on = "seniority"
take = "sum"
points = { year = 2 }
"""


@pytest.fixture
def ranked(tmp_path: Path) -> Path:
    """王建国 has had his rank for two years, 赵敏 for a month less."""
    folder = write(tmp_path / "ranked")
    head, *lines = CADRES.splitlines()
    rows = [f"{line},{','.join(RANKS.get(line[:2], ('', '')))}" for line in lines]
    table = "\n".join([f"{head},rank,rank_since", *rows]) + "\n"
    (folder / "cadres.csv").write_text(table, encoding="utf-8")
    return folder


def test_the_page_by_the_shipped_scheme(run: Run, ranked: Path) -> None:
    ran = run("ranks", ranked)
    assert ran.code == 0
    for words in ("按随附的办法排列", "当地核定", "转引资料", "二级主任科员：1项", "王建国",
                  "未列入，没有可用名额", "须满2年，还差1个月", "2026年12月"):  # fmt: skip
        assert words in ran.out


def test_the_page_in_english(run: Run, ranked: Path) -> None:
    ran = run("ranks", ranked, "--lang", "en")
    assert ran.code == 0
    for words in ("the shipped one is taken", "nobody's rank is changed", "1 month short"):
        assert words in ran.out


def test_a_scheme_of_the_scenario(run: Run, ranked: Path) -> None:
    (ranked / "scenario.toml").write_text(TOML + SCHEME, encoding="utf-8")
    document = run("ranks", ranked, "--json").document
    (found,) = document["lists"]
    assert (document["status"], found["own"], found["free"]) == ("ok", True, {"18": 1})
    assert found["scheme"]["zh"] == "区级积分"
    rows = {row["name"]: row for row in found["rows"]}
    # a leader whose level has no date is listed with that; 孙丽 and 吴刚 have neither rank nor team
    assert rows.keys() == {"王建国", "赵敏", "李红梅", "张伟", "陈志强", "刘洋", "周芳"}
    assert rows["张伟"]["why"]["en"] == ["since when the rank or post is held is not on file"]
    # two whole years since 2024-11, one since 2024-12
    assert (rows["王建国"]["points"], rows["王建国"]["outcome"]) == ("4", "slot")
    assert (rows["赵敏"]["points"], rows["赵敏"]["outcome"]) == ("2", "waits")
    assert (rows["赵敏"]["opens"], rows["赵敏"]["place"], rows["赵敏"]["text"]) == (
        "2026-12", None, {},
    )  # fmt: skip
    assert rows["赵敏"]["why"]["zh"] == ["三级主任科员，2024年12月起，须满2年，还差1个月"]


def test_a_fault_in_the_table_is_told(run: Run, ranked: Path) -> None:
    text = (TOML + SCHEME).replace("二级主任科员", "主任").replace("per_year = 1", "per_year = -1")
    (ranked / "scenario.toml").write_text(text, encoding="utf-8")
    ran = run("ranks", ranked)
    assert ran.code == 2
    assert "schemes.own.ranks.per_year" in ran.err
