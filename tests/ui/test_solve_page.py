"""Solving on screen: asked for, followed, ended early, taken up again. Nothing is solved here."""

from __future__ import annotations

from typing import Any

import pytest

from rotation.jobs import hire
from rotation.locales import text
from rotation.store import Ending, Found, Run, RunState, ScenarioEntry, Store, Wish
from tests.store.samples import plan
from tests.ui.conftest import Page
from tests.ui.shown import press, shown

PROGRESS = {
    "tier": 2,
    "seconds": 3.5,
    "done": 0,
    "of": 1,
    "tiers": [
        {"tier": 1, "value": 0, "bound": 0, "seconds": 0.5, "history": [[0.5, 0, 0]]},
        {
            "tier": 2,
            "value": 7,
            "bound": 4,
            "seconds": 3.0,
            "history": [[0.9, 12, 1], [1.5, 9, 3], [2.0, 7, 4]],
        },
    ],
}


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are queued; what a worker would do the test does."""
    monkeypatch.setattr(hire, "_launch", lambda url, worker: None)


def claimed(store: Store, worker: str = "w") -> Run:
    run = store.claim_next(worker)
    assert run is not None
    return run


@pytest.mark.parametrize(
    ("kind", "asked"),
    [("plan", {}), ("options", {"count": 5}), ("front", {"goals": ["few_moves", "women_in_team"]})],
)
def test_what_is_asked_for_is_queued(
    page: Page, store: Store, small: ScenarioEntry, kind: str, asked: dict[str, Any]
) -> None:
    drawn = page("solve", scenario=small.id)
    drawn.radio(key="order_kind").set_value(kind).run()
    if kind == "front":
        drawn.selectbox(key="order_second_goal").set_value("women_in_team").run()
    press(drawn, "ask.start")
    assert not drawn.exception
    (run,) = store.runs(small.id)
    assert (run.kind, run.revision, run.state) == (kind, 1, RunState.QUEUED)
    assert run.parameters == {"seconds": 600} | asked
    assert str(run.id) in drawn.query_params["run"]
    assert text("ui.run.next", "zh") in shown(drawn)


def test_a_front_of_one_goal_twice_cannot_be_asked_for(page: Page, small: ScenarioEntry) -> None:
    drawn = page("solve", scenario=small.id)
    drawn.radio(key="order_kind").set_value("front").run()
    first = drawn.selectbox(key="order_first_goal").value
    drawn.selectbox(key="order_second_goal").set_value(first).run()
    assert text("ui.ask.same_goal", "zh") in shown(drawn)
    assert next(b for b in drawn.button if b.label == text("ui.ask.start", "zh")).disabled


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_run_is_followed_and_finished_early(
    page: Page, store: Store, small: ScenarioEntry, lang: str
) -> None:
    store.add_run(small.id, 1, "plan", {}, author="甲")
    run = claimed(store)
    store.beat(run.id, "w", PROGRESS, [Found(plan(7))])
    drawn = page("solve", lang, scenario=small.id)
    said = shown(drawn)
    assert text("ui.run.at_work", lang) in said
    assert text("ui.run.proven", lang) in said
    assert text("ui.run.chart", lang, tier=2) in said
    press(drawn, "run.finish", lang)
    assert store.run(run.id).wish is Wish.FINISH
    store.finish(run.id, "w", Ending(RunState.STOPPED, (Found(plan(5)),), "finished_early"))
    drawn.run()
    assert not drawn.exception
    assert text("run.message.finished_early", lang) in shown(drawn)


def test_cancelling_is_asked_twice(page: Page, store: Store, small: ScenarioEntry) -> None:
    store.add_run(small.id, 1, "plan", {}, author="甲")
    run = claimed(store)
    drawn = page("solve", scenario=small.id, run=run.id)
    press(drawn, "run.cancel")
    assert store.run(run.id).wish is None
    press(drawn, "run.cancel_no")
    press(drawn, "run.cancel")
    press(drawn, "run.cancel_yes")
    assert store.run(run.id).wish is Wish.CANCEL


def test_an_infeasible_scenario_leads_to_the_way_out(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    store.add_run(small.id, 1, "plan", {}, author="甲")
    run = claimed(store)
    result = {"status": "infeasible", "obstacles": [{"text": {"zh": "王建国*须交流*", "en": "-"}}]}
    store.finish(run.id, "w", Ending(RunState.DONE, (), "infeasible", result=result))
    drawn = page("solve", scenario=small.id, run=run.id)
    assert text("run.message.infeasible", "zh") in shown(drawn)
    assert "王建国\\*须交流\\*" in shown(drawn)


def test_what_options_leave_out_is_told(page: Page, store: Store, small: ScenarioEntry) -> None:
    store.add_run(small.id, 1, "options", {"count": 2}, author="甲")
    run = claimed(store)
    left = [{"label": "best_fit", "why": "no_goal", "like": None},
            {"label": "least_disturbance", "why": "same_plan", "like": "own"}]  # fmt: skip
    plans = (Found(plan(3), "own", 0), Found(plan(4), "strongest_structure", 1))
    ending = Ending(RunState.DONE, plans, result={"status": "optimal", "left": left, "apart": 3})
    store.finish(run.id, "w", ending)
    drawn = page("solve", scenario=small.id, run=run.id)
    assert not drawn.exception
    assert "人岗相适优先" in shown(drawn)
    assert "动人最少" in shown(drawn)


def test_a_lost_run_is_settled_by_the_page_alone(
    page: Page, store: Store, small: ScenarioEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its worker is gone: looking at the page queues it again and asks for another worker."""
    started: list[str] = []
    monkeypatch.setattr(hire, "_launch", lambda url, worker: started.append(worker))
    store.add_run(small.id, 1, "plan", {}, author="甲")
    page("solve", scenario=small.id)
    assert len(started) == 1


def test_a_run_that_is_gone_is_told(page: Page, small: ScenarioEntry) -> None:
    drawn = page("solve", scenario=small.id, run=77)
    assert text("store.refused.no_run", "zh") in shown(drawn)


def test_a_run_is_deleted_with_its_plans(page: Page, store: Store, small: ScenarioEntry) -> None:
    store.add_run(small.id, 1, "plan", {}, author="甲")
    run = claimed(store)
    store.finish(run.id, "w", Ending(RunState.DONE, (Found(plan()),)))
    drawn = page("solve", scenario=small.id)
    drawn.button(key=f"delete_run_{run.id}").click().run()
    assert store.runs(small.id) == ()
    assert store.plans(small.id) == ()
