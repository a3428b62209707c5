"""Cadres and the facts that a personnel file keeps of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rotation.domain.calendar import Month


class Gender(StrEnum):
    MALE = "1"
    FEMALE = "2"


class Status(StrEnum):
    SERVING = "serving"
    SECONDED = "seconded"
    BORROWED = "borrowed"
    STUDY = "study"
    MATERNITY = "maternity"
    SICK = "sick"
    UNDER_REVIEW = "under_review"
    SUSPENDED = "suspended"
    PROBATION = "probation"


class Grade(StrEnum):
    """Result of a yearly appraisal (年度考核)."""

    EXCELLENT = "excellent"
    COMPETENT = "competent"
    BASIC = "basic"
    INCOMPETENT = "incompetent"
    UNDETERMINED = "undetermined"


class Gate(StrEnum):
    """A check before somebody is appointed (凡提四必), leaves a chief's post, or is moved where a
    higher authority has a say."""

    FILE = "file"
    PERSONAL_MATTERS = "personal_matters"
    DISCIPLINE_OPINION = "discipline_opinion"
    COMPLAINTS = "complaints"
    LEAVING_AUDIT = "leaving_audit"
    PRIOR_FILING = "prior_filing"


class GateResult(StrEnum):
    """clear, fault (no bar): the gate is passed. open, bars: it is not."""

    CLEAR = "clear"
    OPEN = "open"
    FAULT = "fault"
    BARS = "bars"


PARTY_MEMBER_CODES = frozenset({"01", "02"})
"""GB/T 4762: member and probationary member of the Communist Party."""
NON_PARTY_CODES = frozenset({"04", "05", "06", "07", "08", "09", "10", "11", "12", "13"})
"""GB/T 4762 codes counted as 党外干部; whether 03 (Youth League) counts is a local choice."""


@dataclass(frozen=True)
class Career:
    """A stretch of service. `end` is None while it lasts."""

    start: Month
    end: Month | None = None
    unit_id: str | None = None
    unit_name: str | None = None
    title: str | None = None
    level: str | None = None
    fields: frozenset[str] = frozenset()
    front_line: bool = False


@dataclass(frozen=True)
class Appraisal:
    year: int
    grade: Grade


@dataclass(frozen=True)
class Sanction:
    """A sanction and the months in which it blocks promotion: from `start` until before `end`."""

    kind: str
    start: Month
    end: Month


@dataclass(frozen=True)
class Bar:
    """Months in which sanctions bar somebody's rise: from `start` until before `end`."""

    start: Month
    end: Month
    sanctions: tuple[Sanction, ...]


MOST_MONTHS = 48
"""政务处分法 Art. 15: sanctions on one person together bar no longer."""


@dataclass(frozen=True)
class Relative:
    """A kinship (GB/T 4761 code): to another cadre, or to somebody who does business in a field."""

    relation: str
    relative_id: str | None = None
    business_field: str | None = None


@dataclass(frozen=True)
class Concurrent:
    """A post held beside the main one (兼任)."""

    post_id: str
    since: Month | None = None


@dataclass(frozen=True)
class GateRecord:
    """What a check before an appointment came to, and on which day."""

    gate: Gate
    date: dt.date
    result: GateResult
    note: str | None = None


@dataclass(frozen=True)
class Cadre:
    """A person in the roster; `post_id` None means the pool. `score` and `conduct` are 0 to 100.

    `political_status`, `level`, `education` are GB codes (GB/T 4762, 12407, 4658). A missing fact
    is None: rules say what they do then, and never take it for a good or a bad one. `education`,
    `degree` and `major` are those that count, of full-time and in-service schooling the higher.
    first_, later_: full-time and in-service schooling in the words of a personnel file; photo: the
    name of a picture beside the tables. Papers show them, no rule reads them. `scored_on`: when
    score and conduct were last entered. Where a scheme made
    score and conduct of evidence, `counted` names what went in ("results" and "conduct", and tables
    such as "appraisals"), which then counts nowhere else; `suitability` is what it made for fit.
    `comes_on`: the day on which somebody new comes; nobody plans with them before.
    """

    cadre_id: str
    name: str
    gender: Gender
    birth: Month
    level: str
    political_status: str | None = None
    level_since: Month | None = None
    rank: str | None = None
    rank_since: Month | None = None
    post_id: str | None = None
    post_since: Month | None = None
    unit_since: Month | None = None
    serve_until: Month | None = None
    comes_on: dt.date | None = None
    ethnicity: str | None = None
    native_place: str | None = None
    growth_place: str | None = None
    party_joined: Month | None = None
    work_started: Month | None = None
    education: str | None = None
    degree: str | None = None
    major: str | None = None
    education_full_time: str | None = None
    degree_full_time: str | None = None
    major_full_time: str | None = None
    education_in_service: str | None = None
    degree_in_service: str | None = None
    major_in_service: str | None = None
    grass_roots_years: float | None = None
    reserve: bool = False
    status: Status = Status.SERVING
    status_since: Month | None = None
    score: int | None = None
    conduct: int | None = None
    scored_on: dt.date | None = None
    suitability: int | None = None
    counted: frozenset[str] = frozenset()
    notes: str | None = None
    first_education: str | None = None
    first_school: str | None = None
    later_education: str | None = None
    later_school: str | None = None
    photo: str | None = None
    careers: tuple[Career, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    relatives: tuple[Relative, ...] = ()
    licences: frozenset[str] = frozenset()
    establishment: str | None = None
    gates: tuple[GateRecord, ...] = ()
    concurrent: tuple[Concurrent, ...] = ()

    @cached_property
    def held_post_ids(self) -> tuple[str, ...]:
        """Every post held before a plan, the main one first."""
        main = () if self.post_id is None else (self.post_id,)
        return (*main, *(each.post_id for each in self.concurrent))

    def since(self, post_id: str) -> Month | None:
        """The month of taking a post held before a plan; None where it is not known."""
        if post_id == self.post_id:
            return self.post_since
        return next((each.since for each in self.concurrent if each.post_id == post_id), None)

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """The months that sanctions bar. An administrative sanction that comes while another is in
        force adds its months to it."""
        found: list[Bar] = []
        for one in sorted(self.sanctions, key=lambda sanction: sanction.start):
            last = next((bar for bar in reversed(found) if _adds(bar, one)), None)
            if last is None:
                found.append(Bar(one.start, one.end, (one,)))
                continue
            whole = last.end.plus(one.start.months_until(one.end))
            end = max(min(whole, last.start.plus(MOST_MONTHS)), one.end)
            found[found.index(last)] = Bar(last.start, end, (*last.sanctions, one))
        return tuple(found)

    def in_force(self, month: Month) -> tuple[Sanction, ...]:
        """The sanctions that bar a rise in this month."""
        held = (bar for bar in self.bars if bar.start <= month < bar.end)
        return tuple(one for bar in held for one in bar.sanctions if one.start <= month)

    @property
    def fit_points(self) -> int | None:
        """The results that count in fit: not those that evidence already put into the category."""
        return self.suitability if "results" in self.counted else self.score

    @property
    def party_member(self) -> bool:
        return self.political_status in PARTY_MEMBER_CODES

    @property
    def non_party(self) -> bool:
        return self.political_status in NON_PARTY_CODES


def _adds(bar: Bar, one: Sanction) -> bool:
    """Whether a sanction is added to a bar: both administrative, and the bar still in force."""
    administrative = all(s.kind.startswith("admin_") for s in (*bar.sanctions, one))
    return administrative and one.start < bar.end
