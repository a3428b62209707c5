"""A second engine's word, where the first one's is no proof.

Solvers err (see or-tools #5293, #5295, #5274). That there is no plan, or none better, is believed
where exact arithmetic shows it; elsewhere another engine is asked the same.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from rotation.assemble.assemble import Assembled
from rotation.domain.plan import Status, TierResult
from rotation.domain.proof import by_arithmetic
from rotation.model.program import NOTHING, Linear
from rotation.solve.certificate import Derived, ReducedCostFixing
from rotation.solve.engines import engine_named
from rotation.solve.engines.base import Engine, Limits, Watch
from rotation.solve.lexicographic import Minimised, minimise_in_order
from rotation.solve.question import Question

CONFIRMED_BY = ", confirmed by "
_ANY = 1
"""The tier's number where only the conditions matter."""


def confirmed_infeasible(
    assembled: Assembled, question: Question, reached: Minimised, limits: Limits, watch: Watch
) -> Minimised:
    """No longer infeasible unless a second engine says so too; a fault if it does not
    because it has found a solution."""
    if not reached.infeasible or reached.proven:
        return reached
    last = reached.tiers[-1]
    engine = _other_than(last.proven_by)
    again = _asked(assembled, engine, replace(question, objectives={_ANY: NOTHING}), limits, watch)
    if again.x is not None:
        fault = f"{last.proven_by} says infeasible, but {engine.name} has a plan"
        return replace(reached, infeasible=False, faults=(*reached.faults, fault))
    if again.infeasible:
        return replace(reached, tiers=(*reached.tiers[:-1], _confirmed(last, engine)))
    unsure = replace(last, status=Status.UNKNOWN)
    return replace(reached, infeasible=False, tiers=(*reached.tiers[:-1], unsure))


def confirmed_bounds(
    assembled: Assembled, question: Question, reached: Minimised, limits: Limits, watch: Watch
) -> Minimised:
    """What was reached, with every optimum that rests on a solver's word put to a second engine.

    limits.seconds is for all of them; what is not answered in time stays as it was.
    """
    if reached.x is None:
        return reached
    deadline = time.monotonic() + limits.seconds
    fixing = ReducedCostFixing(assembled.program, question.held, question.barred)
    tiers, faults = list[TierResult](), list(reached.faults)
    for tier in reached.tiers:
        objective, multipliers = question.objectives[tier.tier], reached.multipliers.get(tier.tier)
        derived = None if multipliers is None else fixing.derive(objective, multipliers)
        value = objective.value(reached.x)
        left = replace(limits, seconds=deadline - time.monotonic())
        if left.seconds > 0 and not watch.stop.is_set() and _claimed(tier):
            engine = _other_than(tier.proven_by)
            asked = _anything_better(fixing, objective, value - 1, derived)
            again = _asked(assembled, engine, asked, left, watch)
            if again.x is not None:
                faults.append(_fault(tier, engine, objective.value(again.x)))
            tiers.append(_confirmed(tier, engine) if again.infeasible else tier)
        else:
            tiers.append(tier)
        fixing.hold(objective, value, derived)
    return replace(reached, tiers=tuple(tiers), faults=tuple(faults))


def _anything_better(
    fixing: ReducedCostFixing, objective: Linear, value: int, derived: Derived | None
) -> Question:
    """Whether a plan keeps the tiers so far and reaches `value` in this one.

    Columns that exact arithmetic rules out of such a plan are left out.
    """
    beyond = ReducedCostFixing(fixing.program, fixing.held, np.flatnonzero(~fixing.alive))
    beyond.hold(objective, value, derived)
    return Question({_ANY: NOTHING}, tuple(beyond.held), np.flatnonzero(~beyond.alive))


def _claimed(tier: TierResult) -> bool:
    return tier.status is Status.OPTIMAL and not by_arithmetic(tier.proven_by)


def _other_than(proven_by: str) -> Engine:
    """An engine that had no part in a claim."""
    return engine_named("cp-sat" if "HiGHS" in proven_by else "highs")


def _asked(
    assembled: Assembled, engine: Engine, question: Question, limits: Limits, watch: Watch
) -> Minimised:
    silent = Watch(stop=watch.stop)
    return minimise_in_order(assembled.program, engine.open(assembled), question, limits, silent)


def _confirmed(tier: TierResult, engine: Engine) -> TierResult:
    return replace(tier, proven_by=f"{tier.proven_by}{CONFIRMED_BY}{engine.name}")


def _fault(tier: TierResult, engine: Engine, value: int) -> str:
    return (
        f"tier {tier.tier}: {tier.proven_by} says {tier.bound} or more, "
        f"but {engine.name} has a plan of {value}"
    )
