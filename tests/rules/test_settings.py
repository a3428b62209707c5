"""Every fault in a rule's parameters is told by the dotted key under which it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from rotation.domain.problem import Problem
from rotation.domain.unit import UnitKind
from rotation.io.wording import describe
from rotation.locales import LANGUAGES
from rotation.rules import casework as case
from rotation.rules.settings import parameter_problems


def told(**settings: Mapping[str, Any]) -> list[Problem]:
    scenario = case.scenario(posts=[case.post("P1")], cadres=[case.cadre("A", "P1")], **settings)
    return parameter_problems(scenario)


def test_parameters_that_fit_are_no_problem() -> None:
    assert not told(
        laws={"tenure_limit": {"years": {"I": 4.5}}},
        goals={"young_cadres": {"share_percent": {"all": 20, "township": 30}}},
        categories={"protective": {"planned_years": 4}},
    )


@pytest.mark.parametrize(
    ("settings", "code", "key", "value"),
    [
        (
            {"laws": {"tenure_limit": {"limit": 3}}},
            "unknown_parameter",
            "laws.tenure_limit.limit",
            "limit",
        ),
        (
            {"laws": {"tenure_limit": {"years": {"IV": 5}}}},
            "unknown_parameter",
            "laws.tenure_limit.years.IV",
            "IV",
        ),
        (
            {"laws": {"tenure_limit": {"years": {"I": "five"}}}},
            "parameter_wrong_type",
            "laws.tenure_limit.years.I",
            "five",
        ),
        (
            {"laws": {"tenure_limit": {"years": 5}}},
            "parameter_wrong_type",
            "laws.tenure_limit.years",
            "5",
        ),
        (
            {"laws": {"team_turnover": {"share": "a third"}}},
            "parameter_not_a_share",
            "laws.team_turnover.share",
            "a third",
        ),
        (
            {"laws": {"team_turnover": {"share": "4/3"}}},
            "parameter_out_of_bounds",
            "laws.team_turnover.share",
            "4/3",
        ),
        (
            {"goals": {"women_in_team": {"seats": 2.5}}},
            "parameter_wrong_type",
            "goals.women_in_team.seats",
            "2.5",
        ),
        (
            {"categories": {"protektive": {}}},
            "unknown_parameter",
            "categories.protektive",
            "protektive",
        ),
        (
            {"categories": {"protective": {"planed_years": 3}}},
            "unknown_parameter",
            "categories.protective.planed_years",
            "planed_years",
        ),
        (
            {"categories": {"motivating": 3}},
            "parameter_wrong_type",
            "categories.motivating",
            "3",
        ),
    ],
)
def test_a_fault_names_its_dotted_key(
    settings: dict[str, Mapping[str, Any]], code: str, key: str, value: str
) -> None:
    [problem] = told(**settings)
    assert (problem.code, problem.column, problem.value) == (code, key, value)
    assert (problem.table, problem.row, problem.severity) == ("scenario.toml", None, "error")


@pytest.mark.parametrize(
    ("settings", "key", "limit"),
    [
        ({"laws": {"tenure_limit": {"years": {"I": 0}}}}, "laws.tenure_limit.years.I", "> 0"),
        ({"laws": {"tenure_limit": {"years": {"II": 41}}}}, "laws.tenure_limit.years.II", "≤ 40"),
        ({"goals": {"women_in_team": {"minimum": -1}}}, "goals.women_in_team.minimum", "≥ 0"),
        (
            {"goals": {"young_cadres": {"share_percent": {"township": 101}}}},
            "goals.young_cadres.share_percent.township",
            "≤ 100",
        ),
        (
            {"categories": {"protective": {"planned_years": 0}}},
            "categories.protective.planned_years",
            "≥ 1",
        ),
    ],
)
def test_a_value_out_of_bounds_names_the_bound(
    settings: dict[str, Mapping[str, Any]], key: str, limit: str
) -> None:
    [problem] = told(**settings)
    assert problem.code == "parameter_out_of_bounds"
    assert (problem.column, problem.values["limit"]) == (key, limit)


@pytest.mark.parametrize(
    ("settings", "key", "words"),
    [
        (
            {"categories": {"motivating": {"grades": ["basic", "bad"]}}},
            "categories.motivating.grades.1",
            ["excellent", "competent", "basic", "incompetent", "undetermined"],
        ),
        # A list of members of an enum: the words, not the members' names.
        (
            {"goals": {"category_counts": {"at_least": {"frozen": 1}}}},
            "goals.category_counts.at_least.frozen",
            ["protective", "developmental"],
        ),
        # A kind of unit or "all": told once, under the key that stands in the file.
        (
            {"goals": {"young_cadres": {"share_percent": {"town": 30}}}},
            "goals.young_cadres.share_percent.town",
            [*UnitKind, "all"],
        ),
    ],
)
def test_a_word_that_is_not_listed_names_the_words_that_are(
    settings: dict[str, Mapping[str, Any]], key: str, words: list[str]
) -> None:
    [problem] = told(**settings)
    assert problem.code == "parameter_not_listed"
    assert (problem.column, problem.values["words"]) == (key, words)


def test_parameters_that_do_not_go_together_are_told_with_their_values() -> None:
    counts = {"at_least": {"protective": 2}, "at_most": {"protective": 1}}
    [problem] = told(goals={"category_counts": counts})
    assert (problem.code, problem.column) == ("parameters_disagree", "goals.category_counts")
    assert problem.value == "at_least = {'protective': 2}, at_most = {'protective': 1}"


def test_every_fault_is_told_at_once_laws_then_goals_then_categories() -> None:
    problems = told(
        laws={"tenure_limit": {"years": {"I": 0, "II": 41}}},
        goals={"women_in_team": {"minimum": -1, "women": 2}},
        categories={"developmental": {"age_below": 10}},
    )
    assert [problem.column for problem in problems] == [
        "laws.tenure_limit.years.I",
        "laws.tenure_limit.years.II",
        "goals.women_in_team.minimum",
        "goals.women_in_team.women",
        "categories.developmental.age_below",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_fault_has_a_sentence(lang: str) -> None:
    problems = told(
        laws={"tenure_limit": {"limit": 3, "years": {"I": 0, "II": "x"}}},
        goals={
            "cadre_post_fit": {
                f"weight_{part}": 0 for part in ("results", "experience", "education", "major")
            }
        },
        categories={"motivating": {"grades": ["bad"]}},
    )
    assert len({problem.code for problem in problems}) == 5
    for problem in problems:
        said = describe(problem, lang)
        assert str(problem.column) in said
        assert problem.code not in said  # a code without a sentence is shown as it is
