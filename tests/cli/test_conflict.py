"""`rotation conflict`: the page, the document, the new scenario, and what is refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from rotation.io import new_folder
from tests.cli.conftest import Run
from tests.cli.small import TOML, write

DECISIONS = """cadre_id,action,post_id,reason
C1,pin,P9,工作需要
"""
"""C1 heads U1 (level 141); P9 is a section head's post two levels below."""

GRANTED = ("--decided-by", "县委常委会", "--decided-on", "2026-11-20", "--document", "12号")
"""Who grants what a way out exempts."""


@pytest.fixture
def contradictory(tmp_path: Path) -> Path:
    return write(tmp_path / "contradictory", decisions=DECISIONS)


def test_a_scenario_with_a_plan_has_nothing_to_explain(small: Path, run: Run) -> None:
    ran = run("conflict", small, "--json")
    assert ran.code == 0
    assert ran.document["status"] == "feasible"
    assert ran.document["conflicts"] == ran.document["repairs"] == []
    assert "没有矛盾" in run("conflict", small).out
    assert "There is a plan" in run("conflict", small, "--lang", "en").out


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "zh",
            ("矛盾1：以下", "规则或决定", "化解办法", "办法1", "撤回决定", "已证明", "工作需要"),
        ),
        (
            "en",
            ("Conflict 1: these", "Law or decision", "Ways out", "Way 1", "take back", "Proven"),
        ),
    ],
)
def test_the_page_names_conflict_and_ways_out(
    contradictory: Path, run: Run, lang: str, words: tuple[str, ...]
) -> None:
    ran = run("conflict", contradictory, "--lang", lang)
    assert ran.code == 1
    for word in words:
        assert word in ran.out, word
    assert "{" not in ran.out
    assert "P9" not in ran.out  # posts are named, not numbered


def test_the_document_is_complete(contradictory: Path, run: Run) -> None:
    document = run("conflict", contradictory, "--json").document
    assert document["status"] == "infeasible"
    conflict, *related = document["conflicts"]
    assert not conflict["related"]
    assert all(each["related"] and each["minimal"] for each in related)
    assert conflict["minimal"]
    assert conflict["proven_by"] == "multipliers"
    laws = [requirement["law"] for requirement in conflict["requirements"]]
    assert laws == ["planner_decisions", "level_fits"]
    pin = conflict["requirements"][0]["decision"]
    assert pin == {"cadre_id": "C1", "action": "pin", "post_id": "P9", "reason": "工作需要"}
    assert [repair["number"] for repair in document["repairs"]] == [1, 2]
    assert {repair["kind"] for repair in document["repairs"]} == {"decisions", "waivers"}
    assert document["applied"] is document["written"] is None


def test_a_way_out_keeps_what_the_planner_wrote_in_the_file(tmp_path: Path, run: Run) -> None:
    given = TOML.replace("[laws.", "# 说明 / about\n[laws.", 1) + "# 末尾 / the end\n"
    folder = write(tmp_path / "commented", decisions=DECISIONS, toml=given)
    assert run("conflict", folder, "--apply", 1, "--out", tmp_path / "made", *GRANTED).code == 0
    written = (tmp_path / "made" / "scenario.toml").read_text(encoding="utf-8")
    for line in given.splitlines():
        assert line in written or line.startswith("roster")
    assert "# 说明 / about\n[laws." in written
    assert written.endswith("# 末尾 / the end\n")


def test_solve_points_to_conflict(contradictory: Path, run: Run) -> None:
    ran = run("solve", contradictory)
    assert ran.code == 1
    assert f"rotation conflict {contradictory}" in ran.out
    assert "rotation conflict" not in run("solve", write(contradictory.parent / "sound")).out


def test_a_way_out_is_written_and_can_be_solved(contradictory: Path, run: Run) -> None:
    document = run("conflict", contradictory, "--json").document
    for repair in document["repairs"]:
        made = contradictory.parent / f"made{repair['number']}"
        ran = run(
            "conflict",
            contradictory,
            "--apply",
            repair["number"],
            "--out",
            made,
            *GRANTED,
            "--json",
        )
        assert ran.code == 0
        assert ran.document["applied"] == repair["number"]
        assert ran.document["written"] == str(made)
        assert run("solve", made).code == 0
        assert run("check", made).code == 0
        note = (made / "scenario.toml").read_text(encoding="utf-8")
        assert repair["steps"][0]["text"]["zh"] in note
        kept = list(csv.DictReader(io.StringIO((made / "decisions.csv").read_text("utf-8-sig"))))
        waived = [row for row in kept if row["action"] == "waive"]
        assert bool(waived) is (repair["kind"] == "waivers")
        assert all("待批准" not in row["reason"] for row in waived)  # it was granted


@pytest.mark.parametrize("given", [["--apply", "1"], ["--out", "made"]])
def test_apply_and_out_go_together(contradictory: Path, run: Run, given: list[str]) -> None:
    ran = run("conflict", contradictory, *given)
    assert ran.code == 2
    assert "--apply" in ran.out + ran.err
    assert "--out" in ran.out + ran.err


def test_a_number_that_there_is_not_is_refused(contradictory: Path, run: Run) -> None:
    ran = run("conflict", contradictory, "--apply", "7", "--out", contradictory.parent / "made")
    assert ran.code == 2
    assert "7" in ran.out + ran.err
    assert not (contradictory.parent / "made").exists()


def test_a_folder_with_something_in_it_is_refused(contradictory: Path, run: Run) -> None:
    ran = run("conflict", contradictory, "--apply", "1", "--out", contradictory)
    assert ran.code == 2
    assert (contradictory / "scenario.toml").exists()


def test_a_folder_is_there_whole_or_not_at_all(
    contradictory: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path, *_: object) -> None:
        (folder / "half").write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(new_folder, "write_inputs", fail)
    before = sorted(contradictory.parent.iterdir())
    ran = run("conflict", contradictory, "--apply", "1", "--out", contradictory.parent / "made")
    assert ran.code == 2
    assert "No space left" in ran.out + ran.err
    assert sorted(contradictory.parent.iterdir()) == before


def test_too_little_time_is_told(contradictory: Path, run: Run) -> None:
    ran = run("conflict", contradictory, "--seconds", "0.1", "--json")
    assert ran.code in (1, 3)
    if ran.code == 3:
        assert ran.document["status"] == "unknown"
    else:
        assert ran.document["conflicts"]
