"""Months and dates are read in every spelling of personnel files, and never guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotation.domain.calendar import Month
from rotation.io.dates import FIRST_YEAR, LAST_YEAR, parse_date, parse_month, parse_period
from rotation.io.report import Refused


@pytest.mark.parametrize(
    "text",
    [
        "1975.06", "197506", "1975年6月", "1975年06月", "1975-06", "1975-6", "1975/6", "1975/06",
        "1975.6", "1975.06.01", "1975-06-30", "1975/6/1", "19750615", "1975年6月1日",
        "１９７５．０６", "１９７５年６月", "1975. 06", " 1975 年 6 月 ", "1975.06（51岁）",
        "1975.06(51岁)", "1975年6", "27546", "1975-06-01 00:00:00", "1975-06-01T00:00:00",
    ],
)  # fmt: skip
def test_every_spelling_of_june_1975_is_read(text: str) -> None:
    assert parse_month(text) == Month(1975, 6)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1975", "year_only"), ("1975年", "year_only"),
        ("1975.13", "no_such_month"), ("197513", "no_such_month"), ("1975.00", "no_such_month"),
        ("1975年13月", "no_such_month"), ("19751301", "no_such_month"),
        ("75.06", "short_year"), ("75-6", "short_year"), ("75年6月", "short_year"),
        ("1975-06-31", "no_such_day"), ("1975年6月31日", "no_such_day"),
        ("19750631", "no_such_day"), ("2023.02.29", "no_such_day"), ("1975.06.00", "no_such_day"),
        ("1875.06", "year_out_of_range"), ("2975.06", "year_out_of_range"),
        ("至今", "not_a_month"), ("六月", "not_a_month"), ("1975.6.", "not_a_month"),
        ("1975..6", "not_a_month"), ("0", "not_a_month"), ("-1", "not_a_month"),
        ("1975.06-1976.07", "not_a_month"), ("1975.123", "not_a_month"), ("=A1", "not_a_month"),
    ],
)  # fmt: skip
def test_what_is_no_month_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_month(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025", "2025"), ("2025年", "2025"), ("２０２５年度", "2025"), ("2025.06", "2025-06"),
        ("2025年6月", "2025-06"), ("202506", "2025-06"), ("2025/6", "2025-06"),
        ("2025.6.3", "2025-06-03"), ("20250603", "2025-06-03"), ("2025年6月3日", "2025-06-03"),
        ("45811", "2025-06-03"), ("2025-06-03 00:00:00", "2025-06-03"),
    ],
)  # fmt: skip
def test_a_period_is_a_year_a_month_or_a_day(text: str, said: str) -> None:
    assert parse_period(text) == said


@pytest.mark.parametrize(
    ("text", "code"),
    [("去年", "not_a_period"), ("2025.1", "ambiguous_month"), ("2025-02-30", "no_such_day")],
)
def test_what_is_no_period_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_period(text)
    assert refused.value.code == code


def test_1975_1_may_be_january_or_october_and_is_asked_about() -> None:
    with pytest.raises(Refused) as refused:
        parse_month("1975.1")
    assert refused.value.code == "ambiguous_month"
    assert refused.value.values == {"january": "1975.01", "october": "1975.10"}


@pytest.mark.parametrize(
    "text", ["1975-1", "1975/1", "1975年1月", "1975.1月", "1975.01", "1975.1.5"]
)
def test_january_that_no_spreadsheet_could_have_made_of_october_is_read(text: str) -> None:
    assert parse_month(text) == Month(1975, 1)


@pytest.mark.parametrize(
    "text", ["2026-11-20", "2026.11.20", "20261120", "2026年11月20日", "46346"]
)
def test_every_spelling_of_a_day_is_read(text: str) -> None:
    assert parse_date(text) == dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "code"),
    [("2026-11", "day_missing"), ("2026-11-31", "no_such_day"), ("明天", "not_a_date")],
)
def test_what_is_no_day_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_date(text)
    assert refused.value.code == code


months = st.builds(Month, st.integers(FIRST_YEAR, LAST_YEAR), st.integers(1, 12))
SPELLINGS = (
    "{y:04d}.{m:02d}", "{y:04d}{m:02d}", "{y:04d}年{m}月", "{y:04d}-{m:02d}", "{y:04d}/{m}",
    "{y:04d}年{m:02d}月1日", "{y:04d}.{m:02d}.28", "{y:04d}{m:02d}09",
)  # fmt: skip


@given(months, st.sampled_from(SPELLINGS), st.booleans())
def test_any_month_in_any_spelling_is_read_back(
    month: Month, spelling: str, full_width: bool
) -> None:
    text = spelling.format(y=month.year, m=month.month)
    if full_width:
        text = text.translate({ord("0") + i: ord("０") + i for i in range(10)})
    assert parse_month(text) == month


@given(
    st.dates(dt.date(1928, 1, 1), dt.date(1951, 12, 31))
    | st.dates(dt.date(1957, 8, 1), dt.date(2100, 12, 31))
)
def test_the_day_number_of_excel_is_the_same_day(day: dt.date) -> None:
    assert parse_date(str((day - dt.date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize("text", ["19756", "20186", "２０２６１", "19750", "19001", "21009"])
@pytest.mark.parametrize("read", [parse_month, parse_date])
def test_a_year_and_a_digit_may_be_a_month_or_a_day_number(
    read: Callable[[str], object], text: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(text)
    assert refused.value.code == "month_or_day_number"


@given(st.text(max_size=15))
def test_any_text_is_a_month_or_refused_and_nothing_else_happens(text: str) -> None:
    with suppress(Refused):
        assert isinstance(parse_month(text), Month)
