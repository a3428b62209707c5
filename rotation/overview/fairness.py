"""Whether a scenario, and a plan of it, treats people alike, and what has to be asked about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rotation.audit.structure import as_done
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.overview.counted_twice import Twice, counted_twice
from rotation.overview.favoured import Favoured, favoured
from rotation.overview.groups import Group, groups
from rotation.overview.provenance import Asked, Change, recent, to_be_asked
from rotation.overview.thresholds import Near, near

MARGIN = 3
"""Points and months within which a threshold is near."""
MOST_MARGIN = 24
DAYS = 60
"""Days before the scenario's date of which changes are told."""


@dataclass(frozen=True)
class Fairness:
    """plan: the one looked at, with every action called what it does; None for none."""

    scenario: Scenario
    plan: Plan | None
    margin: int
    days: int
    near: tuple[Near, ...]
    favoured: tuple[Favoured, ...]
    groups: tuple[Group, ...]
    twice: tuple[Twice, ...]
    asked: tuple[Asked, ...]
    recent: tuple[Change, ...]


def fairness(
    scenario: Scenario,
    plan: Plan | None = None,
    margin: int = MARGIN,
    *,
    days: int = DAYS,
    changes: Sequence[Change] = (),
) -> Fairness:
    """changes: what is known to have been changed besides the evaluations, such as by revisions of
    the scenario."""
    done = None if plan is None else as_done(scenario, plan)
    return Fairness(
        scenario,
        done,
        margin,
        days,
        near(scenario, margin),
        () if done is None else favoured(scenario, done),
        groups(scenario, done),
        counted_twice(scenario),
        to_be_asked(scenario),
        recent(scenario, days, changes),
    )
