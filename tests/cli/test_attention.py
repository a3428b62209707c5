"""`attention` as it is called: the page, the document, the files."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run


def test_the_lists_name_people_posts_months_and_articles(run: Run, small: Path) -> None:
    ran = run("attention", small)
    assert ran.code == 0
    assert "必须办理" in ran.out
    # 赵敏 and 王建国 have reached the five years of a grade I post (tests.cli.small).
    for words in ("王建国", "发展和改革局审批科科长", "现在", "地方做法", "安排交流"):
        assert words in ran.out


def test_the_page_in_english(run: Run, small: Path) -> None:
    ran = run("attention", small, "--lang", "en", "--months", "6")
    assert ran.code == 0
    assert "Must be done" in ran.out
    assert "Up to 2027-05" in ran.out


def test_the_document_has_names_and_sources(run: Run, small: Path) -> None:
    found = run("attention", small, "--json").document
    assert (found["status"], found["months"], found["written"]) == ("ok", 12, None)
    limit = next(each for each in found["must"] if each["concern"] == "over_limit")
    assert limit["due"] == "now"
    assert limit["cadres"] == [{"id": "C1", "name": "王建国"}]
    assert limit["posts"] == [{"id": "P1", "name": "发展和改革局审批科科长"}]
    assert limit["sources"][0]["confidence"] == "local_practice"
    assert set(limit["why"]) == set(limit["todo"]) == {"zh", "en"}
    for each in (*found["must"], *found["should"], *found["may"]):
        assert each["cadres"] or each["posts"] or each["units"]
        assert each["sources"]


def test_only_what_is_due_now_with_no_months(run: Run, small: Path) -> None:
    found = run("attention", small, "--json", "--months", "0").document
    dues = {each["due"] for key in ("must", "should", "may") for each in found[key]}
    assert dues == {"now"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_files_are_written_and_told(run: Run, small: Path, lang: str) -> None:
    for name in ("due.ics", "due.xlsx"):
        ran = run("attention", small, "--out", small / name, "--lang", lang)
        assert ran.code == 0
        assert name in ran.out
    assert (small / "due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    book = openpyxl.load_workbook(small / "due.xlsx")
    counts, must, *_ = book.worksheets
    assert must.title == ("节点提醒（必须办理）" if lang == "zh" else "Reminders, Must be done")
    rows = list(must.values)
    assert any("王建国" in row for row in rows)
    for sheet in book:  # A4, across, as wide as the page
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    months = [row[1] for row in counts.values if isinstance(row[1], int)]
    assert len(months) == 13 + 1
    people = sum("地方做法" in str(row[-1]) or "local" in str(row[-1]) for row in rows)
    assert months[-1] == sum(months[:-1]) == people + 1  # the post that must be filled


def test_a_file_is_overwritten_only_by_force(run: Run, small: Path) -> None:
    place = small / "due.ics"
    place.write_text("mine")
    assert run("attention", small, "--out", place).code == 2
    assert place.read_text() == "mine"
    assert run("attention", small, "--out", place, "--force").code == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--out", "due.pdf"), ".ics / .xlsx"),
        (("--months", "61"), "60"),
        (("--months", "x"), "60"),
        (("--out", "none/due.ics"), "文件夹不存在"),
    ],
)
def test_what_cannot_be_is_refused(
    run: Run, small: Path, given: tuple[str, str], told: str
) -> None:
    ran = run("attention", small, *given)
    assert ran.code == 2
    assert told in ran.err
