"""Who goes down by right: by a decision that names its authority, by the legal effect of an
incompetent appraisal, or by a local rule on the age of leaving leadership."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from rotation.domain.action import DOWN, Action, ActionKind
from rotation.domain.cadre import Cadre, Grade
from rotation.domain.decision import DecisionAction
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules.base import BoolArray
from rotation.rules.registry import law_of

if TYPE_CHECKING:
    from rotation.model.board import Board

_DECIDED = {
    ActionKind.RELEASE: DecisionAction.RELEASE,
    ActionKind.STEP_DOWN: DecisionAction.STEP_DOWN,
    ActionKind.REVERSE_POSTING: DecisionAction.REVERSE_POSTING,
}
"""What has to be decided before a plan may do it."""


def rows_by_right(board: Board) -> BoolArray:
    """The board's rows by which somebody goes down by right."""
    facts = board.facts
    lowered = to_be_lowered(facts.scenario)
    officers = facts.posts.role[facts.cadres.post] == list(Role).index(Role.STAFF)
    officers &= facts.cadres.post >= 0
    by_law = {
        ActionKind.STEP_DOWN: lowered,
        ActionKind.RELEASE: (lowered & ~officers) | _of_age(board),
        ActionKind.REVERSE_POSTING: np.zeros_like(lowered),
    }
    found = np.zeros(len(board), dtype=np.bool_)
    for kind in DOWN:
        right = by_law[kind].copy()
        for decision in facts.scenario.decisions:
            if decision.action is _DECIDED[kind] and decision.authorised:
                right[facts.cadre_at[decision.cadre_id]] = True
        found |= board.is_kind(kind) & right[board.cadre]
    return found


def to_be_lowered(scenario: Scenario) -> BoolArray:
    """By cadre: last appraised incompetent, for the closed year or later (公务员法 Art. 50)."""
    found = np.zeros(len(scenario.roster.cadres), dtype=np.bool_)
    for place, cadre in enumerate(scenario.roster.cadres):
        graded = sorted((a.year, a.grade is Grade.INCOMPETENT) for a in cadre.appraisals)
        last = graded[-1] if graded else (0, False)
        found[place] = last[1] and last[0] >= scenario.closed_year
    return found


def _of_age(board: Board) -> BoolArray:
    """By cadre: made to leave by a local rule that names body, day and document."""
    facts = board.facts
    law: Any = law_of(facts.scenario, "leadership_age")
    if law is None:
        return np.zeros(len(facts.cadres.post), dtype=np.bool_)
    leaving: BoolArray = law.leaders_leaving(facts)
    for rule, cadre_id, post_id in facts.scenario.waived:
        if rule == law.code and post_id is None:
            leaving[facts.cadre_at[cadre_id]] = False
    return leaving


def goes_by_right(scenario: Scenario, action: Action) -> bool:
    """The same of one action, for the check."""
    if action.kind not in DOWN:
        return False
    cadre = scenario.roster.cadre[action.cadre_id]
    if action.kind in _ways_by_law(scenario, cadre) and _lowered_by_law(scenario, cadre):
        return True
    law: Any = law_of(scenario, "leadership_age")
    if action.kind is ActionKind.RELEASE and law is not None and law.leaves(scenario, cadre):
        return True
    return any(
        d.cadre_id == cadre.cadre_id and d.action is _DECIDED[action.kind] and d.authorised
        for d in scenario.decisions
    )


def _ways_by_law(scenario: Scenario, cadre: Cadre) -> frozenset[ActionKind]:
    """Whoever holds no leading post has none to leave for a rank."""
    held = None if cadre.post_id is None else scenario.roster.post[cadre.post_id]
    officer = held is not None and held.role is Role.STAFF
    return frozenset({ActionKind.STEP_DOWN} | (set() if officer else {ActionKind.RELEASE}))


def _lowered_by_law(scenario: Scenario, cadre: Cadre) -> bool:
    recent = [a for a in cadre.appraisals if a.year >= scenario.closed_year]
    last = max(recent, key=lambda appraisal: appraisal.year, default=None)
    return last is not None and last.grade is Grade.INCOMPETENT
