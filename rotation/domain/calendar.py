"""Months, tenure, age and the statutory retirement age, exact to the month.

Personnel files give dates as year and month (1975.06), so every count here is in whole months:
the day of a full date is dropped. Sources: the gradual retirement of 2025 (see `retirement_month`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month. `month` is 1 to 12."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1 <= self.year <= 9999:
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def of(cls, day: dt.date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def from_index(cls, index: int) -> Month:
        """The month with this count of months since year 0 (see `index`)."""
        return cls(index // 12, index % 12 + 1)

    @property
    def index(self) -> int:
        """Months since year 0; differences of indices are differences in months."""
        return self.year * 12 + self.month - 1

    def plus(self, months: int) -> Month:
        return Month.from_index(self.index + months)

    def months_until(self, later: Month) -> int:
        """Whole months from this month to `later`; negative if `later` comes first."""
        return later.index - self.index

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def tenure_months(since: Month, on: Month) -> int:
    """Months served from `since` to `on`; never negative (a start that lies ahead counts as 0)."""
    return max(0, since.months_until(on))


def age_years(birth: Month, on: Month) -> int:
    """Full years of age (周岁) at `on`, counted by month: reached in the month of birth."""
    return birth.months_until(on) // 12


class RetirementTrack(StrEnum):
    """Which line of the gradual retirement of 2025 a person follows."""

    AT_60 = "at_60"
    AT_55 = "at_55"
    AT_50 = "at_50"


@dataclass(frozen=True)
class _Line:
    original_months: int
    first_birth: Month  # the first birth month whose retirement age is raised
    births_per_step: int  # one more month of delay for so many months of birth
    most_delay: int


_LINES = {
    RetirementTrack.AT_60: _Line(60 * 12, Month(1965, 1), 4, 36),
    RetirementTrack.AT_55: _Line(55 * 12, Month(1970, 1), 4, 36),
    RetirementTrack.AT_50: _Line(50 * 12, Month(1975, 1), 2, 60),
}


def retirement_age_months(birth: Month, track: RetirementTrack) -> int:
    """Statutory retirement age in months under the gradual retirement in force from 2025-01-01.

    Source: 国务院关于渐进式延迟法定退休年龄的办法 (2024), annexed tables: men born from 1965-01 and
    women on the 55 line born from 1970-01 go one month later for every four birth months, up to
    36; women on the 50 line born from 1975-01 one month later for every two, up to 60.
    """
    line = _LINES[track]
    after = line.first_birth.months_until(birth)
    if after < 0:
        return line.original_months
    return line.original_months + min(after // line.births_per_step + 1, line.most_delay)


def retirement_month(birth: Month, track: RetirementTrack) -> Month:
    """The month in which the statutory retirement age is reached."""
    return birth.plus(retirement_age_months(birth, track))
