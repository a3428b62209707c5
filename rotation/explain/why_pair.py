"""Why a cadre does not have a post: which laws rule it out, or what it would cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.placement import Placement, placement
from rotation.domain.scenario import Scenario
from rotation.explain.alternative import Alternative, Outcome
from rotation.explain.base import Standing
from rotation.explain.choices import asked, codes_of, unlawful
from rotation.explain.pricing import Pricer
from rotation.explain.removed import laws_by_choice


@dataclass(frozen=True)
class PairWhy:
    """planned: what the plan does with the cadre. holders: who has the post in the plan's end."""

    scenario: Scenario
    cadre_id: str
    post_id: str
    planned: Alternative
    standing: Standing
    holders: tuple[str, ...]
    alternative: Alternative

    @property
    def answered(self) -> bool:
        """Whether the answer was found before the time was over."""
        return self.alternative.outcome is not Outcome.OPEN


def why_pair(pricer: Pricer, cadre_id: str, post_id: str) -> PairWhy:
    base = pricer.base
    scenario, plan = base.bench.scenario, base.plan
    done = placement(plan.action_of[cadre_id])
    return PairWhy(
        scenario,
        cadre_id,
        post_id,
        Alternative(scenario, Outcome.PLANNED, cadre_id, done),
        base.standing,
        plan.holders.get(post_id, ()),
        _alternative(pricer, cadre_id, post_id, done),
    )


def _alternative(pricer: Pricer, cadre_id: str, post_id: str, done: Placement) -> Alternative:
    base = pricer.base
    scenario, board = base.bench.scenario, base.assembled.board
    if post_id in base.plan.action_of[cadre_id].held_post_ids:
        return Alternative(scenario, Outcome.PLANNED, cadre_id, done)
    own = board.cadre == board.facts.cadre_at[cadre_id]
    rows = np.flatnonzero(own & board.holding(board.facts.post_at[post_id]))
    if len(rows):
        return asked(pricer, rows)
    laws, main = laws_by_choice(board.facts, cadre_id), scenario.roster.cadre[cadre_id].post_id
    if post_id == main or post_id in scenario.beside(cadre_id, main):
        choice = Placement(ActionKind.STAY, main)
    else:
        choice = Placement(next(kind for kind, post in laws if post == post_id), post_id)
    return unlawful(base, cadre_id, choice, codes_of(laws, choice))
