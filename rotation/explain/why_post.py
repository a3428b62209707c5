"""Who could have a post, best first; who could not, and why; or why it stays empty."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rotation.domain.placement import placement
from rotation.domain.plan import Finding
from rotation.domain.scenario import Scenario
from rotation.explain.alternative import Alternative, Outcome
from rotation.explain.base import Base, Standing
from rotation.explain.choices import cadre_of, priced
from rotation.explain.obstacles import at_least_one, obstacles_to
from rotation.explain.price import price_of
from rotation.explain.pricing import Condition, Pricer
from rotation.explain.ranking import Ranked, ranked
from rotation.explain.removed import Barrier, barriers, laws_by_cadre
from rotation.model.program import Ints, Linear


@dataclass(frozen=True)
class PostWhy:
    """All that is to be said of a post and a plan.

    now: who has it today; holders: who has it in the plan's end; beside: those of them who hold it
    beside their main post; empty: seats the plan leaves
    empty. allowed: ids of the cadres whom no law keeps out by itself, holders included.
    candidates: others than the plan's holders (these too where the plan is not the best), best
    first; vacant: leaving one more seat empty
    (None where nobody holds it). left: ids not listed; exhausted: no plan gives any of them the
    post; else proven says whether none of them is better than those listed. obstacles: where
    none of the others can take it, the fewest breaches that would allow it.
    """

    scenario: Scenario
    post_id: str
    standing: Standing
    now: tuple[str, ...]
    holders: tuple[str, ...]
    beside: tuple[str, ...]
    empty: int
    allowed: tuple[str, ...]
    barriers: tuple[Barrier, ...]
    candidates: tuple[Alternative, ...]
    vacant: Alternative | None
    left: tuple[str, ...]
    exhausted: bool
    proven: bool
    obstacles: tuple[Finding, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether anything could be said of candidates before the time was over."""
        return self.proven or any(a.price is not None for a in self.candidates)


def why_post(pricer: Pricer, post_id: str, count: int, *, whole: bool = True) -> PostWhy:
    """count: how many candidates are priced. whole: whether leaving a seat empty is priced as well,
    and obstacles are looked for; without them the answer is there sooner."""
    base = pricer.base
    scenario, board, plan = base.bench.scenario, base.assembled.board, base.plan
    post = scenario.roster.post[post_id]
    holders = plan.holders.get(post_id, ())
    laws = laws_by_cadre(board.facts, post_id)
    every = _rows_into(pricer, post_id)
    others = every
    if base.standing is Standing.BEST:
        others = every[~np.isin(board.cadre[every], [board.facts.cadre_at[i] for i in holders])]

    def condition(among: Ints) -> Condition:
        return Condition(among, held=((at_least_one(among), -1),))

    ranking = ranked(pricer, others, board.cadre, count, condition)
    left = tuple(dict.fromkeys(cadre_of(board, int(row)) for row in ranking.left))
    nobody = whole and ranking.exhausted and not ranking.found and len(others) > 0
    return PostWhy(
        scenario=scenario,
        post_id=post_id,
        standing=base.standing,
        now=tuple(c.cadre_id for c in scenario.roster.present_holders.get(post_id, ())),
        holders=holders,
        beside=tuple(i for i in holders if post_id in plan.action_of[i].concurrent_post_ids),
        empty=max(post.headcount - len(holders), 0),
        allowed=tuple(dict.fromkeys(cadre_of(board, int(row)) for row in every)),
        barriers=barriers(laws),
        candidates=tuple(_candidate(base, ranked) for ranked in ranking.found),
        vacant=_vacant(pricer, every, len(holders), post.headcount) if whole and holders else None,
        left=left,
        exhausted=ranking.exhausted,
        proven=ranking.proven,
        obstacles=obstacles_to(pricer, others) if nobody else (),
    )


def _candidate(base: Base, ranked: Ranked) -> Alternative:
    found = priced(base, ranked.row, ranked.reached)
    assert found.cadre_id is not None
    return replace(found, planned=placement(base.plan.action_of[found.cadre_id]))


def _rows_into(pricer: Pricer, post_id: str) -> Ints:
    """Rows that end in a post: into it, or staying in it."""
    board = pricer.base.assembled.board
    at = board.facts.post_at[post_id]
    return np.flatnonzero(board.holding(at))


def _vacant(pricer: Pricer, rows: Ints, holders: int, seats: int) -> Alternative:
    """The price of giving the post to one cadre fewer than the plan does."""
    base, scenario = pricer.base, pricer.base.bench.scenario
    fewer = Linear(rows, np.ones(len(rows), dtype=np.int64)), holders - 1
    reached = pricer.cheapest(Condition(held=(fewer,)))
    if reached.x is None:
        outcome = Outcome.IMPOSSIBLE if reached.impossible else Outcome.OPEN
        return Alternative(scenario, outcome, seats=seats)
    price = price_of(base, reached, ())
    return Alternative(scenario, Outcome.PRICED, price=price, seats=seats)
