"""Months and dates as personnel files write them.

Read: 1975.06, 197506, 1975年6月, 1975-06, 1975/6, full dates of these kinds, full-width digits,
a remark of age behind (1975.06（51岁）), the day numbers of Excel, and Excel's own dates.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from rotation.domain.calendar import Month
from rotation.io.report import Refused

FIRST_YEAR, LAST_YEAR = 1900, 2100
_SHAPES = re.compile(
    r"(?P<y>\d{4})(?:[.\-/年](?P<m>\d{1,2})(?:月|[.\-/月](?P<d>\d{1,2})日?)?|"
    r"(?P<m2>\d{2})(?P<d2>\d{2})?)(?:[T ]00:00(?::00)?)?"
)
_REMARK = re.compile(r"\(.{0,8}岁\)$")
_SERIAL = re.compile(r"[1-7]\d{4}")  # day numbers 10000 to 79999: May 1927 to January 2119
_EXCEL_ZERO = dt.date(1899, 12, 30)
_YEAR_ONLY = re.compile(r"(\d{4})(?:年度?)?")
_SHORT_YEAR = re.compile(r"\d{2}[.\-/年]\d{1,2}(?:[.\-/月]\d{1,2}日?)?月?")


def parse_month(text: str) -> Month:
    """The month that a text names; the day of a full date is checked and dropped.

    Raises Refused: `ambiguous_month` for 1975.1, which Excel makes of 1975.10 as well as of 1975.1;
    `month_or_day_number` for 19756, which may be 1975.06 or a day of 1954;
    `year_only`, `short_year`, `no_such_month`, `no_such_day`, `year_out_of_range`, `not_a_month`.
    """
    plain = _plain(text)
    if _SERIAL.fullmatch(plain):
        return Month.of(_of_serial(plain))
    year, month, day = _parts(plain, "not_a_month")
    if day is None and plain[4:] == ".1":
        raise Refused("ambiguous_month", january=f"{year}.01", october=f"{year}.10")
    if day is not None:
        _day(year, month, day)
    return Month(year, month)


def parse_date(text: str) -> dt.date:
    """The day that a text names. Raises Refused as `parse_month` does, and `day_missing`."""
    plain = _plain(text)
    if _SERIAL.fullmatch(plain):
        return _of_serial(plain)
    year, month, day = _parts(plain, "not_a_date")
    if day is None:
        raise Refused("day_missing")
    return _day(year, month, day)


def parse_period(text: str) -> str:
    """The year, month or day that a text names, as 2025, 2025-06 or 2025-06-30. Raises Refused as
    `parse_month` does, and `not_a_period`."""
    plain = _plain(text)
    if year := _YEAR_ONLY.fullmatch(plain):
        return year[1]
    has_day = _SERIAL.fullmatch(plain) or _parts(plain, "not_a_period")[2] is not None
    return parse_date(plain).isoformat() if has_day else str(parse_month(plain))


def is_day_number(text: str) -> bool:
    """Whether a text is read as one of Excel's day numbers."""
    return _SERIAL.fullmatch(text) is not None


def _of_serial(plain: str) -> dt.date:
    """The day of a day number, where it cannot as well be a year and a month: 19756 is 1975.06 to
    the one who typed it."""
    day = _EXCEL_ZERO + dt.timedelta(days=int(plain))
    year, month = int(plain[:4]), int(plain[4])
    if FIRST_YEAR <= year <= LAST_YEAR:
        said = f"{year}.{month:02d}" if month else f"{year}"
        raise Refused("month_or_day_number", month=said, day=f"{day:%Y.%m.%d}")
    return day


def _plain(text: str) -> str:
    half_width = unicodedata.normalize("NFKC", text).strip()
    without_age = _REMARK.sub("", half_width)
    return re.sub(r"\s*([.\-/年月日])\s*", r"\1", without_age).strip()


def _parts(plain: str, otherwise: str) -> tuple[int, int, int | None]:
    found = _SHAPES.fullmatch(plain)
    if found is None:
        raise Refused(_fault(plain, otherwise))
    year, month = int(found["y"]), int(found["m"] or found["m2"])
    day = found["d"] or found["d2"]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("year_out_of_range", low=FIRST_YEAR, high=LAST_YEAR)
    if not 1 <= month <= 12:
        raise Refused("no_such_month")
    return year, month, None if day is None else int(day)


def _fault(plain: str, otherwise: str) -> str:
    if _YEAR_ONLY.fullmatch(plain):
        return "year_only"
    return "short_year" if _SHORT_YEAR.fullmatch(plain) else otherwise


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise Refused("no_such_day") from None
