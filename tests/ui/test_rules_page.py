"""Rules and goals on screen: what is changed, told, saved, and kept from being overwritten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from rotation.domain.scenario import Mode
from rotation.locales import text
from rotation.rules.registry import goals, laws
from rotation.rules.tiers import OFF
from rotation.store import ScenarioEntry, Store
from tests.store.samples import INPUTS
from tests.ui.conftest import Page
from tests.ui.shown import board, send

YEARS = "1:1:0:tenure_limit:years.I"


def say(key: str, **values: object) -> str:
    return text(f"ui.{key}", "zh", **values)


def said(drawn: AppTest) -> str:
    """All running text of the page."""
    return "\n".join(element.value for element in (*drawn.markdown, *drawn.caption))


def label(drawn: AppTest, key: str, **values: object) -> Any:
    """The button with these words."""
    return next(button for button in drawn.button if button.label == say(key, **values))


def show(drawn: AppTest, part: str) -> None:
    """Go to another part of the page."""
    next(g for g in drawn.button_group if g.key == "rules_part").set_value(part).run()


def details(drawn: AppTest, code: str) -> AppTest:
    """Open what can be set of a rule, and its sources."""
    drawn.session_state[f"1:1:0:{code}:details"] = True
    return drawn.run()


def put(drawn: AppTest, code: str, place: int) -> AppTest:
    """Drop a goal on a place of the ladder, as the browser does."""
    return send(drawn, "placed", {"at": board(drawn)["at"], "goal": code, "place": place})


def in_again(page: Page, drawn: AppTest, name: str = "rules") -> AppTest:
    """The same URL in a new session: a refresh."""
    given = {k: v if isinstance(v, str) else v[0] for k, v in drawn.query_params.items()}
    return page(name, **given)


def test_every_rule_is_there_with_its_sentence_and_sources(
    page: Page, small: ScenarioEntry
) -> None:
    drawn, goal_part = page("rules"), page("rules", part="goals")
    assert "《" not in said(drawn)  # sources are not drawn before they are asked for
    for part, rules in ((drawn, laws()), (goal_part, goals())):
        for code in rules:
            part.session_state[f"1:1:0:{code}:details"] = True
        part.run()
    shown = said(drawn) + said(goal_part)
    toggles = {toggle.label for toggle in (*drawn.toggle, *goal_part.toggle)}
    for rule in (*laws().values(), *goals().values()):
        assert f"**{rule.words.title.zh}**" in toggles
        for source in rule.sources:
            assert source.document in shown
    assert "一级热点岗位5年" in shown
    assert say("confidence.primary") in shown
    assert say("save.nothing", number=1) in shown


def test_what_a_change_does_is_seen_before_it_is_saved(page: Page, small: ScenarioEntry) -> None:
    drawn = details(page("rules"), "tenure_limit")
    assert not drawn.info
    drawn.number_input(YEARS).set_value(40).run()
    (seen,) = (each.value for each in drawn.info)
    assert "必须交流的少2人（由2人到0人）" in seen
    assert say("save.goals") not in said(drawn)
    show(drawn, "goals")
    drawn.number_input("1:1:0:women_in_team:weight").set_value(7).run()
    assert say("save.goals") in said(drawn)


def test_a_change_is_saved_on_the_way_to_solving(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    drawn = details(page("rules"), "tenure_limit")
    drawn.number_input(YEARS).set_value(4).run()
    drawn.button("1:1:0:save_and_solve").click().run()
    assert not drawn.exception
    assert store.scenario(small.id).current.number == 2


def test_a_limit_is_changed_told_and_saved_as_a_revision(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    drawn = details(page("rules"), "tenure_limit")
    drawn.number_input(YEARS).set_value(4).run()
    assert "由5年改为4年" in said(drawn)
    assert "一级热点岗位4年" in said(drawn)
    drawn.text_input("1:1:0:note").set_value("部务会意见").run()
    drawn.button("1:1:0:save").click().run()
    assert not drawn.exception
    assert drawn.success[0].value == say("save.saved")
    newest = store.scenario(small.id).current
    assert (newest.number, newest.note) == (2, "部务会意见")
    law = next(law for law in store.load(small.id)[0].laws if law.code == "tenure_limit")
    assert law.parameters == {"years": {"I": 4}}


def test_a_share_is_typed_as_a_fraction_and_what_is_none_is_told(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    drawn = page("rules")
    drawn.toggle("1:1:0:team_turnover:on").set_value(True).run()
    details(drawn, "team_turnover")
    share = "1:1:0:team_turnover:share"
    drawn.text_input(share).set_value("三分之一").run()
    assert say("parameter.not_a_share") in said(drawn)
    assert say("rule.not_taken") in said(drawn)
    drawn.text_input(share).set_value("2/7").run()
    assert say("parameter.not_a_share") not in said(drawn)
    drawn.button("1:1:0:save").click().run()
    law = next(law for law in store.load(small.id)[0].laws if law.code == "team_turnover")
    assert law.parameters == {"share": "2/7"}


def test_texts_are_typed_and_several_are_separated(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    drawn = page("rules")
    drawn.toggle("1:1:0:reform_freeze:on").set_value(True).run()
    details(drawn, "reform_freeze")
    drawn.text_input("1:1:0:reform_freeze:units").set_value("U1、 发改局；").run()
    drawn.text_input("1:1:0:reform_freeze:document").set_value("县委发〔2026〕1号").run()
    assert "U1、发改局冻结干部调整" in said(drawn)
    drawn.button("1:1:0:save").click().run()
    law = next(law for law in store.load(small.id)[0].laws if law.code == "reform_freeze")
    assert law.parameters == {"units": ["U1", "发改局"], "document": "县委发〔2026〕1号"}


def test_a_refresh_loses_no_unsaved_change(page: Page, small: ScenarioEntry) -> None:
    drawn = details(page("rules"), "tenure_limit")
    drawn.number_input(YEARS).set_value(4).run()
    again = details(in_again(page, drawn), "tenure_limit")
    assert again.number_input(YEARS).value == 4
    assert "由5年改为4年" in said(again)


def test_changes_are_let_go(page: Page, small: ScenarioEntry) -> None:
    drawn = details(page("rules"), "tenure_limit")
    drawn.number_input(YEARS).set_value(4).run()
    drawn.button("1:1:0:discard").click().run()
    assert say("save.nothing", number=1) in said(drawn)
    assert "draft" not in drawn.query_params


def test_of_two_who_change_a_scenario_the_second_is_told_and_nothing_is_overwritten(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    first, second = (details(page("rules"), "tenure_limit") for _ in range(2))
    second.number_input(YEARS).set_value(3).run()
    first.number_input(YEARS).set_value(4).run()
    first.button("1:1:0:save").click().run()
    second.run()
    told = second.warning[0].value
    assert "第2版" in told
    assert "第1版" in told
    assert second.button("1:1:0:save").disabled  # both set the same limit: whose is to hold?
    (asked,) = (radio for radio in second.radio if ":clash:" in radio.key)
    assert [("4年" in said, "3年" in said) for said in asked.options] == [
        (True, False),
        (False, True),
    ]
    assert store.scenario(small.id).current.number == 2
    second.text_input("1:1:0:new_name").set_value("乙的方案").run()
    second.button("1:1:0:save_as").click().run()
    assert not second.exception
    mine = store.scenarios()[0]
    assert mine.name == "乙的方案"
    law = next(law for law in store.load(mine.id)[0].laws if law.code == "tenure_limit")
    assert law.parameters == {"years": {"I": 3}}


def test_what_two_change_without_touching_each_other_is_saved_together(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    first, second = details(page("rules"), "tenure_limit"), page("rules", part="basics")
    second.text_input("1:1:0:name").set_value("冬季调整").run()
    first.number_input(YEARS).set_value(4).run()
    first.button("1:1:0:save").click().run()
    second.run()
    assert say("save.theirs", count=1) in said(second)
    assert "由5年改为4年" in said(second)
    label(second, "save.merge").click().run()
    assert not second.exception
    scenario, _ = store.load(small.id)
    assert (store.scenario(small.id).current.number, scenario.name) == (3, "冬季调整")
    law = next(law for law in scenario.laws if law.code == "tenure_limit")
    assert law.parameters == {"years": {"I": 4}}


def test_of_one_thing_that_both_changed_one_holds(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    first, second = (details(page("rules"), "tenure_limit") for _ in range(2))
    second.number_input(YEARS).set_value(3).run()
    first.number_input(YEARS).set_value(4).run()
    first.button("1:1:0:save").click().run()
    second.run()
    (asked,) = (radio for radio in second.radio if ":clash:" in radio.key)
    asked.set_value("mine").run()
    label(second, "save.merge").click().run()
    assert not second.exception
    law = next(law for law in store.load(small.id)[0].laws if law.code == "tenure_limit")
    assert (store.scenario(small.id).current.number, law.parameters) == (3, {"years": {"I": 3}})


def test_laws_are_switched_and_made_waivable(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    drawn = page("rules")
    drawn.toggle("1:1:0:minimum_stay:on").set_value(True).run()
    assert drawn.toggle("1:1:0:frozen_status:on").disabled  # it holds anywhere
    frozen = next(g for g in drawn.button_group if g.key == "1:1:0:frozen_status:mode")
    assert list(frozen.options) == [say("mode.hard"), say("mode.off")]
    frozen.set_value("off").run()
    mode = next(g for g in drawn.button_group if g.key == "1:1:0:tenure_limit:mode")
    mode.set_value("waivable").run()
    drawn.button("1:1:0:save").click().run()
    found = {law.code: law.mode for law in store.load(small.id)[0].laws}
    assert found["frozen_status"] is Mode.OFF
    assert found["minimum_stay"] is Mode.HARD
    assert found["tenure_limit"] is Mode.WAIVABLE


def test_a_goal_goes_up_and_down_and_is_weighed(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    drawn = page("rules", part="goals")
    drawn = put(drawn, "women_in_team", 3)
    assert "“班子配备女干部”由第2层级调到" not in said(drawn)  # of its tier the others went
    assert "由第2层级调到第3层级" in said(drawn)  # few_moves, which shared the tier
    drawn.number_input("1:1:1:women_in_team:weight").set_value(5).run()
    drawn.toggle("1:1:1:young_cadres:on").set_value(True).run()
    drawn.button("1:1:1:save").click().run()
    found = {goal.code: (goal.tier, goal.weight) for goal in store.load(small.id)[0].goals}
    assert found == {
        "must_fill_posts": (1, 1),
        "women_in_team": (2, 5),
        "few_moves": (3, 1),
        "unprompted_moves": (3, 1),
        "young_cadres": (4, 1),
    }


def test_the_ladder_shows_what_is_set_and_takes_back_what_is_not_wanted(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    """Tiers with room before, between and after them; then what is off."""
    drawn = page("rules", part="goals")
    steps = board(drawn)["steps"]
    assert [step["place"] for step in steps] == [1, 2, 3, 4, 5, OFF]
    held = [{goal["code"] for goal in step.get("goals", ())} for step in steps]
    on = {goal.code for goal in store.load(small.id)[0].goals}
    assert held[1] | held[3] == on
    assert held[-1] == goals().keys() - on
    drawn = put(drawn, "young_cadres", 2)
    drawn = put(drawn, "women_in_team", OFF)
    drawn.button("1:1:2:save").click().run()
    found = {goal.code: goal.tier for goal in store.load(small.id)[0].goals}
    assert found["young_cadres"] == found["must_fill_posts"] == 1
    assert "women_in_team" not in found


@pytest.mark.parametrize(
    "event",
    [
        {"goal": "few_moves", "place": OFF},  # every scenario has it
        {"goal": "few_moves", "place": 6},
        {"goal": "few_moves", "place": -1},
        {"goal": "few_moves", "place": True},
        {"goal": "nonsense", "place": 1},
        {"goal": ["few_moves"], "place": 1},
        {"at": "as it was before", "goal": "few_moves", "place": 1},
        "few_moves",
        None,
    ],
)
def test_what_the_browser_may_not_ask_of_the_ladder_is_refused_and_told(
    page: Page, small: ScenarioEntry, event: object
) -> None:
    drawn = page("rules", part="goals")
    at = board(drawn)["at"]
    drawn = send(drawn, "placed", {"at": at, **event} if isinstance(event, dict) else event)
    assert board(drawn)["at"] == at
    assert board(drawn)["refused"] == say("ladder.refused")


def test_a_usual_order_is_taken_over(page: Page, small: ScenarioEntry, store: Store) -> None:
    drawn = page("rules", part="goals")
    drawn.selectbox("1:1:0:profile").set_value("strongest_structure").run()
    drawn.button("1:1:0:use").click().run()
    drawn.button("1:1:1:save").click().run()
    tiers = {goal.code: goal.tier for goal in store.load(small.id)[0].goals}
    assert tiers["must_fill_posts"] < tiers["women_in_team"] < tiers["few_moves"]


def test_values_that_no_rule_takes_are_told_and_cannot_be_saved(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    drawn = details(page("rules"), "tenure_limit")
    drawn.number_input(YEARS).set_value(0).run()
    assert "> 0" in drawn.error[0].value
    assert drawn.button("1:1:0:save").disabled


def test_categories_and_the_date_are_set(page: Page, small: ScenarioEntry, store: Store) -> None:
    drawn = page("rules", part="categories")
    drawn.number_input("1:1:0:categories:protective.planned_years").set_value(4).run()
    show(drawn, "basics")
    drawn.text_input("1:1:0:name").set_value("冬季调整").run()
    drawn.button("1:1:0:save").click().run()
    scenario, _ = store.load(small.id)
    assert scenario.name == "冬季调整"
    assert scenario.categories == {"protective": {"planned_years": 4}}


def test_a_long_name_from_a_file_is_not_cut_by_a_look_at_it(page: Page, store: Store) -> None:
    toml = INPUTS.toml.decode().replace("涉企单位干部交流（小样）", "涉企单位" * 40)
    entry = store.add_scenario(replace(INPUTS, toml=toml.encode()), author="甲")
    drawn = page("rules", part="basics", scenario=entry.id)
    assert drawn.text_input("1:1:0:name").value == "涉企单位" * 40
    assert "draft" not in drawn.query_params


def test_what_is_set_in_one_part_stays_while_others_are_shown(
    page: Page, small: ScenarioEntry
) -> None:
    drawn = details(page("rules"), "tenure_limit")
    drawn.number_input(YEARS).set_value(4).run()
    show(drawn, "goals")
    drawn.number_input("1:1:0:women_in_team:weight").set_value(5).run()
    show(drawn, "laws")
    details(drawn, "tenure_limit")
    assert drawn.number_input(YEARS).value == 4
    assert "由5年改为4年" in said(drawn)
    show(drawn, "goals")
    assert drawn.number_input("1:1:0:women_in_team:weight").value == 5


def test_the_part_that_is_shown_is_the_same_after_a_look_at_another_page(
    page: Page, small: ScenarioEntry
) -> None:
    drawn = page("rules")
    show(drawn, "goals")
    drawn._page_hash = calc_hash("people")
    drawn.query_params.clear()  # as a switch of pages does
    drawn.run()
    drawn._page_hash = calc_hash("rules")
    drawn.run()
    assert drawn.toggle("1:1:0:women_in_team:on")


@pytest.mark.parametrize("wanted", ["on", "off", "waivable"])
def test_the_laws_are_filtered(page: Page, small: ScenarioEntry, wanted: str) -> None:
    drawn = page("rules")
    group = next(g for g in drawn.button_group if g.key == "law_filter")
    group.set_value(wanted).run()
    assert not drawn.exception
    keys = {toggle.key for toggle in drawn.toggle}
    assert ("1:1:0:tenure_limit:on" in keys) is (wanted == "on")
    assert ("1:1:0:minimum_stay:on" in keys) is (wanted == "off")
    assert say("save.nothing", number=1) in said(drawn)


def test_a_preset_is_picked_shown_with_its_source_and_saved(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    drawn = details(page("rules"), "tenure_limit")
    drawn.number_input(YEARS).set_value(4).run()
    drawn.selectbox("1:1:0:tenure_limit:preset").set_value("xian").run()
    assert drawn.number_input("1:1:0:tenure_limit:xian:years.I").value == 5
    assert drawn.number_input("1:1:0:tenure_limit:xian:exempt_months").value == 60
    assert "采用预设：由未设改为西安" in said(drawn)
    assert "参数采用预设“西安”" in said(drawn)
    assert "西安市市级机关干部轮岗办法" in said(drawn)
    drawn.number_input("1:1:0:tenure_limit:xian:exempt_months").set_value(36).run()
    drawn.button("1:1:0:save").click().run()
    assert not drawn.exception
    law = next(law for law in store.load(small.id)[0].laws if law.code == "tenure_limit")
    assert law.parameters == {"preset": "xian", "exempt_months": 36}


def test_a_preset_of_the_categories_is_picked(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    drawn = page("rules", part="categories")
    drawn.selectbox("1:1:0:categories:preset").set_value("land_ministry").run()
    planned = "1:1:0:categories:land_ministry:protective.planned_years"
    assert drawn.number_input(planned).value == 5
    assert "国土资源部" in said(drawn)
    drawn.button("1:1:0:save").click().run()
    assert store.load(small.id)[0].categories == {"preset": "land_ministry"}
