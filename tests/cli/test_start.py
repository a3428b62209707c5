"""`rotation start`: a folder to begin with."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_a_folder_that_holds_anything_is_left_alone(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "新情景"
    assert run("start", folder).code == 0
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert before.keys() == {"roster.xlsx", "scenario.toml"}
    assert run("start", folder).code == 2
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    said = run("check", folder)
    assert "单位表至少应有一行" in said.out or "表中没有数据" in said.out


def test_a_new_scenario_speaks_the_readers_language(run: Run, tmp_path: Path) -> None:
    run("--lang", "en", "start", tmp_path / "a")
    assert "Tenure limit: Whoever" in (tmp_path / "a" / "scenario.toml").read_text("utf-8")
