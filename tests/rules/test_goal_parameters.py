"""Parameters of goals that are given by kind of unit or by category."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from rotation.rules.base import Goal
from rotation.rules.registry import goals


@pytest.mark.parametrize(
    ("code", "parameters"),
    [
        ("young_cadres", {"share_percent": {"town": 30}}),
        ("young_cadres", {"share_percent": {"township": 101}}),
        ("non_party_members", {"minimum_in_kind": {"all": 1}}),
        ("non_party_members", {"minimum_in_kind": {"township": -1}}),
        ("category_counts", {"at_least": {"frozen": 1}}),
        ("category_counts", {"at_least": {"protective": 2}, "at_most": {"protective": 1}}),
        (
            "cadre_post_fit",
            {f"weight_{w}": 0 for w in ("results", "experience", "major")}
            | {"weight_education": 0},
        ),
    ],
)
def test_parameters_that_make_no_sense_are_refused(
    code: str, parameters: dict[str, object]
) -> None:
    with pytest.raises(ValidationError):
        goals()[code](**parameters)


@pytest.mark.parametrize(
    ("code", "parameters", "zh", "en"),
    [
        (
            "young_cadres",
            {"share_percent": {"all": 20, "township": 30}},
            "各单位20%、乡镇30%",
            "all units 20%, township 30%",
        ),
        ("young_cadres", {"share_percent": {}}, "（未设）", "(not set)"),
        (
            "non_party_members",
            {"minimum_in_kind": {"government": 2}},
            "政府工作部门2名",
            "government department 2",
        ),
        (
            "category_counts",
            {"at_most": {"motivating": 3}},
            "不超过：鞭策性交流3名",
            "at most: motivating 3",
        ),
    ],
)
def test_a_sentence_names_kinds_and_categories_by_their_words(
    code: str, parameters: dict[str, object], zh: str, en: str
) -> None:
    goal: Goal = goals()[code](**parameters)
    assert zh in goal.explain()["zh"]
    assert en in goal.explain()["en"]
