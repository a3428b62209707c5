"""`rotation import`: the page, the document, the report in the folder, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.intake.papers import official, write_xlsx


def test_what_was_taken_and_what_is_left_stands_on_the_page_and_in_the_folder(
    run: Run, tmp_path: Path
) -> None:
    book = write_xlsx(tmp_path / "采集表.xlsx", official())
    (tmp_path / "照片.png").write_bytes(b"\x89PNG")
    asked = ("import", tmp_path, "--out", tmp_path.with_name("imported"))
    told = run(*asked)
    assert told.code == 0
    for said in ("单位10行", "照片.png", "不是能读取的文件", "风险等级", "钱晓峰", "健康状况"):
        assert said in told.out
    folder = tmp_path.with_name("imported")
    assert "钱晓峰" in (folder / "import.txt").read_text("utf-8")
    again = run("import", book, "--out", folder, "--json")
    document = again.document
    assert document["roster"]["cadres"] == 60
    assert json.loads((folder / "import.json").read_text("utf-8")) == document
    assert run("check", folder).code == 0


def test_a_folder_of_other_files_and_a_file_that_is_not_there_are_refused(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "own.txt").write_text("mine", encoding="utf-8")
    book = write_xlsx(tmp_path / "采集表.xlsx", {"A15考核": official()["A15考核"]})
    assert run("import", book, "--out", tmp_path).code == 2
    assert "没有.xlsx" in run("import", tmp_path / "没有.xlsx", "--out", tmp_path / "new").err
    told = run("import", book, "--out", tmp_path / "new")
    assert told.code == 2
    assert not (tmp_path / "new").exists()
    assert "没有读到一名干部" in told.err
