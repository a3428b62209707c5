"""Ways out of a scenario without a plan, each proven by solving what it makes of the scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rotation.audit.report import AuditReport, audit
from rotation.domain.decision import Authority, DecisionAction
from rotation.domain.plan import Finding, FindingStatus, Plan, Status
from rotation.domain.scenario import Scenario
from rotation.errors import Defect
from rotation.explain.cases import Casebook
from rotation.explain.conflict import Conflict
from rotation.explain.exempted import waiver
from rotation.explain.oracle import Clock, OutOfTime
from rotation.explain.sentences import effect_of, said_together, say
from rotation.explain.steps import Lift, Step, Turn, Waive
from rotation.explain.whose_word import force_and_word
from rotation.explain.wording import Sentence
from rotation.rules.base import WaivedBy
from rotation.rules.force import Force
from rotation.rules.registry import law_of
from rotation.rules.waivers import waived_by
from rotation.solve.engines.base import Watch
from rotation.solve.run import solve


class RepairKind(StrEnum):
    """What a way out would rather touch. waivers: single exceptions; decisions and rules stand.
    decisions: decisions are taken back first. rules: quotas and settings of laws come first."""

    WAIVERS = "waivers"
    DECISIONS = "decisions"
    RULES = "rules"


@dataclass(frozen=True)
class Taken:
    """A step as part of a way out.

    places: of the cases in the casebook that it allows to be broken. conflicts: places of the
    conflicts that it loosens. reason: to be kept with it. cadre_ids: whom it is about; effects:
    what the plan of the repaired scenario does with each of them. force: of what it goes against;
    word: who has to agree.
    """

    step: Step
    places: tuple[int, ...] = ()
    conflicts: tuple[int, ...] = ()
    reason: Sentence = field(default_factory=lambda: say("reason_alone"))
    cadre_ids: tuple[str, ...] = ()
    effects: tuple[Sentence, ...] = ()
    force: Force = Force.PLANNER
    word: Sentence = field(default_factory=dict)


@dataclass(frozen=True)
class Repair:
    """Steps that together make a plan possible.

    That it is enough is proven by a plan that passes its audit. least: that no way of this kind
    excuses fewer cases is proven. status, plan: what solving the repaired scenario with its goals
    came to; feasible and no plan where there was no time for it. moves: cadres whom it moves.
    """

    kind: RepairKind
    taken: tuple[Taken, ...]
    least: bool
    status: Status = Status.FEASIBLE
    plan: Plan | None = None
    moves: int | None = None

    @property
    def cases(self) -> int:
        """Single cases that are excused."""
        return sum(taken.step.cases for taken in self.taken)

    @property
    def rank(self) -> tuple[int, bool, int, int]:
        """Ways that go against less come first, then those about single persons and units."""
        force = max(taken.force.rank for taken in self.taken)
        whole = any(isinstance(step, Turn) for step in self.steps)
        return force, whole, self.cases, len(self.taken)

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(taken.step for taken in self.taken)

    @property
    def places(self) -> frozenset[int]:
        """Of all cases that it allows to be broken."""
        return frozenset(place for taken in self.taken for place in taken.places)


def apply(
    scenario: Scenario, repair: Repair, lang: str = "zh", authority: Authority | None = None
) -> Scenario:
    """The scenario with a repair's steps taken, each with its reason in a language; authority: on
    which the exemptions rest."""
    known = set(map(id, scenario.decisions))
    for taken in repair.taken:
        scenario = taken.step.on(scenario, taken.reason[lang])
    if authority is None:
        return scenario
    named = (
        d
        if d.action is not DecisionAction.WAIVE or id(d) in known
        else replace(d, **vars(authority))
        for d in scenario.decisions
    )
    return replace(scenario, decisions=tuple(named))


def needs_authority(scenario: Scenario, repair: Repair) -> bool:
    """Whether an exemption among the steps is a named body's to give."""
    return any(
        waived_by(scenario, step.law, step.cadre_id, step.post_id) is WaivedBy.BODY
        for step in repair.steps
        if isinstance(step, Waive)
    )


def fits(scenario: Scenario, repair: Repair) -> bool:
    """Whether what a repair changes is in the scenario. What was asked for in planning anew (pins,
    strikes, a bound on changes) is not."""
    return all(
        step.decision in scenario.decisions
        if isinstance(step, Lift)
        else not isinstance(step, Turn) or law_of(scenario, step.law) is not None
        for step in repair.steps
    )


def told(book: Casebook, repair: Repair, conflicts: Sequence[Conflict]) -> Repair:
    """The repair with what each step has to do with the conflicts, in the order of these."""
    taken = [_told(book, each, conflicts) for each in repair.taken]
    taken.sort(key=lambda each: each.conflicts or (len(conflicts),))
    return replace(repair, taken=tuple(taken))


def _told(book: Casebook, taken: Taken, conflicts: Sequence[Conflict]) -> Taken:
    loosened = tuple(i for i, c in enumerate(conflicts) if set(taken.places) & set(c.places))
    titles = [r.title for i in loosened for r in conflicts[i].requirements]
    reason = say("reason", titles=said_together(titles)) if titles else taken.reason
    cadre_ids = _about(book, taken) or (j for i in loosened for j in conflicts[i].cadre_ids)
    force, word = force_and_word(book.scenario, taken.step)
    return replace(
        taken,
        conflicts=loosened,
        reason=reason,
        cadre_ids=tuple(cadre_ids),
        force=force,
        word=word,
    )


def _about(book: Casebook, taken: Taken) -> tuple[str, ...]:
    """The step's own cadre, else those of the cases that it allows to be broken."""
    if "cadre_id" in taken.step.facts():
        return (str(taken.step.facts()["cadre_id"]),)
    ids = (i for place in taken.places for i in book.cases[place].ids)
    return tuple(i for i in ids if i in book.scenario.roster.cadre)


def plan_under(scenario: Scenario, repair: Repair, witness: Plan, clock: Clock) -> Plan | None:
    """A plan of the repaired scenario that passes its audit; None if there is none, goals or not.

    witness: a plan of the scenario without its laws, whose breaches the repair is to allow. It is
    taken if it passes; else the repaired scenario is solved. Raises OutOfTime.
    """
    repaired = apply(replace(scenario, goals=()), repair)
    if not audit(repaired, witness).broken:
        return witness
    result = solve(repaired, limits=clock.now(), watch=Watch(stop=clock.watch.stop))
    if result.plan is None and result.status is not Status.INFEASIBLE:
        raise OutOfTime
    return result.plan


def solved(scenario: Scenario, repair: Repair, clock: Clock, share: float) -> Repair:
    """The repair with the plan that solving the repaired scenario finds; its waivers narrowed to
    what that plan needs, and steps that it does not need left out.

    share: of the time that is left, for solving; a repair not solved in it stays as it is.
    """
    try:
        watch = Watch(stop=clock.watch.stop)
        result = solve(apply(scenario, repair), limits=clock.now(share), watch=watch)
    except OutOfTime:
        return repair
    if result.status is Status.INFEASIBLE:
        raise Defect("a repaired scenario is said to have no plan, yet one passes its audit")
    if result.plan is None or result.report is None:
        return repair
    plan, report = result.plan, result.report
    found = _needed(scenario, _narrowed(scenario, repair, plan, report), plan, report)
    taken = tuple(replace(t, effects=_effects(scenario, t, plan)) for t in found.taken)
    return replace(found, taken=taken, status=result.status, plan=plan, moves=plan.adjusted)


def _effects(scenario: Scenario, taken: Taken, plan: Plan) -> tuple[Sentence, ...]:
    return tuple(effect_of(scenario, plan.action_of[i]) for i in taken.cadre_ids)


def _broken(scenario: Scenario, plan: Plan) -> tuple[Finding, ...]:
    return audit(replace(scenario, goals=()), plan).broken


def _narrowed(scenario: Scenario, repair: Repair, plan: Plan, report: AuditReport) -> Repair:
    """Every waiver for the one post that the plan uses it for, where that is enough."""
    steps = [
        _for_one_post(scenario, step, plan, report) if isinstance(step, Waive) else step
        for step in repair.steps
    ]
    taken = (replace(t, step=s) for t, s in zip(repair.taken, steps, strict=True))
    closer = replace(repair, taken=tuple(taken))
    return repair if _broken(apply(scenario, closer), plan) else closer


def _for_one_post(scenario: Scenario, step: Waive, plan: Plan, report: AuditReport) -> Waive:
    finding = next(iter(_waived(report, step)), None)
    action = plan.action_of[step.cadre_id]
    if finding is None:
        return replace(step, post_id=action.held_post_id)
    named = (i for i in finding.post_ids if i in action.held_post_ids)
    post_id = next(named, action.held_post_id)
    return waiver(scenario, finding, step.cadre_id, post_id)


def _waived(report: AuditReport, step: Waive) -> Iterator[Finding]:
    for finding in report.findings:
        waived = finding.status is FindingStatus.WAIVED and finding.rule == step.law
        if waived and step.cadre_id in finding.cadre_ids:
            yield finding


def _needed(scenario: Scenario, repair: Repair, plan: Plan, report: AuditReport) -> Repair:
    """Without the steps that the plan can do without."""
    kept = [*repair.taken]
    for taken in repair.taken:
        if isinstance(taken.step, Waive) and any(_waived(report, taken.step)):
            continue
        fewer = [other for other in kept if other is not taken]
        if not _broken(apply(scenario, replace(repair, taken=tuple(fewer))), plan):
            kept = fewer
    return replace(repair, taken=tuple(kept))
