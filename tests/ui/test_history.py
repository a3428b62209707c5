"""The history of a scenario and of a plan on screen, and deleting a plan."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rotation.locales import text
from rotation.store import Ending, Found, PlanEntry, RunState, ScenarioEntry, Store
from tests.store.samples import plan
from tests.ui.conftest import Page
from tests.ui.shown import shown


@pytest.fixture
def chosen(store: Store, small: ScenarioEntry) -> PlanEntry:
    """A plan that a run of 甲 made, which 乙 gave a name and chose."""
    run = store.add_run(small.id, 1, "plan", {}, author="甲")
    assert store.claim_next("w") is not None
    store.finish(run.id, "w", Ending(RunState.DONE, (Found(plan()),)))
    (entry,) = store.plans(small.id)
    store.label_plan(entry.id, "稳妥方案", author="乙")
    return store.choose(entry.id, author="乙", note="部务会同意")


def column(drawn: AppTest, key: str, lang: str = "zh") -> list[Any]:
    heading = text(f"ui.history.{key}", lang)
    tables = [each.value for each in drawn.dataframe if heading in each.value.columns]
    return list(tables[-1][heading]) if tables else []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_plan_tells_who_did_what_with_it(page: Page, chosen: PlanEntry, lang: str) -> None:
    drawn = page("plan", lang, scenario=chosen.scenario_id, plan=chosen.id, view="history")
    assert not drawn.exception
    did = [text(f"history.plan_{what}", lang) for what in ("chosen", "labelled", "kept")]
    assert column(drawn, "what", lang) == did
    assert column(drawn, "who", lang) == ["乙", "乙", "甲"]
    assert column(drawn, "note", lang) == ["部务会同意", "稳妥方案", ""]
    assert text("run.kind.plan", lang) in shown(drawn)


def test_a_scenario_tells_of_which_plan_and_run(page: Page, chosen: PlanEntry) -> None:
    drawn = page("scenario", scenario=chosen.scenario_id, part="history")
    assert not drawn.exception
    told = dict(zip(column(drawn, "what"), column(drawn, "thing"), strict=True))
    assert "稳妥方案" in told["选定方案"]
    assert told["测算完成"] == "求最优方案"
    assert told["建立情景"] == ""


def test_a_plan_is_deleted_only_after_a_second_word(
    page: Page, store: Store, chosen: PlanEntry
) -> None:
    drawn = page("plan", scenario=chosen.scenario_id, plan=chosen.id)
    drawn.button("delete_plan").click().run()
    assert text("ui.plan.delete_chosen", "zh") in shown(drawn)
    drawn.button("delete_plan_no").click().run()
    assert store.plans(chosen.scenario_id)
    drawn.button("delete_plan").click().run()
    drawn.button("delete_plan_yes").click().run()
    assert not drawn.exception
    assert store.plans(chosen.scenario_id) == ()
    assert text("ui.plan.none_yet", "zh") in shown(drawn)
    newest = store.history(chosen.scenario_id)[0]
    assert (newest.what, newest.plan_id) == ("plan_deleted", chosen.id)
    assert "稳妥方案" in newest.note
