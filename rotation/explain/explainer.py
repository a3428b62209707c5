"""The questions that a plan is asked: about a cadre, about a pair, about a post."""

from __future__ import annotations

from rotation.domain.plan import Plan
from rotation.explain.base import Base, base_of
from rotation.explain.pricing import Known, Pricer
from rotation.explain.why_cadre import CadreWhy, why_cadre
from rotation.explain.why_pair import PairWhy, why_pair
from rotation.explain.why_post import PostWhy, why_post
from rotation.solve.engines.base import Limits
from rotation.solve.workbench import Workbench

Why = CadreWhy | PairWhy | PostWhy
COUNT = 5
"""How many alternatives are priced if nobody asks for another number."""


class Explainer:
    """A plan to ask about; it is audited and proven once, then asked as often as wanted."""

    def __init__(self, bench: Workbench, plan: Plan, limits: Limits | None = None) -> None:
        """limits: for each question, and for finding out how good the plan is where it does not
        prove that itself. Raises Unlawful if the plan breaks a law."""
        self.limits = limits or bench.limits
        self.base: Base = base_of(bench, plan, self.limits)
        self._known: Known = {}

    def cadre(self, cadre_id: str, count: int = COUNT, *, whole: bool = True) -> CadreWhy:
        return why_cadre(self._pricer(), cadre_id, count, whole=whole)

    def pair(self, cadre_id: str, post_id: str) -> PairWhy:
        return why_pair(self._pricer(), cadre_id, post_id)

    def post(self, post_id: str, count: int = COUNT, *, whole: bool = True) -> PostWhy:
        return why_post(self._pricer(), post_id, count, whole=whole)

    def why(
        self,
        cadre_id: str | None,
        post_id: str | None,
        count: int = COUNT,
        *,
        whole: bool = True,
    ) -> Why:
        """Of a cadre, of a post, or of the pair. whole: see why_cadre and why_post."""
        if post_id is None:
            return self.cadre(str(cadre_id), count, whole=whole)
        if cadre_id is None:
            return self.post(post_id, count, whole=whole)
        return self.pair(cadre_id, post_id)

    def _pricer(self) -> Pricer:
        return Pricer(self.base, self.limits, self._known)


def explain_cadre(
    bench: Workbench,
    plan: Plan,
    cadre_id: str,
    *,
    count: int = COUNT,
    limits: Limits | None = None,
) -> CadreWhy:
    """Why a plan treats a cadre as it does, and the best alternatives with their exact prices.

    Raises Unlawful if the plan breaks a law, KeyError for an id that the roster does not know.
    """
    return Explainer(bench, plan, limits).cadre(cadre_id, count)


def explain_pair(
    bench: Workbench, plan: Plan, cadre_id: str, post_id: str, *, limits: Limits | None = None
) -> PairWhy:
    """Which laws keep a cadre out of a post, or what it would cost. Raises as explain_cadre."""
    return Explainer(bench, plan, limits).pair(cadre_id, post_id)


def explain_post(
    bench: Workbench,
    plan: Plan,
    post_id: str,
    *,
    count: int = COUNT,
    limits: Limits | None = None,
) -> PostWhy:
    """Who could have a post, at which price, and who could not. Raises as explain_cadre."""
    return Explainer(bench, plan, limits).post(post_id, count)
