"""`rotation check`: every problem in one table."""

from __future__ import annotations

from pathlib import Path

from rotation.io.read_roster import read_tables
from rotation.io.write_roster import write_roster_xlsx
from tests.cli.conftest import Run
from tests.cli.small import CADRES, POSTS, TOML, write
from tests.notices import EVIDENCE


def test_a_sound_scenario_is_exit_code_0(run: Run, small: Path) -> None:
    ran = run("check", small)
    assert ran.code == 0
    assert "没有错误（单位3个，岗位9个，干部9名）" in ran.out
    document = run("check", small, "--json").document
    assert (document["status"], document["errors"]) == ("ok", 0)
    assert {problem["code"] for problem in document["problems"]} == EVIDENCE


def test_every_problem_stands_in_the_table_by_place(run: Run, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "faulty",
        cadres=CADRES.replace("1980.05", "1980.13").replace("C9,吴刚", "C8,吴刚"),
        posts=POSTS.replace("P7,U3", "P7,U9"),
        toml=TOML + "[laws.tenure_limitt]\n",
    )
    ran = run("check", folder)
    assert ran.code == 2
    rows = [line.split() for line in ran.out.splitlines()]
    assert ["干部", "2", "出生年月"] in [row[:3] for row in rows]
    assert ["岗位", "8", "单位编码"] in [row[:3] for row in rows]
    assert "tenure_limit" in ran.out
    assert "有4处错误" in ran.out


def test_faults_of_parameters_have_sentences_in_both_languages(run: Run, tmp_path: Path) -> None:
    toml = TOML.replace("[laws.tenure_limit]", "[laws.tenure_limit]\nyears = { I = -1, X = 2 }")
    document = run("check", write(tmp_path / "faulty", toml=toml), "--json").document
    said = {p["code"]: p["text"] for p in document["problems"]}
    assert set(said) == {"parameter_out_of_bounds", "unknown_parameter"}
    assert "应 > 0" in said["parameter_out_of_bounds"]["zh"]


def test_notices_stop_nothing(run: Run, tmp_path: Path) -> None:
    cadres = CADRES.replace("status\n", "status,食堂\n", 1)
    ran = run("check", write(tmp_path / "odd", cadres=cadres))
    assert ran.code == 0
    assert "食堂" in ran.out
    assert "提示" in ran.out


def test_a_bare_roster_is_checked_too(run: Run, small: Path, tmp_path: Path) -> None:
    (small / "scenario.toml").unlink()
    assert run("check", small).code == 0
    book = tmp_path / "roster.xlsx"
    tables = read_tables(small)
    write_roster_xlsx(book, tables.roster, tables.decisions, "zh")
    assert run("check", book).code == 0
    assert run("check", tmp_path / "none.xlsx").code == 2
    book.write_text("no workbook", encoding="utf-8")
    assert run("check", book).code == 2
    assert run("check", tmp_path / "nowhere").code == 2
