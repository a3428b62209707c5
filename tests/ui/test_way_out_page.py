"""Conflicts and ways out on screen: asked for, told, applied. Nothing is solved by the pages."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rotation import load_scenario
from rotation.domain.decision import DecisionAction
from rotation.explain.document import explanation_document
from rotation.explain.infeasible import find_conflicts
from rotation.io.replan_request import planned_anew
from rotation.jobs import hire
from rotation.jobs.plan_anew import request_of
from rotation.locales import text
from rotation.shipped import FOLDER
from rotation.store import Ending, Found, Run, RunState, ScenarioEntry, Store, Wish
from tests.store.samples import CONTRADICTORY, INPUTS, plan
from tests.ui.conftest import Page
from tests.ui.shown import best, press, shown


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are queued; what a worker would do the test does."""
    monkeypatch.setattr(hire, "_launch", lambda url, worker: None)


@pytest.fixture
def entry(store: Store) -> ScenarioEntry:
    """A small scenario with a decision that no plan can carry out."""
    return store.add_scenario(CONTRADICTORY, author="甲")


@cache
def document(shipped: str | None = None) -> dict[str, Any]:
    """What a search finds: of the small scenario, or of a shipped one."""
    scenario, _ = load_scenario(CONTRADICTORY if shipped is None else FOLDER / shipped)
    return explanation_document(find_conflicts(scenario))


def ended(
    store: Store, of: ScenarioEntry, ending: Ending, kind: str = "conflict", **given: Any
) -> Run:
    """A run on the newest revision that has ended so."""
    number = store.scenario(of.id).current.number
    run = store.add_run(of.id, number, kind, given, author="甲")
    assert store.claim_next("w") is not None
    store.finish(run.id, "w", ending)
    return store.run(run.id)


def searched(store: Store, of: ScenarioEntry, found: dict[str, Any] | None = None) -> Run:
    return ended(store, of, Ending(RunState.DONE, result=document() if found is None else found))


def say(key: str, lang: str = "zh", **values: object) -> str:
    return text(f"ui.way.{key}", lang, **values)


def plain(said: str) -> str:
    """What is read: without style and script, and the marks that keep Markdown from reading."""
    read = re.sub(r"<(style|script)>.*?</\1>", "", said, flags=re.DOTALL)
    return unescape(read.replace("\\", ""))


def button(test: AppTest, key: str) -> Any:
    return next(each for each in test.button if each.key == key)


def test_before_any_run_it_says_what_to_do_next(
    page: Page, store: Store, entry: ScenarioEntry
) -> None:
    drawn = page("way_out", scenario=entry.id)
    assert say("not_examined", number=1) in shown(drawn)
    press(drawn, "way.examine")
    assert not drawn.exception
    (run,) = store.runs(entry.id)
    assert (run.kind, run.state, run.parameters) == ("conflict", RunState.QUEUED, {"seconds": 300})
    assert str(run.id) in drawn.query_params["run"]
    assert text("ui.run.next", "zh") in shown(drawn)
    again = page("way_out", scenario=entry.id)  # the address is left as it is: Back goes back
    assert text("ui.run.next", "zh") in shown(again)
    assert "run" not in again.query_params


def test_a_run_without_a_plan_leads_here_and_is_searched(
    page: Page, store: Store, entry: ScenarioEntry
) -> None:
    cause = ended(
        store,
        entry,
        Ending(RunState.DONE, (), "infeasible", result={"status": "infeasible"}),
        "plan",
    )
    drawn = page("way_out", scenario=entry.id, run=cause.id)
    assert "没有可行方案" in shown(drawn)
    press(drawn, "way.search")
    assert [run.kind for run in store.runs(entry.id)] == ["conflict", "plan"]


def test_a_scenario_with_a_plan_needs_no_way_out(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    ended(store, small, Ending(RunState.DONE, (Found(plan()),)), "plan")
    drawn = page("way_out", scenario=small.id)
    assert say("has_plan", number=1) in shown(drawn)
    assert not [each for each in drawn.button if each.key == "search"]


def test_a_search_at_work_tells_its_stage_and_can_be_finished(
    page: Page, store: Store, entry: ScenarioEntry
) -> None:
    run = store.add_run(entry.id, 1, "conflict", {"seconds": 60}, author="甲")
    assert store.claim_next("w") is not None
    stage = {"word": "ways", "values": {"kind": "rules"}}
    store.beat(
        run.id, "w", {"tier": 0, "seconds": 3, "done": 0, "of": 1, "tiers": [], "stage": stage}
    )
    drawn = page("way_out", scenario=entry.id)
    told = [each.proto.text for each in drawn.get("progress")]
    assert told == ["正在找化解办法：以调整职数和规则参数为主"]
    press(drawn, "way.finish")
    assert store.run(run.id).wish is Wish.FINISH


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_conflicts_and_ways_are_told_in_words(
    page: Page, store: Store, entry: ScenarioEntry, lang: str
) -> None:
    searched(store, entry)
    drawn = page("way_out", lang, scenario=entry.id)
    assert not drawn.exception
    said = plain(shown(drawn))
    found = document()
    for conflict in found["conflicts"]:
        for asked in conflict["requirements"]:
            assert asked["title"][lang] in said
            assert asked["text"][lang] in said
    for repair in found["repairs"]:
        assert text(f"terminal.conflict.kind.{repair['kind']}", lang) in said
        assert (
            text(f"terminal.conflict.plan.{repair['status']}", lang, moves=repair["moves"]) in said
        )
        for step in repair["steps"]:
            assert step["text"][lang] in said
            assert all(effect[lang] in said for effect in step["effects"])
    assert say("proven", lang) in said
    assert "工作需要" in said
    assert "公务员法" in said or "规定" in said
    assert "{" not in said
    assert "P9" not in said  # posts are named, not numbered


def test_the_shipped_contradiction_shows_three_ways(page: Page, store: Store) -> None:
    entry = store.open_shipped("conflict", author="甲")
    searched(store, entry, document("conflict"))
    drawn = page("way_out", scenario=entry.id)
    said = plain(shown(drawn))
    summary = {"conflicts": 3, "people": 4, "ways": 3, "cases": 3}
    assert say("summary", **summary) in said
    assert say("freed", names="李云祥") in said
    assert "何道柱是苏雪莉的夫，不得这样任职" in said
    assert "县委组织部部务会 2026-11-12" in said
    assert [each.label for each in drawn.button if str(each.key).startswith("apply_")] == [
        say("apply", number=number) for number in (1, 2, 3)
    ]


def asked_to_apply(page: Page, of: ScenarioEntry, number: int = 1) -> AppTest:
    drawn = page("way_out", scenario=of.id)
    button(drawn, f"apply_{number}").click().run()
    assert not drawn.exception
    return drawn


def number_of(kind: str) -> int:
    return [repair["kind"] for repair in document()["repairs"]].index(kind) + 1


def test_a_way_that_is_applied_is_saved_as_a_new_revision(
    page: Page, store: Store, entry: ScenarioEntry
) -> None:
    searched(store, entry)
    drawn = asked_to_apply(page, entry, number_of("decisions"))
    assert [each.number for each in store.revisions(entry.id)] == [1]
    button(drawn, "apply_only").click().run()
    assert not drawn.exception
    assert say("applied", number=2) in shown(drawn)
    newest, _ = store.revisions(entry.id)
    assert newest.note.startswith("采用办法")
    scenario, _ = store.load(entry.id)
    pins = [each for each in scenario.decisions if each.action is DecisionAction.PIN]
    assert pins == []
    drawn = page("way_out", scenario=entry.id)
    assert newest.note in plain(shown(drawn))
    assert button(drawn, "apply_1").disabled


def test_it_is_solved_on_where_that_is_wished(
    page: Page, store: Store, entry: ScenarioEntry
) -> None:
    searched(store, entry)
    drawn = asked_to_apply(page, entry)
    button(drawn, "apply_and_solve").click().run()
    run, _ = store.runs(entry.id)
    assert (run.kind, run.revision, run.state) == ("plan", 2, RunState.QUEUED)


def test_the_second_of_two_editors_is_told(page: Page, store: Store, entry: ScenarioEntry) -> None:
    searched(store, entry)
    drawn = asked_to_apply(page, entry)
    scenario, _ = store.load(entry.id)
    store.save_edited(
        entry.id, based_on=1, scenario=replace(scenario, name="改名"), author="乙", note="改名"
    )
    button(drawn, "apply_only").click().run()
    said = plain(shown(drawn))
    assert "乙" in said
    assert [each.author for each in store.revisions(entry.id)] == ["乙", "甲"]


def test_a_search_that_was_ended_early_is_told_with_what_it_has(
    page: Page, store: Store, entry: ScenarioEntry
) -> None:
    partly = {**document(), "repairs": [], "all_repairs": False, "all_conflicts": False}
    partly["kept"] = ["nominated_only", "retirement_due"]
    ended(store, entry, Ending(RunState.STOPPED, (), "search_ended_early", result=partly))
    said = plain(shown(page("way_out", scenario=entry.id)))
    assert text("run.message.search_ended_early", "zh") in said
    assert say("no_ways_yet") in said
    assert say("not_all_conflicts") in said
    assert text("common.conflict.kept", "zh", titles="限于提名人选") in said


NOTHING = {
    "conflicts": [], "repairs": [], "all_conflicts": False, "all_repairs": False,
    "kept": [], "seconds": 1.0,
}  # fmt: skip
ENDINGS = (
    Ending(RunState.DONE, (), "search_unknown", result={"status": "unknown", **NOTHING}),
    Ending(RunState.STOPPED, (), "search_stopped", result={"status": "stopped", **NOTHING}),
    Ending(RunState.FAILED, (), "too_large_to_search"),
    Ending(RunState.FAILED, (), "failed"),
)


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.message)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_search_that_found_nothing_says_why_and_offers_another(
    page: Page, store: Store, entry: ScenarioEntry, lang: str, ending: Ending
) -> None:
    ended(store, entry, ending)
    drawn = page("way_out", lang, scenario=entry.id)
    assert text(f"run.message.{ending.message}", lang) in shown(drawn)
    press(drawn, "way.search", lang)
    assert len(store.runs(entry.id)) == 2


def test_a_search_that_finds_no_contradiction_says_so(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    scenario, _ = load_scenario(INPUTS)
    searched(store, small, explanation_document(find_conflicts(scenario)))
    assert say("feasible") in shown(page("way_out", scenario=small.id))


def test_one_of_another_version_is_not_read(page: Page, store: Store, entry: ScenarioEntry) -> None:
    searched(store, entry, {"status": "infeasible", "sets": []})
    drawn = page("way_out", scenario=entry.id)
    assert not drawn.exception
    assert say("unreadable") in shown(drawn)


def test_the_page_to_solve_knows_of_searches(
    page: Page, store: Store, entry: ScenarioEntry
) -> None:
    run = searched(store, entry)
    drawn = page("solve", scenario=entry.id, run=run.id)
    assert not drawn.exception
    assert text("run.kind.conflict", "zh") in shown(drawn)
    assert text("ui.solve.nothing_yet", "zh") in shown(page("solve", scenario=entry.id))


def test_a_plan_that_cannot_be_made_anew_has_its_own_ways_out(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    """Taking back the pin is done at the plan; an exception is applied here, and planning anew goes
    on with what was asked for."""
    kept = store.add_plan(small.id, 1, best(), author="甲")
    asked = {"plan": kept.id, "pins": ["C1=P1"], "reason": "工作需要"}
    scenario, _ = store.load(small.id)
    anew, _ = planned_anew(scenario, request_of(best(), scenario, asked))
    found = explanation_document(find_conflicts(anew))
    run = ended(store, small, Ending(RunState.DONE, result=found), **asked)
    drawn = page("way_out", scenario=small.id, run=run.id)
    assert not drawn.exception
    assert say("of_anew") in shown(drawn)
    assert say("not_of_scenario") in shown(drawn)
    assert say("to_wishes") in [each.proto.label for each in drawn.get("page_link")]
    number = [repair["kind"] for repair in found["repairs"]].index("waivers") + 1
    button(drawn, f"apply_{number}").click().run()
    button(drawn, "apply_and_solve").click().run()
    assert text("ui.decision.no_authority", "zh") in [each.value for each in drawn.error]
    drawn.text_input("way_body").set_value("区委常委会")
    drawn.date_input("way_on").set_value(dt.date(2026, 11, 20))
    drawn.text_input("way_document").set_value("12号").run()
    button(drawn, "apply_and_solve").click().run()
    started = store.runs(small.id)[0]
    assert (started.kind, started.revision) == ("replan", 2)
    assert started.parameters == asked | {"seconds": 600}
