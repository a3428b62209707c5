"""`rotation evidence`: the same in both languages and as one document."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.io.samples import csv_files, sound
from tests.io.test_check_evidence import HEAD, SOUND


@pytest.fixture
def county(tmp_path: Path) -> str:
    roster = tmp_path / "county" / "roster"
    roster.mkdir(parents=True)
    for name, content in csv_files({**sound(), **SOUND}).items():
        (roster / name).write_bytes(content)
    (tmp_path / "county" / "scenario.toml").write_text(HEAD, encoding="utf-8")
    return str(tmp_path / "county")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", ("考评得分", "88", "先行先试")), ("en", ("Points by scheme", "88", "12号"))],
)
def test_everybody_and_one_person(lang: str, said: tuple[str, ...], county: str, run: Run) -> None:
    done = run("--lang", lang, "evidence", county)
    assert done.code == 0
    assert all(word in done.out for word in said)
    one = run("--lang", lang, "evidence", county, "--cadre", "张三")
    assert "2026-06-30" in one.out
    assert "先行先试" not in one.out


def test_what_was_exempted_stands_with_the_one_person(county: str, run: Run) -> None:
    assert "先行先试" in run("--lang", "zh", "evidence", county, "--cadre", "C2").out


@pytest.fixture
def ranked(county: str) -> str:
    """The county with a scheme of units."""
    (Path(county) / "scenario.toml").write_text(HEAD + "[schemes.qianfen]\n", encoding="utf-8")
    values = [["U1", "千分制", "共性目标", "380", "2026-06-30", "考核办"],
              ["U1", "千分制", "安全生产", "一票否决", "2026-07-01", "应急局"]]  # fmt: skip
    head = ["unit_id", "scheme", "dimension", "value", "date", "by"]
    (content,) = csv_files({"evaluations": [head, *values]}).values()
    (Path(county) / "roster" / "evaluations.csv").write_bytes(content)
    return county


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_unit_is_opened_too_and_a_veto_says_whose_it_is(lang: str, ranked: str, run: Run) -> None:
    unit = sound()["units"][1][1]
    opened = run("--lang", lang, "evidence", ranked, "--unit", unit).out
    assert all(word in opened for word in ("380", "2026-06-30", "考核办"))
    everybody = "".join(run("--lang", lang, "evidence", ranked).out.split())
    assert "2026-07-01" in everybody
    found = run("evidence", ranked, "--unit", unit, "--json").document
    assert [(each["of"], each["id"]) for each in found["scores"]] == [("unit", "U1")]


def test_one_document(county: str, run: Run) -> None:
    found = run("evidence", county, "--cadre", "C1", "--json").document
    (score,) = found["scores"]
    assert score["elements"] == {"results": 88, "conduct": 89}
    assert score["parts"][0]["items"][0]["by"] == "考核组"
    assert [each["document"] for each in found["exemptions"]] == ["12号"]


def test_a_name_that_is_not_there_is_told(county: str, run: Run) -> None:
    done = run("--lang", "zh", "evidence", county, "--cadre", "张五")
    assert done.code == 2
    assert "张五" in done.err
    done = run("--lang", "zh", "evidence", county, "--unit", "无此局")
    assert (done.code, "没有编码或名称为" in done.err) == (2, True)
