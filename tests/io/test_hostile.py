"""Files that somebody broke, or made to do harm: each is read or refused in a sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from rotation.domain.problem import count_of
from rotation.errors import InvalidInput
from rotation.io import guard, source
from rotation.io.inputs import Inputs
from rotation.io.load_scenario import load_scenario
from rotation.io.report import MOST_ALIKE, ProblemList, Refused
from rotation.io.source import load_files
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


def test_of_many_faults_alike_the_first_are_told_and_the_others_counted() -> None:
    report = ProblemList()
    for row in range(MOST_ALIKE + 50):
        report.error("missing_value", "cadres", row, "birth")
        report.error("unknown_rule", "scenario.toml", None, f"laws.x{row}")
    report.error("missing_value", "cadres", 7, "name")
    with pytest.raises(InvalidInput) as fault:
        report.stop_on_errors()
    told = fault.value.problems
    assert count_of(told) == 2 * (MOST_ALIKE + 50) + 1
    assert len(told) == 2 * (MOST_ALIKE + 1) + 1
    more = [(each.table, each.column, each.count) for each in told if each.code == "more_alike"]
    assert more == [("scenario.toml", None, 50), ("cadres", "birth", 50)]
    say_all(told)


@pytest.mark.parametrize(("bound", "most"), [("MOST_FILES", 2), ("MOST_BYTES", 5)])
def test_a_folder_beyond_all_bounds_is_refused_from_disk_and_as_picked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    files = {f"{name}.csv": b"ab" for name in ("units", "posts", "cadres")}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert load_files(tmp_path) == files
    monkeypatch.setattr(source, bound, most)
    with pytest.raises(Refused, match=r"too_many_files|folder_too_large"):
        load_files(tmp_path)
    with pytest.raises(Refused, match=r"too_many_files|folder_too_large"):
        Inputs(b"", files, folder=True).read_roster("roster")


def test_a_workbook_with_too_many_filled_cells_is_refused_before_it_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filled = sum(cell != "" for rows in sound().values() for row in rows for cell in row)
    empty = _with_rows('<row r="50"><c r="A50"><v></v></c><c r="B50"/><c r="C50"><v/></c></row>')
    monkeypatch.setattr(guard, "MOST_FILLED", filled)
    guard.safe_workbook(empty)
    with pytest.raises(Refused, match="too_many_filled"):
        guard.safe_workbook(_with_cell("A50"))
