"""A folder of LRMX with a table of quotas: sixty people, their careers, kin, grades, sanctions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rotation.domain.personnel_file import LABELS
from rotation.intake.scenario_folder import Imported, import_files
from tests.intake.files import VALUES, lrmx
from tests.intake.papers import PEOPLE, UNITS, Someone, quotas, write_xlsx


def values(one: Someone) -> dict[str, str]:
    post = f"{one.unit}{'党组书记' if one.chief else '党组成员'}、{one.title}"
    return VALUES | {
        "name": one.name, "birth": one.birth.replace(".", ""), "identity_number": one.id_card,
        "work_started": "200508", "education_full_time": "大学", "health": "健康",
        "present_posts": post,
        "resume": (
            "2001.09--2005.07  兰州大学法学专业学习\n2005.08--2010.03  县委办公室科员\n"
            f"2010.03--{one.since}  {UNITS[-1]}副乡长\n{one.since}--  {post}"
        ),
        "appraisals": "2023、2024年度考核称职，2025年优秀",
        "rewards_and_sanctions": "2015.03 受到县委嘉奖；2026年3月受到党内警告处分",
    }  # fmt: skip


@pytest.fixture
def found(tmp_path: Path) -> Imported:
    files = tmp_path / "任免表"
    files.mkdir()
    for one in PEOPLE:
        text = lrmx(values(one)).replace("林芳", PEOPLE[0].name if one.number == 1 else "林芳")
        text = text.replace("197901", PEOPLE[0].birth.replace(".", ""))
        (files / f"{one.name}.lrmx").write_text(text, encoding="utf-8")
    (files / "坏.lrmx").write_text("<Person>", encoding="utf-8")
    book = write_xlsx(tmp_path / "职数.xlsx", {"第1页": quotas()})
    return import_files([files, book], tmp_path / "情景", "zh", lambda _: {})


def test_sixty_personnel_files_make_a_roster(found: Imported) -> None:
    counted = {name: len(sheet.rows) for name, sheet in found.sheets.items()}
    assert counted == {
        "units": 10, "posts": 20, "cadres": 60, "careers": 120, "appraisals": 180,
        "sanctions": 60, "relatives": 1,
    }  # fmt: skip
    cadres = {row["name"]: row for row in found.sheets["cadres"].rows.values()}
    assert all(row["post_id"] and row["level"] for row in cadres.values())
    assert [cadres[one.name]["post_since"] for one in PEOPLE] == [one.since for one in PEOPLE]
    careers = Counter(row["title"] for row in found.sheets["careers"].rows.values())
    assert careers == {"科员": 60, "副乡长": 60}
    pictures = {row["photo"] for row in cadres.values()}
    assert {path.name for path in (found.folder / "roster").glob("*.jpg")} == pictures
    assert not any(one.name in picture for one in PEOPLE for picture in pictures)


def test_what_cannot_be_read_is_told_by_its_file(found: Imported) -> None:
    told = found.told
    assert [(each.code, each.table) for each in told.faults] == [("not_lrmx", "坏.lrmx")]
    assert told.doubts == []
    required = [gap for gap in told.gaps if gap.why == "required"]
    assert required == []


@pytest.mark.parametrize("field", ["name", "present_posts", "resume"])
def test_characters_of_a_personnel_file_that_nobody_sees_are_left_out_and_told(
    tmp_path: Path, field: str
) -> None:
    one = PEOPLE[1]
    text = values(one)[field]
    path = tmp_path / "x.lrmx"
    path.write_text(lrmx(values(one) | {field: f"{text[0]}\u200b{text[1:]}"}), encoding="utf-8")
    found = import_files([path], tmp_path / "out", "zh", lambda _: {})
    (said,) = [each for each in found.told.notices if each.code == "unseen_in_files"]
    assert (said.column, said.values["characters"]) == (LABELS[field], "U+200B")
    assert said.values["files"] == ["x.lrmx"]
    (cadre,) = found.sheets["cadres"].rows.values()
    assert (cadre["name"], len(found.sheets["careers"].rows)) == (one.name, 2)


def test_unseen_characters_in_a_heading_of_a_paper_are_told(tmp_path: Path) -> None:
    rows = [["姓\u2060名", "性别", "出生年月", "现任职务"],
            ["赵建国", "男", "1975.06", "县水利局局长"]]  # fmt: skip
    book = write_xlsx(tmp_path / "名册.xlsx", {"名册": rows})
    told = import_files([book], tmp_path / "out", "zh", lambda _: {}).told
    (said,) = [each for each in told.notices if each.code == "unseen_in_heading"]
    assert (said.table, said.row, said.column, said.value) == (
        "名册.xlsx › 名册",
        1,
        "姓名",
        "姓名",
    )


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("appraisals", "近三年考核均为称职", "appraisals_without_years"),
        ("rewards_and_sanctions", "曾受党纪处分", "sanction_in_words"),
        ("birth", "1975", "year_only"),
        ("education_full_time", "大大学", "unknown_code"),
        ("resume", "2005--2010 县委办公室科员", "resume_years_only"),
    ],
)
def test_a_field_in_other_words_is_told(tmp_path: Path, field: str, text: str, code: str) -> None:
    one = PEOPLE[1]
    path = tmp_path / "x.lrmx"
    path.write_text(lrmx(values(one) | {field: text}), encoding="utf-8")
    told = import_files([path], tmp_path / "out", "zh", lambda _: {}).told
    assert code in {each.code for each in (*told.faults, *told.doubts) if each.table == "x.lrmx"}


def test_a_file_says_whose_family_it_holds(tmp_path: Path) -> None:
    """Three of one name, no ID numbers; of two of them the files have one name in two folders."""
    births = {"一/甲.lrmx": "197501", "二/甲.lrmx": "197602", "乙.lrmx": "197703"}
    for place, birth in births.items():
        path = tmp_path / "in" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        text = lrmx(values(PEOPLE[1]) | {"identity_number": "", "birth": birth, "name": "王伟"})
        kin = (PEOPLE[0].name, PEOPLE[0].birth.replace(".", ""))
        text = text.replace("林芳", kin[0]).replace("197901", kin[1])
        path.write_text(text if place != "乙.lrmx" else text.replace(*kin), encoding="utf-8")
    other = values(PEOPLE[0]) | {"identity_number": ""}
    (tmp_path / "in" / "丙.lrmx").write_text(lrmx(other), encoding="utf-8")
    found = import_files([tmp_path / "in"], tmp_path / "out", "zh", lambda _: {})
    assert {each.code for each in found.told.doubts} == {"unit_unlisted"}
    ids = {row["birth"]: row["cadre_id"] for row in found.sheets["cadres"].rows.values()}
    of = [row["cadre_id"] for row in found.sheets["relatives"].rows.values()]
    assert sorted(of) == sorted([ids["1975.01"], ids["1976.02"]])
    assert len(found.sheets["sanctions"].rows) == 4


def test_two_of_one_name_and_birth_are_two_and_stay_the_same_two(tmp_path: Path) -> None:
    files = [tmp_path / "甲.lrmx", tmp_path / "乙.lrmx"]
    for path in files:
        path.write_text(lrmx(values(PEOPLE[1]) | {"identity_number": ""}), encoding="utf-8")
    for _ in range(2):
        found = import_files(files, tmp_path / "out", "zh", lambda _: {})
        ids = [row["cadre_id"] for row in found.sheets["cadres"].rows.values()]
        assert ids == ["C0001", "C0002"]
        assert "same_person_twice" in {each.code for each in found.told.doubts}
