"""A plan changed by hand: who is put where, whom that leaves without a seat, and what it comes to.

No solver is asked. What is told of a changed plan is the audit's; what another post would cost is
the program's price of the same plan, for which there are too many posts to audit each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from rotation.assemble.assemble import Assembled, assemble
from rotation.audit.report import AuditReport, audit, remeasured, tier_values
from rotation.audit.structure import SEATS, as_done
from rotation.domain.action import Action, ActionKind, Reason
from rotation.domain.placement import Placement
from rotation.domain.plan import Finding, Plan, Status
from rotation.domain.scenario import Scenario
from rotation.explain.destinations import Destination, destinations
from rotation.explain.price import GoalStep, TierStep, Treated, between, goal_steps, treated
from rotation.explain.removed import Codes
from rotation.model.program import Linear
from rotation.rules.going_down import goes_by_right
from rotation.rules.words import Text, render
from rotation.solve.question import tier_objectives
from rotation.solve.reasons import reasoned
from rotation.solve.rows import rows_by_cadre

BY_HAND = "by_hand"
"""The name of the solver of a plan that was changed by hand, and of the reason of who was moved."""
_OUT_BY_HAND = "taken_out_by_hand"
_SET_BY_HAND = {BY_HAND, _OUT_BY_HAND}
_FROM_BEFORE = {*_SET_BY_HAND, "no_destination", "outweighed"}
"""Reasons that only who made the plan knows; they hold for whoever is left as they were."""

_PLACED = Text(zh="手工安排", en="placed by hand")
_WAITS = Text(
    zh="原任岗位已手工安排他人，去向待定",
    en="the post was given to somebody else by hand; where to is still open",
)
_TAKEN_OUT = Text(
    zh="手工移出现任岗位，去向待定", en="taken out of the post by hand; where to is still open"
)


@dataclass(frozen=True)
class Step:
    """A cadre put into a post, or (None) out of the post, to wait for another."""

    cadre_id: str
    post_id: str | None


@dataclass(frozen=True)
class Trial:
    """A plan changed by hand, beside the plan at hand.

    waiting: who had a post and has none. broken, mended: breaches of laws that come and that go.
    tiers: all; goals: those that differ. gained, lost: other findings that come and that go.
    changed: everybody with whom the two plans do different things.
    """

    plan: Plan
    report: AuditReport
    waiting: tuple[str, ...]
    broken: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    tiers: tuple[TierStep, ...]
    goals: tuple[GoalStep, ...]
    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    changed: tuple[Treated, ...]


@dataclass(frozen=True)
class Offer:
    """A post that somebody could be put into.

    laws: those that close it by themselves, or `seats` where it is held beside other posts; none if
    it is open. displaced: who would have to give it up. tiers: the values of the plan with this
    step alone added; () where a law closes it.
    """

    post_id: str
    kind: ActionKind
    laws: Codes
    displaced: str | None
    tiers: tuple[TierStep, ...]


def tried(
    scenario: Scenario, plan: Plan, steps: Sequence[Step], report: AuditReport | None = None
) -> Trial:
    """What a plan comes to with these steps, one after another, by its audit. report: the plan's
    own audit, if there is one."""
    changed = remeasured(scenario, _changed(scenario, plan, steps), Status.HAND_MADE)
    changed = replace(changed, solver={"engine": BY_HAND})
    before, after = report or audit(scenario, plan), audit(scenario, changed)
    gained, lost = between(scenario, before.findings, after.findings)
    old, new = tier_values(before), tier_values(after)
    return Trial(
        plan=changed,
        report=after,
        waiting=_waiting(scenario, plan, changed),
        broken=_missing(after.broken, before.broken),
        mended=_missing(before.broken, after.broken),
        tiers=tuple(TierStep(t, old.get(t, 0), new.get(t, 0)) for t in sorted(old | new)),
        goals=tuple(goal_steps(before.goals, after.goals)),
        gained=gained,
        lost=lost,
        changed=tuple(treated(as_done(scenario, plan), changed)),
    )


def taken(cadre_id: str, choice: Placement, others: Iterable[Treated]) -> tuple[Step, ...]:
    """The steps that make of a plan the one that a choice was priced by: everybody leaves, then
    everybody takes the new seat, so that nobody else has to give one up."""
    to = {cadre_id: choice.post_id} | {each.cadre_id: each.after.post_id for each in others}
    return (*(Step(i, None) for i in to), *(Step(i, post) for i, post in to.items() if post))


def wishes_of(plan: Plan, changed: Plan) -> tuple[list[str], list[str]]:
    """What a plan made anew must not undo of one changed by hand, also in earlier changes: strikes
    and pins, "CADRE=POST" each. plan: what was changed now. Where who gave a seat up goes is open.
    """
    strikes, pins = [], []
    for before, action in zip(plan.actions, changed.actions, strict=True):
        codes, held = _codes(action), action.held_post_id
        left = before.held_post_id or action.from_post_id
        if BY_HAND in codes and held is not None:
            pins.append(f"{action.cadre_id}={held}")
        elif _OUT_BY_HAND in codes and left is not None:
            strikes.append(f"{action.cadre_id}={left}")
    return strikes, pins


def offers(
    scenario: Scenario, plan: Plan, steps: Sequence[Step], cadre_id: str
) -> tuple[Offer, ...]:
    """Every post that is not the cadre's own, after these steps: what costs least first, what a law
    closes last."""
    held = _held_after(scenario, plan, steps)
    pricer = _Pricer(scenario, _done(scenario, plan, held))
    set_by_hand = {step.cadre_id for step in steps}
    found = []
    for one in _destinations(scenario, cadre_id):
        if one.post_id != held[cadre_id]:
            step = Step(cadre_id, one.post_id)
            laws = one.laws if _main_seats(scenario, held, step) > 0 else (*one.laws, SEATS)
            displaced = _take(scenario, dict(held), set_by_hand, step)
            tiers = () if laws else pricer.tiers(cadre_id, one, displaced)
            found.append(Offer(one.post_id, one.kind, laws, displaced, tiers))
    return tuple(sorted(found, key=_rank))


def prepare(scenario: Scenario) -> None:
    """Make ready what `offers` needs of a scenario whoever is asked about: half of the first
    answer's time."""
    _assembled(scenario)


def _destinations(scenario: Scenario, cadre_id: str) -> tuple[Destination, ...]:
    """Every post, the cadre's own first."""
    found, own = destinations(scenario, cadre_id), scenario.roster.cadre[cadre_id].post_id
    if own is None or found.stay is None:
        return found.posts
    return (Destination(own, ActionKind.STAY, found.stay), *found.posts)


def _rank(offer: Offer) -> tuple[object, ...]:
    return (
        len(offer.laws),
        [step.after for step in offer.tiers],
        offer.displaced is not None,
        offer.post_id,
    )


class _Pricer:
    """Values of the tiers by the program, of a plan in which one cadre goes elsewhere. Whoever has
    no row of the board (has to wait, or is where a law does not let them be) is left out."""

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self.plan = plan
        self.assembled, self.objectives = _assembled(scenario)
        self.rows = rows_by_cadre(self.assembled.board, plan.actions)
        self.before = self._values(self.rows)

    def tiers(self, cadre_id: str, to: Destination, displaced: str | None) -> tuple[TierStep, ...]:
        action = replace(self.plan.action_of[cadre_id], kind=to.kind, to_post_id=to.post_id)
        rows = {**self.rows, **rows_by_cadre(self.assembled.board, [action])}
        if displaced is not None:
            rows[displaced] = None
        after = self._values(rows)
        return tuple(TierStep(tier, self.before[tier], after[tier]) for tier in after)

    def _values(self, rows: Mapping[str, int | None]) -> dict[int, int]:
        taken_rows = np.array([row for row in rows.values() if row is not None], dtype=np.int64)
        x = self.assembled.program.filled(taken_rows)
        return {tier: objective.value(x) for tier, objective in self.objectives.items()}


@lru_cache(maxsize=2)
def _assembled(scenario: Scenario) -> tuple[Assembled, dict[int, Linear]]:
    assembled = assemble(scenario)
    return assembled, tier_objectives(scenario, assembled.program)


def _held_after(scenario: Scenario, plan: Plan, steps: Sequence[Step]) -> dict[str, str | None]:
    """The main post that everybody holds after the steps."""
    held = {action.cadre_id: action.held_post_id for action in plan.actions}
    set_by_hand: set[str] = set()
    for step in steps:
        set_by_hand.add(step.cadre_id)
        _take(scenario, held, set_by_hand, step)
    return held


def _waiting(scenario: Scenario, plan: Plan, changed: Plan) -> tuple[str, ...]:
    """Who is left without a post by changes, now or before, and by no decision and no law."""
    return tuple(
        action.cadre_id
        for before, action in zip(plan.actions, changed.actions, strict=True)
        if action.kind in (ActionKind.RELEASE, ActionKind.POOL)
        and (before.held_post_id is not None or _codes(before) & _SET_BY_HAND)
        and not goes_by_right(scenario, action)
    )


def _codes(action: Action) -> set[str]:
    return {reason.code for reason in action.reasons}


def _take(
    scenario: Scenario, held: dict[str, str | None], set_by_hand: set[str], step: Step
) -> str | None:
    """Put the cadre there; whoever has to give the seat up waits. Of several holders it is one who
    was not put there by hand, in the order of the roster."""
    held[step.cadre_id] = step.post_id
    if step.post_id is None:
        return None
    seats = _main_seats(scenario, held, step)
    there = [i for i, post_id in held.items() if post_id == step.post_id and i != step.cadre_id]
    if len(there) < seats or not there:
        return None
    displaced = next((i for i in there if i not in set_by_hand), there[0])
    held[displaced] = None
    return displaced


def _main_seats(scenario: Scenario, held: Mapping[str, str | None], step: Step) -> int:
    """Seats of the step's post that nobody else holds beside another one: whoever does keeps it."""
    post = scenario.roster.post[str(step.post_id)]
    beside = sum(
        post.post_id in scenario.beside(cadre.cadre_id, held[cadre.cadre_id])
        for cadre in scenario.roster.present_holders.get(post.post_id, ())
        if cadre.cadre_id != step.cadre_id
    )
    return post.headcount - beside


def _changed(scenario: Scenario, plan: Plan, steps: Sequence[Step]) -> Plan:
    """The plan with everybody where they are after the steps, and why."""
    done = _done(scenario, plan, _held_after(scenario, plan, steps))
    waiting = _waiting(scenario, plan, done)
    by_hand = {step.cadre_id for step in steps}
    before = plan.action_of
    actions = [
        _as_before(action, plan)
        if action.held_post_id == before[action.cadre_id].held_post_id
        else _with_hand(action, by_hand, waiting)
        for action in reasoned(scenario, done.actions)
    ]
    return replace(done, actions=tuple(actions))


def _done(scenario: Scenario, plan: Plan, held: Mapping[str, str | None]) -> Plan:
    """The plan with everybody in the main posts that they hold."""
    put = [a if held[a.cadre_id] == a.held_post_id else _put(a, held) for a in plan.actions]
    return as_done(scenario, replace(plan, actions=tuple(put)))


def _as_before(action: Action, plan: Plan) -> Action:
    told = [r for r in plan.action_of[action.cadre_id].reasons if r.code in _FROM_BEFORE]
    first = [reason for reason in told if reason.code in _SET_BY_HAND]
    last = [reason for reason in told if reason.code not in _SET_BY_HAND]
    return replace(action, reasons=(*first, *action.reasons, *last))


def _put(action: Action, held: Mapping[str, str | None]) -> Action:
    """An action that ends in another post; what it is to be called, the audit says."""
    post_id = held[action.cadre_id]
    if post_id == action.from_post_id:
        kind = ActionKind.POOL if post_id is None else ActionKind.STAY
    else:
        kind = ActionKind.RELEASE if post_id is None else ActionKind.TRANSFER
    return Action(action.cadre_id, kind, action.from_post_id, post_id)


def _with_hand(action: Action, by_hand: set[str], waiting: Sequence[str]) -> Action:
    code, said = BY_HAND, _PLACED
    if action.cadre_id in by_hand:
        if action.held_post_id is None:
            code, said = _OUT_BY_HAND, _TAKEN_OUT
    elif action.cadre_id in waiting:
        said = _WAITS
    else:
        return action
    return replace(action, reasons=(Reason(code, render(said, {})), *action.reasons))


def _missing(these: Iterable[Finding], those: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of these findings that are not among the others."""
    there = {_breach(finding) for finding in those}
    return tuple(finding for finding in these if _breach(finding) not in there)


def _breach(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.text.get("zh"), finding.cadre_ids, finding.post_ids
