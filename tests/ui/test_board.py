"""The board of the page Move by hand: what the browser is sent, and what its events do."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rotation.locales import text
from rotation.store import PlanEntry, ScenarioEntry, Store
from tests.ui.conftest import Page
from tests.ui.shown import best, board, send


@pytest.fixture
def kept(store: Store, small: ScenarioEntry) -> PlanEntry:
    return store.add_plan(small.id, 1, best(), author="甲")


def say(key: str, lang: str = "zh", **values: Any) -> str:
    return text(f"ui.board.{key}", lang, **values)


def seats(data: dict[str, Any]) -> dict[str, str | None]:
    """Who sits where, by post; of the holding area by "#" and the id."""
    return {
        seat["post"] or seat["key"]: seat["card"] and seat["card"]["id"]
        for column in data["columns"]
        for seat in column["seats"]
    }


def params(drawn: AppTest) -> tuple[str, str]:
    return str(drawn.query_params.get("steps", "")), str(drawn.query_params.get("cadre", ""))


def test_seats_hold_who_sits_there_after_the_plan_and_the_steps(
    page: Page, kept: PlanEntry
) -> None:
    """In the plan C1 and C4 change places; the step puts C1 back, so that C4 waits."""
    held = seats(board(page("by_hand", scenario=kept.scenario_id)))
    assert (held["P1"], held["P4"], held["#"]) == ("C4", "C1", None)
    data = board(page("by_hand", scenario=kept.scenario_id, plan=kept.id, steps="C1=P1"))
    held = seats(data)
    assert (held["P1"], held["P4"], held["#C4"]) == ("C1", None, "C4")
    cards = {s["card"]["id"]: s["card"] for c in data["columns"] for s in c["seats"] if s["card"]}
    assert (cards["C1"]["kind"], cards["C4"]["kind"]) == ("hand", "waits")
    assert cards["C1"]["tag"] == say("by_hand")
    assert cards["C1"]["party"] == "中共党员"
    assert data["verdict"]["kind"] == "bad"
    assert say("waiting", count=1, names=cards["C4"]["name"]) in data["verdict"]["words"]


def test_teams_are_those_asked_for_and_always_some(page: Page, kept: PlanEntry) -> None:
    """Whoever is picked and sits elsewhere stands with those who wait, to be dragged from there."""
    usual = board(page("by_hand", scenario=kept.scenario_id))["columns"]
    asked = page("by_hand", scenario=kept.scenario_id, board="U2,nobody,U2", cadre="C9")
    (holding, column) = board(asked)["columns"]
    assert column["title"] == "市场监督管理局"
    assert [seat["key"] for seat in holding["seats"]] == ["#C9", "#"]
    none = board(page("by_hand", scenario=kept.scenario_id, board="nobody"))["columns"]
    assert [each["title"] for each in none] == [each["title"] for each in usual]
    assert len(usual) > 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_seats_tell_what_they_mean_for_whoever_is_picked(
    page: Page, kept: PlanEntry, lang: str
) -> None:
    drawn = page("by_hand", scenario=kept.scenario_id)
    assert board(drawn)["marks"] == {}
    drawn = page("by_hand", lang, scenario=kept.scenario_id, plan=kept.id, cadre="C1")
    marks = board(drawn)["marks"]
    closed = [mark for mark in marks.values() if mark["kind"] == "closed"]
    assert 0 < len(closed) < len(marks)
    assert all(mark["words"].startswith(say("closed", lang, laws="")) for mark in closed)
    assert all(len(mark["more"]) > len(mark["words"]) for mark in closed)
    ranks = sorted(int(m["short"][1:]) for m in marks.values() if m["kind"] == "open")
    assert ranks == list(range(1, len(ranks) + 1))


def test_who_is_picked_on_the_board_is_picked_on_the_page(page: Page, kept: PlanEntry) -> None:
    drawn = page("by_hand", scenario=kept.scenario_id)
    drawn = send(drawn, "picked", {"at": board(drawn)["at"], "cadre": "C9"})
    assert params(drawn) == ("", "C9")
    who = text("ui.by_hand.who", "zh")
    assert next(each for each in drawn.selectbox if each.label == who).value == "C9"
    assert board(drawn)["picked"] == "C9"


def test_a_card_that_is_dropped_is_one_step(page: Page, kept: PlanEntry) -> None:
    drawn = page("by_hand", scenario=kept.scenario_id)
    at = board(drawn)["at"]
    drawn = send(drawn, "dropped", {"at": at, "cadre": "C1", "post": "P1"})
    assert params(drawn) == ("C1=P1", "C1")
    drawn = send(drawn, "dropped", {"at": board(drawn)["at"], "cadre": "C4", "post": "P4"})
    assert params(drawn) == ("C1=P1,C4=P4", "C4")
    drawn = send(drawn, "dropped", {"at": board(drawn)["at"], "cadre": "C4", "post": "P4"})
    drawn = send(drawn, "dropped", {"at": board(drawn)["at"], "cadre": "C1", "post": None})
    assert params(drawn) == ("C1=P1,C4=P4,C1=", "C1")
    drawn.button(key="hand_undo").click().run()
    assert params(drawn)[0] == "C1=P1,C4=P4"


HOSTILE: tuple[tuple[object, str], ...] = (
    ({"cadre": "X", "post": "P1"}, "unknown"),
    ({"cadre": ["C1"], "post": "P1"}, "unknown"),
    ({"cadre": None, "post": None}, "unknown"),
    ({"cadre": "C1", "post": "X"}, "unknown"),
    ({"cadre": "C1", "post": {}}, "unknown"),
    ({"cadre": "C1", "post": "P1", "at": "another"}, "stale"),
    ({"cadre": "C1", "post": "P1", "at": None}, "stale"),
    ([1], "unknown"),
    ("<b>", "unknown"),
    (None, "unknown"),
)


@pytest.mark.parametrize("event", ["picked", "dropped"])
def test_events_of_nothing_that_is_shown_are_refused_and_told(
    page: Page, kept: PlanEntry, event: str
) -> None:
    drawn = page("by_hand", scenario=kept.scenario_id)
    at = board(drawn)["at"]
    for turn, (value, why) in enumerate(HOSTILE, start=1):
        drawn = send(drawn, event, {"at": at, **value} if isinstance(value, dict) else value)
        assert params(drawn) == ("", "")
        assert (board(drawn)["refused"], board(drawn)["turn"]) == (say(why), turn)
    assert board(drawn.run())["refused"] == ""
