"""What is written is read back as the same, and no text becomes a formula."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings

from rotation.domain.decision import Decision
from rotation.domain.roster import Roster
from rotation.io.read_roster import read_tables
from rotation.io.write_roster import write_roster_csv, write_roster_xlsx
from tests.io.rosters import rosters
from tests.io.samples import csv_files, sound, with_cell

Written = tuple[Roster, tuple[Decision, ...]]


@given(rosters())
@settings(max_examples=20)
def test_a_roster_written_as_csv_is_read_back_the_same(written: Written) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_roster_csv(folder, *written)
        tables = read_tables(folder)
    assert tables.roster == written[0]
    assert tables.decisions == written[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
@given(written=rosters())
@settings(max_examples=6)
def test_a_roster_written_as_workbook_is_read_back_the_same(lang: str, written: Written) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        write_roster_xlsx(path, *written, lang)
        tables = read_tables(path)
    assert tables.roster == written[0]
    assert tables.decisions == written[1]


def _formula_roster(tmp_path: Path) -> Written:
    sheets = with_cell("cadres", 2, "name", "=HYPERLINK(1)")
    sheets["cadres"][2][1] = "@SUM(1)"
    for name, data in csv_files(sheets).items():
        (tmp_path / name).write_bytes(data)
    tables = read_tables(tmp_path)
    return tables.roster, tables.decisions


def test_a_workbook_has_no_formula_whatever_the_data(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    write_roster_xlsx(path, *_formula_roster(tmp_path), "zh")
    cell = openpyxl.load_workbook(path)["干部"]["B2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    with zipfile.ZipFile(path) as package:
        sheets = [package.read(n) for n in package.namelist() if "worksheets/sheet" in n]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_a_csv_cell_that_looks_like_a_formula_has_an_apostrophe_before_it(tmp_path: Path) -> None:
    write_roster_csv(tmp_path / "out", *_formula_roster(tmp_path))
    text = (tmp_path / "out" / "cadres.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["name"] for row in rows[:2]] == ["'=HYPERLINK(1)", "'@SUM(1)"]


def test_an_old_file_of_a_table_that_is_empty_now_does_not_stay(tmp_path: Path) -> None:
    for name, data in csv_files(sound()).items():
        (tmp_path / name).write_bytes(data)
    roster = read_tables(tmp_path).roster
    write_roster_csv(tmp_path, roster, ())
    assert read_tables(tmp_path).decisions == ()
    assert not (tmp_path / "decisions.csv").exists()


def test_a_text_too_long_for_a_cell_is_an_error_and_leaves_no_file(tmp_path: Path) -> None:
    for name, data in csv_files(with_cell("cadres", 2, "notes", "长" * 40_000)).items():
        (tmp_path / name).write_bytes(data)
    tables = read_tables(tmp_path)
    with pytest.raises(ValueError, match="40000"):
        write_roster_xlsx(tmp_path / "roster.xlsx", tables.roster, (), "zh")
    assert list(tmp_path.glob("*.xlsx")) == []
