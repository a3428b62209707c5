"""Promotion gate and steps: board against check, on every level and month edge."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.domain.cadre import Cadre, Grade, Status
from rotation.domain.calendar import Month
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.laws.level_fits import LevelFits
from tests.rules.laws.single_actions import outcomes, verdicts

NOW = Month.of(case.DATE)
LEVELS = ("122", "131", "132", "141", "142", "150", "160")
MONTHS_AGO = (None, -1, 0, 11, 12, 23, 24, 35, 36, 47, 48, 59, 60, 90)
CAREERS = (
    case.career("2012-01", "2014-01", level="132", title="deputy", unit_name="X"),
    case.career("2014-01", "2016-01", level="141", title="head", unit_id="U1"),
    case.career("2016-01", "2018-01", level="141", title="head", unit_name="unit U1"),
    case.career("2018-01", None, level="141", title="head", unit_name="Y"),
    case.career("2018-01", "2019-01", level="141", title="post P141", unit_id="U1"),
    case.career("2018-01", None, level="132"),
)


def ago(months: int | None) -> Month | None:
    return None if months is None else NOW.plus(-months)


@st.composite
def cadres(draw: st.DrawFn) -> Cadre:
    """Mostly fit for promotion, with a fact at an edge here and there."""
    level = draw(st.sampled_from(LEVELS))
    own_level = draw(st.sampled_from([level] * 3 + ["141"]))
    post_id = draw(st.sampled_from([f"P{own_level}"] * 2 + [None]))
    grades = draw(st.lists(st.sampled_from([Grade.COMPETENT, *Grade]), max_size=2))
    first_year = draw(st.sampled_from([2023, 2024, 2025, 2025, 2026]))
    first = draw(st.sampled_from([None, None, None, -6, 0, 1]))
    sanctions = ()
    if first is not None:
        end = NOW.plus(first + draw(st.sampled_from([6, 12, 13])))
        sanctions = (case.sanction("admonition", str(NOW.plus(first)), str(end)),)
    return case.cadre(
        "A",
        post_id,
        level=level,
        level_since=ago(draw(st.sampled_from(MONTHS_AGO))),
        work_started=ago(draw(st.sampled_from([None, 47, 48, 59, 60, 200, 200, 200]))),
        education=draw(st.sampled_from([None, "33", "41", "31", "31", "21", "21"])),
        grass_roots_years=draw(st.sampled_from([None, 1.9, 2, 2, 5])),
        careers=tuple(draw(st.lists(st.sampled_from(CAREERS), max_size=4))),
        appraisals=tuple(case.appraisal(first_year + i, grade) for i, grade in enumerate(grades)),
        sanctions=sanctions,
        score=draw(st.sampled_from([None, 40])),
        status=draw(st.sampled_from([Status.SERVING] * 4 + [Status.PROBATION])),
    )


def scenario(cadre: Cadre, **years: float) -> Scenario:
    return case.scenario(
        posts=[case.post(f"P{level}", level=level) for level in LEVELS],
        cadres=[cadre],
        laws={"level_fits": {"years": years}},
    )


@given(cadres(), st.sampled_from([{}, {"county_deputy": 1.4}, {"other": 1, "township_chief": 4}]))
@settings(max_examples=100)
def test_board_and_check_agree_on_every_level(cadre: Cadre, years: dict[str, float]) -> None:
    outcomes(scenario(cadre, **years), "level_fits")


def test_each_level_asks_for_its_own_years() -> None:
    # Years by the level one goes to: county chief 1, county deputy 2, ..., others 5.
    years = {
        "bureau_deputy": 5,
        "county_chief": 1,
        "county_deputy": 2,
        "township_chief": 3,
        "township_deputy": 4,
        "other": 5,
    }
    wanted = {"122": 5, "131": 1, "132": 2, "141": 3, "142": 4, "150": 5}
    for target, level in itertools.pairwise(LEVELS):
        for months, removed in ((12 * wanted[target], False), (12 * wanted[target] - 1, True)):
            made = scenario(fit_for_any_level(level, level_since=ago(months)), **years)
            found = verdicts(made, "level_fits")
            assert found["A", "promotion", f"P{target}"] == (removed, removed), (target, months)


def fit_for_any_level(level: str, **facts: Any) -> Cadre:
    jobs = [case.career("2015-01", "2020-01", level=level, title=title) for title in "ab"]
    return case.cadre(
        "A",
        f"P{level}",
        level=level,
        education="21",
        work_started="2005-07",
        grass_roots_years=3,
        careers=tuple(jobs),
        **{"appraisals": (case.appraisal(2025, "excellent"),)} | facts,
    )


def test_the_finding_names_every_condition_that_is_not_met() -> None:
    made = scenario(case.cadre("A", "P141", level="141", level_since="2025-11"))
    finding = LevelFits().check(made, case.plan(made, {"A": "P132"}))[0]
    for words in ("任现职务层次1年，不满3年", "无年度考核结果", "学历", "工龄", "基层", "两个以上"):
        assert words in finding.text["zh"]


def test_the_sentence_names_levels_and_years() -> None:
    sentence = LevelFits.model_validate({"years": {"township_chief": 2.5}}).explain()
    assert "县处级副职3年、乡科级正职2.5年" in sentence["zh"]
    assert "township chief 2.5" in sentence["en"]


@pytest.mark.parametrize(
    ("years", "fault"),
    [
        # A move in 2026 asks for 2025.
        ((), "无年度考核结果"),
        ((2024,), "无2025年度考核结果"),
        ((2025,), None),
        ((2025, 2024), None),
        ((2024, 2026), None),
        ((2026,), None),
    ],
)
def test_only_last_years_appraisal_or_a_later_one_counts(
    years: tuple[int, ...], fault: str | None
) -> None:
    graded = tuple(case.appraisal(year, "excellent") for year in years)
    fit = fit_for_any_level("142", level_since="2020-01", appraisals=graded)
    made = scenario(fit)
    found = verdicts(made, "level_fits")
    broken = fault is not None
    assert found["A", "promotion", "P141"] == (broken, broken)
    findings = LevelFits().check(made, case.plan(made, {"A": "P141"}))
    assert [f.text["zh"].split("：")[1] for f in findings] == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("date", "closed", "removed"),
    [
        # The appraisal of 2026 is closed in April 2027, or when the scenario says so.
        (dt.date(2026, 12, 31), None, False),
        (dt.date(2027, 2, 15), None, False),
        (dt.date(2027, 3, 31), None, False),
        (dt.date(2027, 4, 1), None, True),
        (dt.date(2027, 2, 15), 2026, True),
        (dt.date(2027, 4, 1), 2025, False),
    ],
)
def test_nobody_is_barred_for_an_appraisal_that_is_not_closed(
    date: dt.date, closed: int | None, removed: bool
) -> None:
    graded = {"appraisals": (case.appraisal(2025, "excellent"),)}
    fit = fit_for_any_level("142", level_since="2020-01", **graded)
    made = replace(scenario(fit), date=date, appraised=closed)
    assert verdicts(made, "level_fits")["A", "promotion", "P141"] == (removed, removed)


@pytest.mark.parametrize(("graded", "of", "closed"), [(1, 2, 2025), (2, 3, 2026)])
def test_before_april_last_year_is_closed_once_more_than_half_have_its_result(
    graded: int, of: int, closed: int
) -> None:
    """Who was never appraised is not counted."""
    cadres = [
        case.cadre(f"C{i}", appraisals=(case.appraisal(2025 + (i < graded), "competent"),))
        for i in range(of)
    ]
    cadres += [case.cadre("never")]
    made = case.scenario(posts=[case.post("P1")], cadres=cadres, date=dt.date(2027, 2, 15))
    assert made.closed_year == closed
