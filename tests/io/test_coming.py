"""People who come after the scenario's date: in the table of cadres, in no plan before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rotation.io.read_roster import read_tables
from rotation.io.write_roster import write_roster_csv
from tests.io.samples import DATE, Sheets, csv_files, only, report_of, sound, where


def coming(day: str = "2027-07-01", cadre: str = "C5") -> Sheets:
    """With C5, who comes on a day; or somebody else does."""
    sheets = sound()
    sheets["cadres"][0].append("comes_on")
    sheets["cadres"].append(["C5", "新来", "女", "1996.03", "150", *([""] * 6)])
    for row in sheets["cadres"][1:]:
        row.append(day if row[0] == cadre else "")
    return sheets


def test_who_comes_later_is_read_and_told_and_is_no_part_of_the_plan(tmp_path: Path) -> None:
    for name, data in csv_files(coming()).items():
        (tmp_path / name).write_bytes(data)
    tables = read_tables(tmp_path, date=DATE)
    assert [c.cadre_id for c in tables.roster.coming] == ["C5"]
    assert "C5" not in tables.roster.cadre
    (told,) = (notice for notice in tables.notices if notice.code == "come_later")
    assert told.values == {"names": ["新来"], "count": 1}
    write_roster_csv(tmp_path / "again", tables.roster, tables.decisions)
    assert read_tables(tmp_path / "again", date=DATE).roster == tables.roster
    assert "C5" in read_tables(tmp_path, date=dt.date(2027, 7, 1)).roster.cadre


@pytest.mark.parametrize("day", ["2026-11-30", "2020-01-01"])
def test_who_has_come_is_one_of_the_cadres(day: str) -> None:
    report = report_of(coming(day))
    assert (report.errors, report.notices) == ([], [])


def _with(table: str, *row: str) -> Sheets:
    sheets = coming()
    sheets[table].append(list(row))
    return sheets


@pytest.mark.parametrize(
    ("sheets", "place"),
    [
        (coming(cadre="C3"), ("post_before_coming", "cadres", 4, "post_id")),
        (_with("fits", "C5", "P3", "60"), ("not_here_yet", "fits", 3, "cadre_id")),
        (_with("relatives", "C4", "姐", "C5"), ("kin_comes_later", "relatives", 3, "relative_id")),
        (coming("明年夏天"), ("not_a_date", "cadres", 6, "comes_on")),
    ],
)  # fmt: skip
def test_what_cannot_be_of_somebody_to_come_is_told(
    sheets: Sheets, place: tuple[object, ...]
) -> None:
    assert where(only(report_of(sheets))) == place


def test_kin_and_records_of_somebody_to_come_are_taken() -> None:
    sheets = _with("relatives", "C5", "妹妹", "C4", "")
    sheets["appraisals"].append(["C5", "2025", "称职"])
    assert report_of(sheets).errors == []


def test_the_same_person_twice_is_told() -> None:
    sheets = coming()
    sheets["cadres"].append([*sheets["cadres"][-1]])
    assert [p.code for p in report_of(sheets).errors] == ["duplicate_id"]
