"""Months, tenure, age and retirement, worked by hand to the month.

The gradual retirement of 2025, from its annexed tables: men born in 1965-01 go at 60 and 1 month
(2025-02), those born 1965-05 at 60 and 2 months (2025-07), and so on every four birth months, up
to 63 for men born from 1976-09. Women on the 55 line likewise from 1970-01 to 58 from 1981-09.
Women on the 50 line one month later for every two birth months, from 1975-01 to 55 from 1984-11.
"""

from __future__ import annotations

import datetime as dt

import pytest

from rotation.domain.cadre import Gender
from rotation.domain.calendar import (
    Month,
    RetirementTrack,
    age_years,
    retirement_age_months,
    retirement_month,
    tenure_months,
)
from rotation.domain.retirement import retirement_track, retires_in
from rotation.rules import casework as case
from rotation.rules.casework import month

AT_60, AT_55, AT_50 = RetirementTrack.AT_60, RetirementTrack.AT_55, RetirementTrack.AT_50


def test_a_month_counts_across_years() -> None:
    assert str(Month(2026, 11).plus(2)) == "2027-01"
    assert str(Month(2026, 1).plus(-1)) == "2025-12"
    assert Month(2026, 11).months_until(Month(2027, 1)) == 2
    assert Month(2027, 1).months_until(Month(2026, 11)) == -2
    assert Month(2026, 12) < Month(2027, 1)
    assert Month.of(dt.date(2026, 11, 30)) == Month.of(dt.date(2026, 11, 1)) == Month(2026, 11)


def test_a_month_and_its_index_are_one() -> None:
    for index in range(12, 2100 * 12, 7):
        assert Month.from_index(index).index == index
    assert Month(1, 1).index == 12


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, 13), (0, 1), (10000, 1)])
def test_a_month_that_cannot_be_is_refused(year: int, number: int) -> None:
    with pytest.raises(ValueError, match="no such month"):
        Month(year, number)


@pytest.mark.parametrize(
    ("since", "on", "months"),
    [
        ("2021-11", "2026-11", 60),  # five years to the month
        ("2021-12", "2026-11", 59),
        ("2021-10", "2026-11", 61),
        ("2026-11", "2026-11", 0),
        ("2026-10", "2026-11", 1),
        ("2026-12", "2026-11", 0),  # a start that lies ahead
        ("2025-12", "2026-01", 1),
    ],
)
def test_tenure_is_counted_to_the_month(since: str, on: str, months: int) -> None:
    assert tenure_months(month(since), month(on)) == months


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        ("1986-11", "2026-11", 40),  # reached in the month of birth
        ("1986-12", "2026-11", 39),
        ("1986-10", "2026-11", 40),
        ("1985-12", "2026-11", 40),
        ("1985-11", "2026-11", 41),
        ("2026-11", "2026-11", 0),
    ],
)
def test_age_is_counted_to_the_month(birth: str, on: str, age: int) -> None:
    assert age_years(month(birth), month(on)) == age


@pytest.mark.parametrize(
    ("track", "birth", "years", "months", "retires"),
    [
        # Men: born before 1965-01, nothing changes; then one month later for every four births.
        (AT_60, "1964-12", 60, 0, "2024-12"),
        (AT_60, "1965-01", 60, 1, "2025-02"),
        (AT_60, "1965-04", 60, 1, "2025-05"),
        (AT_60, "1965-05", 60, 2, "2025-07"),
        (AT_60, "1965-12", 60, 3, "2026-03"),
        (AT_60, "1966-01", 60, 4, "2026-05"),
        (AT_60, "1968-12", 60, 12, "2029-12"),  # births 45 to 48: a full year later
        (AT_60, "1969-01", 60, 13, "2030-02"),
        (AT_60, "1976-08", 62, 11, "2039-07"),
        (AT_60, "1976-09", 63, 0, "2039-09"),
        (AT_60, "1976-12", 63, 0, "2039-12"),
        (AT_60, "1977-01", 63, 0, "2040-01"),  # the cap
        (AT_60, "1995-06", 63, 0, "2058-06"),
        # Women on the 55 line: the same steps, five years of birth later.
        (AT_55, "1969-12", 55, 0, "2024-12"),
        (AT_55, "1970-01", 55, 1, "2025-02"),
        (AT_55, "1970-04", 55, 1, "2025-05"),
        (AT_55, "1970-05", 55, 2, "2025-07"),
        (AT_55, "1981-08", 57, 11, "2039-07"),
        (AT_55, "1981-09", 58, 0, "2039-09"),
        (AT_55, "1982-01", 58, 0, "2040-01"),
        # Women on the 50 line: one month later for every two births.
        (AT_50, "1974-12", 50, 0, "2024-12"),
        (AT_50, "1975-01", 50, 1, "2025-02"),
        (AT_50, "1975-02", 50, 1, "2025-03"),
        (AT_50, "1975-03", 50, 2, "2025-05"),
        (AT_50, "1984-10", 54, 11, "2039-09"),
        (AT_50, "1984-11", 55, 0, "2039-11"),
        (AT_50, "1985-01", 55, 0, "2040-01"),
    ],
)
def test_retirement_follows_the_tables_of_2025(
    track: RetirementTrack, birth: str, years: int, months: int, retires: str
) -> None:
    assert retirement_age_months(month(birth), track) == years * 12 + months
    assert str(retirement_month(month(birth), track)) == retires


@pytest.mark.parametrize("track", list(RetirementTrack))
def test_whoever_is_born_later_never_retires_earlier(track: RetirementTrack) -> None:
    births = [Month(1960, 1).plus(i) for i in range(12 * 40)]
    retires = [retirement_month(birth, track) for birth in births]
    assert retires == sorted(retires)


@pytest.mark.parametrize(
    ("gender", "level", "track"),
    [
        (Gender.MALE, "142", AT_60),
        (Gender.MALE, "131", AT_60),
        (Gender.FEMALE, "131", AT_60),  # 县处级正职
        (Gender.FEMALE, "132", AT_60),  # 县处级副职: still of county level
        (Gender.FEMALE, "141", AT_55),  # 乡科级正职: below it
        (Gender.FEMALE, "142", AT_55),
        (Gender.FEMALE, "150", AT_55),
        (Gender.FEMALE, "122", AT_60),  # 厅局级副职
    ],
)
def test_women_of_county_level_follow_the_line_of_men(
    gender: Gender, level: str, track: RetirementTrack
) -> None:
    assert retirement_track(case.cadre("A", gender=gender, level=level)) is track


@pytest.mark.parametrize(
    ("gender", "level", "retires"),
    [
        # Born 1970-01. On the 60 line 60 months after the base: 60 // 4 + 1 = 16 months later than
        # 2030-01; on the 55 line the first birth month of all: one month later than 2025-01.
        (Gender.MALE, "142", "2031-05"),
        (Gender.FEMALE, "132", "2031-05"),
        (Gender.FEMALE, "141", "2025-02"),
    ],
)
def test_a_cadre_retires_by_their_line(gender: Gender, level: str, retires: str) -> None:
    assert str(retires_in(case.cadre("A", birth="1970-01", gender=gender, level=level))) == retires
