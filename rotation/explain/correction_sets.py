"""Looks for the cheapest way out of each kind: which cases to excuse, and by which steps.

Every case of every hard law has a price in the lenient program. What a kind would rather not touch
is priced first, what it would rather touch second; what the best plan then breaks is what the way
out has to allow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import Scenario
from rotation.explain.allowances import QUOTAS, Allowed, Broken, lifts, quotas, turns, waivers
from rotation.explain.cases import Case, Casebook, casebook, decision_of
from rotation.explain.conflict import Conflict, breaches_of, plain
from rotation.explain.exempted import may_be_waived
from rotation.explain.knobs import excused_by, knobs_of
from rotation.explain.oracle import Clock, Oracle
from rotation.explain.repairs import Repair, RepairKind, Taken, plan_under
from rotation.explain.sentences import category_words
from rotation.explain.steps import Lift, Turn
from rotation.model.program import Ints, Linear
from rotation.rules.force import Force, force_for
from rotation.solve.decode import plan_of
from rotation.solve.lexicographic import Minimised

_NONE = np.empty(0, dtype=np.int64)
_TRIES = 3
_OWN_STEPS = {
    RepairKind.WAIVERS: frozenset({"waive"}),
    RepairKind.DECISIONS: frozenset({"lift"}),
    RepairKind.RULES: frozenset({"quota", "parameter"}),
}


class CorrectionSets:
    """The ways out of one scenario. whole: an oracle of its lenient program."""

    def __init__(
        self, book: Casebook, whole: Oracle, conflicts: Sequence[Conflict], clock: Clock
    ) -> None:
        self.book, self.whole, self.clock = book, whole, clock
        self.conflicts = conflicts
        self.concerned = frozenset(i for conflict in conflicts for i in conflict.cadre_ids)
        places = range(len(book.cases))
        self.laws = [i for i in places if book.cases[i].decision is None]
        self.decisions = [i for i in places if book.cases[i].decision is not None]
        self.fixed = book.columns(i for i in self.laws if not self._may_be_waived(book.cases[i]))

    def _may_be_waived(self, case: Case) -> bool:
        """Whether a case of a law may be excused; what nobody may waive is in no way out."""
        known = self.book.scenario.roster.cadre
        who = [i for i in case.ids if i in known]
        return not who or any(may_be_waived(self.book.scenario, case.law, i) for i in who)

    def drafts(self) -> Iterator[Repair]:
        """The way out of each kind that there is, while the clock lasts (else OutOfTime)."""
        for kind in RepairKind:
            self.clock.say("ways", kind=kind.value)
            repair = self._of(kind)
            if repair is not None and _OWN_STEPS[kind] & {step.code for step in repair.steps}:
                yield repair

    def _of(self, kind: RepairKind) -> Repair | None:
        match kind:
            case RepairKind.WAIVERS:
                prices = self._price(self.decisions), self._price(self.laws)
                best = self._best(*prices, self._stronger)
                if best is None:
                    return None
                plan, least = best
                return self._enough(kind, self._single(plan, self._broken(plan)), plan, least)
            case RepairKind.DECISIONS:
                return min(self._by_decisions(), key=_waived_and_lifted, default=None)
            case RepairKind.RULES:
                return self._by_rules()

    def _by_decisions(self) -> Iterator[Repair]:
        """Orders taken back; and the same after a decision on a category is, one at a time."""
        categories = [
            decision
            for decision in self.book.scenario.decisions
            if decision.action is DecisionAction.CATEGORY and decision.cadre_id in self.concerned
        ]
        orders = self._by_orders()
        if orders is not None:  # two categories taken back together might excuse fewer yet
            yield replace(orders, least=orders.least and len(categories) < 2)
        for decision in categories:
            repair = self._without(decision)
            if repair is not None:
                yield replace(repair, least=repair.least and len(categories) < 2)

    def _by_orders(self) -> Repair | None:
        best = self._best(self._price(self.laws), self._price(self.decisions), self._stronger)
        if best is None:
            return None
        plan, least = best
        steps = self._single(plan, self._broken(plan))
        return self._enough(RepairKind.DECISIONS, steps, plan, least)

    def _without(self, decision: Decision) -> Repair | None:
        """The way by orders once a decision on a category is taken back."""
        scenario = self.book.scenario
        rest = tuple(other for other in scenario.decisions if other is not decision)
        book = casebook(replace(scenario, decisions=rest))
        repair = CorrectionSets(
            book, Oracle(book.assembled, self.clock), (), self.clock
        )._by_orders()
        if repair is None:
            return None
        place = {_identity(case, scenario): i for i, case in enumerate(self.book.cases)}
        after = {_identity(case, book.scenario): case.columns for case in book.cases}
        loosened = tuple(
            i
            for key, i in place.items()
            if key[1] == (decision.cadre_id,)
            and not np.array_equal(self.book.cases[i].columns, after.get(key, _NONE))
        )
        moved = [
            replace(taken, places=tuple(place[key] for key in keys if key in place))
            for taken in repair.taken
            for keys in [[_identity(book.cases[i], book.scenario) for i in taken.places]]
        ]
        lift = Taken(Lift(decision, category_words(scenario, decision)), loosened)
        return replace(repair, taken=(lift, *moved))

    def _by_rules(self) -> Repair | None:
        """Quotas and settings; a law whose setting does not help is then left alone."""
        useless: set[str] = set()
        for _ in range(_TRIES):
            cheap = self._price(self.laws, self._excusable(useless))
            dear = self._price([*self.laws, *self.decisions]).plus(cheap, -1).merged()
            best = self._best(dear, cheap, partial(self._unsettled, useless))
            if best is None:
                return None
            plan, least = best
            broken = self._broken(plan)
            changes = [*quotas(self.book, broken), *turns(self.book, plan, broken, useless)]
            allowed = {place for _, places in changes for place in places}
            rest = {place: found for place, found in broken.items() if place not in allowed}
            steps = [*changes, *self._single(plan, rest)]
            repair = self._enough(RepairKind.RULES, steps, plan, least)
            if repair is not None:
                return repair
            useless |= {step.law for step, _ in changes if isinstance(step, Turn)}
        return None

    def _excusable(self, useless: set[str], force: Force = Force.STATUTE) -> Ints:
        """Columns that some setting of a law in the conflicts, of no more force than this, or a
        quota, could excuse."""
        codes = {r.law for conflict in self.conflicts for r in conflict.requirements} - useless
        found = [
            excused_by(self.book, knob, knob.values[-1]).columns
            for knob in knobs_of(self.book.scenario, frozenset(codes))
            if knob.force.rank <= force.rank
        ]
        if force is Force.STATUTE:
            quotas_ = (i for i in self.laws if self.book.cases[i].law == QUOTAS)
            found += [self.book.cases[i].columns for i in quotas_]
        return np.unique(np.concatenate([_NONE, *found]))

    def _stronger(self, force: Force) -> Ints:
        """Columns of the cases of laws of more force than this."""
        return self.book.columns(i for i in self.laws if self._forces[i].rank > force.rank)

    @cached_property
    def _forces(self) -> list[Force]:
        """Of the law of every case."""
        return [force_for(self.book.scenario, case.law, case.ids) for case in self.book.cases]

    def _unsettled(self, useless: set[str], force: Force) -> Ints:
        """Columns that no setting of no more force than this excuses."""
        excusable = self._excusable(useless, force)
        return np.setdiff1d(self.book.columns(self.laws), excusable)

    def _price(self, places: Sequence[int], among: Ints | None = None) -> Linear:
        """How many of these cases are broken; among: only where by one of these columns."""
        columns = [self.book.cases[place].columns for place in places]
        every = np.concatenate([_NONE, *columns])
        if among is not None:
            every = every[np.isin(every, among)]
        return plain(every).merged()

    def _best(
        self, first: Linear, second: Linear, stronger: Callable[[Force], Ints]
    ) -> tuple[Plan, int | None] | None:
        """The plan that costs least by the first price, goes against what has least force, costs
        least by the second price, and disturbs few people; what it costs by both, None where that
        is not proven to be least. None for the whole where what nobody may waive leaves no plan.

        stronger: columns that are barred where nothing above a force may be gone against.
        """
        tiers = {1: first, 2: second, 3: self._disturbance}
        minimised = self._against_least(tiers, stronger)
        if minimised.x is None:
            return None
        plan = plan_of(self.book.scenario, self.book.assembled.board, minimised.x, Status.FEASIBLE)
        proven = all(tier.status is Status.OPTIMAL for tier in minimised.tiers[:2])
        return plan, first.value(minimised.x) + second.value(minimised.x) if proven else None

    def _against_least(
        self, tiers: Mapping[int, Linear], stronger: Callable[[Force], Ints]
    ) -> Minimised:
        """Of the best plans by the first tier one that goes against what has least force."""
        every = self.whole.best(self.fixed, tiers)
        if every.x is None:
            return every
        for force in list(Force)[:-1]:
            barred = stronger(force)
            if not every.x[barred].any():
                break
            weaker = self.whole.best(np.union1d(self.fixed, barred), tiers)
            if weaker.x is not None and tiers[1].value(weaker.x) <= tiers[1].value(every.x):
                return weaker
        return every

    @cached_property
    def _disturbance(self) -> Linear:
        """Cadres who are moved; whoever loses a post for a rank counts threefold."""
        board = self.book.assembled.board
        moving = plain(np.flatnonzero(board.moving))
        return moving.plus(plain(np.flatnonzero(board.is_kind(ActionKind.RELEASE))), 2).merged()

    def _broken(self, plan: Plan) -> Broken:
        return breaches_of(self.book, plan)

    def _single(self, plan: Plan, broken: Broken) -> list[Allowed]:
        """Decisions taken back and waivers, one by one."""
        return [
            *lifts(self.book, broken),
            *waivers(self.book, plan, broken, self.concerned),
        ]

    def _enough(
        self, kind: RepairKind, steps: Sequence[Allowed], plan: Plan, least: int | None
    ) -> Repair | None:
        """The steps as a repair, if they are enough for a plan.

        least: how many cases any way of this kind excuses at least.
        """
        taken = tuple(Taken(step, places) for step, places in steps)
        draft = Repair(kind, taken, sum(step.cases for step, _ in steps) == least)
        found = plan_under(self.book.scenario, draft, plan, self.clock)
        return None if found is None else draft


def _identity(case: Case, scenario: Scenario) -> tuple[str, tuple[str, ...], Decision | None]:
    """What a case is, whatever its place in a casebook."""
    return case.law, case.ids, decision_of(scenario, case)


def _waived_and_lifted(repair: Repair) -> tuple[int, int]:
    """How many cases a way waives, and how many decisions it takes back."""
    lifted = sum(step.code == "lift" for step in repair.steps)
    return repair.cases - lifted, lifted
