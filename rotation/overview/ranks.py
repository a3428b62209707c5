"""Who may be given the next rank, by points of a scheme, and whom the places of a year reach.

A list to decide by: nobody's rank is changed. How many places there are is local.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib import resources
from itertools import groupby

from rotation.domain.cadre import Cadre, Grade, Status
from rotation.domain.calendar import Month
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.evidence.measured import Measuring, Records
from rotation.evidence.schemes import Ranks, Scheme, scheme_of, schemes_of
from rotation.rules.base import Confidence, Source
from rotation.rules.categories import latest_appraisal
from rotation.rules.standing import in_other_hands

USUAL = "jifen"
"""The shipped scheme that is taken where a scenario has none for ranks."""
_REVIEWED = frozenset({Status.UNDER_REVIEW, Status.SUSPENDED})
EFFECT_OF_INCOMPETENT = Source(
    "公务员法", Confidence.PRIMARY, "第五十条", "2018-12-29", "one level of post or rank lower"
)


@dataclass(frozen=True)
class Target:
    """What is asked for a rank. level: the leadership level that qualifies as the rank below."""

    rank: str
    below: str
    years: int
    level: str | None = None


@dataclass(frozen=True)
class Regulation:
    source: Source
    excellent_months: int
    uncounted: frozenset[Grade]
    targets: tuple[Target, ...]


@cache
def regulation() -> Regulation:
    """As the file says; the highest rank first."""
    file = resources.files("rotation").joinpath("overview", "rank_years.toml")
    given = tomllib.loads(file.read_text("utf-8"))
    return Regulation(
        Source(
            given["document"],
            Confidence(given["confidence"].replace("_", " ")),
            given["article"],
            given["date"],
            given["note"],
        ),
        given["excellent_months"],
        frozenset(map(Grade, given["uncounted"])),
        tuple(Target(rank, **asked) for rank, asked in given["targets"].items()),
    )


@dataclass(frozen=True)
class Service:
    """held: a rank, or a level where `leads`. asked: months, before years are shortened or left
    out; left_out: months of `uncounted` years since then."""

    held: str
    leads: bool
    since: Month
    asked: int
    excellent: tuple[int, ...] = ()
    uncounted: tuple[int, ...] = ()
    left_out: int = 0

    @property
    def needed(self) -> int:
        shorter = regulation().excellent_months * len(self.excellent)
        return max(self.asked - shorter, 0)

    @property
    def reached(self) -> Month:
        return self.since.plus(self.needed + self.left_out)


@dataclass(frozen=True)
class Barred:
    """table, code: the word for it. until: the month from which it bars no longer, None where no
    day is set."""

    table: str
    code: str
    until: Month | None = None


@dataclass(frozen=True)
class Candidate:
    """service: the way that qualifies first, None where since when is not known."""

    cadre_id: str
    target: str
    service: Service | None
    barred: tuple[Barred, ...]
    front_line: bool
    points: Fraction

    def eligible(self, on: Month) -> bool:
        return self.opens is not None and self.opens <= on

    @property
    def opens(self) -> Month | None:
        """The month from which nothing that is known stands against it; None where that is open."""
        ends = [bar.until for bar in self.barred]
        if self.service is None or None in ends:
            return None
        return max([self.service.reached, *(end for end in ends if end is not None)])

    @property
    def order(self) -> tuple[Fraction, Month]:
        """By points, then by seniority; only for who has served."""
        assert self.service is not None
        return -self.points, self.service.since


class Outcome(StrEnum):
    """kept: a place kept for the front line. tie: equal points and seniority for fewer places than
    they are. full: no place of that rank is free."""

    KEPT = "kept"
    SLOT = "slot"
    TIE = "tie"
    MISSED = "missed"
    FULL = "full"
    WAITS = "waits"


@dataclass(frozen=True)
class Placed:
    """place: among all who are eligible. behind: the last who has a place that this one could have
    had, for who missed one."""

    candidate: Candidate
    outcome: Outcome
    place: int | None = None
    behind: Candidate | None = None


@dataclass(frozen=True)
class RankList:
    """own: whether the scheme is the scenario's. rows: the highest rank first; within it by place,
    then who waits."""

    scheme: Scheme
    own: bool
    ranks: Ranks
    rows: tuple[Placed, ...]


def rank_lists(scenario: Scenario) -> tuple[RankList, ...]:
    """One for each scheme of the scenario that is for ranks; else one by the shipped scheme."""
    schemes = {c: s for c, s in schemes_of(scenario.schemes).items() if s.ranks is not None}
    own = bool(schemes)
    given = schemes or {USUAL: scheme_of(USUAL, {})}
    return tuple(
        RankList(scheme, own, scheme.ranks, _rows(scenario, code, scheme, scheme.ranks))
        for code, scheme in given.items()
        if scheme.ranks is not None
    )


def _rows(scenario: Scenario, code: str, scheme: Scheme, ranks: Ranks) -> tuple[Placed, ...]:
    measuring = Measuring(code, scheme, Records.of(scenario), scenario.month)
    found = [
        replace(each, points=measuring.score(each.cadre_id).total) for each in candidates(scenario)
    ]
    eligible = sorted(
        (each for each in found if each.eligible(scenario.month)), key=lambda each: each.order
    )
    rows = [*_placed(eligible, ranks)]
    rows += [Placed(each, Outcome.WAITS) for each in found if not each.eligible(scenario.month)]
    highest = [target.rank for target in regulation().targets]
    return tuple(sorted(rows, key=lambda row: highest.index(row.candidate.target)))


@dataclass(frozen=True)
class _Way:
    """How somebody comes to a rank: by the rank below, or by the level of a leading post."""

    target: Target
    held: str
    leads: bool
    since: Month | None


def candidates(scenario: Scenario) -> Iterator[Candidate]:
    """Everybody for whom there is a rank above, points aside: the highest that is open to them."""
    highest = [target.rank for target in regulation().targets]
    for cadre in scenario.roster.cadres:
        ways = [] if in_other_hands(scenario, cadre) else list(_ways(scenario, cadre))
        if not ways:
            continue
        rank = min((way.target.rank for way in ways), key=highest.index)
        served = (_service(scenario, cadre, way) for way in ways if way.target.rank == rank)
        known = [service for service in served if service is not None]
        post = scenario.roster.post.get(cadre.post_id or "")
        yield Candidate(
            cadre.cadre_id,
            rank,
            min(known, key=lambda service: service.reached, default=None),
            tuple(_barred(scenario, cadre)),
            front_line=post is not None and post.front_line,
            points=Fraction(0),
        )


def _ways(scenario: Scenario, cadre: Cadre) -> Iterator[_Way]:
    post = scenario.roster.post.get(cadre.post_id or "")
    leads = post is not None and post.role is not Role.STAFF
    for target in regulation().targets:
        if cadre.rank == target.below:
            yield _Way(target, target.below, False, cadre.rank_since)
        if leads and cadre.level == target.level:
            yield _Way(target, cadre.level, True, cadre.level_since)


def _service(scenario: Scenario, cadre: Cadre, way: _Way) -> Service | None:
    """A year counts where the rank was held at its end; of one left out, the months since."""
    since = way.since
    if since is None:
        return None
    years = [a for a in cadre.appraisals if since.year <= a.year <= scenario.closed_year]
    uncounted = [a.year for a in years if a.grade in regulation().uncounted]
    return Service(
        way.held,
        way.leads,
        since,
        12 * way.target.years,
        tuple(sorted(a.year for a in years if a.grade is Grade.EXCELLENT)),
        tuple(sorted(uncounted)),
        sum(max(since, Month(year, 1)).months_until(Month(year + 1, 1)) for year in uncounted),
    )


def _barred(scenario: Scenario, cadre: Cadre) -> Iterator[Barred]:
    on = scenario.month
    for bar in cadre.bars:
        for one in bar.sanctions if bar.start <= on < bar.end else ():
            if one.start <= on:
                yield Barred("sanction", one.kind, bar.end)
    if cadre.status in _REVIEWED:
        yield Barred("status", cadre.status)
    latest = latest_appraisal(cadre)
    lowered = latest is not None and latest.grade is Grade.INCOMPETENT
    if latest is not None and lowered and latest.year >= scenario.closed_year:
        yield Barred("appraisal_grade", latest.grade)


def _placed(eligible: Sequence[Candidate], ranks: Ranks) -> Iterator[Placed]:
    """First the places kept for the front line, then the others, for all who have none yet."""
    free = dict(ranks.places)
    kept = ranks.per_year * ranks.front_line_percent // 100
    front = [each for each in eligible if each.front_line]
    first = {} if not kept else _allotted(front, kept, free)
    done = {i: Outcome.KEPT if each is Outcome.SLOT else each for i, each in first.items()
            if each in (Outcome.SLOT, Outcome.TIE)}  # fmt: skip
    rest = [each for each in eligible if each.cadre_id not in done]
    outcomes = {**done, **_allotted(rest, ranks.per_year - kept, free)}
    for place, each in enumerate(eligible, start=1):
        outcome = outcomes[each.cadre_id]
        given = [
            other
            for other in eligible
            if outcomes[other.cadre_id] is Outcome.SLOT
            or (outcomes[other.cadre_id] is Outcome.KEPT and each.front_line)
        ]
        behind = given[-1] if given and outcome is Outcome.MISSED else None
        yield Placed(each, outcome, place, behind)


def _allotted(order: Sequence[Candidate], slots: int, free: dict[str, int]) -> dict[str, Outcome]:
    """Places in this order; those of equal standing have one all of them or none has it yet. free:
    by rank where its places are numbered; what is taken is taken off."""
    found: dict[str, Outcome] = {}
    for _, group in groupby(order, key=lambda each: each.order):
        members = list(group)
        found |= {m.cadre_id: Outcome.FULL for m in members}
        open_to = [m for m in members if free.get(m.target, 1) > 0]
        wanted = Counter(m.target for m in open_to)
        fits = all(count <= free.get(rank, count) for rank, count in wanted.items())
        outcome = Outcome.SLOT if fits and len(open_to) <= slots else Outcome.TIE
        found |= {m.cadre_id: outcome if slots else Outcome.MISSED for m in open_to}
        if slots:
            slots -= min(len(open_to), slots)
            free |= {r: max(free[r] - count, 0) for r, count in wanted.items() if r in free}
    return found
