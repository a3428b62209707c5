""".xls and .ods are read in a process of their own, which may fail without harm."""

from __future__ import annotations

import io
import signal
import subprocess
import zipfile
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from rotation.intake import old_sheets
from rotation.io.report import Refused

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(rows: str) -> bytes:
    stream = io.BytesIO()
    sheet = f'<table:table table:name="名册">{rows}</table:table>'
    content = (
        f"<office:document-content {NAMES}><office:body><office:spreadsheet>{sheet}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", TYPE)
        package.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{manifest}"/>'
        )
        package.writestr("content.xml", content)
    return stream.getvalue()


def cell(text: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def number(value: float) -> str:
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def test_texts_and_numbers_come_as_they_are_shown() -> None:
    rows = [cell("姓名") + cell("出生年月"), cell(" 张三 ") + number(1975.1), cell("x") + number(7)]
    data = ods("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
    [sheet] = old_sheets.read_old_workbook(data)
    assert sheet.name == "名册"
    assert [list(cells) for _, cells in sheet.rows] == [
        ["姓名", "出生年月"], ["张三", "1975.1"], ["x", "7"],
    ]  # fmt: skip


def test_a_file_that_makes_the_parser_abort_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write("XFD1048576", 1)
    for data in (path.read_bytes(), bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600):
        with pytest.raises(Refused, match="workbook_damaged"):
            old_sheets.read_old_workbook(data)


def test_a_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_sheets, "MOST_SECONDS", 0.001)
    with pytest.raises(Refused, match="reading_too_long"):
        old_sheets.read_old_workbook(ods(""))


def test_a_parser_that_was_stopped_for_its_work_took_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess((), -signal.SIGXCPU, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(Refused, match="reading_too_long"):
        old_sheets.read_old_workbook(ods(""))


def test_a_workbook_with_too_many_filled_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_sheets, "MOST_FILLED", 2)
    row = f"<table:table-row>{cell('姓名') * 3}</table:table-row>"
    with pytest.raises(Refused, match="too_many_filled"):
        old_sheets.read_old_workbook(ods(row))


def test_a_cell_far_out_is_refused_and_empty_ones_are_nothing() -> None:
    far = '<table:table-cell table:number-columns-repeated="%d"/>'
    with pytest.raises(Refused, match="too_many_cells"):
        old_sheets.read_old_workbook(
            ods(f"<table:table-row>{far % 300}{cell('x')}</table:table-row>")
        )
    [sheet] = old_sheets.read_old_workbook(
        ods(f"<table:table-row>{cell('x')}{far % 300}</table:table-row>")
    )
    assert list(sheet.rows) == [(1, ["x"])]
