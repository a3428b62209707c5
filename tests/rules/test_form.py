"""The parameters of the rules as forms."""

from __future__ import annotations

from typing import Any

import pytest

from rotation.domain.scenario import GoalChoice
from rotation.locales import LANGUAGES
from rotation.rules.categories import CategoryRules
from rotation.rules.form import FieldKind, FormField, form_of, value_of, with_value
from rotation.rules.registry import goals, laws
from rotation.rules.tiers import OFF, numbered, placed, switched_on

MODELS = {**laws(), **goals(), "categories": CategoryRules}


def field(model: str, name: str) -> FormField:
    return next(found for found in form_of(MODELS[model]) if found.name == name)


@pytest.mark.parametrize("code", MODELS)
def test_every_parameter_has_a_form_with_words_in_both_languages(code: str) -> None:
    for found in form_of(MODELS[code]):
        for lang in LANGUAGES:
            assert found.words[lang] != found.path[-1]
        # In English a word may be the code itself.
        assert all(found.word(option, "zh") != option for option in found.options), found.name
        if found.kind in (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.AMOUNTS):
            assert found.options


@pytest.mark.parametrize("code", MODELS)
def test_every_default_can_be_put_in_by_the_form(code: str) -> None:
    """The rule takes back what the form shows, value by value."""
    given: Any = {}
    for found in form_of(MODELS[code]):
        inner = given
        for key in found.path[:-1]:
            inner = inner.setdefault(key, {})
        inner[found.path[-1]] = found.default
    assert MODELS[code](**given) == MODELS[code]()


def test_bounds_are_those_of_the_rule() -> None:
    years = field("tenure_limit", "years.I")
    assert (years.kind, years.low, years.high, years.unit) == (FieldKind.NUMBER, 0, 40, "years")
    assert years.group["zh"] == "任职年限"
    assert field("near_retirement", "months").kind is FieldKind.WHOLE
    share = field("young_cadres", "share_percent")
    assert (share.kind, share.low, share.high) == (FieldKind.AMOUNTS, 0, 100)
    assert "all" in share.options
    assert field("category_destinations", "risk_fields").word("audit", "zh") == "审计"
    assert field("categories", "protective.planned_years").group["zh"] == "保护性交流"


@pytest.mark.parametrize(
    ("given", "words", "of_five", "of_six"),
    [("1/3", "1/3", 1, 2), (0.34, "0.34", 1, 2), (0.5, "0.5", 2, 3), (1, "1", 5, 6)],
)
def test_a_share_is_exact(given: object, words: str, of_five: int, of_six: int) -> None:
    law = laws()["team_turnover"](share=given)
    assert words in law.explain()["zh"]
    assert law.limit(5) == of_five  # type: ignore[attr-defined]
    assert law.limit(6) == of_six  # type: ignore[attr-defined]
    found = field("team_turnover", "share")
    assert (found.kind, found.default, found.low, found.high) == (FieldKind.SHARE, "1/3", 0, 1)


def test_a_value_is_set_in_its_group_and_the_others_stay() -> None:
    first = field("tenure_limit", "years.I")
    given: dict[str, object] = {"years": {"II": 7}}
    assert value_of(given, first) == 5
    after = with_value(given, first, 4)
    assert after == {"years": {"II": 7, "I": 4}}
    assert value_of(after, field("tenure_limit", "years.II")) == 7
    assert given == {"years": {"II": 7}}


def test_what_is_the_value_already_changes_nothing() -> None:
    given: dict[str, object] = {"years": {"I": 5}}
    assert with_value(given, field("tenure_limit", "years.I"), 5) is given
    assert with_value(given, field("tenure_limit", "years.II"), 8) is given


def tiers(found: tuple[GoalChoice, ...]) -> str:
    """Such as "ab c": a and b share the first tier."""
    count = max(goal.tier for goal in found)
    return " ".join("".join(g.code for g in found if g.tier == t) for t in range(1, count + 1))


def ordered(words: str) -> tuple[GoalChoice, ...]:
    return tuple(
        GoalChoice(code, tier) for tier, word in enumerate(words.split(), 1) for code in word
    )


@pytest.mark.parametrize(
    ("before", "code", "place", "after"),
    [
        ("a b c", "b", 2, "ab c"),
        ("a b c", "c", 1, "c a b"),
        ("a b c", "c", 3, "a c b"),
        ("ab c", "a", 5, "b c a"),
        ("ab c", "b", 1, "b a c"),
        ("a b c", "a", 6, "b ca"),
        ("a b c", "b", OFF, "a c"),
        ("a bc", "d", 4, "a bcd"),
        ("a b", "d", 1, "d a b"),
        ("a b", "b", 3, "a b"),
    ],
)
def test_a_goal_is_put_into_a_tier_between_two_or_away(
    before: str, code: str, place: int, after: str
) -> None:
    found = tiers(placed(ordered(before), code, place))
    assert [set(word) for word in found.split()] == [set(word) for word in after.split()]


def test_gaps_between_tiers_close_and_a_new_goal_comes_last() -> None:
    goals = (GoalChoice("a", 7, 3), GoalChoice("b", 2))
    assert numbered(goals) == (GoalChoice("b", 1), GoalChoice("a", 2, 3))
    assert tiers(switched_on(goals, "c")) == "b a c"
    assert switched_on((), "c") == (GoalChoice("c", 1),)
