"""A roster as a workbook to be filled in, and as CSV again: whatever stands in it, faults too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation.errors import InvalidInput
from rotation.io.load_scenario import load_scenario
from rotation.io.roster_texts import csv_files, filled_workbook
from tests.io.samples import say_all, sound, workbook_bytes
from tests.store.samples import INPUTS


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_taken_along_and_brought_back_says_the_same(lang: str) -> None:
    workbook = {"名册.xlsx": filled_workbook(INPUTS.roster, True, lang)}
    again = csv_files(workbook, folder=False)
    assert load_scenario(replace(INPUTS, roster=again))[0].roster == load_scenario(INPUTS)[0].roster
    assert csv_files(again, folder=True) is again


def test_faults_and_columns_of_no_table_of_ours_come_along() -> None:
    sheets = sound()
    sheets["cadres"][0].append("特长")
    sheets["cadres"][1][3] = "1975.13"
    sheets["cadres"][1].append("=1+1")
    files = {"名册.xlsx": filled_workbook({"a.xlsx": workbook_bytes(sheets)}, False, "zh")}
    cadres = csv_files(files, folder=False)["cadres.csv"].decode()
    assert "1975.13" in cadres
    assert ",特长" in cadres.splitlines()[0]
    assert "'=1+1" in cadres


def test_other_files_stay_and_what_cannot_be_read_is_told() -> None:
    files = {"干部.csv": INPUTS.roster["cadres.csv"], "随笔.csv": b"a,b\n1,2\n"}
    assert csv_files(files, folder=True).keys() == {"cadres.csv", "随笔.csv"}
    with pytest.raises(InvalidInput) as caught:
        csv_files({"名册.xlsx": b"PK nothing"}, folder=False)
    say_all(caught.value.problems)
    assert filled_workbook({"名册.xlsx": b"PK nothing"}, False, "zh").startswith(b"PK")
