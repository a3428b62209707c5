"""The cadres in numbers."""

from __future__ import annotations

import pytest

from rotation.domain.cadre import Gender
from rotation.domain.post import RiskGrade
from rotation.overview.structure import (
    AGES,
    Share,
    ages,
    band_of,
    bands,
    categories,
    educations,
    tenures,
)
from rotation.rules import casework as case


@pytest.mark.parametrize(
    ("value", "band"),
    [(29, "<30"), (30, "30–34"), (34, "30–34"), (35, "35–39"), (54, "50–54"), (55, "≥55")],
)
def test_a_band_holds_its_lower_edge(value: int, band: str) -> None:
    assert band_of(value, AGES) == band
    assert band in bands(AGES)


def test_a_band_of_one_number_is_that_number() -> None:
    assert bands((1, 2, 5)) == ("<1", "1", "2–4", "≥5")


def test_ages_are_full_years_at_the_scenario_date() -> None:
    # Counted to 2026-11: born 1991-12 is 34, born 1991-11 is 35.
    born = [("A", "1991-12", Gender.MALE), ("B", "1991-11", Gender.FEMALE)]
    cadres = [case.cadre(i, birth=birth, gender=gender) for i, birth, gender in born]
    scenario = case.scenario(posts=[case.post("P1")], cadres=cadres)
    assert ages(scenario) == (Share("30–34", "1", 1), Share("35–39", "2", 1))


def test_tenures_are_of_holders_only_and_unknown_ones_are_told() -> None:
    posts = [case.post("P1", risk_grade=RiskGrade.I), case.post("P2"), case.post("P3")]
    cadres = [
        case.cadre("A", "P1", post_since="2023-12"),  # 35 months
        case.cadre("B", "P2", post_since="2023-11"),  # 36 months
        case.cadre("C", "P3", post_since=None),
        case.cadre("D"),
    ]
    scenario = case.scenario(posts=posts, cadres=cadres)
    assert tenures(scenario) == (Share("1–2", "1", 1), Share("3–4", "0", 1), Share("", "0", 1))


def test_educations_come_highest_first_and_unknown_last() -> None:
    cadres = [
        case.cadre("A", education="21"),
        case.cadre("B"),
        case.cadre("C", education="14"),
        case.cadre("D", education="21"),
    ]
    found = educations(case.scenario(posts=[case.post("P1")], cadres=cadres))
    assert found == (Share("14", "", 1), Share("21", "", 2), Share("", "", 1))


def test_categories_are_counted_with_their_strength() -> None:
    # Five years in a grade I post is a must; results of 40 should move; the pool may.
    posts = [case.post("P1", risk_grade=RiskGrade.I), case.post("P2")]
    cadres = [
        case.cadre("A", "P1", post_since="2021-11"),
        case.cadre("B", "P2", score=40),
        case.cadre("C"),
    ]
    scenario = case.scenario(posts=posts, cadres=cadres, laws={"tenure_limit": {}})
    assert categories(scenario) == (
        Share("protective", "must", 1),
        Share("motivating", "should", 1),
        Share("ordinary", "may", 1),
    )
