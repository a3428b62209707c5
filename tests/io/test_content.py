"""A file that somebody named is an ordinary one, and no larger than its kind may be."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rotation import load_scenario
from rotation.errors import InvalidInput
from rotation.io.content import content_of
from rotation.io.plan_faults import MOST_BYTES, MOST_COMMAS, MOST_FAULTS, load, validated
from rotation.io.plan_model import PlanEntry
from rotation.io.report import Refused
from tests.cli.small import TOML, write


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


NO_FILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a pipe": (pipe, "not_a_file"),
    "a device": (lambda _: Path("/dev/zero"), "not_a_file"),
    "a folder": (lambda folder: folder, "folder_not_file"),
    "nothing": (lambda folder: folder / "none.json", "file_missing"),
    "a name with a NUL": (lambda folder: folder / "a\0.json", "file_missing"),
    "a name too long": (lambda folder: folder / ("x" * 300), "file_unreadable"),
}


@pytest.mark.parametrize("kind", NO_FILE)
def test_what_is_not_a_file_is_refused(tmp_path: Path, kind: str) -> None:
    make, code = NO_FILE[kind]
    path = make(tmp_path)
    with pytest.raises(Refused) as refused:
        content_of(path, 10)
    assert refused.value.code == code
    with pytest.raises(InvalidInput) as told:
        load(path)
    assert [problem.code for problem in told.value.problems] == [code]


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    assert content_of(file, 5) == b"12345"
    with pytest.raises(Refused) as refused:
        content_of(file, 4)
    assert refused.value.code == "file_too_large"


def test_a_file_too_large_for_a_plan_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    with file.open("wb") as large:
        large.truncate(MOST_BYTES + 1)
    with pytest.raises(InvalidInput) as refused:
        load(file)
    assert [problem.code for problem in refused.value.problems] == ["plan_too_large"]


def test_a_file_of_more_parts_than_any_plan_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text('{"actions": [' + "0," * MOST_COMMAS + "0, 0]}", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        load(file)
    assert [problem.code for problem in refused.value.problems] == ["plan_too_large"]


def test_of_a_thousand_faults_the_number_is_told() -> None:
    with pytest.raises(InvalidInput) as refused:
        validated(PlanEntry, {"actions": [[]] * (MOST_FAULTS + 1)}, "plan.json")
    assert [problem.code for problem in refused.value.problems] == ["plan_of_faults"]


@pytest.mark.parametrize("place", [("status",), ("scenario", "date"), ("actions", 0, "to_post_id")])
def test_of_a_key_that_is_there_twice_nobody_knows_which_counts(
    tmp_path: Path, place: tuple[str | int, ...]
) -> None:
    plan = {"status": "x", "scenario": {"date": "x"}, "actions": [{"to_post_id": "x"}]}
    key, file = place[-1], tmp_path / "plan.json"
    file.write_text(
        json.dumps(plan).replace(f'"{key}"', f'"{key}": "y", "{key}"'), encoding="utf-8"
    )
    with pytest.raises(InvalidInput) as refused:
        load(file)
    assert [(p.code, p.values) for p in refused.value.problems] == [
        ("plan_key_twice", {"key": key})
    ]


NAMED = ("..\0.csv", "pipe", "/dev/zero")


@pytest.mark.parametrize("named", NAMED)
@pytest.mark.parametrize("key", ["roster", "decisions"])
def test_a_scenario_that_names_no_file_is_refused(tmp_path: Path, named: str, key: str) -> None:
    pipe(tmp_path)
    names = {"roster": "."} | {key: named}
    lines = "\n".join(f"{name} = {json.dumps(said)}" for name, said in names.items())
    toml = TOML.replace('roster = "."', lines)
    with pytest.raises(InvalidInput):
        load_scenario(write(tmp_path, toml=toml))


def test_a_scenario_toml_that_is_a_pipe_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        load_scenario(pipe(tmp_path))
    assert [problem.code for problem in refused.value.problems] == ["not_a_file"]
