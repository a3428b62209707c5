"""People on screen: categories with their reasons, decisions, and what they leave open."""

from __future__ import annotations

import datetime as dt

from streamlit.testing.v1 import AppTest

from rotation.domain.decision import DecisionAction
from rotation.locales import text
from rotation.rules.registry import laws
from rotation.store import ScenarioEntry, Store
from tests.ui.conftest import Page


def say(key: str, **values: object) -> str:
    return text(f"ui.{key}", "zh", **values)


def said(drawn: AppTest) -> str:
    return "\n".join(element.value for element in (*drawn.markdown, *drawn.caption))


def listed(drawn: AppTest) -> list[str]:
    """The names in the table of people."""
    for frame in drawn.dataframe:
        if say("column.why") in frame.value.columns:
            return list(frame.value[say("column.name")])
    return []


def test_everybody_is_listed_with_category_and_reason(page: Page, small: ScenarioEntry) -> None:
    drawn = page("people")
    table = drawn.dataframe[0].value.set_index(say("column.name"))
    assert len(table) == 9
    wang = table.loc["王建国"]
    assert (wang[say("column.category")], wang[say("column.asks")]) == (
        "保护性交流",
        say("strength.must"),
    )
    assert "5年8个月" in wang[say("column.why")]
    assert table.loc["孙丽", say("column.asks")] == say("strength.not")
    assert drawn.info[0].value == say("people.choose")


def test_people_are_filtered_by_unit_category_strength_and_name(
    page: Page, small: ScenarioEntry
) -> None:
    drawn = page("people")
    drawn.multiselect("people_strength").set_value([say("strength.must")]).run()
    assert listed(drawn) == ["王建国", "赵敏"]
    drawn.multiselect("people_unit").set_value(["市场监督管理局"]).run()
    assert listed(drawn) == ["赵敏"]
    drawn.text_input("people_search").set_value("王").run()
    assert listed(drawn) == []
    assert any(info.value == say("filter.nothing") for info in drawn.info)


def test_one_cadre_is_shown_with_the_four_elements_and_open_posts(
    page: Page, small: ScenarioEntry
) -> None:
    drawn = page("people", cadre="C1")
    shown = said(drawn)
    for key in ("column.post", "element.tenure", "column.results", "column.conduct"):
        assert say(key) in shown
    assert "2021年3月任现职，已5年8个月" in shown
    assert "一级热点岗位" in shown
    assert say("destination.open", count=2, all=8) in shown
    closing = next(f.value for f in drawn.dataframe if say("column.law") in f.value.columns)
    assert laws()["level_fits"].words.title.zh in set(closing[say("column.law")])


def test_a_category_is_overridden_with_a_reason_and_saved_as_a_revision(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    drawn = page("people", cadre="C3")
    drawn.selectbox("1:1:0:C3:category").set_value("developmental")
    drawn.button("1:1:0:C3:take").click().run()
    assert drawn.error[0].value == say("decision.no_reason")
    drawn.text_input("1:1:0:C3:reason").set_value("列入培养计划").run()
    drawn.button("1:1:0:C3:take").click().run()
    assert not drawn.exception
    table = drawn.dataframe[0].value.set_index(say("column.name"))
    assert table.loc["张伟", say("column.category")] == "培养性交流"
    assert "列入培养计划" in said(drawn)
    drawn.button("1:1:1:save").click().run()
    assert not drawn.exception
    (decision,) = store.load(small.id)[0].decisions
    assert (decision.cadre_id, decision.action, decision.category, decision.reason) == (
        "C3",
        DecisionAction.CATEGORY,
        "developmental",
        "列入培养计划",
    )
    assert decision.decided_by
    assert store.scenario(small.id).current.number == 2


def test_a_pin_closes_every_other_post_at_once(page: Page, small: ScenarioEntry) -> None:
    drawn = page("people", cadre="C3")
    group = next(g for g in drawn.button_group if g.key == "1:1:0:C3:action")
    group.set_value("pin").run()
    drawn.selectbox("1:1:0:C3:post").set_value("P6").run()
    drawn.text_input("1:1:0:C3:reason").set_value("谈话推荐").run()
    drawn.button("1:1:0:C3:take").click().run()
    assert say("destination.open", count=1, all=8) in said(drawn)


def test_decisions_that_contradict_each_other_are_refused_with_a_sentence(
    page: Page, small: ScenarioEntry
) -> None:
    drawn = page("people", cadre="C3")
    for turn, action in enumerate(("pin", "release")):
        group = next(g for g in drawn.button_group if g.key == f"1:1:{turn}:C3:action")
        group.set_value(action).run()
        if action == "release":
            drawn.text_input(f"1:1:{turn}:C3:reason").set_value("理由").run()
            drawn.button(f"1:1:{turn}:C3:take").click().run()
            assert drawn.error[0].value == say("decision.no_authority")
            drawn.text_input(f"1:1:{turn}:C3:body").set_value("区委常委会")
            drawn.date_input(f"1:1:{turn}:C3:on").set_value(dt.date(2026, 11, 20))
            drawn.text_input(f"1:1:{turn}:C3:document").set_value("12号").run()
        drawn.text_input(f"1:1:{turn}:C3:reason").set_value("理由").run()
        drawn.button(f"1:1:{turn}:C3:take").click().run()
    assert say("decision.contradicts", decision="锁定") in drawn.error[0].value


def test_a_decision_is_taken_back(page: Page, store: Store) -> None:
    drawn = page("people", cadre="C0086")  # of the shipped scenario: released by decision
    drawn.button("1:1:0:C0086:undo:0").click().run()
    assert not drawn.exception
    assert "撤销决定" in said(drawn)


def test_why_a_post_is_closed_is_answered(page: Page, small: ScenarioEntry) -> None:
    drawn = page("people", cadre="C1")
    drawn.selectbox("1:1:0:C1:asked_post").set_value("P2").run()
    assert f"- {laws()['level_fits'].words.title.zh}" in said(drawn)
    drawn.selectbox("1:1:0:C1:asked_post").set_value("P4").run()
    assert any(done.value == say("destination.is_open") for done in drawn.success)
