"""Moving people of a plan by hand on screen: steps in the URL, the verdict, keeping, arranging."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from rotation import Explainer, Workbench
from rotation.domain.plan import Status
from rotation.explain.by_hand import Step, tried
from rotation.explain.price import treated
from rotation.jobs import hire
from rotation.locales import text
from rotation.solve.engines.base import Limits
from rotation.store import PlanEntry, ScenarioEntry, Store
from rotation.ui.parts import why_answer
from tests.ui.conftest import Page
from tests.ui.shown import best, board, links, press, shown


@pytest.fixture(autouse=True)
def no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hire, "_launch", lambda url, worker: None)


@pytest.fixture
def kept(store: Store, small: ScenarioEntry) -> PlanEntry:
    return store.add_plan(small.id, 1, best(), author="甲")


def say(key: str, **values: Any) -> str:
    return text(f"ui.by_hand.{key}", "zh", **values)


def steps(drawn: AppTest) -> str:
    return str(drawn.query_params.get("steps", ""))


def test_somebody_is_picked_and_placed_and_the_verdict_is_told_at_once(
    page: Page, kept: PlanEntry
) -> None:
    """C9 goes to P1, which C4 was to have, and is not allowed to."""
    drawn = page("by_hand", scenario=kept.scenario_id)
    assert board(drawn)["verdict"]["words"] == say("begin")
    who = next(each for each in drawn.selectbox if each.label == say("who"))
    assert any("吴刚" in option for option in who.options)
    who.set_value("C9").run()
    where = next(each for each in drawn.selectbox if each.label == say("where"))
    where.set_value("P1").run()
    drawn.button(key="hand_place").click().run()
    assert not drawn.exception
    assert (steps(drawn), drawn.query_params["plan"]) == ("C9=P1", str(kept.id))
    said = shown(drawn)
    assert "经手工调整后违反刚性规则" in said
    assert say("waiting", count=1) in said
    assert "与原方案安排不同的2人" in said


def test_a_post_that_is_picked_waits_for_whoever_is_to_take_it(page: Page, kept: PlanEntry) -> None:
    drawn = page("by_hand", scenario=kept.scenario_id, post="P1")
    assert "P1" not in shown(drawn)
    assert say("seat", post="发展和改革局审批科科长") in shown(drawn)
    assert any("seat=P1" in to for to in links(drawn))
    next(each for each in drawn.selectbox if each.label == say("who")).set_value("C9").run()
    where = next(each for each in drawn.selectbox if each.label == say("where"))
    assert where.value == "P1"
    assert not drawn.button(key="hand_place").disabled


def test_steps_are_undone_done_again_and_taken_back(page: Page, kept: PlanEntry) -> None:
    drawn = page("by_hand", scenario=kept.scenario_id, plan=kept.id, steps="C9=P1,C1=")
    assert drawn.button(key="hand_redo").disabled
    drawn.button(key="hand_undo").click().run()
    assert (steps(drawn), drawn.query_params["undone"]) == ("C9=P1", "C1=")
    drawn.button(key="hand_redo").click().run()
    assert steps(drawn) == "C9=P1,C1="
    assert "undone" not in drawn.query_params
    drawn.button(key="back_C9").click().run()
    assert steps(drawn) == "C1="
    drawn.button(key="hand_start_again").click().run()
    assert steps(drawn) == ""
    assert drawn.query_params["undone"] == "C1=,C9=P1"
    assert board(drawn)["verdict"]["words"] == say("begin")


def test_who_gives_a_seat_up_takes_that_of_who_came(page: Page, kept: PlanEntry) -> None:
    """C1 and C4 change places in the plan; each is put back by one step and an exchange."""
    drawn = page("by_hand", scenario=kept.scenario_id, plan=kept.id, steps="C1=P1")
    drawn.button(key="exchange_C4").click().run()
    assert steps(drawn) == "C1=P1,C4=P4"
    assert not [each for each in drawn.button if each.key == "seat_C4"]
    drawn = page("by_hand", scenario=kept.scenario_id, plan=kept.id, steps="C1=P1")
    drawn.button(key="seat_C4").click().run()
    assert drawn.query_params["cadre"] == "C4"


def test_a_plan_is_kept_as_hand_made_with_its_breaches(
    page: Page, store: Store, kept: PlanEntry
) -> None:
    drawn = page("by_hand", scenario=kept.scenario_id, plan=kept.id, steps="C1=P1;C4=P4")
    said = shown(drawn).replace("\\", "")
    assert "“王建国”安排在“发展和改革局审批科科长”，本身就违反刚性规则（任职年限）" in said
    drawn.button(key="hand_keep").click().run()
    entry = store.plans(kept.scenario_id)[0]
    assert (entry.status, entry.label) == (
        Status.HAND_MADE,
        say("label_many", name="王建国", count=2),
    )
    (event,) = store.plan_history(entry.id)
    assert "王建国→发展和改革局审批科科长" in event.note
    plan, _ = store.load_plan(entry.id)
    assert plan.action_of["C1"].held_post_id == "P1"
    said = shown(page("plan", scenario=entry.scenario_id, plan=entry.id))
    assert text("terminal.proof.plan.hand_made", "zh") in said
    assert text("ui.plan.broken", "zh", count=2) in said
    assert "王建国任发展和改革局审批科科长已5年8个月" in said
    assert text("terminal.proof.plan.optimal", "zh", tiers=2) not in said
    both = page("compare", scenario=entry.scenario_id, plans=f"{kept.id},{entry.id}")
    assert not both.exception
    assert text("terminal.proof.plan.hand_made", "zh") in shown(both)


def test_a_plan_that_was_kept_is_changed_further_and_its_rest_arranged(
    page: Page, store: Store, kept: PlanEntry
) -> None:
    """What was done by hand before is pinned with what is done now."""
    plan, scenario = store.load_plan(kept.id)
    first = tried(scenario, plan, [Step("C9", None), Step("C3", "P4")]).plan
    again = store.add_plan(kept.scenario_id, 1, first, author="甲")
    drawn = page("by_hand", scenario=kept.scenario_id, plan=again.id, steps="C6=P8")
    drawn.text_input(key="hand_reason").set_value("会议意见").run()
    drawn.button(key="hand_arrange").click().run()
    assert not drawn.error or "违反刚性规则" in drawn.error[0].value
    (run,) = store.runs(kept.scenario_id)
    assert run.parameters["pins"] == ["C3=P4", "C6=P8"]


def test_the_rest_is_arranged_around_what_was_done_by_hand(
    page: Page, store: Store, kept: PlanEntry
) -> None:
    drawn = page("by_hand", scenario=kept.scenario_id, plan=kept.id, steps="C9=,C3=P4")
    assert say("gave_up", name="吴刚", post="城东街道主任") in shown(drawn)
    drawn.button(key="hand_arrange").click().run()
    assert not store.runs(kept.scenario_id)
    assert text("ui.anew.no_reason", "zh") in shown(drawn)
    drawn.text_input(key="hand_reason").set_value("会议意见").run()
    drawn.button(key="hand_arrange").click().run()
    (run,) = store.runs(kept.scenario_id)
    asked = {key: run.parameters[key] for key in ("plan", "strikes", "pins", "reason")}
    assert run.kind == "replan"
    assert asked == {
        "plan": kept.id, "strikes": ["C9=P8"], "pins": ["C3=P4"], "reason": "会议意见"
    }  # fmt: skip


@pytest.mark.parametrize("cadre_id", ["C2", "C6", "C9"])
def test_an_alternative_that_is_taken_is_the_plan_that_was_priced(
    page: Page, store: Store, kept: PlanEntry, monkeypatch: pytest.MonkeyPatch, cadre_id: str
) -> None:
    plan, scenario = store.load_plan(kept.id)
    why = Explainer(Workbench(scenario, limits=Limits(seconds=20)), plan).cadre(cadre_id, 3)
    monkeypatch.setattr(why_answer, "answer_to", lambda *_: why)
    drawn = page("plan", scenario=kept.scenario_id, plan=kept.id, why=cadre_id)
    asked = [dict(parse_qsl(each.partition("?")[2])) for each in links(drawn)]
    asked = [each for each in asked if "steps" in each]
    priced = [each for each in why.alternatives if each.price is not None]
    assert len(asked) == len(priced) > 0
    for ids, alternative in zip(asked, priced, strict=True):
        assert (ids["plan"], ids["cadre"], "why" in ids) == (str(kept.id), cadre_id, False)
        press(page("by_hand", **ids), "by_hand.keep_yes")
        found = store.load_plan(store.plans(kept.scenario_id)[0].id)[0]
        others = {o.cadre_id: o.after for o in alternative.price.others}
        changed = {t.cadre_id: t.after for t in treated(plan, found)}
        assert changed == {cadre_id: alternative.choice, **others}


def test_steps_of_nobody_are_left_out_and_told(page: Page, kept: PlanEntry) -> None:
    drawn = page("by_hand", scenario=kept.scenario_id, plan=kept.id, steps="X=P1,C9=P1,C9=Y")
    assert say("unknown", count=2) in shown(drawn)
    press(drawn, "by_hand.undo")
    assert steps(drawn) == ""
