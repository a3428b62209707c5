"""solve(): scenario to audited plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from rotation.assemble.assemble import Assembled, assemble
from rotation.assemble.ruled_out import laws_against
from rotation.audit.report import AuditReport, audit
from rotation.domain.plan import Certificate, Finding, FindingStatus, Plan, Status, TierProof
from rotation.domain.profile import PlanProfile
from rotation.domain.scenario import LawChoice, Mode, Scenario
from rotation.errors import InvalidInput
from rotation.rules.profiles import in_order
from rotation.rules.registry import active_laws
from rotation.solve.certificate import program_digest
from rotation.solve.decode import plan_of
from rotation.solve.engines.base import Engine, Limits, Watch
from rotation.solve.lexicographic import Minimised
from rotation.solve.result import Result, Stuck
from rotation.solve.workbench import Workbench


def solve(
    scenario: Scenario,
    *,
    limits: Limits | None = None,
    engine: Engine | None = None,
    watch: Watch | None = None,
    confirm: bool = False,
) -> Result:
    """The best plan of a scenario, audited, with value and proven bound for every tier.

    limits: wall clock for all tiers together, workers, seed. watch: follows or stops the run.
    confirm: put what one solver claims to a second one, in what is left of the time.
    """
    limits, watch = limits or Limits(), watch or Watch()
    started = time.monotonic()
    assembled = assemble(scenario)
    seconds = {"assemble": time.monotonic() - started}
    started = time.monotonic()
    bench = Workbench(assembled, engine=engine, limits=limits, watch=watch)
    reached = bench.ask(on_the_way=None if watch.plan_found is None else _telling(bench))
    seconds["solve"] = time.monotonic() - started
    if confirm:
        left = replace(limits, seconds=limits.seconds - seconds["solve"])
        reached = bench.confirm(reached, left)
        seconds["confirm"] = time.monotonic() - started - seconds["solve"]
    started = time.monotonic()
    result = result_of(bench, reached)
    seconds["audit"] = time.monotonic() - started
    return replace(result, seconds=seconds, sizes=_sizes(assembled))


def _telling(bench: Workbench) -> Callable[[Minimised], None]:
    """Hands each plan that is on the way, once it is audited, to whoever watches."""

    def tell(reached: Minimised) -> None:
        plan, take = result_of(bench, reached).plan, bench.watch.plan_found
        if plan is not None and take is not None:
            take(plan)

    return tell


def _sizes(assembled: Assembled) -> dict[str, int]:
    program = assembled.program
    return {
        "candidates": len(assembled.board),
        "columns": program.size,
        "rows": len(program.rows),
        "entries": len(program.rows.columns),
    }


def result_of(
    bench: Workbench, reached: Minimised, *, profile: PlanProfile | None = None
) -> Result:
    """What a question was answered: the audited plan, or why there is none.

    profile: the order of the goals that was climbed, where it is not the scenario's own.
    """
    assembled, scenario = bench.assembled, bench.scenario
    if profile is not None:
        scenario = in_order(scenario, profile)
    if reached.faults:
        return Result(Status.DEFECT, faults=reached.faults)
    if reached.infeasible:
        return Result(Status.INFEASIBLE, stuck=_stuck(assembled), obstacles=_obstacles(bench))
    if reached.x is None:
        return Result(Status.STOPPED if bench.watch.stop.is_set() else Status.UNKNOWN)
    plan = plan_of(scenario, assembled.board, reached.x, _status(reached))
    plan = replace(
        plan,
        tiers=reached.tiers,
        solver=_solver(bench.engine, bench.limits, reached),
        certificate=_certificate(assembled, reached),
    )
    report = audit(scenario, plan)
    faults = _faults(report)
    if faults:
        return Result(Status.DEFECT, report=report, faults=faults)
    return Result(plan.status, _told(plan, report), report)


def _status(reached: Minimised) -> Status:
    proven = all(tier.status is Status.OPTIMAL for tier in reached.tiers)
    return Status.OPTIMAL if proven else Status.FEASIBLE


def _solver(engine: Engine, limits: Limits, reached: Minimised) -> dict[str, object]:
    return {
        "engine": engine.name,
        "version": engine.version,
        "seed": limits.seed,
        "workers": limits.workers,
        "seconds": round(sum(tier.seconds for tier in reached.tiers), 3),
    }


def _certificate(assembled: Assembled, reached: Minimised) -> Certificate:
    proofs = (
        TierProof(
            tier,
            tuple((int(i), int(found.rows[i])) for i in np.flatnonzero(found.rows)),
            tuple(found.held.tolist()),
        )
        for tier, found in reached.multipliers.items()
    )
    return Certificate(program_digest(assembled.program), tuple(proofs))


def _faults(report: AuditReport) -> tuple[str, ...]:
    """Why a plan of our own must not be shown: a broken law, or figures that do not agree."""
    broken = [f"{f.rule}: {f.text['en']}" for f in report.broken]
    claims = [f"{what}: solver {claimed}, audit {found}" for what, claimed, found in report.claims]
    return (*broken, *claims)


def _told(plan: Plan, report: AuditReport) -> Plan:
    """The plan with the audit's figures and findings."""
    return replace(plan, goals=report.goals, findings=report.findings, waivers=report.waivers)


def _obstacles(bench: Workbench) -> tuple[Finding, ...]:
    """The fewest breaches with which a plan exists: every law priced, no goal asked.

    Empty where that was not found in time.
    """
    every = lenient(bench.scenario)
    other = Workbench(every, engine=bench.engine, limits=bench.limits, watch=bench.watch)
    try:
        reached = other.ask()
    except InvalidInput:  # an engine may take the scenario, but not this one
        return ()
    if reached.x is None:
        return ()
    plan = plan_of(every, other.assembled.board, reached.x, Status.FEASIBLE)
    found = audit(every, plan).findings
    return tuple(f for f in found if f.status is FindingStatus.NEEDS_APPROVAL)


def lenient(scenario: Scenario) -> Scenario:
    """The scenario with every law priced and no goals: its best plan breaks them least."""
    laws = {choice.code: choice for choice in scenario.laws}
    for law in active_laws(scenario):
        laws[law.code] = replace(laws.get(law.code, LawChoice(law.code)), mode=Mode.WAIVABLE)
    return replace(scenario, laws=tuple(laws.values()), goals=())


def _stuck(assembled: Assembled) -> tuple[Stuck, ...]:
    board, scenario = assembled.board, assembled.scenario
    left = np.bincount(board.cadre, minlength=len(scenario.roster.cadres))
    ids = [scenario.roster.cadres[i].cadre_id for i in np.flatnonzero(left == 0)]
    return tuple(Stuck(cadre_id, laws_against(scenario, cadre_id)) for cadre_id in ids)
