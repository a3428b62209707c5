"""Archives of personnel files: read as a folder of them is, within bounds, whatever their names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from rotation.errors import InvalidInput
from rotation.intake import packed, scenario_folder, sources
from rotation.intake.report import Told
from rotation.intake.scenario_folder import import_files
from rotation.intake.sources import files_of
from tests.intake.files import VALUES, lrmx
from tests.intake.papers import PEOPLE
from tests.intake.test_personnel import values
from tests.io.samples import say_all


def archive(files: Mapping[str, bytes], path: Path) -> Path:
    """Written as Chinese Windows does: names in its own encoding, not said to be."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for number, content in enumerate(files.values()):
            made.writestr(f"{number:04d}", content)
    data = held.getvalue()
    for number, name in enumerate(files):
        raw = name.encode("gb18030")
        data = data.replace(f"{number:04d}".encode(), raw) if len(raw) == 4 else data
    path.write_bytes(data)
    return path


def zipped(files: Mapping[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def test_an_archive_is_read_as_the_files_in_it(tmp_path: Path) -> None:
    files = {f"干部/{one.name}.lrmx": lrmx(values(one)).encode() for one in PEOPLE[:3]}
    file = zipped({**files, "__MACOSX/干部/._甲.lrmx": b"x"}, tmp_path / "任免表.ZIP")
    done: list[tuple[str, int, int]] = []
    found = import_files(
        [file], tmp_path / "情景", "zh", lambda _: {}, tell=lambda *step: done.append(step)
    )
    assert len(found.sheets["cadres"].rows) == 3
    assert not found.told.faults
    assert done == [
        *(("reading", number, 3) for number in (1, 2, 3)), ("joining", 3, 3), ("writing", 3, 3),
    ]  # fmt: skip


def test_names_lead_nowhere_and_may_meet(tmp_path: Path) -> None:
    file = zipped(
        {"../../甲.lrmx": b"1", "/tmp/甲.lrmx": b"2", "c:\\x\\甲.lrmx": b"3", "甲.lrmx": b"4",
         "a/乙.lrm": b"5", "a/乙.pic": b"6"},
        tmp_path / "a.zip",
    )  # fmt: skip
    into = tmp_path / "into"
    found = files_of([file], Told(), into)
    assert sorted(path.read_bytes() for path in found) == [b"1", b"2", b"3", b"4", b"5", b"6"]
    assert all(path.is_relative_to(into) for path in found)
    assert len({path.parent for path in found if path.stem == "乙"}) == 1


def test_names_in_the_encoding_of_chinese_windows_are_read(tmp_path: Path) -> None:
    (found,) = files_of([archive({"甲乙": b"1"}, tmp_path / "a.zip")], Told(), tmp_path / "into")
    assert found.name == "甲乙"


def test_what_cannot_be_unpacked_is_told_and_nothing_of_it_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = zipped({"甲.lrmx": lrmx(VALUES).encode(), "乙.lrmx": b"x" * 3000}, tmp_path / "s.zip")
    locked = tmp_path / "l.zip"
    locked.write_bytes(sound.read_bytes().replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1"))
    broken = tmp_path / "b.zip"
    broken.write_bytes(sound.read_bytes()[:-30])

    def told(path: Path) -> str:
        said = Told()
        assert files_of([path], said, tmp_path / path.stem) == []
        say_all(said.faults)
        return said.faults[0].code

    assert [told(locked), told(broken)] == ["packed_with_password", "packed_damaged"]
    monkeypatch.setattr(packed, "MOST_UNPACKED_BYTES", 2000)
    assert told(sound) == "packed_too_large"
    monkeypatch.setattr(packed, "MOST_PACKED", 1)
    assert told(sound) == "packed_too_large"


def test_archives_together_unpack_to_no_more_than_one_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MOST_UNPACKED_BYTES", 5000)
    files = [zipped({"甲.lrmx": b"x" * 3000}, tmp_path / f"{n}.zip") for n in range(2)]
    told = Told()
    assert len(files_of(files, told, tmp_path / "into")) == 1
    assert [(each.code, each.table) for each in told.faults] == [("packed_too_large", "1.zip")]


def test_a_table_that_nothing_would_read_again_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scenario_folder, "MOST_ROWS", 1)
    files = [tmp_path / f"{one.name}.lrmx" for one in PEOPLE[:2]]
    for path, one in zip(files, PEOPLE[:2], strict=True):
        path.write_bytes(lrmx(values(one)).encode())
    with pytest.raises(InvalidInput) as raised:
        import_files(files, tmp_path / "情景", "zh", lambda _: {})
    assert ("table_too_long", "cadres") in [(p.code, p.table) for p in raised.value.problems]
    say_all(raised.value.problems)
    assert not (tmp_path / "情景").exists()


@pytest.mark.parametrize("bound", ["MOST_SECONDS", "MOST_LINES", "MOST_TOGETHER"])
def test_what_goes_beyond_the_bounds_of_all_files_together_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    rows = [
        f"姓名,性别,出生年月,单位,职务\n{one.name},男,1975.06,民政局,科员" for one in PEOPLE[:3]
    ]
    files = [tmp_path / f"{number}.csv" for number in range(3)]
    for path, content in zip(files, rows, strict=True):
        path.write_text(content, "utf-8")
    most = {"MOST_SECONDS": 60, "MOST_LINES": 1, "MOST_TOGETHER": files[0].stat().st_size * 5 // 2}
    monkeypatch.setattr(sources, bound, most[bound])
    seconds = iter((0, 1, 60, 61))
    clock = SimpleNamespace(monotonic=lambda: next(seconds))
    if bound == "MOST_SECONDS":
        monkeypatch.setattr(sources, "time", clock)
    found = import_files(files, tmp_path / "情景", "zh", lambda _: {})
    assert len(found.sheets["cadres"].rows) == 2
    (fault,) = found.told.faults
    assert (fault.code, fault.table) == ("not_read_any_more", "2.csv")
    say_all([fault])
