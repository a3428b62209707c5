"""What was computed beside a plan: kept as plain JSON, drawn again, and annexed to its papers."""

from __future__ import annotations

import io
import json
from functools import cache
from typing import Any

import docx
import openpyxl
import pytest

from rotation import load_scenario
from rotation.ahead.ageing import Assumed
from rotation.ahead.rolling import Year, ahead
from rotation.ahead.stress import refusals, stress
from rotation.ahead.tried import Tried
from rotation.draw.meeting_workbook import ACROSS, meeting_bytes, pixels
from rotation.draw.memo import _widths, memo_bytes
from rotation.report.annex import (
    AHEAD,
    STRESS,
    Unreadable,
    annex_of,
    annexes_in,
    table_of,
)
from rotation.report.annex_made import stress_annex, years_annex
from rotation.report.meeting import meeting_of
from rotation.report.meeting_annex import for_text
from rotation.report.memo import memo
from rotation.report.of_ahead import succession_table, years_table
from rotation.report.of_due import due_calendar
from rotation.report.of_plan import told_of
from rotation.report.table import Cell, Column, Table
from rotation.report.told import Told
from rotation.solve.run import solve
from tests.report.test_meeting import SOLVERS_WORDS
from tests.store.samples import INPUTS
from tests.ui.shown import best, without_newcomer

YEARS = 4


@cache
def walked() -> list[Year]:
    scenario, _ = load_scenario(INPUTS)
    return list(ahead(scenario, YEARS, solve, plan=best()))


@cache
def documents() -> tuple[dict[str, Any], dict[str, Any]]:
    """Of a walk and of all single refusals, as a store gives them back."""
    scenario, _ = load_scenario(INPUTS)
    years = walked()
    walk = years_annex(years, Assumed(), None, due=due_calendar(years), asked=YEARS)
    found = stress(scenario, best(), refusals(best()))
    cases = stress_annex(told(), Tried({}, list(found.values()), []))
    kept: tuple[dict[str, Any], dict[str, Any]] = tuple(json.loads(json.dumps([walk, cases])))
    return kept


def told(lang: str = "zh") -> Told:
    scenario, _ = load_scenario(INPUTS)
    return told_of(scenario, best(), lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tables_come_back_as_they_were(lang: str) -> None:
    tables = {table.key: table for table in annex_of(documents()[0], lang).tables}
    assert tables["years"] == years_table(told(lang), walked())
    assert tables["succession"] == succession_table(told(lang), walked())


def test_they_are_annexed_to_their_own_plan_alone() -> None:
    assert set(annexes_in(documents(), told())) == {AHEAD, STRESS}
    scenario, _ = load_scenario(INPUTS)
    assert annexes_in(documents(), told_of(scenario, without_newcomer(), "zh")) == {}
    walk, _ = documents()
    assert annexes_in([{**walk, "of": {**walk["of"], "scenario": "0"}}], told()) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"tables": {"zh": [{"key": "years"}]}},
        {"tables": {}},
        {"said": {"zh": "words"}},
        {"of": None},
        {"tables": {"zh": [{"key": "a", "title": "a", "note": "", "empty": "", "rows": [["1"]],
                            "columns": []}]}},
    ],
)  # fmt: skip
def test_another_document_is_not_read(change: dict[str, Any]) -> None:
    walk, _ = documents()
    with pytest.raises(Unreadable):
        annex_of({**walk, **change}, "zh")
    if "of" not in change:
        assert annexes_in([{**walk, **change}], told()) == {}
    with pytest.raises(Unreadable):
        table_of({"rows": 1})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_has_a_sheet_for_each(lang: str) -> None:
    annexes = annexes_in(documents(), told(lang)).values()
    without, papers = meeting_of(told(lang)), meeting_of(told(lang), annexes=annexes)
    added = papers.sheets[len(without.sheets) :]
    shown = [table for annex in annexes for table in annex.tables if table.rows]
    assert [sheet.title for sheet in added] == [table.title for table in shown]
    book = openpyxl.load_workbook(io.BytesIO(meeting_bytes(papers, lang)))
    assert len(book.sheetnames) == len(papers.sheets)
    words = {
        sheet.title: [str(c.value) for row in book[sheet.title].iter_rows() for c in row if c.value]
        for sheet in added
    }
    first = words[added[0].title]
    assert "2029-11-30" in first
    assert annex_of(documents()[0], lang).said[0] in first[-1]
    said = [each for sheet in words.values() for each in sheet]
    assert [each for each in said for word in SOLVERS_WORDS if word in each] == []
    for sheet in added:
        columns = sheet.parts[0].columns
        assert sum(pixels(c, wide=sheet.wide) for c in columns) <= ACROSS[sheet.wide]


def test_the_memo_has_them_at_its_end() -> None:
    annexes = annexes_in(documents(), told()).values()
    paper = memo(told(), annexes=annexes)
    assert len(paper.tables) > len(memo(told()).tables)
    written = docx.Document(io.BytesIO(memo_bytes(paper, "zh")))
    heads = [cell.text for table in written.tables for cell in table.rows[0].cells]
    assert "2029-11-30" in heads
    said = annex_of(documents()[0], "zh").said[0]
    assert any(paragraph.text.startswith(said) for paragraph in written.paragraphs)


def test_a_page_of_text_has_room_for_the_years_that_it_shows() -> None:
    years = tuple(Column(f"year_{n}", "2026-11-30", 12, number=True) for n in range(20))
    columns = (Column("group", "g", 12), Column("figure", "f", 24), *years)
    shown = for_text(Table("years", "t", columns, ((Cell(1),) * len(columns),)))
    assert [column.key for column in shown.columns][:2] == ["figure", "year_0"]
    assert len(shown.columns) == 11
    assert all(width > 0 for width in _widths(shown))
