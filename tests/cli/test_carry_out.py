"""`rotation carry-out`: the next scenario loads, and whoever just moved is not moved again."""

from __future__ import annotations

from pathlib import Path

from rotation import load_scenario
from tests.cli.conftest import Run


def test_the_next_scenario_is_written_and_moves_nobody_who_just_moved(
    run: Run, solved: Path, tmp_path: Path
) -> None:
    plan, after = solved / "plan.json", tmp_path / "next"
    told = run("carry-out", solved, plan, "--on", "2026-12-15", "--out", after, "--json")
    assert told.code == 0
    moved = set(told.document["carried_out"])
    assert moved
    assert run("check", after).code == 0
    before, (scenario, _) = load_scenario(solved)[0], load_scenario(after)
    assert scenario.date.isoformat() == "2026-12-15"
    assert {law.code for law in scenario.laws} == {law.code for law in before.laws}
    again = run("solve", after, "--json").document
    still = ("stay", "pool")
    assert not moved & {a["cadre_id"] for a in again["plan"]["actions"] if a["action"] not in still}


def test_a_person_who_is_not_known_and_a_folder_in_use_are_refused(
    run: Run, solved: Path, tmp_path: Path
) -> None:
    asked = ("carry-out", solved, solved / "plan.json", "--on", "2026-12-15", "--out")
    told = run(*asked, tmp_path / "next", "--only", "没有此人")
    assert (told.code, (tmp_path / "next").exists()) == (2, False)
    assert "没有此人" in told.err
    assert run(*asked, solved).code == 2
