"""Papers on screen: picked, read, looked through, saved, made again; nothing of them is left."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rotation.intake.keys import read_keys
from rotation.io.roster_texts import filled_workbook
from rotation.jobs.importing import carry_out
from rotation.jobs.imports import Import
from rotation.locales import text
from rotation.store import ScenarioEntry, Store
from rotation.ui import imports
from tests.intake.files import PHOTO, lrmx
from tests.intake.papers import PEOPLE, official, two_rows, write_xlsx
from tests.intake.test_personnel import values
from tests.jobs.test_imports import ROSTER, untold
from tests.ui.conftest import Page
from tests.ui.shown import links, shown

NAMES = [one.name for one in PEOPLE[:3]]
PAPERS = {"名册.csv": "\n".join(ROSTER).encode()}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process."""

    def start(work: Import) -> None:
        work.lay_out()
        work.outcome = carry_out(work.folder, work.lang, untold)

    monkeypatch.setattr(Import, "start", start)


def say(key: str, **values: object) -> str:
    return text(f"ui.papers.{key}", "zh", **values)


def picked(drawn: AppTest, files: Mapping[str, bytes]) -> AppTest:
    drawn.file_uploader[0].set_value([(name, data, "") for name, data in files.items()]).run()
    drawn.button("import_start").click().run()
    assert not drawn.exception
    return drawn


def held(drawn: AppTest) -> imports.Held:
    token = "".join(drawn.query_params["import"])
    return imports._imports()[token]


def saved(drawn: AppTest, store: Store) -> ScenarioEntry:
    drawn.button("import_save").click().run()
    assert not drawn.exception
    return store.scenario(int("".join(drawn.query_params["scenario"])))


def test_papers_become_a_scenario_once_they_are_looked_through(
    page: Page, store: Store, tmp_path: Path
) -> None:
    book = write_xlsx(tmp_path / "a.xlsx", official()).read_bytes()
    drawn = picked(page("papers"), {"采集表.xlsx": book, "照片.png": b"\x89PNG"})
    said = shown(drawn)
    for words in ("照片.png", "钱晓峰", "风险等级", "健康状况", say("look_through")):
        assert words in said
    assert {m.label: m.value for m in drawn.metric}["干部"] == "60"
    assert len(store.scenarios()) == 1  # the shipped one: nothing is saved yet
    folder = held(drawn).work.folder
    entry = saved(drawn, store)
    assert entry.name == text("ui.bring.unnamed", "zh")
    assert len(store.load(entry.id)[0].roster.cadres) == 60
    assert any(f"scenario={entry.id}" in link for link in links(drawn))
    assert not folder.exists()
    assert not page("scenario", scenario=entry.id).error


def test_id_numbers_are_in_the_key_file_alone_which_is_given_once(page: Page, store: Store) -> None:
    drawn = picked(page("papers"), PAPERS)
    said = shown(drawn)
    entry = saved(drawn, store)
    said += shown(drawn)
    kept = store.inputs(entry.id)
    cards = {one.id_card for one in PEOPLE[:3]}
    for each in (said.encode(), *kept.roster.values(), *kept.beside.values()):
        assert not any(card.encode() in each for card in cards)
    assert {key.id_card for key in read_keys(held(drawn).take_keys())} == cards
    assert say("keys") not in shown(drawn.run())
    assert held(drawn).keys == b""


def test_made_again_it_is_a_revision_and_what_a_hand_did_stays(page: Page, store: Store) -> None:
    first = picked(page("papers"), PAPERS)
    entry = saved(first, store)
    first.button("import_again").click().run()
    by_hand = store.inputs(entry.id).roster["cadres.csv"].replace(b"142", b"141", 1)
    inputs = store.inputs(entry.id)
    changed = {**inputs.roster, "cadres.csv": by_hand}
    store.save(entry.id, based_on=1, inputs=replace(inputs, roster=changed), author="乙")
    assert by_hand != inputs.roster["cadres.csv"]
    drawn = picked(
        first.run(),
        {"名册.csv": "\n".join([*ROSTER, "钱新来,,1980.05,县财政局副局长,乡科级副职"]).encode()},
    )
    store.save(entry.id, based_on=2, inputs=inputs, author="丙")
    drawn.button("import_save").click().run()
    assert "丙" in drawn.error[0].value
    drawn.button("import_repeat").click().run()
    store.save(entry.id, based_on=3, inputs=replace(inputs, roster=changed), author="丁")
    drawn.button("import_save").click().run()
    drawn.button("import_repeat").click().run()
    assert saved(drawn, store).current.number == 5
    said = store.inputs(entry.id).roster["cadres.csv"].decode()
    assert "钱新来" in said
    assert said.count(",141,") == 1


def test_photos_are_saved_with_the_scenario_and_stay_when_papers_come_again(
    page: Page, store: Store
) -> None:
    files = {f"{one.name}.lrmx": lrmx(values(one)).encode() for one in PEOPLE[:2]}
    drawn = picked(page("papers"), files)
    assert say("photos", count=1) in shown(drawn)
    entry = saved(drawn, store)
    (name,) = store.inputs(entry.id).photos
    assert store.inputs(entry.id).roster["cadres.csv"].count(name.encode()) == 2
    drawn.button("import_again").click().run()
    again = picked(page("papers", scenario=entry.id), {"名册.csv": "\n".join(ROSTER).encode()})
    assert saved(again, store).current.number == 2
    assert store.inputs(entry.id).photos == {name: PHOTO}


def test_papers_without_anybody_and_an_import_that_failed_are_told(page: Page) -> None:
    drawn = picked(page("papers"), {"x.png": b"\x89PNG"})
    assert text("problem.nobody_in_files", "zh") in [each.value for each in drawn.error]
    assert "x.png" in shown(drawn)
    work = held(drawn).work
    for fault in ("too_long", "failed", "cancelled"):
        work.outcome, work.fault = None, fault
        assert drawn.run().error[0].value == say(f"fault.{fault}")
    drawn.button("import_again").click().run()
    assert not work.folder.exists()
    assert drawn.file_uploader


@pytest.mark.parametrize("server_ends", [False, True])
def test_papers_go_when_nobody_looks_at_them_and_when_the_server_ends(
    page: Page, monkeypatch: pytest.MonkeyPatch, server_ends: bool
) -> None:
    drawn = picked(page("papers"), PAPERS)
    folder, kept = held(drawn).work.folder, imports._imports()
    monkeypatch.setattr(imports, "_MOST_IDLE_SECONDS", 0.0)
    if server_ends:
        imports.let_all_go()
    else:
        imports._watch(kept, "".join(drawn.query_params["import"]))
    assert not folder.exists()
    assert drawn.run().file_uploader


def test_an_import_under_way_tells_how_far_it_is_and_can_be_stopped(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Import, "start", Import.lay_out)
    drawn = picked(page("papers"), PAPERS)
    held(drawn).work.stage = ("reading", 1, 4)
    told = drawn.run().get("progress")[0].proto
    assert (told.value, told.text) == (25, text("ui.import_stage.reading", "zh", done=1, of=4))
    drawn.button("import_cancel").click().run()
    assert drawn.error[0].value == say("fault.cancelled")


STAFF = (
    "Who,M/F,Born,Dept,Position,Years in post\n"
    "张伟,Mr,1979.03,县水利局,局长,6\n"
    "李娜,Ms,x,县财政局,副局长,2.5\n"
)


def lists(drawn: AppTest) -> dict[str, Any]:
    """The lists of the mapping by their labels."""
    return {each.label: each for each in drawn.selectbox}


def test_a_table_of_no_known_kind_is_mapped_by_lists_and_the_mapping_is_used_again(
    page: Page, store: Store
) -> None:
    drawn = picked(page("papers"), {"staff.csv": STAFF.encode()})
    assert say("map.first") in [each.value for each in drawn.warning]
    assert say("map.lacking", names="姓名") in [each.value for each in drawn.error]
    assert drawn.button("map_read").disabled
    assert held(drawn).work.folder.name not in shown(drawn)
    today = dt.date.today()
    assert f"6 → {today.year - 6}.{today.month:02d}" in shown(drawn)
    lists(drawn)["Who"].set_value("birth").run()
    assert say("map.twice", names="出生年月") in [each.value for each in drawn.error]
    lists(drawn)["Who"].set_value("name").run()
    assert "x → " in shown(drawn)  # no month, and why
    assert not drawn.button("map_read").disabled
    lists(drawn)["Mr"].set_value("1")
    lists(drawn)["Ms"].set_value("2").run()
    assert "Ms → 女" in shown(drawn)
    drawn.button("map_read").click().run()
    assert not drawn.exception
    assert say("look_through") in shown(drawn)
    assert lists(drawn)["Who"].value == "name"
    first = saved(drawn, store)
    assert b'"Who" = "name"' in store.inputs(first.id).beside["map.toml"]
    cadres = store.inputs(first.id).roster["cadres.csv"].decode().splitlines()[1:]
    assert [line.split(",")[2] for line in cadres] == ["1", "2"]
    drawn.button("import_again").click().run()
    again = picked(drawn, {"staff.csv": STAFF.replace("局长,6", "局长,7").encode()})
    assert say("save_again", name=first.name) in [each.label for each in again.button]
    assert saved(again, store).current.number == 2


def test_a_table_that_nothing_is_known_of_can_be_mapped_too_and_a_map_may_be_picked(
    page: Page, store: Store
) -> None:
    table = "甲,乙\n张伟,县水利局副局长\n".encode()
    drawn = picked(page("papers"), {"x.csv": table})
    assert {lists(drawn)[each].value for each in ("甲", "乙")} == {""}
    lists(drawn)[say("map.paper")].set_value("quota").run()
    assert lists(drawn)["甲"].value == ""
    lists(drawn)[say("map.paper")].set_value("person").run()
    lists(drawn)["甲"].set_value("name")
    lists(drawn)["乙"].set_value("held").run()
    drawn.button("map_read").click().run()
    toml = store.inputs(saved(drawn, store).id).beside["map.toml"]
    drawn.button("import_again").click().run()
    drawn.radio("import_target").set_value("new").run()
    other = picked(drawn, {"x.csv": table, "对照.toml": toml})
    assert say("look_through") in shown(other)


def test_columns_of_a_roster_that_are_not_read_are_mapped_by_lists_too(
    page: Page, store: Store, tmp_path: Path
) -> None:
    """Also where the headings take two rows."""
    book = write_xlsx(tmp_path / "a.xlsx", {"名册": two_rows()}).read_bytes()
    drawn = picked(page("papers"), {"名册.xlsx": book})
    assert say("map.unread", count=1) in [each.value for each in drawn.header]
    assert drawn.button("map_read").disabled  # nothing is settled yet
    assert lists(drawn).keys() >= {"入列", "任副科（任职时间）"}
    assert say("map.paper") not in lists(drawn)
    assert "姓名" not in lists(drawn)["入列"].options  # what another column is by itself
    lists(drawn)["任副科（任职时间）"].set_value("level_since")
    lists(drawn)["入列"].set_value("years:work_started").run()
    assert f"20 → {dt.date.today().year - 20}" in shown(drawn)
    drawn.button("map_read").click().run()
    assert not drawn.exception
    entry = saved(drawn, store)
    (cadre,) = csv.DictReader(
        store.inputs(entry.id).roster["cadres.csv"].decode("utf-8-sig").splitlines()
    )
    assert (cadre["level_since"], cadre["name"]) == ("2012.06", "张伟")
    drawn.button("import_again").click().run()
    again = picked(drawn, {"名册.xlsx": book})
    assert lists(again)["任副科（任职时间）"].value == "level_since"


def test_a_roster_that_was_filled_in_as_a_workbook_counts_as_work_by_hand(
    page: Page, store: Store
) -> None:
    drawn = picked(page("papers"), PAPERS)
    entry = saved(drawn, store)
    inputs = store.inputs(entry.id)
    by_hand = inputs.roster["cadres.csv"].replace(b"142", b"141", 1)
    workbook = filled_workbook({**inputs.roster, "cadres.csv": by_hand}, True, "zh")
    for content in (b"PK nothing", workbook):
        scenario = page("scenario", scenario=entry.id)
        scenario.radio("bring_target_0").set_value("replace").run()
        scenario.file_uploader[0].upload("名册.xlsx", content, "").run()
        assert not scenario.exception
        again = picked(page("papers", scenario=entry.id), PAPERS)
        assert bool(again.error) == (content != workbook)
    assert saved(again, store).current.number == 4
    after = store.inputs(entry.id).roster["cadres.csv"].decode()
    assert after.count(",141,") == 1
