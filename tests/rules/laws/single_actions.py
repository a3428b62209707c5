"""Every thinkable action of a scenario, taken alone: what the board says of it, and the check."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rotation.assemble.facts import facts_of
from rotation.domain.plan import FindingStatus
from rotation.domain.scenario import Scenario
from rotation.model.board import KINDS, Board, every_action
from rotation.rules.registry import active_laws
from tests.rules.tiny import plan_of_rows

Taken = tuple[str, str, str | None]
"""Cadre id, kind of action and destination."""


def verdicts(scenario: Scenario, code: str) -> Mapping[Taken, tuple[bool, bool]]:
    """By action: whether the law removes it from the board, and whether the check finds it broken.

    The check sees the plan that takes this action while everybody else stays.
    """
    facts = facts_of(scenario)
    count = len(scenario.roster.cadres)
    board = every_action(facts, np.arange(count), np.full(count, fill_value=False))
    law = next(law for law in active_laws(scenario) if law.code == code)
    removed = law.removes(scenario, board)
    assert removed is not None
    stays = np.array([np.flatnonzero(board.cadre == place)[0] for place in range(count)])
    found = {}
    for row in range(len(board)):
        chosen = stays.copy()
        chosen[board.cadre[row]] = row
        taken = _taken(board, row)
        broken = [
            finding
            for finding in law.check(scenario, plan_of_rows(board, chosen))
            if finding.status is FindingStatus.BROKEN and taken[0] in finding.cadre_ids
        ]
        found[taken] = (bool(removed[row]), bool(broken))
    return found


def _taken(board: Board, row: int) -> Taken:
    roster = board.facts.scenario.roster
    end = board.to_post[row]
    return (
        roster.cadres[board.cadre[row]].cadre_id,
        KINDS[board.kind[row]].value,
        None if end < 0 else roster.posts[end].post_id,
    )


def outcomes(scenario: Scenario, code: str) -> set[bool]:
    """Asserts that board and check agree on every action; which verdicts occurred."""
    found = verdicts(scenario, code)
    disagreements = {taken: both for taken, both in found.items() if both[0] != both[1]}
    assert not disagreements
    return {removed for removed, _ in found.values()}
