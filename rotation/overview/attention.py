"""What calls for a decision before any plan is made, the most pressing first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rotation.compare.judged import Judged, at_present
from rotation.domain.scenario import Scenario
from rotation.overview.concern import Attention, Concern
from rotation.overview.periods import near_retirement, periods_over, term_over
from rotation.overview.pressing import found_by_rules, should_move
from rotation.overview.supervised import open_entries
from rotation.overview.team_gaps import team_lights, under_quota

_PARTS: tuple[Callable[[Judged], Iterator[Attention]], ...] = (
    found_by_rules,
    should_move,
    near_retirement,
    term_over,
    periods_over,
    open_entries,
    under_quota,
    team_lights,
)
"""Each tells of the plan that moves nobody."""


def attention(scenario: Scenario) -> tuple[Attention, ...]:
    """Everything that needs attention; within a concern in the order of the tables."""
    now = at_present(scenario)
    found = [item for part in _PARTS for item in part(now)]
    order = list(Concern)
    return tuple(sorted(found, key=lambda item: order.index(item.concern)))
