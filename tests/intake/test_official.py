"""The collection workbook of sixty people: what is in it comes through, what is not is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from rotation.domain.roster import Roster
from rotation.intake.read import lines_of
from rotation.intake.report import Told
from rotation.intake.scenario_folder import Imported, import_files
from rotation.io.load_scenario import load_scenario
from rotation.io.workbook import read_workbook
from tests.intake.papers import PEOPLE, UNITS, Sheets, id_card, official, write_xlsx

Import = Callable[[Sheets], Imported]


@pytest.fixture
def taken(tmp_path: Path) -> Import:
    def taken(sheets: Sheets) -> Imported:
        path = write_xlsx(tmp_path / "采集表.xlsx", sheets)
        return import_files([path], tmp_path / "情景", "zh", lambda _: {})

    return taken


def roster(found: Imported) -> Roster:
    toml = found.folder / "scenario.toml"
    text = re.sub(r"(?m)^date = .*$", "date = 2026-06-30", toml.read_text("utf-8"))
    toml.write_text(text, encoding="utf-8")
    scenario, _ = load_scenario(found.folder)
    return scenario.roster


def test_sixty_people_come_through(taken: Import) -> None:
    found = taken(official())
    assert {name: len(sheet.rows) for name, sheet in found.sheets.items()} == {
        "units": 10, "posts": 20, "cadres": 60, "careers": 60, "appraisals": 120, "sanctions": 1,
        "relatives": 1,
    }  # fmt: skip
    assert found.told.faults == []
    assert [each.code for each in found.told.doubts] == ["relative_unsure"]
    own = roster(found)
    chief = own.cadre[_id(own, PEOPLE[0].name)]
    assert [chief.rank, chief.education_full_time, chief.education_in_service] == ["17", "21", "10"]
    assert [chief.first_education, chief.first_school] == ["大学、法学学士", "兰州大学法学"]
    post = own.post[chief.post_id or ""]
    assert [post.title, post.level, post.role.value] == ["党组书记、局长", "141", "admin_chief"]
    assert {post.headcount for post in own.posts} == {1, 5}


def _id(own: Roster, name: str) -> str:
    return next(cadre.cadre_id for cadre in own.cadres if cadre.name == name)


def test_no_filled_cell_passes_unsaid(tmp_path: Path) -> None:
    sheets = official()
    sheets["A01人员"][5][3] = "1975.13"
    sheets["A15考核"].append(["合计", "", "", ""])
    told, counted = Told(), Counter[str]()
    for raw in read_workbook(write_xlsx(tmp_path / "x.xlsx", sheets).read_bytes()):
        for line in lines_of(raw.name, raw, told):
            counted[raw.name] += len(line.values)
    counted.update(dict.fromkeys(sheets, 0))
    for each in told.unread:
        counted[each.place] += each.filled
    counted.update(each.table for each in told.faults)
    counted.update(each.table for each in told.notices if each.code == "titles_passed_over")
    filled = {
        name: sum(str(cell) != "" for row in rows[2:] for cell in row)
        for name, rows in sheets.items()
        if name != "填报说明"
    }
    assert {name: counted[name] for name in filled} == filled


def test_what_is_wrong_or_open_is_told_and_nobody_is_guessed(taken: Import) -> None:
    sheets = official()
    a01, a02 = sheets["A01人员"], sheets["A02职务"]
    wrong = PEOPLE[7].id_card[:-1] + ("0" if PEOPLE[7].id_card[-1] != "0" else "1")
    a01[2 + 7][1] = wrong
    a01[2 + 8][10] = "离退人员"
    a01[2 + 9][0] = PEOPLE[10].name
    twin = [PEOPLE[10].name, "", *a02[2][2:]]
    a02 += [twin, ["某某某", "", *a02[2][2:]]]
    a02.append(
        [*a02[2][:2], "县委党校", "是", "正职", "校长", "是", "2022.05", "", "在任", "", "否"]
    )
    sheets["A14奖惩"].append([PEOPLE[5].name, PEOPLE[5].id_card, "警告", "2026.01", "", ""])
    found = taken(sheets)
    told = found.told
    assert sorted(each.code for each in told.faults) == ["id_card_check", "unknown_code"]
    assert wrong not in str(told)
    doubts = {each.code: each for each in told.doubts}
    assert doubts.keys() == {
        "relative_unsure",
        "person_ambiguous",
        "person_unknown",
        "unit_unlisted",
    }
    assert len(doubts["person_ambiguous"].values["candidates"]) == 2  # type: ignore[arg-type]
    assert len(found.sheets["cadres"].rows) == 59
    [beside] = found.sheets["concurrent"].rows.values()
    posts = {row["post_id"]: row for row in found.sheets["posts"].rows.values()}
    assert posts[beside["post_id"]]["title"] == "校长"
    required = [(gap.table, gap.column) for gap in told.gaps if gap.why == "required"]
    assert required == [("posts", "level")]  # of the school, which is no list of units either


def test_a_second_import_keeps_ids_and_what_a_hand_did(taken: Import) -> None:
    sheets = official()
    first = taken(sheets)
    units, cadres = (first.folder / "roster" / f"{name}.csv" for name in ("units", "cadres"))
    before = cadres.read_text("utf-8-sig")
    units.write_text(
        units.read_text("utf-8-sig")
        .replace("县财政局,government,,", "县财政局,government,finance,")
        .replace("县水利局,government,,,,1,5", "县水利局,government,,,,1,4"),
        encoding="utf-8",
    )
    toml = first.folder / "scenario.toml"
    toml.write_text("# of our own\n" + toml.read_text("utf-8"), encoding="utf-8")
    sheets["A01人员"][2:] = list(reversed(sheets["A01人员"][2:]))
    sheets["A01人员"][2][4] = "甘肃天水"
    sheets["B01单位"][3][7] = 6
    second = taken(sheets)
    rows = {row["name"]: row for row in second.sheets["units"].rows.values()}
    assert rows["县财政局"]["field"] == "finance"
    assert rows["县水利局"]["deputy_quota"] == "4"
    assert [each.code for each in second.told.doubts] == ["relative_unsure", "hand_kept"]
    assert toml.read_text("utf-8").startswith("# of our own")
    after = cadres.read_text("utf-8-sig")
    changed = set(after.splitlines()) ^ set(before.splitlines())
    assert len(changed) == 2
    assert all(PEOPLE[59].name in line for line in changed)


def test_id_numbers_stay_in_the_key_file_alone(taken: Import) -> None:
    found = taken(official())
    numbers = [one.id_card for one in PEOPLE]
    inside = "".join(p.read_text("utf-8") for p in found.folder.rglob("*") if p.is_file())
    assert not any(number in inside for number in numbers)
    assert found.keys.parent == found.folder.parent
    assert found.keys.stat().st_mode & 0o777 == 0o600
    assert all(number in found.keys.read_text("utf-8") for number in numbers)
    assert id_card("1970.01", 0) == numbers[0]


def test_every_unit_of_the_papers_is_one(taken: Import) -> None:
    sheets = official()
    for row in sheets["A02职务"][2:]:
        row[2] = str(row[2]).replace("县水利局", "清水县水利局").replace("县民政局", "民政局")
    assert len(taken(sheets).sheets["units"].rows) == len(UNITS)
