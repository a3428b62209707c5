"""Picked papers become inputs by a process of its own; by hand is kept, nothing of it is left."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from rotation.intake.keys import read_keys
from rotation.io.inputs import Inputs
from rotation.jobs import imports
from rotation.jobs.importing import carry_out
from rotation.jobs.imports import PAPERS, Import, can_be_repeated
from tests.intake.papers import PEOPLE

ROSTER = ["姓名,身份证号,出生年月,现任职务,现职务层次"]
ROSTER += [f"{p.name},{p.id_card},{p.birth},{p.unit}{p.title},乡科级副职" for p in PEOPLE[:3]]
NEW = Inputs(b'[scenario]\nname = "x"\ndate = 2026-06-30\nroster = "roster"\n', {}, folder=True)


def untold(*_: object) -> None:
    pass


def begun(files: Mapping[str, bytes], before: Inputs = NEW) -> Import:
    made = Import("zh", before)
    for name, content in files.items():
        made.put(name, content)
    return made


def done(files: Mapping[str, bytes], before: Inputs = NEW) -> tuple[Inputs, bytes]:
    """In this process."""
    made = begun(files, before)
    made.lay_out()
    made.outcome = carry_out(made.folder, "zh", untold)
    return made.result()


@pytest.fixture
def papers() -> dict[str, bytes]:
    return {"名册.csv": "\n".join(ROSTER).encode()}


@pytest.fixture
def under_way(papers: dict[str, bytes]) -> Iterator[Import]:
    made = begun(papers)
    yield made
    made.close()


def test_a_process_of_its_own_makes_the_inputs_and_leaves_nothing(under_way: Import) -> None:
    under_way.start()
    until = time.monotonic() + 60
    while under_way.under_way and time.monotonic() < until:
        time.sleep(0.05)
    assert not under_way.fault
    assert under_way.outcome is not None
    assert under_way.outcome.rows["cadres"] == 3
    assert under_way.stage[0] == "writing"
    inputs, keys = under_way.result()
    assert inputs.toml == NEW.toml
    assert {key.id_card for key in read_keys(keys)} == {p.id_card for p in PEOPLE[:3]}
    kept = [*inputs.roster.values(), *inputs.beside.values()]
    assert not any(p.id_card.encode() in each for each in kept for p in PEOPLE[:3])
    assert oct(under_way.folder.stat().st_mode)[-3:] == "700"
    under_way.close()
    assert not under_way.folder.exists()


def test_it_ends_when_it_takes_too_long_or_nobody_wants_it(
    under_way: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_SECONDS", 0.0)
    under_way.start()
    until = time.monotonic() + 60
    while under_way.under_way and time.monotonic() < until:
        time.sleep(0.01)
    assert under_way.fault == "too_long"
    under_way.cancel()
    assert under_way.fault == "too_long"


def test_made_again_it_keeps_what_a_hand_did(papers: dict[str, bytes]) -> None:
    first, keys = done(papers)
    assert can_be_repeated(first)
    assert not can_be_repeated(replace(first, beside={}))
    cadres = first.roster["cadres.csv"].decode().replace("乡科级副职", "142").splitlines()
    by_hand = [cadres[0], *(line.replace(PEOPLE[0].name, "赵改名") for line in cadres[1:])]
    toml = NEW.toml.replace(b'"roster"', b'"elsewhere"')
    changed = replace(
        first, toml=toml, roster={**first.roster, "cadres.csv": "\n".join(by_hand).encode()}
    )
    more = {"名册.csv": "\n".join([*ROSTER, "钱新来,,1980.05,县财政局副局长,乡科级副职"]).encode()}
    for key_file in ({}, {"随便.csv": keys}):
        again, _ = done({**more, **key_file}, changed)
        assert again.toml == toml
        said = again.roster["cadres.csv"].decode()
        assert "赵改名" in said
        assert "钱新来" in said
        assert len(said.splitlines()) == 5


def test_names_are_safe_and_no_two_alike() -> None:
    names = [
        "../../a.xlsx",
        "c:\\x\\A.xlsx",
        "..",
        "名" * 200 + ".lrmx",
        'a:"<b>.csv',
        "",
        "x\ud800",
    ]
    made = begun({})
    for name in names:
        made.put(name, name.encode(errors="replace"))
    written = {path.name for path in (made.folder / PAPERS).iterdir()}
    assert len(written) == len(names)
    assert {"a.xlsx", "A (2).xlsx", "_b_.csv", "_", "_ (2)", "x_"} <= written
    assert any(name.endswith(".lrmx") for name in written)
    folder = made.folder
    del made
    assert not folder.exists()


def test_what_a_killed_server_left_behind_goes_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, new, other = (tmp_path / name for name in ("rotation-import-1", "rotation-import-2", "x"))
    for folder in (old, new, other):
        folder.mkdir()
        (folder / "名册.csv").touch()
    for folder in (old, other):
        os.utime(folder, (0, 0))
    begun({}).close()
    assert (old.exists(), new.exists(), other.exists()) == (False, True, True)
