"""Why a cadre is treated as the plan does, and what the alternatives cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from rotation.domain.action import PLACING, ActionKind, Reason
from rotation.domain.category import Category, Strength
from rotation.domain.placement import Placement, placement
from rotation.domain.plan import Finding
from rotation.domain.scenario import Scenario
from rotation.explain.alternative import Alternative, Outcome
from rotation.explain.base import Base, Standing
from rotation.explain.choices import asked, codes_of, in_order, priced, row_choice, unlawful
from rotation.explain.obstacles import obstacles_to
from rotation.explain.pricing import Condition, Pricer
from rotation.explain.ranking import Ranking, ranked
from rotation.explain.removed import Barrier, Codes, barriers, laws_by_choice
from rotation.model.board import KINDS
from rotation.model.program import Ints
from rotation.rules.categories import assess


@dataclass(frozen=True)
class CadreWhy:
    """All that is to be said of a cadre and a plan.

    posts: how many other posts there are; allowed: ids of those that no law rules out by itself.
    alternatives: the best first, staying always among them; where the plan is not the best, also
    what it does with the cadre, with everything else solved again. left: choices not listed;
    exhausted: no plan takes any of them; else proven says whether none of them is better than
    those listed. obstacles: where no plan takes any other choice, the fewest breaches that would
    allow one.
    """

    scenario: Scenario
    cadre_id: str
    planned: Alternative
    standing: Standing
    category: Category
    strength: Strength
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    posts: int
    allowed: tuple[str, ...]
    barriers: tuple[Barrier, ...]
    alternatives: tuple[Alternative, ...]
    left: tuple[Placement, ...]
    exhausted: bool
    proven: bool
    obstacles: tuple[Finding, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether anything could be said of alternatives before the time was over."""
        return self.proven or any(a.price is not None for a in self.alternatives)


def why_cadre(pricer: Pricer, cadre_id: str, count: int, *, whole: bool = True) -> CadreWhy:
    """count: how many alternatives are priced, besides staying. whole: whether staying is priced
    as well, and obstacles are looked for; without them the answer is there sooner."""
    base = pricer.base
    scenario, board = base.bench.scenario, base.assembled.board
    laws = laws_by_choice(board.facts, cadre_id)
    posts = {post: codes for (kind, post), codes in laws.items() if post and kind in PLACING}
    ranking = _ranking(pricer, cadre_id, count)
    nothing = whole and ranking.exhausted and not ranking.found and len(ranking.left) > 0
    action = base.plan.action_of[cadre_id]
    assessed = assess(scenario)[cadre_id]
    return CadreWhy(
        scenario=scenario,
        cadre_id=cadre_id,
        planned=Alternative(scenario, Outcome.PLANNED, cadre_id, placement(action)),
        standing=base.standing,
        category=assessed.category,
        strength=assessed.strength,
        reasons=action.reasons,
        findings=_about(base, cadre_id),
        posts=len(posts),
        allowed=tuple(post for post, codes in posts.items() if not codes),
        barriers=barriers(posts),
        alternatives=_alternatives(pricer, cadre_id, ranking, laws, whole),
        left=tuple(dict.fromkeys(row_choice(board, int(row)) for row in ranking.left)),
        exhausted=ranking.exhausted,
        proven=ranking.proven,
        obstacles=obstacles_to(pricer, ranking.left) if nothing else (),
    )


def _ranking(pricer: Pricer, cadre_id: str, count: int) -> Ranking:
    base, board = pricer.base, pricer.base.assembled.board
    own = np.flatnonzero(board.cadre == board.facts.cadre_at[cadre_id])
    # Where a better plan exists, what the plan does with the cadre may be part of it.
    rows = own[base.x[own] == 0] if base.standing is Standing.BEST else own

    def condition(among: Ints) -> Condition:
        return Condition(among, np.setdiff1d(own, among))

    where = np.where(board.to_post >= 0, board.to_post, -1 - board.kind)
    return ranked(pricer, rows, where, count, condition)


def _alternatives(
    pricer: Pricer,
    cadre_id: str,
    ranking: Ranking,
    laws: Mapping[tuple[ActionKind, str | None], Codes],
    whole: bool,
) -> tuple[Alternative, ...]:
    """Those ranked, and staying if it is not among them and not what the plan does."""
    base, board = pricer.base, pricer.base.assembled.board
    done = placement(base.plan.action_of[cadre_id])
    found = [priced(base, ranked.row, ranked.reached) for ranked in ranking.found]
    found = [replace(item, same=item.choice == done) for item in found]
    post_id = base.bench.scenario.roster.cadre[cadre_id].post_id
    stay = Placement(ActionKind.STAY if post_id else ActionKind.POOL, post_id)
    if stay in [done, *(item.choice for item in found)]:
        return in_order(found)
    codes = codes_of(laws, stay)
    if codes:
        return in_order([*found, unlawful(base, cadre_id, stay, codes)])
    if not whole:
        return in_order(found)
    own = np.flatnonzero(board.cadre == board.facts.cadre_at[cadre_id])
    rows = own[board.kind[own] == KINDS.index(stay.kind)]
    return in_order([*found, asked(pricer, rows)])


def _about(base: Base, cadre_id: str) -> tuple[Finding, ...]:
    """What the audit finds on the plan and tells of this cadre by name."""
    name = base.bench.scenario.roster.cadre[cadre_id].name
    return tuple(
        finding
        for finding in base.report.findings
        if cadre_id in finding.cadre_ids and name in finding.text.get("zh", "")
    )
