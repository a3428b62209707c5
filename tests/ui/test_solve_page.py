"""Solving on screen: asked for, followed, ended early, taken up again. Nothing is solved here."""

from __future__ import annotations

import re
from typing import Any

import pytest

from rotation.jobs import hire
from rotation.locales import text
from rotation.store import Ending, Found, Run, RunState, ScenarioEntry, Store, Wish
from rotation.ui import draft as drafts
from rotation.ui.parts.front_points import points_of
from tests.store.samples import plan
from tests.ui.conftest import Page
from tests.ui.shown import links, press, shown

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
    assert "调整面最小" in shown(drawn)


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


def front_run(store: Store, scenario_id: int, points: int) -> Run:
    """A front of two goals of which some points are there, at work."""
    goals = {"goals": ["few_moves", "women_in_team"]}
    store.add_run(scenario_id, 1, "front", goals, author="甲")
    run = claimed(store)
    progress = {"tier": 2, "seconds": 3.5, "done": points, "of": 0, "tiers": []}
    found = [Found(plan(i), f"point {i} {points - i}", i) for i in range(points)]
    store.beat(run.id, "w", progress, found)
    return run


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_front_grows_on_screen_and_leads_to_its_plans(
    page: Page, store: Store, small: ScenarioEntry, lang: str
) -> None:
    run = front_run(store, small.id, 7)
    drawn = page("solve", lang, scenario=small.id, run=run.id)
    assert not drawn.exception
    assert text("ui.run.points", lang, count=7) in shown(drawn)
    assert text("ui.front.pick_note", lang) in shown(drawn)
    assert drawn.get("vega_lite_chart")
    goals = run.parameters["goals"]
    points = [{"amounts": [i, 7 - i], "proven": True} for i in range(7)]
    result = {"status": "complete", "goals": goals, "complete": True, "points": points}
    plans = tuple(Found(plan(i), f"point {i} {7 - i}", i) for i in range(7))
    store.finish(run.id, "w", Ending(RunState.DONE, plans, result=result))
    drawn.run()
    assert not drawn.exception
    assert text("ui.result.front_complete", lang, count=7) in shown(drawn)
    assert text("ui.run.points", lang, count=7) not in shown(drawn)
    (way,) = [each for each in links(drawn) if "plans=" in each]
    amounts = [store.plan(int(i)).label for i in way.split("plans=")[1].split("&")[0].split("%2C")]
    assert amounts == ["point 0 7", "point 2 5", "point 3 4", "point 4 3", "point 6 1"]


def test_a_point_that_a_person_has_named_stays_on_the_front(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    run = front_run(store, small.id, 2)
    ids = [entry.id for entry in store.plans_of_run(run.id)]
    store.label_plan(ids[0], "送审稿", author="甲")
    assert {point.plan_id for point in points_of(store.run(run.id))} == set(ids)


def test_the_next_of_several_plans_is_followed_in_figures(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    store.add_run(small.id, 1, "options", {"count": 3}, author="甲")
    run = claimed(store)
    store.beat(run.id, "w", PROGRESS | {"done": 1, "of": 4}, [])
    said = shown(page("solve", scenario=small.id, run=run.id))
    assert text("ui.run.next_plan", "zh", number=2, tier=2, value=7, bound=4) in said


def test_the_tier_whose_chart_is_shown_can_be_picked(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    store.add_run(small.id, 1, "plan", {}, author="甲")
    run = claimed(store)
    tiers = [PROGRESS["tiers"][1] | {"tier": tier, "seconds": tier} for tier in (1, 2)]
    store.beat(run.id, "w", PROGRESS | {"tiers": tiers}, [Found(plan(7))])
    drawn = page("solve", scenario=small.id, run=run.id)
    assert text("ui.run.chart", "zh", tier=2) in shown(drawn)
    field = next(each for each in drawn.button_group if each.key == f"tier_{run.id}")
    field.set_value(1).run()
    assert text("ui.run.chart", "zh", tier=1) in shown(drawn)


def test_runs_wait_for_each_other(page: Page, store: Store, small: ScenarioEntry) -> None:
    store.add_run(small.id, 1, "plan", {}, author="甲")
    claimed(store)
    waiting = store.add_run(small.id, 1, "plan", {}, author="乙")
    drawn = page("solve", scenario=small.id, run=waiting.id)
    assert text("ui.run.queued", "zh", ahead=1) in shown(drawn)
    assert text("run.state.running", "zh") in shown(drawn)


TRIED = {
    "status": "tried",
    "path": "laws.tenure_limit.years.I",
    "before": 5,
    "tried": [
        {
            "value": value,
            "status": status,
            "same": False,
            "place": place,
            "figures": {"all_due": 2, "moves": moves, "due": 1, "past": 0, "vacancies": 0},
            "goals": {"few_moves": moves, "women_in_team": moves},
            "said": said,
        }
        for value, status, place, moves, said in (
            (5, "optimal", 0, 3, {}),
            (30, "optimal", 1, 1, {"zh": "5年 → 30年：*甲*。", "en": "5 → 30: *A*."}),
        )
    ]
    + [
        {
            "value": 4,
            "status": "infeasible",
            "same": False,
            "place": None,
            "figures": {"all_due": 4, "stuck": 2},
            "goals": {},
            "said": {"zh": "5年 → 4年：没有可行方案。", "en": "5 → 4: none."},
        }
    ],
}


def test_values_to_be_tried_are_proposed_and_typed(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    """A rule's card leads here with its place."""
    drawn = page("solve", scenario=small.id, setting="laws.tenure_limit")
    (setting, values) = (drawn.selectbox[0], drawn.multiselect[0])
    assert setting.value == "laws.tenure_limit.years.I"
    assert values.value == ["4", "6"]
    values.set_value(["6", "7年", "-3"]).run()
    assert text("ui.ask.values_wrong", "zh", values="\\-3") in shown(drawn)
    press(drawn, "ask.start")
    (run,) = store.runs(small.id)
    assert run.kind == "sensitivity"
    assert run.parameters == {"seconds": 600, "path": setting.value, "values": [6, 7]}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_values_that_were_tried_are_told_and_lead_on(
    page: Page, store: Store, small: ScenarioEntry, lang: str
) -> None:
    asked = {"path": TRIED["path"], "values": [30, 4]}
    run = store.add_run(small.id, 1, "sensitivity", asked, author="甲")
    claimed(store)
    label = "tried laws.tenure_limit.years.I 30"
    plans = (Found(plan(3)), Found(plan(1), label, 1))
    store.finish(run.id, "w", Ending(RunState.DONE, plans, result=TRIED))
    drawn = page("solve", lang, scenario=small.id, run=run.id)
    assert not drawn.exception
    said = shown(drawn)
    assert "\\*甲\\*" in said if lang == "zh" else "\\*A\\*" in said
    own, other = store.plans_of_run(run.id)
    (table,) = (each for each in drawn.get("html") if "<table" in each.proto.body)
    *_, last = re.findall(r"<tr.*?</tr>", table.proto.body)
    less, now, more = re.findall(r"<td.*?</td>", last)[1:]
    assert text("ui.tries.none", lang) in less
    assert f"plan={own.id}" in now
    assert f"plan={other.id}" in more
    assert any(f"plans={own.id}%2C{other.id}" in each for each in links(drawn))
    press(drawn, "tries.take_over", lang)
    *_, draft = drafts._drafts().values()
    taken = next(law for law in draft.after.laws if law.code == "tenure_limit")
    assert taken.parameters["years"] == {"I": 4}


def test_values_that_are_tried_grow_on_the_page(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    """What is there is shown while the others are tried, and cannot be taken over yet."""
    asked = {"path": TRIED["path"], "values": [30, 4]}
    run = store.add_run(small.id, 1, "sensitivity", asked, author="甲")
    claimed(store)
    progress = {"tier": 0, "seconds": 3, "done": 2, "of": 3, "tiers": []}
    store.beat(run.id, "w", progress, result={**TRIED, "tried": TRIED["tried"][:2]})
    drawn = page("solve", scenario=small.id, run=run.id)
    assert not drawn.exception
    (table,) = (each for each in drawn.get("html") if "<table" in each.proto.body)
    assert len(re.findall(r"<th[ >]", table.proto.body)) == 3
    assert text("ui.tries.unknown", "zh") not in table.proto.body
    assert not [each for each in drawn.button if str(each.key).startswith("take_over")]


def test_a_plan_that_was_tried_is_named_and_told_as_such(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    label = "tried laws.tenure_limit.years.I 30"
    entry = store.add_plan(small.id, 1, plan(1), author="甲", label=label)
    drawn = page("plan", scenario=small.id, plan=entry.id)
    assert not drawn.exception
    assert "本方案按“任职年限：Ⅰ级改为30年”试算得出" in shown(drawn)
    assert drawn.selectbox[0].options[0].startswith("30年（试算任职年限：Ⅰ级）")
