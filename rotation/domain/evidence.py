"""What results and conduct rest on: evaluations, rewards, supervision, exemptions, tasks,
nominations; and what a department's schemes make of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import floor

from rotation.domain.calendar import Month

Words = Mapping[str, str]
"""By language."""


class Element(StrEnum):
    """Where evidence counts: in one of these places, and in no other."""

    RESULTS = "results"
    CONDUCT = "conduct"
    FIT = "fit"


class Fault(StrEnum):
    """The table that a fault stands in which an exemption takes out."""

    EVALUATION = "evaluation"
    APPRAISAL = "appraisal"
    SANCTION = "sanction"
    SUPERVISION = "supervision"
    TASK = "task"


@dataclass(frozen=True)
class Evaluation:
    """What somebody gave a cadre or a unit in one dimension of a scheme. value: a number or a word
    of the scheme. post_id: the post in which it was earned."""

    scheme: str
    dimension: str
    value: str
    date: dt.date
    cadre_id: str | None = None
    unit_id: str | None = None
    by: str | None = None
    post_id: str | None = None


@dataclass(frozen=True)
class Reward:
    cadre_id: str
    kind: str
    date: Month
    document: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Supervision:
    """An entry of the offices that supervise together. state: open or closed; result: of a closed
    one, None where nothing is said."""

    cadre_id: str
    kind: str
    date: dt.date
    state: str = "open"
    result: str | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Exemption:
    """A fault that a named body took out. fault_kind: its kind, dimension or name, None where the
    day says which one it is. fault_date: a year, a month or a day, as it was written."""

    fault: Fault
    fault_date: str
    reason: str
    decided_by: str
    decided_on: dt.date
    document: str
    cadre_id: str | None = None
    unit_id: str | None = None
    fault_kind: str | None = None


@dataclass(frozen=True)
class Task:
    """A project or front-line work. result: None while it is not known."""

    name: str
    date: dt.date
    cadre_id: str | None = None
    unit_id: str | None = None
    result: str | None = None
    front_line: bool = False
    note: str | None = None


@dataclass(frozen=True)
class Nomination:
    """Who put somebody forward, for which post or purpose, and when."""

    cadre_id: str
    by: str
    date: dt.date
    post_id: str | None = None
    purpose: str | None = None


@dataclass(frozen=True)
class Item:
    """One piece of evidence in a part of a score. points: as it entered. by: who gave it, None
    where an evaluation does not say, "" where the record speaks for itself."""

    words: Words
    value: Words
    date: str
    points: Fraction
    by: str | None = None
    post_id: str | None = None


@dataclass(frozen=True)
class PartScore:
    """points: None where nothing is known. extra: on top of the others, not out of full."""

    part: str
    name: Words
    full: int
    points: Fraction | None
    items: tuple[Item, ...]
    element: Element | None = None
    extra: bool = False


@dataclass(frozen=True)
class Score:
    """What a scheme makes of somebody's evidence. exact: 0 to 100, None where nothing is known;
    elements: the points of the parts that count in one place; total: of all points as they
    stand."""

    scheme: str
    name: Words
    parts: tuple[PartScore, ...]
    exact: Fraction | None
    elements: Mapping[Element, int]
    total: Fraction

    @property
    def points(self) -> int | None:
        return None if self.exact is None else rounded(self.exact)


def rounded(points: Fraction) -> int:
    """Half a point is rounded up."""
    return floor(points + Fraction(1, 2))


@dataclass(frozen=True)
class Standing:
    """A place within a class. rank: 1 is the best, of `of` that are known. by_progress: ranked by
    what changed since the period before, as the class is too small. vetoes: what alone decides."""

    scheme: str
    label: Words
    rank: int | None
    of: int
    by_progress: bool = False
    top: bool = False
    bottom: bool = False
    vetoes: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """Every table as it was read; and what a scenario's schemes make of them, by whether it is
    about a "cadre" or a "unit", and the id."""

    evaluations: tuple[Evaluation, ...] = ()
    rewards: tuple[Reward, ...] = ()
    supervision: tuple[Supervision, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    tasks: tuple[Task, ...] = ()
    nominations: tuple[Nomination, ...] = ()
    scores: Mapping[tuple[str, str], tuple[Score, ...]] = field(default_factory=dict)
    standings: Mapping[tuple[str, str], Standing] = field(default_factory=dict)

    def scores_of(self, cadre_id: str) -> tuple[Score, ...]:
        return self.scores.get(("cadre", cadre_id), ())

    @property
    def given(self) -> bool:
        """Whether any table has a row."""
        return any(getattr(self, name) for name in TABLES)


TABLES = ("evaluations", "rewards", "supervision", "exemptions", "tasks", "nominations")
