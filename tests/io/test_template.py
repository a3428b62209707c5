"""The template has every column, explains it, and is read back as an empty roster."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from rotation.errors import InvalidInput
from rotation.io.columns import Kind
from rotation.io.read_roster import read_tables
from rotation.io.tables import NOTES_SHEETS, TABLES, find_table
from rotation.io.template import write_template
from tests.io.samples import sound


@pytest.fixture(params=["zh", "en"])
def template(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    write_template(tmp_path / "roster.xlsx", request.param)
    return tmp_path / "roster.xlsx", request.param


def test_it_has_every_table_and_column_in_the_language(template: tuple[Path, str]) -> None:
    path, lang = template
    book = openpyxl.load_workbook(path)
    for table in TABLES:
        sheet = book[table.heading(lang)]
        assert [cell.value for cell in sheet[1]] == [c.heading(lang) for c in table.columns]
        assert sheet.freeze_panes == "C2"
        assert all(cell.comment for cell in sheet[1])


def test_required_columns_have_a_colour_of_their_own(template: tuple[Path, str]) -> None:
    path, lang = template
    book = openpyxl.load_workbook(path)
    colours: dict[bool, set[str]] = {True: set(), False: set()}
    for table in TABLES:
        for column, cell in zip(table.columns, book[table.heading(lang)][1], strict=True):
            colours[column.required].add(cell.fill.fgColor.rgb)
    assert len(colours[True]) == len(colours[False]) == 1
    assert colours[True] != colours[False]


def test_the_notes_explain_every_column(template: tuple[Path, str]) -> None:
    path, lang = template
    rows = list(openpyxl.load_workbook(path)[NOTES_SHEETS[lang]].values)
    assert len(rows) == 1 + sum(len(table.columns) for table in TABLES)
    assert all(all(row) for row in rows)


def test_codes_have_drop_down_lists_and_ids_and_months_are_text_cells(
    template: tuple[Path, str],
) -> None:
    path, lang = template
    book = openpyxl.load_workbook(path)
    for table in TABLES:
        sheet = book[table.heading(lang)]
        lists = {str(v.sqref).split(":")[0] for v in sheet.data_validations.dataValidation
                 if v.type == "list"}  # fmt: skip
        for cell, column in zip(sheet[1], table.columns, strict=True):
            offered = column.kind in (Kind.CODE, Kind.FIELD, Kind.YES_NO)
            assert (f"{cell.column_letter}2" in lists) == offered
    cadres = book[TABLES[2].heading(lang)]
    assert cadres.column_dimensions["A"].width > 0


def test_it_is_read_back_as_a_roster_that_is_only_empty(template: tuple[Path, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_tables(template[0])
    assert {(p.code, p.table) for p in refused.value.problems} == {
        ("empty_table", "units"), ("empty_table", "posts"), ("empty_table", "cadres"),
    }  # fmt: skip


def test_filled_in_by_hand_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    write_template(path, "zh")
    book = openpyxl.load_workbook(path)
    for name, rows in sound().items():
        table = next(t for t in TABLES if t.id == name)
        for number, row in enumerate(rows[1:], 2):
            for heading, value in zip(rows[0], row, strict=True):
                place = [c.id for c in table.columns].index(str(heading)) + 1
                book[table.zh].cell(number, place).value = value or None
    book.save(path)
    assert len(read_tables(path).roster.cadres) == 4


def test_no_heading_of_a_table_stands_for_two_columns() -> None:
    for table in TABLES:
        for column in table.columns:
            for word in (column.id, column.zh, *column.aliases):
                assert table.find(word) is column


def test_every_name_of_a_table_finds_it() -> None:
    for table in TABLES:
        for name in (table.id, table.zh, *table.aliases, f"{table.zh}表", table.id.upper()):
            assert find_table(name) is table
