"""Checks a plan's certificate against its scenario, with no solver.

The program is built anew from the scenario; the plan must be a solution of it with the values that
it claims; and every bound is derived again from the multipliers, in exact arithmetic. What the plan
says of itself besides (goals, vacancies, findings, categories, reasons, status) is held against
what is recomputed, sentences included: a reader takes them for the program's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from rotation.assemble.assemble import Assembled, assemble
from rotation.audit.report import AuditReport, audit, vacancies
from rotation.domain.action import Action
from rotation.domain.plan import Finding, Plan, Status, TierProof, TierResult, Vacancy
from rotation.domain.profile import EXCEPTIONS
from rotation.domain.proof import by_solver
from rotation.domain.scenario import Scenario
from rotation.model.program import FREE, Ints, Linear, Program
from rotation.rules.profiles import true_to
from rotation.solve.certificate import Derived, Held, Multipliers, ReducedCostFixing, program_digest
from rotation.solve.decode import plan_of
from rotation.solve.lexicographic import least_value
from rotation.solve.question import tier_objectives
from rotation.solve.rows import rows_of_plan

MOST_MULTIPLIER = 1 << 62
"""What 64 bits hold of a multiplier and of its negative."""


class Verdict(StrEnum):
    """proven: re-derived here. claimed: a solver's word alone. false: contradicted, or said to be
    proven by what does not prove it."""

    PROVEN = "proven"
    CLAIMED = "claimed"
    FALSE = "false"


@dataclass(frozen=True)
class TierCheck:
    """A tier's claim held against what was found. derived: the bound that holds by exact
    arithmetic; value: the plan's own, recomputed."""

    tier: int
    verdict: Verdict
    claimed_value: int | None
    value: int
    claimed_bound: int | None
    derived: int
    proven_by: str


@dataclass(frozen=True)
class Verification:
    """faults: codes of what makes the plan unusable as claimed (`terminal.verify.fault.*`)."""

    tiers: tuple[TierCheck, ...]
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.faults and all(t.verdict is not Verdict.FALSE for t in self.tiers)


def verify(scenario: Scenario, plan: Plan) -> Verification:
    """Hold a plan's values and bounds against its scenario."""
    faults = _audit_faults(scenario, plan)
    if plan.status is Status.HAND_MADE:
        return _verification((), [*faults, *(["other_tiers"] if plan.tiers else [])])
    assembled = assemble(scenario)
    certificate = plan.certificate
    if certificate and certificate.program_sha256 != program_digest(assembled.program):
        faults.append("other_program")
    rows = rows_of_plan(assembled.board, plan)
    x = None if rows is None else assembled.program.complete(rows)
    if x is None:
        return _verification((), [*faults, "no_solution"])
    if not _same_actions(plan, plan_of(scenario, assembled.board, x, plan.status)):
        faults.append("false_figures")
    checks, found = _check_tiers(assembled, plan, x)
    return _verification(checks, [*faults, *found])


def quotable(scenario: Scenario, plan: Plan) -> Plan:
    """The plan of a file as a paper may quote it: where its claims do not hold, without the values
    of its tiers, so that nobody takes its proof for one of this scenario."""
    if not plan.tiers or verify(scenario, plan).holds:
        return plan
    return replace(plan, tiers=tuple(replace(tier, value=None) for tier in plan.tiers))


def _verification(checks: tuple[TierCheck, ...], faults: list[str]) -> Verification:
    return Verification(checks, tuple(dict.fromkeys(faults)))


def _audit_faults(scenario: Scenario, plan: Plan) -> list[str]:
    faults = []
    made_from = (plan.scenario_name, plan.scenario_date, plan.scenario_sha256, plan.replan)
    if made_from != (scenario.name, scenario.date.isoformat(), scenario.sha256, scenario.replan):
        faults.append("other_scenario")
    if plan.profile != scenario.profile or not true_to(scenario):
        faults.append("other_profile")
    report = audit(scenario, plan)
    if report.broken:
        faults.append("law_broken")
    claims = {what for what, _, _ in report.claims if not what.startswith("scenario")}
    if "published" in claims:
        faults.append("other_published")
    empty = sorted(vacancies(scenario, plan), key=_post_of)
    if (
        claims - {"published"}
        or not _same_report(plan, report)
        or sorted(plan.vacancies, key=_post_of) != empty
    ):
        faults.append("false_figures")
    if plan.status is not _status(plan):
        faults.append("false_status")
    return faults


def _post_of(vacancy: Vacancy) -> str:
    return vacancy.post_id


def _status(plan: Plan) -> Status:
    """What the plan may call itself, by its tiers; one changed by hand claims nothing."""
    if plan.status is Status.HAND_MADE:
        return plan.status
    proven = all(tier.status is Status.OPTIMAL for tier in plan.tiers)
    return Status.OPTIMAL if proven else Status.FEASIBLE


def _same_report(plan: Plan, report: AuditReport) -> bool:
    """Whether the plan's goals, findings and waivers are those of the audit."""
    return (
        plan.goals == report.goals
        and _facts(plan.findings) == _facts(report.findings)
        and _facts(plan.waivers) == _facts(report.waivers)
    )


def _facts(findings: tuple[Finding, ...]) -> list[Finding]:
    return [replace(finding, values={}, text=dict(finding.text)) for finding in findings]


def _same_actions(plan: Plan, rebuilt: Plan) -> bool:
    """Whether category and reasons of every action are those that follow from the scenario."""

    def facts(action: Action) -> tuple[object, ...]:
        said = [(reason.code, dict(reason.text)) for reason in action.reasons]
        return action.cadre_id, action.category, said

    return [facts(action) for action in plan.actions] == [facts(a) for a in rebuilt.actions]


def _check_tiers(
    assembled: Assembled, plan: Plan, x: Ints
) -> tuple[tuple[TierCheck, ...], list[str]]:
    program = assembled.program
    held = _limits(assembled)
    fixing = ReducedCostFixing(program, held)
    checks: list[TierCheck] = []
    faults = ["beyond_limits"] if any(e.value(x) > most for e, most in held) else []
    given = plan.certificate.tiers if plan.certificate else ()
    proofs = {proof.tier: proof for proof in given}
    claims = {tier.tier: tier for tier in plan.tiers}
    objectives = tier_objectives(assembled.scenario, program)
    told_once = len(proofs) == len(given) and len(claims) == len(plan.tiers)
    if list(claims) != list(objectives) or not set(proofs) <= set(objectives) or not told_once:
        faults.append("other_tiers")
    for tier, objective in objectives.items():
        derived = _derived(fixing, program, objective, proofs.get(tier))
        if isinstance(derived, str):
            faults.append(derived)
            derived = None
        # Tiers are held at the plan's own values, recomputed, not at those that it claims: a claim
        # that is too low would prove later bounds among plans that this one is not of.
        floor = least_value(program, objective)
        bound = floor if derived is None else max(floor, derived.bound)
        value = objective.value(x)
        if tier in claims:
            checks.append(_judged(claims[tier], value, bound))
        fixing.hold(objective, value, derived)
    return tuple(checks), faults


def _limits(assembled: Assembled) -> list[Held]:
    """What the order of goals that the plan was made by keeps goals at or below."""
    profile, program = assembled.scenario.profile, assembled.program
    return [
        (
            program.breaches if limit.code == EXCEPTIONS else program.cost({limit.code: 1}),
            limit.at_most,
        )
        for limit in (() if profile is None else profile.limits)
    ]


def _derived(
    fixing: ReducedCostFixing, program: Program, objective: Linear, proof: TierProof | None
) -> Derived | str | None:
    """What a tier's multipliers prove; the code of a fault if they are no multipliers of it."""
    if proof is None:
        return None
    multipliers = multipliers_of(program, proof, len(fixing.held))
    if multipliers is None:
        return "bad_multipliers"
    try:
        return fixing.derive(objective, multipliers)
    except OverflowError:
        return "bad_multipliers"


def multipliers_of(program: Program, proof: TierProof, held: int) -> Multipliers | None:
    """A tier's multipliers as a certificate keeps them; None where they are none of this program.

    held: how many tiers come before it. Multipliers may still be too large to derive a bound from.
    """
    rows = np.zeros(len(program.rows), dtype=np.int64)
    if len(proof.held) != held:
        return None
    for place, multiplier in proof.rows:
        if not 0 <= place < len(rows) or abs(multiplier) > MOST_MULTIPLIER:
            return None
        rows[place] = multiplier
    wrong = (rows > 0) & (program.rows.lower <= -FREE) | (rows < 0) & (program.rows.upper >= FREE)
    if wrong.any() or not all(-MOST_MULTIPLIER <= value <= 0 for value in proof.held):
        return None
    return Multipliers(rows, np.array(proof.held, dtype=np.int64))


def _judged(claim: TierResult, value: int, bound: int) -> TierCheck:
    verdict = Verdict.PROVEN
    if not _may_be_true(claim, value):
        verdict = Verdict.FALSE
    elif claim.bound is not None and claim.bound > bound:
        verdict = Verdict.CLAIMED if by_solver(claim.proven_by) else Verdict.FALSE
    return TierCheck(claim.tier, verdict, claim.value, value, claim.bound, bound, claim.proven_by)


def _may_be_true(claim: TierResult, value: int) -> bool:
    """Whether a tier's figures are whole numbers that agree with its status and the plan."""
    if not _is_whole(claim.value) or claim.value != value:
        return False
    if claim.status is Status.OPTIMAL:
        return _is_whole(claim.bound) and claim.bound == value
    if claim.bound is None:
        return claim.status is Status.FEASIBLE
    return claim.status is Status.FEASIBLE and _is_whole(claim.bound) and claim.bound <= value


def _is_whole(value: object) -> bool:
    """A plan file may have anything where a whole number is expected."""
    return isinstance(value, int) and not isinstance(value, bool)
