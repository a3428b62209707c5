"""Scenarios in the store: as given, in revisions, and never overwritten."""

from __future__ import annotations

import datetime as dt
import re
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from rotation import load_scenario
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.scenario import GoalChoice
from rotation.errors import Conflict, InvalidInput, NotThere, StillRunning
from rotation.io.inputs import Inputs
from rotation.io.photos import photos_of
from rotation.locales import LANGUAGES, catalogue, has
from rotation.shipped import names
from rotation.store import Ending, RunState, Store
from rotation.store.schema import BLOB, METADATA
from rotation.store.wording import sentence
from tests.store.samples import BROKEN, INPUTS, SCENARIOS, book, named, plan, with_photos


def test_a_scenario_is_kept_as_it_was_given(store: Store) -> None:
    entry = store.add_scenario(INPUTS, author="张处长", note="初稿")
    assert (entry.name, entry.current.number) == ("涉企单位干部交流（小样）", 1)
    assert (entry.current.author, entry.current.note) == ("张处长", "初稿")
    assert abs(dt.datetime.now(dt.UTC) - entry.current.created) < dt.timedelta(minutes=1)
    assert store.inputs(entry.id) == INPUTS
    scenario, _ = store.load(entry.id)
    assert scenario.sha256 == INPUTS.sha256 == entry.current.sha256
    assert scenario.roster == load_scenario(INPUTS)[0].roster


def test_what_lies_beside_the_inputs_stays_with_every_revision_and_is_no_part_of_them(
    store: Store, tmp_path: Path
) -> None:
    first = replace(INPUTS, beside={"imported/cadres.csv": b"1", "map.toml": b"2"})
    assert first.sha256 == INPUTS.sha256
    entry = store.add_scenario(first, author="甲")
    assert store.inputs(entry.id) == first
    again = replace(first, beside={**first.beside, "map.toml": b"3"})
    assert store.save(entry.id, based_on=1, inputs=again, author="甲").number == 2
    assert store.save(entry.id, based_on=2, inputs=again, author="甲").number == 2
    scenario = replace(store.load(entry.id)[0], name="另一个")
    assert store.edited_inputs(entry.id, 2, scenario).beside == again.beside
    store.export(entry.id, tmp_path / "out")
    assert (tmp_path / "out" / "imported" / "cadres.csv").read_bytes() == b"1"


def test_a_revision_is_read_once(store: Store) -> None:
    entry = store.add_scenario(INPUTS, author="甲")
    assert store.load(entry.id)[0] is store.load(entry.id, 1)[0]


def test_a_faulty_scenario_is_kept_and_its_faults_are_told_each_time(store: Store) -> None:
    entry = store.add_scenario(BROKEN, author="甲")
    for _ in range(2):
        with pytest.raises(InvalidInput) as caught:
            store.load(entry.id)
        assert {problem.table for problem in caught.value.problems} >= {"cadres"}
    store.save(entry.id, based_on=1, inputs=INPUTS, author="甲", note="已改正")
    assert len(store.load(entry.id)[0].roster.cadres) == 9


def test_a_file_that_is_no_toml_at_all_gets_the_name_it_is_given(store: Store) -> None:
    inputs = replace(INPUTS, toml=b"\xff\x00")
    assert store.add_scenario(inputs, author="甲", name="上传的名册").name == "上传的名册"
    assert store.inputs(store.scenarios()[0].id) == inputs


def test_the_second_editor_is_told_and_nothing_is_overwritten(store: Store) -> None:
    entry = store.add_scenario(INPUTS, author="甲")
    saved = store.save(entry.id, based_on=1, inputs=named("乙的"), author="乙")
    with pytest.raises(Conflict) as caught:
        store.save(entry.id, based_on=1, inputs=named("丙的"), author="丙")
    assert caught.value.values == {"number": 2, "author": "乙", "when": saved.created}
    assert store.scenario(entry.id).name == "乙的"
    for lang in LANGUAGES:
        assert "乙" in sentence(caught.value, lang)
        assert "None" not in sentence(caught.value, lang)


def test_of_those_who_save_at_the_same_moment_one_wins(store: Store, url: str) -> None:
    entry = store.add_scenario(INPUTS, author="甲")
    told: list[Conflict] = []

    def save(name: str) -> None:
        with closing(Store.open(url)) as own:
            barrier.wait()
            try:
                own.save(entry.id, based_on=1, inputs=named(name), author=name)
            except Conflict as conflict:
                told.append(conflict)

    barrier = threading.Barrier(6)
    threads = [threading.Thread(target=save, args=(f"第{i}人",)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 5
    assert [revision.number for revision in store.revisions(entry.id)] == [2, 1]


def test_the_same_saved_again_is_no_conflict(store: Store) -> None:
    """Who did not hear that a save went through may simply try again."""
    entry = store.add_scenario(INPUTS, author="甲")
    first = store.save(entry.id, based_on=1, inputs=named("新"), author="甲")
    assert store.save(entry.id, based_on=1, inputs=named("新"), author="甲") == first
    assert len(store.revisions(entry.id)) == 2


def test_old_revisions_stay_as_they_were(store: Store) -> None:
    entry = store.add_scenario(INPUTS, author="甲")
    store.save(entry.id, based_on=1, inputs=named("改名"), author="乙", note="按会议意见")
    assert [r.name for r in store.revisions(entry.id)] == ["改名", "涉企单位干部交流（小样）"]
    assert store.load(entry.id, 1)[0].name == "涉企单位干部交流（小样）"
    assert store.load(entry.id)[0].name == "改名"
    assert [event.what for event in store.history(entry.id)] == ["saved", "added"]
    assert store.history(entry.id)[0].note == "按会议意见"


def test_what_was_changed_on_screen_is_saved_and_the_roster_is_not_touched(store: Store) -> None:
    entry = store.add_scenario(book(), author="甲")
    before, first = store.load(entry.id)
    assert before.decisions
    forbid = Decision(before.roster.cadres[3].cadre_id, DecisionAction.FORBID, "身体原因")
    more = (GoalChoice("fill_posts", 8), GoalChoice("women_in_team", 9, 2, {"minimum": 1}))
    goals = (*before.goals[:-1], *more)
    after = replace(before, decisions=(forbid,), goals=goals)
    store.save_edited(entry.id, based_on=1, scenario=after, author="乙", note="锁定一人")
    read, notices = store.load(entry.id)
    assert [each.code for each in notices if each not in first] == ["decisions_elsewhere"]
    assert (read.decisions, read.goals, read.laws) == ((forbid,), goals, before.laws)
    assert read.roster == before.roster
    assert store.inputs(entry.id).roster == store.inputs(entry.id, 1).roster


def test_a_save_changes_only_the_lines_of_scenario_toml_that_it_is_about(store: Store) -> None:
    entry = store.open_shipped("jiangyan", author="甲")
    before, _ = store.load(entry.id)
    stay = next(law for law in before.laws if law.code == "minimum_stay")
    stricter = replace(stay, parameters={**stay.parameters, "years": 4})
    laws = tuple(stricter if law is stay else law for law in before.laws)
    store.save_edited(entry.id, based_on=1, scenario=replace(before, laws=laws), author="乙")
    old, new = (store.inputs(entry.id, number).toml.decode().splitlines() for number in (1, 2))
    pairs = [pair for pair in zip(old, new, strict=True) if len(set(pair)) > 1]
    assert pairs == [("years = 3", "years = 4")]
    assert "# 不满三年一般不动；三类交流不受此限" in "\n".join(new)


def test_an_edit_that_does_not_hold_is_told_and_not_saved(store: Store) -> None:
    entry = store.add_scenario(INPUTS, author="甲")
    before, _ = store.load(entry.id)
    nobody = Decision("C99", DecisionAction.PIN, "谈话推荐", post_id="P1")
    after = replace(before, decisions=(nobody,))
    with pytest.raises(InvalidInput) as caught:
        store.save_edited(entry.id, based_on=1, scenario=after, author="甲")
    assert caught.value.problems[0].code == "unknown_cadre"
    assert store.scenario(entry.id).current.number == 1


def test_an_edited_scenario_is_saved_as_a_new_one(store: Store) -> None:
    entry = store.add_scenario(INPUTS, author="甲")
    before, _ = store.load(entry.id)
    inputs = store.edited_inputs(entry.id, 1, replace(before, name="另一方案"))
    other = store.add_scenario(inputs, author="甲")
    assert [entry.name for entry in store.scenarios()] == ["另一方案", "涉企单位干部交流（小样）"]
    assert store.load(other.id)[0].laws == before.laws


def test_an_exported_scenario_is_an_ordinary_folder(store: Store, tmp_path: Path) -> None:
    entry = store.add_scenario(book(), author="甲")
    before, _ = store.load(entry.id)
    assert before.decisions
    store.save_edited(entry.id, based_on=1, scenario=replace(before, decisions=()), author="甲")
    store.export(entry.id, tmp_path / "out")
    read, _ = load_scenario(tmp_path / "out")
    assert read.sha256 == store.scenario(entry.id).current.sha256
    store.export(entry.id, tmp_path / "first", 1)
    assert (tmp_path / "first" / "scenario.toml").read_bytes() == book().toml


def test_nothing_is_exported_to_outside_the_folder(store: Store, tmp_path: Path) -> None:
    toml = INPUTS.toml.replace(b'"roster"', b'"../../roster"')
    entry = store.add_scenario(replace(INPUTS, toml=toml), author="甲")
    with pytest.raises(InvalidInput):
        store.export(entry.id, tmp_path / "a" / "b")
    assert not list(tmp_path.glob("**/cadres.csv"))


@pytest.mark.parametrize("name", ["../x.csv", "/tmp/x.csv", "..\\x.csv", "C:\\x.csv"])
def test_no_file_of_a_roster_is_exported_to_outside_the_folder(
    store: Store, tmp_path: Path, name: str
) -> None:
    roster = {**INPUTS.roster, name: b"x"}
    entry = store.add_scenario(replace(INPUTS, roster=roster), author="甲")
    with pytest.raises(InvalidInput) as refused:
        store.export(entry.id, tmp_path / "a" / "b")
    assert [problem.code for problem in refused.value.problems] == ["outside_folder"]
    assert not (tmp_path / "a").exists()


def test_shipped_scenarios_are_there_and_are_copied_once(store: Store) -> None:
    assert {each.name for each in store.shipped()} == set(names())
    assert all(each.title and each.scenario_id is None for each in store.shipped())
    first = store.open_shipped("jiangyan", author="甲")
    assert store.open_shipped("jiangyan", author="乙") == first
    assert {each.scenario_id for each in store.shipped()} == {first.id, None}
    assert store.load(first.id)[0].sha256 == load_scenario(SCENARIOS / "jiangyan")[0].sha256
    with pytest.raises(NotThere):
        store.open_shipped("../tests", author="甲")


def test_a_deleted_copy_of_a_shipped_scenario_can_be_had_again(store: Store) -> None:
    first = store.open_shipped("jiangyan", author="甲")
    store.delete_scenario(first.id, author="甲")
    assert store.open_shipped("jiangyan", author="甲").id > first.id


def test_a_program_without_scenarios_ships_none(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rotation.shipped.FOLDER", tmp_path / "nothing")
    assert store.shipped() == ()


def test_deleting_a_scenario_leaves_nothing_of_it_but_who_did_it(store: Store) -> None:
    kept = store.add_scenario(named("留下"), author="甲")
    gone = store.add_scenario(
        replace(INPUTS, beside={"map.toml": b"1"}, photos={"a.jpg": b"2"}), author="甲"
    )
    run = store.add_run(gone.id, 1, "plan", {}, author="甲")
    store.add_plan(gone.id, 1, plan(), author="甲", note="张三的理由")
    store.delete_scenario(gone.id, author="李处长")
    with pytest.raises(NotThere):
        store.load(gone.id)
    with pytest.raises(NotThere):
        store.run(run.id)
    (event,) = store.history(gone.id)
    assert (event.what, event.author, event.note) == ("deleted", "李处长", INPUTS_NAME)
    assert store.inputs(kept.id) == named("留下")
    assert counted(store) == {
        "scenario": 1, "revision": 1, "roster_file": 4, "beside_file": 0, "photo_file": 0,
        "blob": 5,
        "run": 0, "plan": 0, "worker": 0, "event": 2,
    }  # fmt: skip


def test_photos_stay_with_every_revision_and_lie_beside_the_tables_that_are_written(
    store: Store, tmp_path: Path
) -> None:
    given = {"a.jpg": b"\xff\xd8\xff", "b.jpg": b"x"}
    without = with_photos({"C1": "a.jpg"}, {})
    entry = store.add_scenario(without, author="甲")
    store.save(entry.id, based_on=1, inputs=replace(without, photos=given), author="甲")
    scenario, _ = store.load(entry.id)
    renamed = replace(scenario, name="乙")
    store.save_edited(entry.id, based_on=2, scenario=renamed, author="乙")
    assert store.inputs(entry.id, 1).photos == {}
    assert store.inputs(entry.id, 3).photos == given
    assert store.photos(entry.id, scenario.roster.cadres) == {"C1": given["a.jpg"]}
    store.export(entry.id, tmp_path / "out")
    assert photos_of(tmp_path / "out", scenario.roster.cadres) == {"C1": given["a.jpg"]}


INPUTS_NAME = "涉企单位干部交流（小样）"


def counted(store: Store) -> dict[str, int]:
    with store.database.reading() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in METADATA.tables.items()
        }


def test_an_id_never_comes_to_mean_something_else(store: Store) -> None:
    first = store.add_scenario(INPUTS, author="甲")
    store.delete_scenario(first.id, author="甲")
    assert store.add_scenario(INPUTS, author="甲").id > first.id


def test_a_scenario_at_work_is_not_deleted(store: Store) -> None:
    entry = store.add_scenario(INPUTS, author="甲")
    run = store.add_run(entry.id, 1, "plan", {}, author="甲")
    store.claim_next("w")
    with pytest.raises(StillRunning):
        store.delete_scenario(entry.id, author="甲")
    with pytest.raises(StillRunning):
        store.delete_run(run.id, author="甲")
    store.finish(run.id, "w", Ending(RunState.DONE))
    store.delete_scenario(entry.id, author="甲")


def test_equal_files_are_kept_once(store: Store) -> None:
    for number in range(3):
        store.add_scenario(named(f"第{number}个"), author="甲")
    with store.database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(BLOB)).scalar_one() == 4 + 3


def test_every_event_and_refusal_has_a_sentence() -> None:
    words = {code for code in catalogue("zh") if code.startswith("store.refused.")}
    assert words >= {f"store.refused.{code}" for code in ("conflict", "no_plan", "too_new")}
    sources = [path.read_text("utf-8") for path in Path("rotation/store").glob("*.py")]
    for source in sources:
        for what in re.findall(r'log\(\s*connection,\s*"(\w+)"', source):
            assert has(f"history.{what}", "zh")
        for code in re.findall(r'(?:NotThere|StillRunning|Unusable|RunLost)\("(\w+)"', source):
            assert has(f"store.refused.{code}", "zh")
    for state in RunState:
        assert has(f"run.state.{state}", "zh")


def test_a_scenario_of_the_store_is_not_read_from_disk(store: Store) -> None:
    toml = INPUTS.toml.replace(b'"roster"', f'"{SCENARIOS / "jiangyan" / "roster"}"'.encode())
    entry = store.add_scenario(Inputs(toml, INPUTS.roster, True), author="甲")
    with pytest.raises(InvalidInput):
        store.load(entry.id)
