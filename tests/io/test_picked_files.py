"""Files that a person picked become a scenario's inputs."""

from __future__ import annotations

import pytest

from rotation import load_scenario
from rotation.errors import InvalidInput
from rotation.io.inputs import Inputs
from rotation.io.photos import MOST_BYTES
from rotation.io.picked_files import picked_files, replacing
from rotation.io.wording import describe
from rotation.io.write_roster import decisions_csv
from tests.io.samples import csv_files, sound, workbook_bytes

TOML = '[scenario]\nname = "甲"\ndate = 2026-11-30\nroster = "名册"\n'.encode()
OWN = TOML.replace("甲".encode(), "自带".encode())


def test_a_workbook_alone_is_given_a_scenario_file() -> None:
    inputs = picked_files({"2026年名册.xlsx": workbook_bytes(sound())}, TOML)
    assert (inputs.folder, list(inputs.roster)) == (False, ["2026年名册.xlsx"])
    assert load_scenario(inputs)[0].name == "甲"


def test_several_csv_are_a_folder_whatever_system_they_come_from() -> None:
    files = {f"C:\\上传\\{name}": content for name, content in csv_files(sound()).items()}
    inputs = picked_files(files, TOML)
    assert inputs == Inputs(TOML, csv_files(sound()), True)
    assert len(load_scenario(inputs)[0].roster.cadres) == 4


def test_a_scenario_file_among_them_counts() -> None:
    inputs = picked_files({**csv_files(sound()), "scenario.toml": OWN}, TOML)
    assert load_scenario(inputs)[0].name == "自带"


def test_decisions_that_the_scenario_file_names_are_kept_apart() -> None:
    own = OWN + b'decisions = "pinned.csv"\n'
    files = {"s.toml": own, "名册.xlsx": workbook_bytes(sound()), "pinned.csv": decisions_csv([])}
    inputs = picked_files(files, TOML)
    assert not inputs.folder
    assert load_scenario(inputs)[0].decisions == ()


def test_one_csv_is_a_folder_that_lacks_the_other_tables() -> None:
    inputs = picked_files({"cadres.csv": csv_files(sound())["cadres.csv"]}, TOML)
    with pytest.raises(InvalidInput) as caught:
        load_scenario(inputs)
    assert {problem.code for problem in caught.value.problems} >= {"missing_table"}


def test_what_is_no_roster_is_told_and_not_left_out() -> None:
    inputs = picked_files({**csv_files(sound()), "附件.txt": b"\x89PNG\0"}, TOML)
    with pytest.raises(InvalidInput) as caught:
        load_scenario(inputs)
    assert [problem.table for problem in caught.value.problems] == ["附件.txt"]


def test_nothing_picked_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        picked_files({"scenario.toml": OWN}, TOML)
    (problem,) = caught.value.problems
    assert "units.csv" in describe(problem, "zh")


@pytest.mark.parametrize("name", ["..", ".", "../..", "a/..", "C:\\.."])
def test_a_name_that_leads_elsewhere_is_none(name: str) -> None:
    inputs = picked_files({name: b"x", "cadres.csv": b"x"}, TOML)
    assert set(inputs.roster) == {"roster", "cadres.csv"}


def test_two_files_of_one_name_are_told() -> None:
    with pytest.raises(InvalidInput) as refused:
        picked_files({"a/cadres.csv": b"1", "b\\cadres.csv": b"2", "posts.csv": b""}, TOML)
    assert [(p.code, p.table) for p in refused.value.problems] == [("picked_twice", "cadres.csv")]


def test_what_is_picked_replaces_its_part_and_the_rest_stays() -> None:
    """A roster alone, settings alone, and a roster with the file of decisions that is named."""
    named = TOML + b'decisions = "d.csv"\n'
    before = Inputs(named, {"cadres.csv": b"1", "posts.csv": b"2"}, folder=True, decisions=b"old")
    found, parts = replacing(before, {"new.xlsx": b"x"})
    assert (found.toml, found.folder, found.decisions, parts) == (named, False, b"old", {"roster"})
    found, parts = replacing(before, {"scenario.toml": TOML})
    assert (found.toml, found.roster, found.decisions) == (TOML, before.roster, None)
    assert parts == {"settings"}
    found, parts = replacing(before, {"cadres.csv": b"3", "d.csv": b"new"})
    assert (found.roster, found.decisions) == ({"cadres.csv": b"3"}, b"new")
    assert parts == {"roster", "decisions"}


def test_photos_that_are_picked_are_kept_and_stay_when_other_files_are_replaced() -> None:
    photo = {"甲.JPG": b"\xff\xd8\xff"}
    first = picked_files({**csv_files(sound()), **photo}, TOML)
    assert (first.photos, len(first.roster)) == (photo, len(csv_files(sound())))
    again, parts = replacing(first, {"乙.png": b"\x89PNG"})
    assert (again.roster, parts) == (first.roster, {"photos"})
    assert again.photos == {**photo, "乙.png": b"\x89PNG"}
    again, parts = replacing(first, csv_files(sound()))
    assert (again.photos, parts) == (photo, {"roster"})
    with pytest.raises(InvalidInput) as caught:
        picked_files({**csv_files(sound()), "甲.jpg": b"x" * (MOST_BYTES + 1)}, TOML)
    assert [problem.table for problem in caught.value.problems] == ["甲.jpg"]
