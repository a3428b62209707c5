"""Years ahead and cases of refusal on screen: asked for, followed, told. Nothing is solved here."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rotation import load_scenario
from rotation.ahead.ageing import Assumed
from rotation.ahead.consequences import consequences
from rotation.ahead.rolling import ahead
from rotation.ahead.stress import refusals, stress
from rotation.ahead.tried import Tried
from rotation.jobs import hire
from rotation.jobs.kinds import Task
from rotation.jobs.years import years_ahead
from rotation.locales import text
from rotation.report.annex import annexes_in
from rotation.report.annex_made import followed_annex, stress_annex, years_annex
from rotation.report.of_consequences import verdict
from rotation.report.of_due import due_calendar
from rotation.report.of_plan import told_of
from rotation.solve.engines.base import Watch
from rotation.solve.run import solve
from rotation.store import Ending, Found, Run, RunState, ScenarioEntry, Store, Wish
from rotation.wording.comparisons import plan_word
from tests.store.samples import INPUTS, plan
from tests.ui.browser import SCREEN, Server, Visitor
from tests.ui.conftest import Page
from tests.ui.shown import best, links, press, shown, without_newcomer


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are queued; what a worker would do the test does."""
    monkeypatch.setattr(hire, "_launch", lambda url, worker: None)


@cache
def walked(count: int = 2) -> dict[str, Any]:
    """What a walk of the small scenario finds, after so many of its two years."""
    scenario, _ = load_scenario(INPUTS)
    years = list(ahead(scenario, count, solve, plan=best(), most=2))
    return years_annex(
        years,
        Assumed(),
        2,
        due=due_calendar(years),
        asked=2,
        before=[("2026-11-30", 3), ("2027-11-30", 0)],
    )


@cache
def struck() -> dict[str, Any]:
    scenario, _ = load_scenario(INPUTS)
    found = stress(scenario, best(), refusals(best()))
    return stress_annex(told_of(scenario, best(), "zh"), Tried({}, list(found.values()), []))


def begun(store: Store, of: ScenarioEntry, kind: str, **given: Any) -> Run:
    run = store.add_run(of.id, 1, kind, given, author="甲")
    assert store.claim_next("w") is not None
    return run


def ended(store: Store, of: ScenarioEntry, kind: str, result: dict[str, Any], **given: Any) -> Run:
    run = begun(store, of, kind, **given)
    store.finish(run.id, "w", Ending(RunState.DONE, result=result))
    return store.run(run.id)


def read(drawn: AppTest) -> str:
    """What is read: without the marks that keep Markdown from reading."""
    return shown(drawn).replace("\\", "")


def tables(drawn: AppTest) -> str:
    return "\n".join(each.value.to_string() for each in drawn.dataframe)


def say(key: str, lang: str = "zh", **values: object) -> str:
    return text(f"ui.ahead.{key}", lang, **values)


def test_a_walk_is_asked_for(page: Page, store: Store, small: ScenarioEntry) -> None:
    drawn = page("ahead", scenario=small.id)
    assert say("about_ahead") in read(drawn)
    press(drawn, "ahead.walk")
    assert not drawn.exception
    (run,) = store.runs(small.id)
    assert (run.kind, run.revision, run.state) == ("ahead", 1, RunState.QUEUED)
    assert run.parameters == {
        "years": 5,
        "level": True,
        "without": [],
        "monthly": False,
        "seconds": 60,
    }
    assert text("ui.run.next", "zh") in read(drawn)


def test_a_walk_from_a_plan_with_a_limit(page: Page, store: Store, small: ScenarioEntry) -> None:
    entry = store.add_plan(small.id, 1, best(), author="甲")
    drawn = page("ahead", scenario=small.id)
    drawn.selectbox(key="ahead_load").set_value("most").run()
    drawn.number_input(key="ahead_most").set_value(7)
    drawn.multiselect(key="ahead_without").set_value(["grades", "seconded"])
    press(drawn, "ahead.walk")
    (run,) = store.runs(small.id)
    assert run.parameters == {
        "years": 5, "level": False, "most": 7, "without": ["grades", "seconded"],
        "monthly": False, "seconds": 60, "plan": entry.id,
    }  # fmt: skip


def test_cases_need_a_plan(page: Page, store: Store, small: ScenarioEntry) -> None:
    drawn = page("ahead", scenario=small.id, ahead="stress")
    assert text("ui.plan.none_yet", "zh") in read(drawn)
    assert not [each for each in drawn.button if each.key == "refuse"]
    entry = store.add_plan(small.id, 1, best(), author="甲")
    drawn = page("ahead", scenario=small.id, ahead="stress")
    drawn.number_input(key="stress_ill").set_value(2.5)
    press(drawn, "ahead.refuse")
    assert not drawn.exception
    (run,) = store.runs(small.id)
    chances = {"refuses": 5.0, "ill": 2.5, "review": 0.5, "leaves": 1.0}
    assert run.parameters == {
        "draws": 50, "seed": 0, "chances": chances, "named": {}, "own": [], "plan": entry.id,
    }  # fmt: skip


def test_named_cases_come_from_a_table(page: Page, store: Store, small: ScenarioEntry) -> None:
    store.add_plan(small.id, 1, best(), author="甲")
    drawn = page("ahead", scenario=small.id, ahead="stress")
    rows = ("情形,编号,情况,概率", "两人不去,C1,拒绝到任,", "两人不去,C9,不去,", ",C4,生病,20")
    table = "\n".join(rows)
    (field,) = drawn.get("file_uploader")
    field.upload("情形.csv", table.encode(), "text/csv").run()
    assert not drawn.exception
    assert say("cases_read", named=1, own=1) in read(drawn)
    press(drawn, "ahead.refuse")
    (run,) = store.runs(small.id)
    assert run.parameters["named"] == {"两人不去": [["C1", "refuses"], ["C9", "refuses"]]}
    assert run.parameters["own"] == [["C4", "ill", 20.0]]


def test_a_table_with_faults_is_told_and_starts_nothing(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    store.add_plan(small.id, 1, best(), author="甲")
    drawn = page("ahead", scenario=small.id, ahead="stress")
    (field,) = drawn.get("file_uploader")
    for table in ("情形,编号,情况\n甲,C99,拒绝到任\n", "a,b\n1,2\n", ""):
        field.upload("情形.csv", table.encode(), "text/csv").run()
        assert not drawn.exception
        assert drawn.error
        press(drawn, "ahead.refuse")
        assert store.runs(small.id) == ()
        (field,) = drawn.get("file_uploader")


def test_chances_above_certainty_are_refused(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    store.add_plan(small.id, 1, best(), author="甲")
    drawn = page("ahead", scenario=small.id, ahead="stress")
    drawn.number_input(key="stress_ill").set_value(99.0).run()
    assert say("too_likely_usual", percent="105.5") in read(drawn)
    press(drawn, "ahead.refuse")
    assert store.runs(small.id) == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_years_grow_while_they_are_walked(
    page: Page, store: Store, small: ScenarioEntry, lang: str
) -> None:
    run = begun(store, small, "ahead", years=2)
    stage = {"word": "walked", "values": {"done": 1, "of": 2}}
    progress = {"tier": 0, "seconds": 3, "done": 1, "of": 2, "tiers": [], "stage": stage}
    store.beat(run.id, "w", progress, result=walked(1))
    drawn = page("ahead", lang, scenario=small.id)
    assert not drawn.exception
    told = [each.proto.text for each in drawn.get("progress")]
    assert told == [say("at.walked", lang, done=1, of=2)]
    assert text("report.ahead.so_far", lang, done=1, of=2) in read(drawn)
    assert "2027-11-30" not in read(drawn)
    store.beat(run.id, "w", {**progress, "done": 2}, result=walked())
    drawn.run()
    assert "2027-11-30" in read(drawn)
    press(drawn, "ahead.finish", lang)
    assert store.run(run.id).wish is Wish.FINISH


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_years_are_told(page: Page, store: Store, small: ScenarioEntry, lang: str) -> None:
    entry = store.add_plan(small.id, 1, best(), author="甲")
    ended(store, small, "ahead", walked(), plan=entry.id)
    drawn = page("ahead", lang, scenario=small.id)
    assert not drawn.exception
    said = read(drawn)
    assert text("report.ahead.indicative", lang) in said
    assert text("report.ahead.assumed.grades", lang) in said
    assert text("report.ahead.load.most", lang, most=2) in said
    assert "2026: 3" in said
    assert len(drawn.get("vega_lite_chart") or drawn.get("arrow_vega_lite_chart")) == 1
    assert "王建国" in tables(drawn)  # the moves of the first year
    assert any(f"plan={entry.id}" in link for link in links(drawn))
    (years,) = [each for each in drawn.button_group if str(each.key).startswith("moves_of")]
    years.set_value(1).run()
    assert not drawn.exception


def test_a_walk_that_ends_early_says_what_would_have_to_give(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    result = walked()
    last = {**result["years"][1], "moves": {}, "kinds": {}, "status": "infeasible"}
    last["obstacles"] = {"zh": ["王建国须交流"], "en": ["-"]}
    run = ended(store, small, "ahead", {**result, "years": [result["years"][0], last]})
    drawn = page("ahead", scenario=small.id)
    drawn.session_state[f"moves_of_{run.id}"] = 1
    drawn.run()
    assert say("no_plan", date="2027-11-30") in read(drawn)
    assert "王建国须交流" in read(drawn)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cases_are_told(page: Page, store: Store, small: ScenarioEntry, lang: str) -> None:
    ended(store, small, "stress", struck())
    drawn = page("ahead", lang, scenario=small.id, ahead="stress")
    assert not drawn.exception
    assert text("ui.result.stress", lang) in read(drawn)
    assert "吴刚" in tables(drawn)


def test_the_papers_of_the_plan_say_that_they_have_them(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    entry = store.add_plan(small.id, 1, best(), author="甲")
    other = store.add_plan(small.id, 1, without_newcomer(), author="甲")
    ended(store, small, "ahead", walked())
    ended(store, small, "stress", struck())
    ended(store, small, "ahead", {"status": "ahead"})
    names = "有人不去怎么办、往后几年"  # the newest first
    said = text("ui.export.annexes", "zh", names="")[:8]
    own = read(page("plan", scenario=small.id, plan=entry.id))
    assert names in own
    assert said not in read(page("plan", scenario=small.id, plan=other.id))


def test_a_plan_made_by_a_walk_has_them_too(store: Store, small: ScenarioEntry) -> None:
    """The load is levelled in it; it is the scenario's own plan that is kept."""
    scenario, _ = load_scenario(INPUTS)
    kept: list[Found] = []
    task = Task(
        scenario, {"years": 1, "most": 1, "workers": 1}, Watch(), kept.append, lambda _: None,
        lambda *_: None, lambda *_: None, store.load_plan,
    )  # fmt: skip
    result = years_ahead(task).result
    run = begun(store, small, "ahead")
    store.finish(run.id, "w", Ending(RunState.DONE, tuple(kept), result=result))
    (entry,) = store.plans_of_run(run.id)
    plan, own = store.load_plan(entry.id)
    assert annexes_in([result], told_of(own, plan, "zh"))


def test_a_walk_in_a_browser(visitor: Visitor, server: Server) -> None:
    """The server's own worker walks; the tab that waits for it is shown what it finds."""
    kept = Store.open(server.database)
    entry = kept.add_scenario(INPUTS, author="甲")
    kept.close()
    visitor.open(f"/ahead?scenario={entry.id}")
    visitor.fill("ahead_years", "2")
    visitor.choose("ahead_load", say("load_any"))
    visitor.click(say("walk"))
    visitor.says(text("ui.result.ahead", "zh"))
    visitor.says("2027-11-30")
    page = visitor.page
    page.locator('[data-testid="stVegaLiteChart"] [role="graphics-symbol"]').first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= SCREEN["width"]
    page.get_by_text("2027-11-30（0人）", exact=True).click()
    visitor.says(text("report.empty.moves_of_year", "zh"))


def test_a_result_of_another_version_is_not_read(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    for result in ({"status": "ahead"}, {**walked(), "tables": {"zh": [{"key": 1}]}}):
        ended(store, small, "ahead", result)
        drawn = page("ahead", scenario=small.id)
        assert not drawn.exception
        assert say("unreadable") in read(drawn)


def test_earlier_runs_and_the_page_to_solve_lead_here(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    first = ended(store, small, "ahead", walked(1))
    second = ended(store, small, "ahead", walked())
    cases = ended(store, small, "stress", struck())
    drawn = page("ahead", scenario=small.id)
    assert any(f"run={first.id}" in link for link in links(drawn))
    drawn = page("solve", scenario=small.id)
    assert text("ui.solve.nothing_yet", "zh") in read(drawn)
    for run, view in ((second, "ahead"), (cases, "stress")):
        (to,) = [link for link in links(drawn) if f"run={run.id}" in link]
        assert to.startswith("ahead?")
        assert f"ahead={view}" in to


def test_work_under_way_leads_here_from_other_pages(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    begun(store, small, "ahead", years=2)
    assert text("ui.next.walking", "zh") in read(page("rules", scenario=small.id))
    assert text("ui.next.walking", "zh") not in read(page("ahead", scenario=small.id))


def test_plans_are_asked_to_be_followed(page: Page, store: Store, small: ScenarioEntry) -> None:
    """Two plans of the scenario as it is now are needed."""
    drawn = page("ahead", scenario=small.id, ahead="followed")
    assert say("two_plans") in read(drawn)
    ids = [store.add_plan(small.id, 1, each, author="甲").id for each in (best(), plan())]
    drawn = page("ahead", scenario=small.id, ahead="followed")
    press(drawn, "ahead.follow")
    assert not drawn.exception
    (run,) = store.runs(small.id)
    assert (run.kind, run.revision) == ("followed", 1)
    assert sorted(run.parameters["plans"]) == ids
    assert run.parameters["years"] == 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_plans_that_were_followed_stand_side_by_side(
    page: Page, store: Store, small: ScenarioEntry, lang: str
) -> None:
    scenario, _ = load_scenario(INPUTS)
    walks = consequences(scenario, [best(), plan()], 2)
    ids = [store.add_plan(small.id, 1, each, author="甲").id for each in (best(), plan())]
    result = followed_annex(scenario, walks, of=2)
    ended(store, small, "followed", result, plans=ids, years=2)
    drawn = page("ahead", lang, scenario=small.id, ahead="followed")
    assert not drawn.exception
    told = read(drawn)
    for words in verdict(told_of(scenario, best(), lang), walks, 2):
        assert words in told
    for place in range(2):
        assert plan_word(place, lang) in told
    assert str(scenario.date) in tables(drawn) + told
