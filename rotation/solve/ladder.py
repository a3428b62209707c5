"""Goals in order of importance: solve a tier, hold its value, go on to the next."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field, replace

import numpy as np

from rotation.domain.plan import Status, TierResult
from rotation.domain.scenario import Scenario
from rotation.model.assemble import Assembled
from rotation.model.program import Ints, Linear, Program
from rotation.solve.engines.base import Engine, Limits, Outcome, Proof, Session, Watch

WAIVER_TIER = 0
_STATUS = {
    Proof.OPTIMAL: Status.OPTIMAL,
    Proof.FEASIBLE: Status.FEASIBLE,
    Proof.INFEASIBLE: Status.INFEASIBLE,
    Proof.UNKNOWN: Status.UNKNOWN,
}


@dataclass(frozen=True)
class Climb:
    """What the ladder reached: the last solution, and each tier's value, bound and status."""

    x: Ints | None
    tiers: tuple[TierResult, ...]
    infeasible: bool = False


@dataclass
class _State:
    limits: Limits
    deadline: float
    watch: Watch
    x: Ints | None = None
    results: list[TierResult] = field(default_factory=list)
    infeasible: bool = False


def tier_objectives(scenario: Scenario, program: Program) -> dict[int, Linear]:
    """The objective of every tier, in the order they are solved."""
    weights: dict[int, dict[str, int]] = defaultdict(dict)
    for choice in scenario.goals:
        weights[choice.tier][choice.code] = choice.weight
    objectives = {tier: program.cost(weights[tier]) for tier in sorted(weights)}
    if program.waivable:
        return {WAIVER_TIER: program.breaches} | objectives
    return objectives or {1: program.cost({})}


def climb(assembled: Assembled, engine: Engine, limits: Limits, watch: Watch) -> Climb:
    """Solve the tiers in order. `limits.seconds` is for the whole ladder."""
    program = assembled.program
    session = engine.open(assembled)
    state = _State(limits, time.monotonic() + limits.seconds, watch)
    objectives = tier_objectives(assembled.scenario, program)
    for place, (tier, objective) in enumerate(objectives.items()):
        last = place == len(objectives) - 1
        _solve_tier(state, session, engine, program, tier, objective, last)
        if state.infeasible or state.x is None:
            break
    return Climb(state.x, tuple(state.results), state.infeasible)


def _solve_tier(
    state: _State, session: Session, engine: Engine, program: Program,
    tier: int, objective: Linear, last: bool,
) -> None:
    started = time.monotonic()
    state.watch.tier = tier
    outcome, prover = _outcome(state, session, engine, program, objective, last)
    if outcome.x is not None:
        state.x = outcome.x
        session.hold(objective, int(outcome.value or 0))
    state.infeasible = outcome.proof is Proof.INFEASIBLE
    state.watch.seen(outcome.value, outcome.bound)
    status, seconds = _STATUS[outcome.proof], round(time.monotonic() - started, 3)
    state.results.append(
        TierResult(tier, outcome.value, outcome.bound, status, prover, seconds)
    )


def _outcome(
    state: _State, session: Session, engine: Engine, program: Program,
    objective: Linear, last: bool,
) -> tuple[Outcome, str]:
    """Minimise one tier, unless the plan at hand already meets a bound that needs no search."""
    floor = least_value(program, objective)
    if state.x is not None:
        held = objective.value(state.x)
        if held <= floor:
            return Outcome(Proof.OPTIMAL, state.x, held, held), "bound of the columns"
        if state.watch.stop.is_set() or state.deadline <= time.monotonic():
            return Outcome(Proof.FEASIBLE, state.x, held, floor), "bound of the columns"
    outcome = session.minimise(objective, state.x, _share(state, last), state.watch)
    if outcome.x is None and outcome.proof is Proof.UNKNOWN and state.x is not None:
        held = objective.value(state.x)
        bound = floor if outcome.bound is None else max(floor, outcome.bound)
        outcome = replace(outcome, proof=Proof.FEASIBLE, x=state.x, value=held, bound=bound)
    return outcome, outcome.proven_by or f"{engine.name} {engine.version}"


def _share(state: _State, last: bool) -> Limits:
    """Half of the time that is left, all of it for the last tier."""
    left = max(state.deadline - time.monotonic(), 0.05)
    return replace(state.limits, seconds=left if last else left / 2)


def least_value(program: Program, objective: Linear) -> int:
    """What the objective cannot fall below, by the columns' bounds alone."""
    ends = np.stack([program.lower[objective.columns], program.upper[objective.columns]])
    return int((ends * objective.coefficients).min(axis=0).sum()) + objective.constant
