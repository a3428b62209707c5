"""Who was in an earlier import keeps the id: by ID number, by name and month of birth, by a name
that only one has; from the key file, or from the roster where that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from rotation.domain.calendar import Month
from rotation.intake.keys import Key, Keys, keys_bytes
from rotation.intake.scenario_folder import import_files, keys_path
from tests.intake.papers import id_card

BORN = Month(1970, 1)
CARD, OTHER = id_card("1970.01", 1), id_card("1970.01", 2)


@pytest.mark.parametrize(
    ("card", "birth", "found"),
    [
        (CARD, None, "C7"),
        ("", BORN, "C7"),
        ("", None, "C7"),
        (OTHER, BORN, "C0002"),
        ("", Month(1971, 1), "C0002"),
    ],
)
def test_whoever_was_known_keeps_the_id(card: str, birth: Month | None, found: str) -> None:
    keys = Keys([Key("C7", CARD, "王伟", "1970.01")])
    assert keys.id_of(card, "王伟", birth) == found


def test_a_name_alone_tells_one_person_and_once() -> None:
    keys = Keys([Key("C1", "", "王伟", "")])
    assert keys.id_of("", "王伟", BORN) == "C1"
    assert keys.id_of("", "王伟", None) == "C0002"
    assert keys.known[0].birth == "1970.01"
    assert Keys([Key("C1", "", "王伟", ""), Key("C2", "", "王伟", "")]).id_of("", "王伟", None) == (
        "C0003"
    )


def test_an_id_number_that_is_learned_later_stays_with_its_person() -> None:
    keys = Keys()
    assert keys.id_of("", "王伟", None) == "C0001"
    keys.learn("C0001", CARD, "王伟", BORN)
    assert keys.known == [Key("C0001", CARD, "王伟", "1970.01")]
    assert keys.id_of(CARD, "王 伟", None) == "C0001"


def test_a_key_file_is_no_paper(tmp_path: Path) -> None:
    for name, text in (("旧.keys.csv", keys_bytes([Key("C9", CARD, "王伟", "1970.01")]).decode()),
                       ("名册.csv", "姓名,现任职务\n张伟,县水利局副局长")):  # fmt: skip
        (tmp_path / name).write_text(text, "utf-8")
    found = import_files(sorted(tmp_path.iterdir()), tmp_path / "情景", "zh", lambda _: {})
    assert [(each.code, each.table) for each in found.told.faults] == [
        ("key_file_among_papers", "旧.keys.csv")
    ]
    assert len(found.sheets["cadres"].rows) == 1


def test_the_roster_stands_in_for_a_key_file_that_is_not_there(tmp_path: Path) -> None:
    folder, file = tmp_path / "情景", tmp_path / "名册.csv"
    people = {"张伟": "1979.03", "李娜": "", "王芳": "1980.05"}

    def brought(*names: str) -> dict[str, str]:
        lines = [f"{name},{people[name]},县水利局副局长" for name in names]
        file.write_text("\n".join(["姓名,出生年月,现任职务", *lines]), "utf-8")
        found = import_files([file], folder, "zh", lambda _: {})
        return {row["name"]: row["cadre_id"] for row in found.sheets["cadres"].rows.values()}

    first = brought("张伟", "李娜")
    keys_path(folder).unlink()
    again = brought("王芳", "李娜", "张伟")
    assert again == {**first, "王芳": "C0003"}
