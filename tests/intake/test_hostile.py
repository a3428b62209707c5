"""Files that somebody broke, or made to do harm: each is taken, or named with what is wrong."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rotation.errors import InvalidInput
from rotation.intake import people
from rotation.intake import report as told_of_all
from rotation.intake.scenario_folder import import_files
from rotation.io import report
from rotation.io.columns import MOST_OF_HEADING
from rotation.io.photos import MOST_BYTES
from rotation.io.report import MOST_ALIKE
from tests.intake.files import PHOTO, VALUES, lrm, lrmx
from tests.intake.papers import PEOPLE, quotas, roster_sheet, write_xlsx
from tests.intake.test_mapping import HEADINGS, LINES
from tests.io.samples import say_all

HEAD = "姓名,性别,出生年月,现任职务\n"
LIST = HEAD + "".join(f"{one.name},男,{one.birth},{one.unit}{one.title}\n" for one in PEOPLE)


def told(folder: Path, own_map: Path | None = None) -> list[tuple[str, str]]:
    """What is told of a folder's files: code and place; every problem has its sentence."""
    out = folder.parent / "out"
    try:
        found = import_files([folder], out, "zh", lambda _: {}, own_map).told
    except InvalidInput as fault:
        assert not out.exists() or [path.name for path in out.iterdir()] == ["map.toml"]
        problems = list(fault.problems)
    else:
        assert (out / "roster" / "cadres.csv").is_file()
        problems = [*found.faults, *found.doubts, *found.notices]
    assert not list(folder.parent.glob(".*"))
    say_all(problems)
    return [(problem.code, problem.table) for problem in problems]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of papers with a sound list in it."""
    made = tmp_path / "材料"
    made.mkdir()
    (made / "好.csv").write_text(LIST, encoding="utf-8")
    return made


NO_FILES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a.xlsx": ("not_a_file", os.mkfifo),
    "a.lrmx": ("not_a_file", os.mkfifo),
    "b.xlsx": ("folder_not_file", Path.mkdir),
    "b.lrm": ("folder_not_file", Path.mkdir),
    "c.csv": ("file_missing", lambda path: path.symlink_to("nowhere")),
    "d.csv": ("not_a_file", lambda path: path.symlink_to("/dev/zero")),
    "e.pic": ("file_not_understood", lambda path: path.write_bytes(PHOTO)),
    "f.docx": ("file_not_understood", lambda path: path.write_bytes(b"?")),
    "g.xlsx": ("file_not_understood", lambda path: path.write_bytes(b"")),
    "h.xlsx": ("not_a_workbook", lambda path: path.write_bytes(b"<html>no workbook</html>")),
}


@pytest.mark.parametrize("name", NO_FILES)
def test_what_is_no_file_of_any_kind_is_named(folder: Path, name: str) -> None:
    code, make = NO_FILES[name]
    make(folder / name)
    assert (code, name) in told(folder)


SHEET, NAMED = '[[sheet]]\npaper = "person"\n', '[sheet.columns]\n"姓名" = "name"\n'
NO_MAPS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "pipe": ("not_a_file", os.mkfifo),
    "folder": ("folder_not_file", Path.mkdir),
    "device": ("not_a_file", lambda path: path.symlink_to("/dev/zero")),
    "large": ("file_too_large", lambda path: path.write_bytes(b"#" * (2**20 + 1))),
    "bytes": ("not_a_map", lambda path: path.write_bytes(b"\xff")),
    "deep": ("toml_too_deep", lambda path: path.write_bytes(b"a=" + b"[" * 3000)),
    "number": ("not_a_map", lambda path: path.write_bytes(b"sheet = 3")),
    "nothing": ("not_a_map", lambda path: path.write_text(f"{SHEET}[sheet.columns]\n")),
    "values": (
        "map_field",
        lambda path: path.write_text(f"{SHEET}{NAMED}[sheet.values.x]\nM='男'"),
    ),
}


@pytest.mark.parametrize("kind", NO_MAPS)
def test_a_mapping_that_is_none_is_refused(folder: Path, kind: str) -> None:
    code, make = NO_MAPS[kind]
    path = folder.parent / "own.toml"
    make(path)
    assert (code, "own.toml") in told(folder, path)


def test_a_mapping_that_lacks_what_the_paper_needs_is_told_with_its_column(folder: Path) -> None:
    (folder / "g.csv").write_text("\n".join(map(",".join, [HEADINGS, *LINES])), encoding="utf-8")
    path = folder.parent / "own.toml"
    path.write_text(
        f'{SHEET}[sheet.columns]\n"Full name" = ""\n"Dept" = "unit"\n', encoding="utf-8"
    )
    assert ("missing_column", "g.csv") in told(folder, path)


@pytest.mark.parametrize("name", ["map.toml", "scenario.toml", "roster/cadres.csv"])
def test_what_is_no_file_in_an_earlier_import_is_refused(folder: Path, name: str) -> None:
    path = folder.parent / "out" / name
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    with pytest.raises(InvalidInput) as fault:
        import_files([folder], folder.parent / "out", "zh", lambda _: {})
    assert fault.value.problems[0].code == "not_a_file"


def test_a_photo_that_is_too_large_is_left_out_and_told(folder: Path) -> None:
    text = lrm().encode("gb18030")
    (folder / "a.lrm").write_bytes(text)
    (folder / "a.pic").write_bytes(PHOTO + b"x" * MOST_BYTES)
    assert ("photo_too_large", "a.lrm") in told(folder)


def test_years_without_an_end_are_not_counted_up(folder: Path) -> None:
    said = VALUES | {"appraisals": "1901-2099 " * 3000 + "称职"}
    (folder / "a.lrmx").write_text(lrmx(said), encoding="utf-8")
    assert ("lrmx_missing", "干部任免审批表") in told(folder)


def test_a_text_that_no_form_has_room_for_is_cut_and_told(folder: Path) -> None:
    said = VALUES | {"rewards_and_sanctions": "2015.03 受到党内警告处分；" * 5000}
    (folder / "a.lrmx").write_text(lrmx(said), encoding="utf-8")
    assert ("text_too_long", "a.lrmx") in told(folder)


def test_a_sheet_with_too_many_faults_is_named_and_the_others_are_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST_FAULTS", 300)
    (folder / "坏.csv").write_text(HEAD + "张三,外,1975.06,\n" * 301, encoding="utf-8")
    found = told(folder)
    assert found.count(("unknown_code", "坏.csv")) == MOST_ALIKE
    assert ("more_alike", "坏.csv") in found


def test_doubts_of_a_kind_are_folded_and_have_an_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strangers = "姓名,考核年度,考核结论\n" + "".join(f"无{n},2025,称职\n" for n in range(300))
    (folder / "考核.csv").write_text(strangers, encoding="utf-8")
    found = told(folder)
    assert found.count(("person_unknown", "考核.csv")) == MOST_ALIKE
    assert ("more_alike", "考核.csv") in found
    monkeypatch.setattr(told_of_all, "MOST_FAULTS", 250)
    (folder.parent / "again").mkdir()
    with pytest.raises(InvalidInput) as fault:
        import_files([folder], folder.parent / "again" / "out", "zh", lambda _: {})
    assert fault.value.problems[-1].code == "too_many_faults"


def test_a_name_over_and_over_and_too_many_people_are_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "同名.csv").write_text(HEAD + "张三,男,1975.06,县水利局局长\n" * 60, encoding="utf-8")
    assert told(folder).count(("person_ambiguous", "同名.csv")) == 60 - people.MOST_OF_A_NAME
    monkeypatch.setattr(people, "MOST_PEOPLE", 20)
    (folder.parent / "again").mkdir()
    with pytest.raises(InvalidInput) as fault:
        import_files([folder], folder.parent / "again" / "out", "zh", lambda _: {})
    assert fault.value.problems[0].code == "too_many_people"


def test_brackets_without_end_are_not_looked_for_in_a_cell(folder: Path) -> None:
    text = HEAD + "张三,男,1975.06,县水利局" + "(" * 50 * MOST_OF_HEADING + "\n"
    (folder / "长.csv").write_text(text, encoding="utf-8")
    assert told(folder)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with bytes changed, cut out or doubled; of a workbook mostly those of one part."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        before, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
        hit = chance.choice(before.namelist())
        with zipfile.ZipFile(stream, "w") as after:
            for name in before.namelist():
                part = before.read(name)
                after.writestr(name, _damaged(part, chance) if name == hit else part)
        return stream.getvalue()
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 2, 8))):
        place, length = chance.randrange(len(damaged) + 1), chance.choice((1, 3, 40))
        there = bytes(damaged[place : place + length])
        odd = chance.choice([b"", there * 3, bytes([chance.randrange(256)]) * length, b"<", b'"'])
        damaged[place : place + length] = odd
    return bytes(damaged)


def test_damaged_files_of_every_kind_are_taken_or_named(folder: Path) -> None:
    chance = random.Random(20261128)
    (folder / "好.csv").rename(folder.parent / "r.csv")
    books = {"名册.xlsx": {"名册": roster_sheet()}, "职数.xlsx": {"职数": quotas()}}
    sound = {name: write_xlsx(folder / name, of).read_bytes() for name, of in books.items()}
    sound |= {"a.lrmx": lrmx().encode(), "a.lrm": lrm().encode("gb18030"), "r.csv": LIST.encode()}
    sound["g.csv"] = "\n".join(map(",".join, [HEADINGS, *LINES])).encode()
    for number in range(14):
        name = sorted(sound)[number % len(sound)]
        inside = folder.parent / str(number) / "in"
        inside.mkdir(parents=True)
        (inside / name).write_bytes(_damaged(sound[name], chance))
        told(inside)
