"""Posts for which a plan has one choice alone."""

from __future__ import annotations

import numpy as np

from rotation.assemble.assemble import candidates
from rotation.assemble.facts import facts_of
from rotation.domain.action import PLACING
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.rules.registry import active_laws


def sole_candidates(scenario: Scenario, plan: Plan) -> tuple[str, ...]:
    """The posts that the plan puts somebody into whom nobody could stand in for: the laws, each by
    itself, leave the post to nobody but those whom the plan has there. An exception that would
    have to be approved first leaves it to nobody."""
    facts = facts_of(scenario)
    board, _ = candidates(facts, list(active_laws(scenario)))
    seats = board.seats
    allowed = np.ones(len(board), dtype=np.bool_)
    for breach in board.breaches.values():
        allowed &= ~breach
    found = allowed[seats.row]
    pair = facts.pair(board.cadre[seats.row[found]], seats.post[found])
    planned = np.array(
        [
            (facts.cadre_at[cadre_id], facts.post_at[post_id])
            for post_id, holders in plan.holders.items()
            for cadre_id in holders
        ],
        dtype=np.int64,
    ).reshape(-1, 2)
    others = np.setdiff1d(pair, facts.pair(*planned.T))
    open_posts = set((others % len(facts.post_at)).tolist())
    taken = (a.to_post_id for a in plan.actions if a.kind in PLACING and a.to_post_id)
    return tuple(i for i in dict.fromkeys(taken) if facts.post_at[i] not in open_posts)
