"""What commands write: nothing that was there is lost, and what nobody can read is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from rotation import load_scenario
from rotation.cli import main
from rotation.io.write_roster import write_roster_xlsx
from tests.cli.conftest import Run
from tests.cli.small import TOML


@pytest.mark.parametrize("suffix", [".xlsx", ".html"])
def test_a_paper_that_somebody_wrote_in_is_left_as_it_is(
    run: Run, solved: Path, suffix: str
) -> None:
    paper = solved / f"paper{suffix}"
    command = ("export", solved, solved / "plan.json", "--out", paper)
    assert run(*command).code == 0
    assert run(*command).code == 0  # the same again takes nothing away
    noted(paper)
    before = paper.read_bytes()
    ran = run(*command)
    assert (ran.code, paper.read_bytes()) == (2, before)
    assert "未予覆盖" in ran.err
    assert run(*command, "--force").code == 0
    assert paper.read_bytes() != before
    assert {path.name for path in solved.iterdir() if path.name.startswith(".")} == set()


def noted(paper: Path) -> None:
    """A note typed into the paper."""
    if paper.suffix == ".html":
        paper.write_text(paper.read_text(encoding="utf-8") + "note", encoding="utf-8")
        return
    book = openpyxl.load_workbook(paper)
    book.worksheets[0]["A1"] = "note"
    book.save(paper)


def test_the_next_scenario_never_takes_the_place_of_this_one(run: Run, solved: Path) -> None:
    asked = ("carry-out", solved, solved / "plan.json", "--on", "2026-12-15", "--out", solved)
    before = (solved / "scenario.toml").read_bytes()
    assert run(*asked, "--force").code == 2
    assert (solved / "scenario.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("option", "name"), [("--out", "plan.json"), ("--write-program", "program.lp")]
)
def test_solving_overwrites_nothing(run: Run, small: Path, option: str, name: str) -> None:
    (small / name).write_text("mine", encoding="utf-8")
    ran = run("solve", small, option, small / name)
    assert (ran.code, (small / name).read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in ran.err
    assert run("solve", small, option, small / name, "--force").code == 0
    assert (small / name).read_text(encoding="utf-8") != "mine"


def test_no_force_overwrites_the_roster_itself(run: Run, solved: Path) -> None:
    roster = solved / "roster.xlsx"
    write_roster_xlsx(roster, load_scenario(solved)[0].roster, (), "zh")
    toml = TOML.replace('roster = "."', 'roster = "roster.xlsx"')
    (solved / "scenario.toml").write_text(toml, encoding="utf-8")
    before = roster.read_bytes()
    ran = run(
        "export", solved, solved / "plan.json", "--out", solved / "." / "roster.xlsx", "--force"
    )
    assert (ran.code, roster.read_bytes()) == (2, before)


NO_PLACE: dict[str, Callable[[Path], Path]] = {
    "a folder that there is not": lambda folder: folder / "none" / "p.json",
    "a folder in its place": lambda folder: folder / "folder.json",
    "a pipe in its place": lambda folder: folder / "pipe.json",
    "a folder that takes no files": lambda _: Path("/proc/p.json"),
    "a name with a NUL": lambda folder: folder / "a\0.json",
}


@pytest.mark.parametrize("kind", NO_PLACE)
def test_where_nothing_can_be_written_is_told_before_the_work(
    run: Run, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    ran = run("solve", tmp_path / "no scenario", "--out", NO_PLACE[kind](tmp_path), "--force")
    assert ran.code == 2
    assert "scenario.toml" not in ran.err


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["rules"], ["check", "none"]])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_answer_that_nobody_can_read_is_told(
    words: list[str], lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patched, Path("/dev/full").open("w", encoding="utf-8") as full:
        patched.setattr(sys, "stdout", full)
        code = main([*words, "--lang", lang])
    assert code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_folder_with_files_is_written_into_by_force_alone(run: Run, tmp_path: Path) -> None:
    asked = ("generate", "--units", 1, "--posts-per-unit", 2, "--out", tmp_path / "made")
    (tmp_path / "made" / "roster").mkdir(parents=True)
    for name in ("own.txt", "scenario.toml", "roster/old.csv"):
        (tmp_path / "made" / name).write_text("old")
    refused = run(*asked)
    assert (refused.code, "--force" in refused.out + refused.err) == (2, True)
    assert (tmp_path / "made" / "scenario.toml").read_text() == "old"
    assert run(*asked, "--force").code == 0
    assert {path.name for path in (tmp_path / "made").iterdir()} == {
        "own.txt", "scenario.toml", "roster",
    }  # fmt: skip
    assert not (tmp_path / "made" / "roster" / "old.csv").exists()
    assert run("check", tmp_path / "made").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["made"]
