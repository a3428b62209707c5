"""Why a scenario has no plan, and what would give it one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.explain.cases import Casebook, casebook
from rotation.explain.conflict import Conflict, Finder
from rotation.explain.correction_sets import CorrectionSets
from rotation.explain.oracle import Clock, OutOfTime, Tell
from rotation.explain.repairs import Repair, solved, told
from rotation.solve.engines.base import Limits, Watch

FOR_CONFLICTS = 0.5
"""Share of the time after which no further conflict is looked for: ways out need the rest."""
FOR_RELATED = 0.7
MOST_RELATED = 12


@dataclass(frozen=True)
class Explanation:
    """status: feasible (there is a plan, nothing to explain), infeasible, or unknown or stopped
    where the time was over before either was known.

    conflicts: those that share no requirement, then related ones, which tell why a way out needs
    the steps that it has besides. all_conflicts: what is left without them can hold together.
    repairs: those that go against least first. all_repairs: every kind was looked for. kept: codes
    of the laws that were never left out, retirement at age and, in a very large roster, one that
    spares pairs.
    """

    status: Status
    conflicts: tuple[Conflict, ...] = ()
    repairs: tuple[Repair, ...] = ()
    all_conflicts: bool = True
    all_repairs: bool = True
    seconds: float = 0.0
    kept: frozenset[str] = frozenset()


def find_conflicts(
    scenario: Scenario,
    *,
    limits: Limits | None = None,
    watch: Watch | None = None,
    tell: Tell | None = None,
) -> Explanation:
    """What of a scenario cannot hold together, and the cheapest ways out of each kind.

    limits: wall clock for all of it. watch: ends it early, with what is known by then. tell: is
    called with a stage (a key below `conflict.stage`) and its values. Raises InvalidInput for a
    roster so large that its pairs of cadre and post cannot all be looked at.
    """
    clock = Clock(limits or Limits(), watch or Watch(), tell)
    started = time.monotonic()
    clock.say("building")
    book = casebook(scenario)
    found = _explained(scenario, book, clock)
    return replace(found, seconds=time.monotonic() - started, kept=book.kept)


def _explained(scenario: Scenario, book: Casebook, clock: Clock) -> Explanation:
    finder = Finder(book, clock)
    conflicts, ended = _conflicts(finder, clock)
    if not conflicts:
        if ended:
            return Explanation(Status.FEASIBLE)
        stopped = clock.watch.stop.is_set()
        return Explanation(Status.STOPPED if stopped else Status.UNKNOWN, (), (), False, False)
    drafts, complete = _drafts(CorrectionSets(book, finder.whole, conflicts, clock))
    conflicts += _related(finder, conflicts, drafts, clock)
    repairs = []
    for left, draft in zip(range(len(drafts), 0, -1), drafts, strict=True):
        clock.say("solving", number=len(drafts) - left + 1, count=len(drafts))
        repairs.append(solved(scenario, told(book, draft, conflicts), clock, 0.9 / left))
    repairs.sort(key=lambda repair: repair.rank)
    return Explanation(Status.INFEASIBLE, tuple(conflicts), tuple(repairs), ended, complete)


def _related(
    finder: Finder, conflicts: Sequence[Conflict], drafts: Sequence[Repair], clock: Clock
) -> list[Conflict]:
    """For steps that no conflict explains so far: conflicts that do, as far as time allows."""
    found: list[Conflict] = []
    known = {place for conflict in conflicts for place in conflict.places}
    try:
        with clock.share(FOR_RELATED):
            for draft in drafts:
                for place in sorted(draft.places):
                    if place in known or len(found) == MOST_RELATED:
                        continue
                    clock.say("conflict", number=len(conflicts) + len(found) + 1)
                    conflict = finder.because_of(place, draft.places)
                    if conflict is not None:
                        found.append(conflict)
                        known |= set(conflict.places)
    except OutOfTime:
        pass
    return found


def _drafts(sets: CorrectionSets) -> tuple[list[Repair], bool]:
    """The ways out found in time, and whether every kind was looked for."""
    found: list[Repair] = []
    try:
        for repair in sets.drafts():
            found.append(repair)
    except OutOfTime:
        return found, False
    return found, True


def _conflicts(finder: Finder, clock: Clock) -> tuple[list[Conflict], bool]:
    """The conflicts found in their share of the time, and whether there is no further one."""
    found: list[Conflict] = []
    with clock.share(FOR_CONFLICTS):
        try:
            while True:
                clock.say("conflict", number=len(found) + 1)
                conflict = finder.next()
                if conflict is None:
                    return found, True
                found.append(conflict)
        except OutOfTime:
            return found, False
