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


def test_careers_get_a_file_and_decisions_are_in_one_place(
    run: Run, solved: Path, tmp_path: Path
) -> None:
    """The small scenario lists no careers; decisions that hold on go to a file of their own."""
    decisions = "cadre_id,action,post_id,reason\nC1,pin,P4,x\nC8,forbid,P6,y\n"
    (solved / "decisions.csv").write_text(decisions, encoding="utf-8")
    plan, after = tmp_path / "plan.json", tmp_path / "next"
    assert run("solve", solved, "--out", plan).code == 0
    assert run("carry-out", solved, plan, "--on", "2026-12-15", "--out", after).code == 0
    careers = {c.cadre_id: c.careers for c in load_scenario(after)[0].roster.cadres}
    assert {i: (c[-1].unit_id, c[-1].title) for i, c in careers.items() if c} == {
        "C1": ("U1", "审批科科长"), "C4": ("U2", "执法科科长")
    }  # fmt: skip
    told = run("check", after, "--json").document
    codes = {problem["code"] for problem in told["problems"]}
    assert "decisions_elsewhere" not in codes
    assert [d.cadre_id for d in load_scenario(after)[0].decisions] == ["C8"]


def test_a_person_who_is_not_known_and_a_folder_in_use_are_refused(
    run: Run, solved: Path, tmp_path: Path
) -> None:
    asked = ("carry-out", solved, solved / "plan.json", "--on", "2026-12-15", "--out")
    told = run(*asked, tmp_path / "next", "--only", "没有此人")
    assert (told.code, (tmp_path / "next").exists()) == (2, False)
    assert "没有此人" in told.err
    assert run(*asked, solved).code == 2
