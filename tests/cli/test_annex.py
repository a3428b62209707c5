"""What `ahead` and `stress` keep, at the end of the papers that `export` writes."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.cli.conftest import Run


@pytest.fixture
def plan(run: Run, small: Path, tmp_path: Path) -> Path:
    run("solve", small, "--out", tmp_path / "plan.json")
    return tmp_path / "plan.json"


def test_they_stand_at_the_end_of_the_papers(
    run: Run, small: Path, plan: Path, tmp_path: Path
) -> None:
    years, cases = tmp_path / "years.json", tmp_path / "cases.json"
    assert run("ahead", small, "--plan", plan, "--years", "2", "--annex", years).code == 0
    assert run("stress", small, plan, "--draws", "3", "--annex", cases).code == 0
    book, memo = tmp_path / "a.xlsx", tmp_path / "a.docx"
    for paper in (book, memo):
        annexes = ("--annex", years, "--annex", cases)
        assert run("export", small, plan, *annexes, "--out", paper, "--lang", "zh").code == 0
    assert {"逐年推演", "拟任人选不去时的第二人选"} <= set(openpyxl.load_workbook(book).sheetnames)
    said = [paragraph.text for paragraph in docx.Document(str(memo)).paragraphs]
    assert any("假定以后各年考核等次与上一年相同。" in words for words in said)


def test_it_is_written_whole_and_over_nothing(
    run: Run, small: Path, plan: Path, tmp_path: Path
) -> None:
    years = tmp_path / "years.json"
    years.write_text("mine", "utf-8")
    asked = ("ahead", small, "--plan", plan, "--years", "1", "--annex", years)
    assert run(*asked).code == 2
    assert years.read_text("utf-8") == "mine"
    assert run(*asked, "--force").code == 0
    assert json.loads(years.read_text("utf-8"))["status"] == "ahead"


def test_another_plans_annex_and_no_annex_are_refused(
    run: Run, small: Path, plan: Path, tmp_path: Path
) -> None:
    years, out = tmp_path / "years.json", tmp_path / "a.xlsx"
    run("ahead", small, "--plan", plan, "--years", "1", "--annex", years)
    other = json.loads(years.read_text("utf-8"))
    other["of"]["plan"] = "0"
    strange, broken = tmp_path / "strange.json", tmp_path / "broken.json"
    strange.write_text(json.dumps(other), "utf-8")
    for words in ("{", "[]", '{"status": "ahead"}'):
        broken.write_text(words, "utf-8")
        told = run("export", small, plan, "--annex", broken, "--out", out, "--lang", "zh")
        assert (told.code, "不是可读的推演结果" in told.err) == (2, True)
    told = run("export", small, plan, "--annex", strange, "--out", out, "--lang", "zh")
    assert (told.code, "另一个方案" in told.err) == (2, True)
    assert run("export", small, plan, "--annex", tmp_path / "no.json", "--out", out).code == 2
    record = tmp_path / "a.html"
    assert run("export", small, plan, "--annex", years, "--out", record).code == 2
    folder = ("--paper", "data", "--out", tmp_path / "data")
    assert run("export", small, plan, "--annex", years, *folder).code == 2
    assert not out.exists()
