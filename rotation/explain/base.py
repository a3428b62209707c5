"""The plan that is explained: audited, as a solution of the program, and how good it is proven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rotation.assemble.assemble import Assembled
from rotation.audit.report import AuditReport, audit
from rotation.audit.structure import as_done
from rotation.domain.plan import Finding, Plan, Status
from rotation.domain.proof import by_solver
from rotation.errors import Defect, RotationError
from rotation.model.program import Ints, Linear
from rotation.solve.certificate import Derived, Multipliers, ReducedCostFixing, program_digest
from rotation.solve.decode import plan_of
from rotation.solve.engines.base import Limits
from rotation.solve.lexicographic import least_value
from rotation.solve.verify import multipliers_of
from rotation.solve.workbench import Workbench

TierValues = Mapping[int, int]
"""The value of every tier, in their order."""


class Standing(StrEnum):
    """Whether a better plan than the one at hand exists: none does, one does, or it is open."""

    BEST = "best"
    BETTERED = "bettered"
    OPEN = "open"


class Unlawful(RotationError):  # noqa: N818 - what was found, as its siblings are named
    """The plan breaks laws, so that no choice can be priced against it."""

    exit_code = 1

    def __init__(self, broken: Sequence[Finding]) -> None:
        self.broken = tuple(broken)
        super().__init__("; ".join(f"{f.rule}: {f.text.get('en', '')}" for f in broken))


@dataclass(frozen=True)
class Base:
    """A plan to hold others against; its categories and reasons are those of today's scenario.

    x: the plan as a solution. tier_values: its values. least: for the first tiers, the value
    that no plan goes below while it holds the tiers before. multipliers: by tier, of this program.
    best: the values of the best plan, where the plan at hand is bettered.
    """

    bench: Workbench
    plan: Plan
    report: AuditReport
    x: Ints
    tier_values: TierValues
    least: TierValues
    multipliers: Mapping[int, Multipliers]
    standing: Standing
    best: TierValues | None = None

    @property
    def assembled(self) -> Assembled:
        return self.bench.assembled


def base_of(bench: Workbench, plan: Plan, limits: Limits | None = None) -> Base:
    """Audit a plan and find out how good it is: from its certificate, else by solving from it.

    Raises Unlawful if the plan breaks a law.
    """
    scenario = bench.scenario
    report = audit(scenario, plan)
    if report.broken:
        raise Unlawful(report.broken)
    x = bench.solution_of(as_done(scenario, plan))
    if x is None:
        raise Defect("the program does not admit a plan that the audit finds unbroken")
    tier_values = values_of(bench.own.objectives, x)
    proven = _by_certificate(bench, plan, tier_values)
    plan = plan_of(scenario, bench.assembled.board, x, plan.status)
    if proven is not None:
        least, multipliers = proven
        return Base(bench, plan, report, x, tier_values, least, multipliers, Standing.BEST)
    return _by_solving(Base(bench, plan, report, x, tier_values, {}, {}, Standing.OPEN), limits)


def values_of(objectives: Mapping[int, Linear], x: Ints) -> dict[int, int]:
    return {tier: objective.value(x) for tier, objective in objectives.items()}


def _by_certificate(
    bench: Workbench, plan: Plan, tier_values: TierValues
) -> tuple[TierValues, Mapping[int, Multipliers]] | None:
    """What the plan's own multipliers prove; None unless they prove it the best up to its last
    tier. Of the last tier the certificate's word is taken (a search may stand behind it)."""
    program, given = bench.assembled.program, plan.certificate
    if given is None or given.program_sha256 != program_digest(program):
        return None
    proofs = {proof.tier: proof for proof in given.tiers}
    fixing = ReducedCostFixing(program)
    multipliers, least = dict[int, Multipliers](), dict[int, int]()
    for tier, objective in bench.own.objectives.items():
        proof = proofs.get(tier)
        found = None if proof is None else multipliers_of(program, proof, len(fixing.held))
        derived = None if found is None else _derived(fixing, objective, found)
        if found is not None and derived is not None:
            multipliers[tier] = found
        bound = least_value(program, objective)
        if max(bound, bound if derived is None else derived.bound) >= tier_values[tier]:
            least[tier] = tier_values[tier]
        elif tier != max(tier_values) or not _claims_optimal(plan, tier, tier_values[tier]):
            return None
        fixing.hold(objective, tier_values[tier], derived)
    return least, multipliers


def _derived(
    fixing: ReducedCostFixing, objective: Linear, multipliers: Multipliers
) -> Derived | None:
    try:
        return fixing.derive(objective, multipliers)
    except OverflowError:
        return None


def _claims_optimal(plan: Plan, tier: int, value: int) -> bool:
    claim = next((found for found in plan.tiers if found.tier == tier), None)
    if claim is None or not by_solver(claim.proven_by):  # what is said to be derived was not
        return False
    return claim.status is Status.OPTIMAL and claim.bound == value


def _by_solving(base: Base, limits: Limits | None) -> Base:
    """Solve the scenario's own question, beginning with the plan."""
    bench = base.bench
    reached = bench.ask(replace(bench.own, start=base.x), limits=limits)
    assert reached.x is not None  # it began with one
    values = values_of(bench.own.objectives, reached.x)
    least: dict[int, int] = {}
    for tier in reached.tiers:
        if tier.status is not Status.OPTIMAL:
            break
        least[tier.tier] = values[tier.tier]
    bettered = list(values.values()) < list(base.tier_values.values())
    whole = len(least) == len(values)
    standing = Standing.BETTERED if bettered else Standing.BEST if whole else Standing.OPEN
    return replace(
        base,
        least=least,
        multipliers=reached.multipliers,
        standing=standing,
        best=values if bettered else None,
    )
