"""Near-optimal plans that place other people: as good as the own plan, or nearly so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rotation.domain.plan import Status, TierResult
from rotation.domain.profile import PlanProfile, RankedGoal
from rotation.domain.proof import BY_BOUNDS, BY_DUALS
from rotation.model.program import Ints, Linear
from rotation.options.shared_solver import SharedSolver
from rotation.rules.profiles import ALTERNATIVE
from rotation.solve.certificate import Derived, Multipliers, ReducedCostFixing
from rotation.solve.lexicographic import Minimised, least_value
from rotation.solve.question import Question

FEWEST_APART, SHARE_APART = 3, 0.1
"""An alternative treats at least so many cadres otherwise, and so large a share of those moved."""


def usual_distance(moved: int) -> int:
    """How many cadres an alternative treats otherwise, unless it is told."""
    return max(FEWEST_APART, round(SHARE_APART * moved))


@dataclass(frozen=True)
class Neighbourhood:
    """Where alternatives are looked for: each tier at most `room` above its value, and at least
    `apart` cadres treated otherwise than in the own plan and in the alternatives before."""

    values: Mapping[int, int]
    room: Mapping[int, int]
    apart: int

    def question(
        self, solver: SharedSolver, far: Sequence[Linear], other: Sequence[Linear]
    ) -> Question:
        """The own tiers once more. far: plans (their rows) to be `apart` from; other: plans from
        which one cadre is enough."""
        question = solver.bench.own
        for tier, objective in question.objectives.items():
            question = question.at_most(objective, self.values[tier] + self.room[tier])
        for rows in far:
            question = question.at_most(rows, solver.cadres - self.apart)
        for rows in other:
            question = question.at_most(rows, solver.cadres - 1)
        return question


def record(solver: SharedSolver) -> PlanProfile:
    """What an alternative says that it was made by: the scenario's own order."""
    goals = (RankedGoal(g.code, g.tier, g.weight) for g in solver.scenario.goals)
    return PlanProfile(ALTERNATIVE, {}, tuple(goals))


def as_proven(solver: SharedSolver, x: Ints, asked: Minimised, own: Minimised) -> Minimised:
    """An alternative with the bounds that the own plan's multipliers prove for it.

    asked: what the search for it reached. Each tier's bound holds among all plans that are as good
    as this one in the tiers before. It loses little by construction; the bounds say how much of
    that could have been spared at most.
    """
    fixing = ReducedCostFixing(solver.program)
    seconds = {tier.tier: tier.seconds for tier in asked.tiers}
    tiers = []
    for tier, objective in solver.bench.own.objectives.items():
        derived = _derived(fixing, objective, own.multipliers.get(tier))
        told = _result(solver, tier, objective.value(x), objective, derived)
        tiers.append(replace(told, seconds=seconds.get(tier, 0.0)))
        fixing.hold(objective, objective.value(x), derived)
    return Minimised(x, tuple(tiers), False, own.multipliers)


def _derived(
    fixing: ReducedCostFixing, objective: Linear, found: Multipliers | None
) -> Derived | None:
    """What the multipliers prove; None where there are none, or they are too large to sum."""
    if found is None:
        return None
    try:
        return fixing.derive(objective, found)
    except OverflowError:
        return None


def _result(
    solver: SharedSolver, tier: int, value: int, objective: Linear, derived: Derived | None
) -> TierResult:
    floor = least_value(solver.program, objective)
    by_duals = derived is not None and derived.bound > floor
    bound = derived.bound if derived is not None and by_duals else floor
    status = Status.OPTIMAL if value <= bound else Status.FEASIBLE
    return TierResult(tier, value, bound, status, BY_DUALS if by_duals else BY_BOUNDS)


def same(one: Ints, other: Ints, binaries: int) -> bool:
    """Whether two solutions treat every cadre alike."""
    return bool(np.array_equal(one[:binaries], other[:binaries]))
