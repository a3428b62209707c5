"""Workbooks: what Excel does to values, and files that would do harm."""

from __future__ import annotations

import datetime as dt
import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rotation.errors import InvalidInput
from rotation.io.read_roster import read_tables
from rotation.io.report import ProblemList
from tests.io.samples import only, report_of_files, saved, sound, where, workbook_bytes
from tests.seeds import seeds

SOUND = workbook_bytes(sound())


def _report(data: bytes) -> ProblemList:
    return report_of_files({"roster.xlsx": data}, folder=False)


def _edited(edit: Callable[[Any], None]) -> bytes:
    """The sound workbook after `edit` has changed it."""
    book = openpyxl.load_workbook(io.BytesIO(SOUND))
    edit(book)
    return saved(book)


def _with_part(name: str, content: bytes) -> bytes:
    """The sound workbook with one part replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


def _cell(sheet: str, place: str, value: object, number_format: str = "General") -> bytes:
    def edit(book: Any) -> None:
        book[sheet][place] = value
        book[sheet][place].number_format = number_format

    return _edited(edit)


def test_the_sound_workbook_has_no_problem() -> None:
    report = _report(SOUND)
    assert report.errors == report.notices == []


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (1975.06, "General"),
        (1975.6, "General"),
        (197506, "General"),
        (dt.date(1975, 6, 1), "yyyy-mm"),
        (dt.datetime(1975, 6, 30), 'yyyy"年"m"月"'),
        (27546, "General"),
        ("1975.06", "@"),
        ("１９７５．０６", "@"),
    ],
)
def test_a_month_is_read_however_excel_stored_it(
    tmp_path: Path, value: object, number_format: str
) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(_cell("cadres", "D2", value, number_format))
    assert str(read_tables(path).roster.cadre["C1"].birth) == "1975-06"


def test_october_typed_as_a_number_is_told_from_january_by_the_format_of_the_cell(
    tmp_path: Path,
) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(_cell("cadres", "D2", 1975.1, "0.00"))
    assert str(read_tables(path).roster.cadre["C1"].birth) == "1975-10"


def test_without_such_a_format_the_month_is_asked_about() -> None:
    problem = only(_report(_cell("cadres", "D2", 1975.1)))
    assert where(problem) == ("ambiguous_month", "cadres", 2, "birth")
    assert problem.value == "1975.1"


def test_numbers_are_read_as_shown(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet = book["cadres"]
        sheet["A5"] = 7
        sheet["A5"].number_format = "0000"
        sheet["E5"] = 142
        sheet["K5"] = 85.0
        del book["fits"], book["decisions"]

    path = tmp_path / "roster.xlsx"
    path.write_bytes(_edited(edit))
    assert read_tables(path).roster.cadre["0007"].score == 85


@pytest.mark.parametrize(
    ("sheet", "place", "value", "code", "column"),
    [
        ("cadres", "A5", 320219197506010000, "digits_lost", "cadre_id"),
        ("cadres", "K2", "=70+10", "formula_without_value", "score"),
        ("cadres", "B2", "=B3", "formula_without_value", "name"),
        ("cadres", "K2", "#REF!", "cell_error", "score"),
        ("cadres", "K2", "很好", "not_a_number", "score"),
        ("cadres", "K2", 85.5, "not_whole", "score"),
        ("cadres", "K2", "85%", "not_a_number", "score"),
        ("cadres", "D2", dt.datetime(1975, 6, 1), None, None),
        ("units", "D2", -1, "too_low", "chief_quota"),
        ("cadres", "D2", 1975, "year_only", "birth"),
        ("cadres", "D2", 1975.13, "no_such_month", "birth"),
    ],
)
def test_a_cell_that_excel_spoilt_is_told(
    sheet: str, place: str, value: object, code: str | None, column: str | None
) -> None:
    report = _report(_cell(sheet, place, value))
    found = [p for p in report.errors if p.code not in ("unknown_cadre", "missing_value")]
    assert [(p.code, p.column) for p in found] == ([] if code is None else [(code, column)])


def test_a_merged_title_above_the_headings_does_no_harm() -> None:
    def edit(book: Any) -> None:
        book["units"].insert_rows(1)
        book["units"]["A1"] = "单位情况表"
        book["units"].merge_cells("A1:E1")

    assert _report(_edited(edit)).errors == []


def test_sheets_are_found_by_chinese_names_and_notes_and_empty_sheets_are_passed_over() -> None:
    def edit(book: Any) -> None:
        book["units"].title = "单位"
        book["cadres"].title = "干部名册"
        book.create_sheet("填表说明")["A1"] = "说明"
        book.create_sheet("_codes")["A1"] = "x"
        book.create_sheet("Sheet1")

    report = _report(_edited(edit))
    assert report.errors == report.notices == []


def test_an_unknown_sheet_is_a_notice_and_a_missing_one_an_error() -> None:
    def edit(book: Any) -> None:
        book["posts"].title = "职位清单"

    report = _report(_edited(edit))
    assert [where(p)[:2] for p in report.errors] == [("missing_table", "posts")]
    assert [p.table for p in report.notices] == ["职位清单"]


def test_a_required_sheet_under_another_name_is_checked_with_the_rest() -> None:
    def edit(book: Any) -> None:
        book["cadres"]["D2"] = "1975.13"
        book["cadres"].title = "科级干部"

    assert {p.code for p in _report(_edited(edit)).errors} == {
        "sheet_of_cadres", "missing_table", "no_such_month",
    }  # fmt: skip


def test_a_claim_of_a_million_columns_in_the_dimension_is_not_believed() -> None:
    with zipfile.ZipFile(io.BytesIO(SOUND)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    at = sheet.index(b"<dimension")
    claimed = b'<dimension ref="A1:XFD1048576"/>'
    edited = sheet[:at] + claimed + sheet[sheet.index(b"/>", at) + 2 :]
    start = time.perf_counter()
    assert _report(_with_part("xl/worksheets/sheet1.xml", edited)).errors == []
    assert time.perf_counter() - start < 5


def _ole(*streams: str) -> bytes:
    names = b"".join(stream.encode("utf-16-le") for stream in streams)
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500) + names


_SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetData><row r="1"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData></worksheet>'
)
_ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + _SHEET

HOSTILE: dict[str, tuple[bytes | tuple[str, bytes], str | None]] = {
    "empty file": (b"", "file_empty"),
    "text": (b"unit_id,name\nU1,a\n", "not_a_workbook"),
    "web page": (b"<html><table><tr><td>1</td></tr></table></html>", "not_a_workbook"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "not_a_workbook"),
    "cut off": (SOUND[: len(SOUND) // 2], "not_a_workbook"),
    "zip magic only": (b"PK\x03\x04", "not_a_workbook"),
    "old workbook": (_ole("Workbook"), "old_workbook"),
    "password": (_ole("EncryptionInfo", "EncryptedPackage"), "password_protected"),
    "too large": (b"PK" + bytes(20 * 2**20), "file_too_large"),
    "macros": (("xl/vbaProject.bin", b"x"), "macros"),
    "million columns": (("xl/worksheets/sheet1.xml", _SHEET), "too_many_cells"),
    "million columns elsewhere": (("xl/other.xml", _SHEET), "too_many_cells"),
    "million rows": (
        ("xl/worksheets/sheet1.xml", b"<sheetData>" + b"<row/>" * 100_001),
        "too_many_cells",
    ),
    "entities": (("xl/worksheets/sheet1.xml", _ENTITY), "dtd"),
    "hidden encoding": (
        ("xl/worksheets/sheet1.xml", _ENTITY.decode().encode("utf-16")),
        "not_a_workbook",
    ),
    "bomb": (("xl/media/big.xml", bytes(30 * 2**20)), "unpacked_too_large"),
    "huge": (("xl/big.bin", bytes(101 * 2**20)), "unpacked_too_large"),
    "parts without end": (
        ("xl/workbook.xml", b"<workbook><sheets>"),
        "workbook_damaged",
    ),
    "no sheets": (("xl/workbook.xml", b"<workbook/>"), None),
    "broken sheet": (
        ("xl/worksheets/sheet3.xml", b"<worksheet><sheetData><row r='1'><c"),
        "workbook_damaged",
    ),
    "broken styles": (("xl/styles.xml", b"<styleSheet>"), "workbook_damaged"),
}
"""A file, or a part put into the sound workbook, and why it is refused."""


def hostile(name: str) -> bytes:
    made = HOSTILE[name][0]
    return made if isinstance(made, bytes) else _with_part(*made)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_sound_workbook_is_refused_with_its_reason(name: str) -> None:
    code = HOSTILE[name][1]
    report = _report(hostile(name))
    assert report.errors
    if code is not None:
        assert where(only(report)) == (code, "roster.xlsx", None, None)


def test_an_encrypted_part_is_refused_as_a_password() -> None:
    data = bytearray(SOUND)
    start = 0
    while (at := data.find(b"PK\x01\x02", start)) >= 0:  # flag bit 0 in the central directory
        data[at + 8] |= 1
        start = at + 4
    assert only(_report(bytes(data))).code == "password_protected"


def test_a_five_kilobyte_workbook_of_a_million_columns_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(_with_part("xl/worksheets/sheet1.xml", _SHEET))
    start = time.perf_counter()
    with pytest.raises(InvalidInput) as refused:
        read_tables(path)
    assert time.perf_counter() - start < 1
    assert refused.value.problems[0].values["claimed"] == "XFD1048576"


@pytest.mark.parametrize("seed", seeds(0, 25))
def test_damaged_bytes_give_a_problem_or_a_roster_and_nothing_else(seed: int) -> None:
    luck = random.Random(seed)
    data = bytearray(SOUND)
    for _ in range(luck.randint(1, 8)):
        data[luck.randrange(len(data))] = luck.randrange(256)
    _report(bytes(data))  # no exception, and every problem has its sentence
