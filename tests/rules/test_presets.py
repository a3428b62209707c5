"""Presets: what they set, what stands beside them, and how they are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation import load_scenario
from rotation.domain.scenario import LawChoice
from rotation.errors import InvalidInput
from rotation.io.inputs import Inputs
from rotation.io.write_scenario import scenario_toml
from rotation.locales import LANGUAGES
from rotation.rules.base import Confidence, Settable, preset_source
from rotation.rules.categories import CategoryRules
from rotation.rules.form import FieldKind, FormField, form_of, value_of, with_preset
from rotation.rules.laws.tenure_limit import TenureLimit
from rotation.rules.presets import presets
from rotation.rules.registry import goals, laws
from rotation.terminal.presets import settings_of
from rotation.wording.sources import source_lines
from rotation.wording.words import Words
from tests.store.samples import INPUTS

MODELS: dict[str, type[Settable]] = {
    model.place(): model for model in (*laws().values(), *goals().values(), CategoryRules)
}


@pytest.mark.parametrize("code", presets())
def test_a_preset_sets_what_its_rules_take_and_names_its_source(code: str) -> None:
    preset = presets()[code]
    assert set(preset.name) == set(LANGUAGES)
    source = preset_source(preset)
    assert source.document
    assert source.note
    assert source.confidence is not Confidence.PLANNERS_CHOICE
    assert preset.tables
    for place in preset.tables:
        assert MODELS[place].model_validate({"preset": code}).origin is preset
    assert list(settings_of(preset))


@pytest.mark.parametrize("code", presets())
def test_what_a_preset_is_told_to_set_is_what_holds(code: str) -> None:
    for setting in settings_of(presets()[code]):
        model = MODELS[setting.place].model_validate({"preset": code})
        held: object = model.model_dump(mode="json")
        for key in setting.field.path:
            assert isinstance(held, dict)
            held = held[key]
        assert held == setting.value


def test_a_preset_is_named_by_code_or_by_name() -> None:
    by_name, by_code = TenureLimit(preset="西安"), TenureLimit(preset="xian")
    assert by_name.origin is by_code.origin is presets()["xian"]
    assert (by_name.years.II, by_name.exempt_months) == (10, 60)


def test_own_parameters_beside_a_preset_go_first() -> None:
    law = TenureLimit.model_validate({"preset": "西安", "years": {"I": 4}, "exempt_months": 36})
    assert (law.years.I, law.years.II, law.exempt_months) == (4, 10, 36)


def preset_field(model: type[Settable]) -> FormField:
    return next(field for field in form_of(model) if field.kind is FieldKind.PRESET)


def test_the_form_shows_what_the_preset_sets() -> None:
    exempt = next(field for field in form_of(TenureLimit) if field.name == "exempt_months")
    assert value_of({}, exempt) == 24
    assert value_of({"preset": "西安"}, exempt) == 60
    assert value_of({"preset": "西安", "exempt_months": 36}, exempt) == 36
    assert value_of({"preset": "西安"}, preset_field(TenureLimit)) == "xian"


def test_a_preset_that_is_picked_takes_the_place_of_what_it_sets() -> None:
    given = {"years": {"I": 4, "III": 9}, "exempt_months": 36}
    field = preset_field(TenureLimit)
    picked = with_preset(given, field, "xian")
    assert picked == {"preset": "xian", "years": {"III": 9}}
    assert with_preset(picked, field, "") == {"years": {"III": 9}}
    named = {"preset": "西安", "exempt_months": 36}
    assert with_preset(named, field, "xian") is named


def with_table(table: str) -> Inputs:
    return replace(INPUTS, toml=INPUTS.toml + f"\n{table}\n".encode())


@pytest.mark.parametrize(
    ("table", "code", "words"),
    [
        ('[laws.minimum_stay]\npreset = "镇安"', "unknown_preset", ["haixi", "海西"]),
        ('[laws.nominated_only]\npreset = "镇安"', "no_preset", []),
    ],
)
def test_an_unknown_preset_names_those_there_are(table: str, code: str, words: list[str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_scenario(with_table(table))
    (problem,) = caught.value.problems
    assert (problem.code, problem.value) == (code, "镇安")
    assert problem.values["words"][:2] == words


def test_a_scenario_that_is_written_keeps_its_preset() -> None:
    table = '[laws.minimum_stay]\npreset = "海西"\n\n[categories]\npreset = "镇安"'
    scenario, _ = load_scenario(with_table(table))
    assert LawChoice("minimum_stay", {"preset": "海西"}) in scenario.laws
    text = scenario_toml(scenario, roster="roster")
    assert 'preset = "海西"' in text
    assert 'preset = "镇安"' in text


def test_a_page_that_shows_a_law_says_the_preset_and_its_source() -> None:
    scenario, _ = load_scenario(with_table('[laws.minimum_stay]\npreset = "海西"'))
    first, *rest = source_lines(Words("zh"), scenario, "minimum_stay")
    assert "预设“海西”" in first
    assert "海西州干部交流的地方规定" in first
    assert len(rest) == len(laws()["minimum_stay"].sources)
    assert source_lines(Words("zh"), scenario, "level_fits")
    assert "预设" not in source_lines(Words("zh"), scenario, "level_fits")[0]
