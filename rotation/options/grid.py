"""grid(): rosters x settings x orders of the goals, each solved by itself, many at once.

A piece is sent as files and comes back as figures and a plan's text: what lies in memory here does
not grow with the number of rosters, and workers need no file of ours.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from threading import Event

from rotation.compare.instead import FIGURES
from rotation.compare.judged import judge
from rotation.domain.plan import Status
from rotation.domain.problem import Problem
from rotation.domain.profile import PlanProfile, Rest
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.io.changes_asked import variations_asked
from rotation.io.inputs import Inputs
from rotation.io.load_scenario import load_scenario
from rotation.io.plan_file import plan_text
from rotation.io.report import ProblemList
from rotation.parallel.cluster import versions
from rotation.parallel.pool import Done, Where, Work, each
from rotation.rules.profiles import applies, in_order, known_profiles, ranked
from rotation.rules.variations import Variation, varied
from rotation.solve.engines import DEFAULT, engine_named
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.run import solve


@dataclass(frozen=True)
class Piece:
    """A roster with settings changed together (as typed after --set), in an order of its goals.
    inputs: None where they could not be read."""

    name: str
    inputs: Inputs | None
    settings: tuple[str, ...] = ()
    profile: str | None = None
    limits: Limits = field(default_factory=Limits)
    engine: str = DEFAULT

    @property
    def key(self) -> str:
        """What its answer follows from, this program included, as a digest."""
        asked = (self.name, self.settings, self.profile, self.limits, self.engine, versions())
        read = "" if self.inputs is None else self.inputs.sha256
        return hashlib.sha256(f"{read} {asked!r}".encode()).hexdigest()


@dataclass(frozen=True)
class Solved:
    """How a piece was answered. figures: of FIGURES; empty without a plan. plan: the text of
    plan.json. problems: why it could not be asked. seconds: of its solve."""

    status: Status
    name: str
    changes: tuple[Variation, ...] = ()
    profile: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, int] = field(default_factory=dict)
    cadres: int = 0
    posts: int = 0
    plan: str = ""
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0


def grid(pieces: Iterator[Piece], at: Where, stop: Event) -> Iterator[Done[Solved]]:
    """The pieces as they are answered; after a stop those that are finished."""
    with at(PIECES, None, stop) as pool:
        yield from each(pool, pieces)


def _begin(_: None, stop: Event) -> Event:
    return stop


def _solved(stop: Event, piece: Piece) -> Solved | None:
    started = time.monotonic()
    try:
        scenario, changes, told = _asked(piece)
    except InvalidInput as fault:
        return Solved(Status.INVALID_INPUT, piece.name, problems=fault.problems)
    engine = engine_named(piece.engine)
    found = solve(scenario, limits=piece.limits, engine=engine, watch=Watch(stop=stop))
    if stop.is_set():
        return None
    plan, figures = found.plan, {}
    if plan is not None:
        judged = judge(scenario, plan, piece.name)
        figures = {code: of(judged) for code, of in FIGURES.items()}
    return Solved(
        found.status,
        scenario.name,
        changes,
        {} if told is None else told.name,
        figures,
        len(scenario.roster.cadres),
        len(scenario.roster.posts),
        "" if plan is None else plan_text(plan, scenario),
        seconds=time.monotonic() - started,
    )


PIECES = Work(_begin, _solved)
"""Pieces of a grid."""


def _asked(piece: Piece) -> tuple[Scenario, tuple[Variation, ...], PlanProfile | None]:
    """The scenario to solve. Raises InvalidInput."""
    if piece.inputs is None:
        raise InvalidInput([])
    scenario, _ = load_scenario(piece.inputs)
    changes = tuple(variations_asked(scenario, [piece.settings])[0]) if piece.settings else ()
    scenario = reduce(varied, changes, scenario)
    if piece.profile is None:
        return scenario, changes, None
    profile = profiles_of(scenario, [piece.profile])[piece.profile]
    return in_order(scenario, profile), changes, profile


def profiles_of(scenario: Scenario, codes: Sequence[str]) -> Mapping[str, PlanProfile]:
    """Orders of the goals by their codes; those that weigh goals by other plans are none. Raises
    InvalidInput for any other, and for one that says nothing new of this scenario's goals."""
    report = ProblemList()
    known = {
        code: profile
        for code, profile in known_profiles(scenario).items()
        if profile.rest is Rest.OWN and applies(scenario, profile)
    }
    for code in codes:
        if code not in known:
            near = report.nearest(code, list(known))
            report.error("unknown_profile", "--profile", value=code, nearest=near, known=[*known])
    report.stop_on_errors()
    each = (known[code] for code in codes)
    return {p.code: PlanProfile(p.code, p.name, ranked(scenario, p)) for p in each}
