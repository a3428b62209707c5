"""Rules, parameters and their values by the words that the screen has for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rotation.locales import LANGUAGES
from rotation.rules.called import in_codes, path_called, rule_called
from rotation.rules.categories import CategoryRules
from rotation.rules.form import FieldKind, FormField, form_of
from rotation.rules.registry import goals, laws

MODELS = [*laws().values(), *goals().values(), CategoryRules]


def said(field: FormField, lang: str) -> Iterator[str]:
    """The keys that lead to a parameter, as the screen shows them."""
    if len(field.path) > 1:
        yield field.group[lang]
    yield field.words[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_is_known_by_its_title(lang: str) -> None:
    for kind, rules in (("laws", laws()), ("goals", goals())):
        called = {
            code: rule_called(kind, rule.words.title.get(lang)) for code, rule in rules.items()
        }
        assert called == {code: code for code in rules}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.place())
def test_every_parameter_is_known_by_its_words(model: type[CategoryRules], lang: str) -> None:
    place = tuple(model.place().split("."))
    for field in form_of(model):
        path = place
        for word in said(field, lang):
            path = path_called((*path, word))
        assert path == (*place, *field.path)


def test_options_are_known_by_their_words() -> None:
    for model in MODELS:
        for field in form_of(model):
            if field.kind is FieldKind.AMOUNTS:
                place = (*model.place().split("."), *field.path)
                words = {
                    code: path_called((*place, field.word(code, "zh"))) for code in field.options
                }
                assert words == {code: (*place, code) for code in field.options}


def test_a_whole_file_in_words_says_the_same_in_codes() -> None:
    told: list[object] = []
    given = {
        "laws": {
            "任职年限": {"任职年限": {"Ⅰ级": 4}},
            "最低任职年限": {"不受限制的交流类别": ["保护性"], "years": 2},
            "“下”须有决定": {},
        },
        "goals": {"各类交流人数": {"tier": 1, "不少于": {"保护性": 3}}, "Few moves": {"tier": 2}},
        "categories": {"保护性交流": {"Ⅰ级热点岗位计划交流年限": 3}},
        "profiles": {
            "own": {"order": [["班子配备女干部"], ["few_moves"]], "weights": {"调整面尽量小": 2}}
        },
    }
    assert in_codes(given, lambda *each: told.append(each)) == {
        "laws": {
            "tenure_limit": {"years": {"I": 4}},
            "minimum_stay": {"exempt": ["protective"], "years": 2},
            "release_with_cause": {},
        },
        "goals": {
            "category_counts": {"tier": 1, "at_least": {"protective": 3}},
            "few_moves": {"tier": 2},
        },
        "categories": {"protective": {"planned_years": 3}},
        "profiles": {
            "own": {"order": [["women_in_team"], ["few_moves"]], "weights": {"few_moves": 2}}
        },
    }
    assert not told


def test_one_rule_under_two_names_is_told() -> None:
    told: list[object] = []
    in_codes({"laws": {"任职年限": {}, "tenure_limit": {}}}, lambda *each: told.append(each))
    assert told == [(("laws", "tenure_limit"), "tenure_limit")]
