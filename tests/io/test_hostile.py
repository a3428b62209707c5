"""Files that somebody broke, or made to do harm: each is read or refused in a sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from rotation.errors import InvalidInput
from rotation.io.load_scenario import load_scenario
from tests.cli.small import CADRES, TOML, write
from tests.io.samples import only, report_of_files, say_all, sound, workbook_bytes

SOUND = workbook_bytes(sound())
SHEET = "xl/worksheets/sheet1.xml"
LONG = "9" * 5000


def _edited(part: str, old: str, new: str) -> bytes:
    """The sound workbook with a text of one part replaced, once."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as before, zipfile.ZipFile(stream, "w", 8) as after:
        for name in before.namelist():
            content = before.read(name).decode()
            assert name != part or old in content
            after.writestr(name, content.replace(old, new, 1) if name == part else content)
    return stream.getvalue()


def _with_rows(xml: str) -> bytes:
    return _edited(SHEET, "</sheetData>", f"{xml}</sheetData>")


def _with_cell(reference: str, value: str = "1", kind: str = "n") -> bytes:
    return _with_rows(f'<row r="50"><c r="{reference}" t="{kind}"><v>{value}</v></c></row>')


WORKBOOKS = {
    **{f"a cell at {place!r}": _with_cell(place) for place in ("A0", "1A", "", "a5", "A5:B6")},
    **{f"the number {said[:9]}": _with_cell("A50", said) for said in ("NaN", "1e", "9" * 400, "")},
    **{f"nonsense as {kind}": _with_cell("A50", "-5x", kind) for kind in ("s", "b", "e", "d", "z")},
    **{f"row {n[:9]}": _with_rows(f'<row r="{n}"><c/></row>') for n in ("0", "-5", "x", LONG)},
    **{
        f"merged {place}": _edited(
            SHEET,
            "</sheetData>",
            f'</sheetData><mergeCells><mergeCell ref="{place}"/></mergeCells>',
        )
        for place in ("A1:XFD1048576", "C5:A1", "A0:B0", "nonsense")
    },
    "nested tags": _with_rows("<a>" * 20_000 + "</a>" * 20_000),
    "control characters": _with_rows('<row r="50"><c t="str"><v>\x07</v></c></row>'),
    "a sheet out of the archive": _edited(
        "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../../../etc/passwd"
    ),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_broken_workbook_is_read_or_refused_in_a_sentence(name: str) -> None:
    report_of_files({"r.xlsx": WORKBOOKS[name]}, folder=False)  # every problem has its sentence


CSV = {
    "UTF-16": CADRES.encode("utf-16"),
    "NUL": CADRES.encode() + b"\0",
    "unclosed quote": CADRES.encode() + b'"',
    "CR only": CADRES.replace("\n", "\r").encode(),
    "semicolons": CADRES.replace(",", ";").encode(),
    "broken UTF-8": CADRES.encode() + b"\xff\xfe\xff\n",
    "quotes": b'"' * 1001,
    "a cell without end": CADRES.encode() + b"x" * 140_000,
}


@pytest.mark.parametrize("name", CSV)
def test_a_broken_csv_is_read_or_refused_in_a_sentence(name: str) -> None:
    report_of_files({"cadres.csv": CSV[name]}, folder=True)


def test_a_line_that_is_too_long_is_not_taken_apart() -> None:
    told = report_of_files({"cadres.csv": CADRES.encode() + b"," * 1_000_001}, folder=True)
    assert "too_many_cells" in {problem.code for problem in told.errors}


TOMLS = {
    "a key of many parts": ".".join("a" * 50_000) + " = 1",
    "deep arrays": "a = " + "[\n" * 5000,
    "many digits": f"{TOML}weight = {LONG}",
    "no day": TOML.replace("2026-11-30", "2026-13-45"),
    "twice": TOML + TOML,
    **{
        f"roster = {name[:12]!r}": TOML.replace('"."', f"'{name}'")
        for name in ("../../etc/passwd", "/dev/zero", "C:\\..\\x.xlsx", "x" * 300, "none.xlsx")
    },
    "a NUL": TOML.replace('"."', '"a\\u0000"'),
    "full width": TOML.replace("=", "＝"),
    "nothing": "",
}


@pytest.mark.parametrize("name", TOMLS)
def test_a_broken_scenario_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        load_scenario(write(tmp_path / "s", toml=TOMLS[name]))
    told = refused.value.problems
    say_all(told)
    assert any(problem.severity == "error" for problem in told)


@pytest.mark.parametrize("number", ["99999999999", " 99999999", "9_999_999_999"])
def test_a_row_number_that_the_guard_misses_does_not_keep_the_reader_busy(number: str) -> None:
    data = _with_rows(f'<row r="{number}"><c><v>1</v></c></row>')
    assert only(report_of_files({"r.xlsx": data}, folder=False)).code == "too_many_cells"
