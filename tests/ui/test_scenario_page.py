"""Scenarios on screen: chosen, brought in, looked at, restored, deleted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from rotation.locales import text
from rotation.store import ScenarioEntry, Store
from tests.io.samples import sound, workbook_bytes
from tests.store.samples import BROKEN, INPUTS
from tests.ui.conftest import Page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def say(key: str, **values: object) -> str:
    return text(f"ui.{key}", "zh", **values)


def metrics(drawn: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in drawn.metric}


def column(drawn: AppTest, heading: str) -> list[object]:
    """The values below a heading, of all tables that have it."""
    return [
        value
        for frame in drawn.dataframe
        if heading in frame.value.columns
        for value in frame.value[heading].tolist()
    ]


def test_the_shipped_scenario_is_there_at_a_glance(page: Page) -> None:
    drawn = page("scenario")
    shown = metrics(drawn)
    assert (shown["单位"], shown["干部"], shown["热点岗位"], shown["空缺"]) == (
        "19",
        "185",
        "56",
        "11",
    )
    assert "副职超配1名" in column(page("scenario", part="quotas"), say("quotas.state"))
    waiting = page("scenario", part="attention")
    assert column(waiting, "事项").count("达到任职年限") == 27
    assert any("法定退休年龄" in str(why) for why in column(waiting, "说明"))


def test_fairness_is_looked_at_with_a_margin(page: Page) -> None:
    drawn = page("scenario", part="fairness")
    assert not drawn.exception
    assert column(drawn, "本人").count("59分") == 1
    wide = len(column(drawn, "本人"))
    drawn.number_input("fairness_margin").set_value(0).run()
    assert not drawn.exception
    assert 0 < len(column(drawn, "本人")) < wide
    assert len(column(drawn, "待核实")) == 185


def test_another_shipped_scenario_is_opened_once(page: Page, store: Store) -> None:
    drawn = page("scenario")
    drawn.selectbox("open_1").set_value("puyang").run()
    assert not drawn.exception
    assert metrics(drawn)["干部"] == "273"
    assert [entry.shipped for entry in store.scenarios()] == ["puyang", "jiangyan"]


def test_a_workbook_is_kept_at_once_and_its_faults_are_told(page: Page, store: Store) -> None:
    sheets = sound()
    sheets["cadres"][1][3] = "1975.13"
    drawn = page("scenario")
    drawn.file_uploader[0].upload("2026年名册.xlsx", workbook_bytes(sheets), XLSX).run()
    assert not drawn.exception
    kept = store.scenarios()[0]
    assert kept.name == "2026年名册"
    assert str(kept.id) in drawn.query_params["scenario"]
    assert drawn.error[0].value == say("scenario.faulty", count=1)
    assert column(drawn, say("problems.value"))[0] == "1975.13"
    assert column(drawn, say("column.row"))[0] == 2
    assert "01 至 12" in str(column(drawn, say("column.problem"))[0])


def test_a_corrected_roster_takes_the_place_of_a_faulty_one(page: Page, store: Store) -> None:
    faulty = store.add_scenario(BROKEN, author="甲")
    drawn = page("scenario", scenario=faulty.id)
    assert drawn.error
    assert drawn.radio("bring_target_0").value == "replace"
    csv = [(name, content, "text/csv") for name, content in INPUTS.roster.items()]
    drawn.file_uploader[0].set_value(csv).run()
    assert not drawn.exception
    assert not drawn.error
    assert metrics(drawn)["干部"] == "9"
    assert store.scenario(faulty.id).current.number == 2
    kept = page("scenario", scenario=faulty.id, part="history")
    assert column(kept, say("history.number")) == [2, 1]


def test_what_a_replacement_takes_and_what_it_leaves_is_told(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    drawn = page("scenario", scenario=small.id)
    drawn.radio("bring_target_0").set_value("replace").run()
    toml = INPUTS.toml.replace(b"[scenario]", b"# mine\n[scenario]", 1)
    drawn.file_uploader[0].upload("scenario.toml", toml, "text/plain").run()
    assert not drawn.exception
    assert "规则和目标" in drawn.info[0].value.split("没有选")[0]
    assert "名册" in drawn.info[0].value.split("没有选")[1]
    assert store.inputs(small.id).toml == toml
    assert store.inputs(small.id).roster == INPUTS.roster
    assert not drawn.run().info


def test_a_faulty_scenario_toml_is_mended_on_the_page(page: Page, store: Store) -> None:
    toml = INPUTS.toml.replace(b"[scenario]", "［scenario］".encode(), 1)
    faulty = store.add_scenario(replace(INPUTS, toml=toml), author="甲")
    drawn = page("scenario", scenario=faulty.id)
    assert drawn.error
    drawn.text_area("mend_1").set_value(INPUTS.toml.decode("utf-8-sig")).run()
    drawn.button("mend_save").click().run()
    assert not drawn.exception
    assert not drawn.error
    assert store.scenario(faulty.id).current.note == "改正 scenario.toml"


def test_a_file_that_is_no_roster_is_told_and_no_page_breaks(page: Page) -> None:
    drawn = page("scenario")
    drawn.file_uploader[0].upload("照片.xlsx", b"\x89PNG not a workbook", XLSX).run()
    assert not drawn.exception
    assert drawn.error
    assert column(drawn, say("column.problem"))
    for name in ("rules", "people"):
        other = page(name, scenario=2)
        assert not other.exception
        assert "照片" in other.error[0].value


def test_a_sound_scenario_without_rules_of_its_own_starts_with_the_usual_ones(
    page: Page, store: Store
) -> None:
    drawn = page("scenario")
    drawn.file_uploader[0].upload("名册.xlsx", workbook_bytes(sound()), XLSX).run()
    assert not drawn.error
    scenario, _ = store.load(store.scenarios()[0].id)
    assert "tenure_limit" in {law.code for law in scenario.laws}
    assert "planned_moves" in {goal.code for goal in scenario.goals}


def test_an_older_revision_comes_back_as_a_new_one(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    store.save(small.id, based_on=1, inputs=BROKEN, author="乙")
    drawn = page("scenario", scenario=small.id)
    assert drawn.error
    drawn.button("restore").click().run()
    assert not drawn.error
    assert store.scenario(small.id).current.number == 3
    assert store.inputs(small.id).sha256 == INPUTS.sha256


def test_a_scenario_is_deleted_only_after_a_second_word(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    drawn = page("scenario", scenario=small.id)
    drawn.button("delete").click().run()
    assert store.scenarios()
    drawn.button("delete_yes").click().run()
    assert not drawn.exception
    assert small.id not in {entry.id for entry in store.scenarios()}
    assert metrics(drawn)["干部"] == "185"  # the shipped one is there again


def test_attention_is_filtered_and_searched(page: Page) -> None:
    drawn = page("scenario", part="attention")
    drawn.multiselect("concern").set_value([say("concern.over_quota")]).run()
    assert column(drawn, "干部或单位") == ["农业农村局"]
    assert "农业农村局" in str(column(drawn, "说明")[0])
    drawn.text_input("attention_search").set_value("没有这个人").run()
    assert not column(drawn, "说明")
    assert any(info.value == say("filter.nothing") for info in drawn.info)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_horizon_brings_what_falls_due_in_its_months(page: Page, lang: str) -> None:
    due = text("report.column.due", lang)
    dues = {
        months: {str(each) for each in column(page("scenario", lang, **asked), due)}
        for months, asked in (
            (0, {"part": "attention"}),
            (3, {"part": "attention", "months": "3"}),
            (12, {"part": "attention", "months": "12"}),
        )
    }
    month = text("terminal.month", lang, year=2027, month=11)
    assert dues[0] == {text("report.attention.due_now", lang)}
    assert dues[0] < dues[3] < dues[12]
    assert month in dues[12] - dues[3]
    drawn = page("scenario", lang, part="attention", months="6")
    labels = [button.proto.label for button in drawn.get("download_button")]
    assert {text(f"ui.attention.{key}", lang) for key in ("xlsx", "ics")} <= set(labels)
    assert len(drawn.header) == 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_and_the_roster_as_it_is_are_offered(page: Page, lang: str) -> None:
    drawn = page("scenario", lang)
    labels = [button.proto.label for button in drawn.get("download_button")]
    assert labels == [text(f"ui.scenario.{key}", lang) for key in ("template", "roster", "folder")]
