"""options(): several plans worth choosing between, each proven, audited and recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rotation.domain.action import MOVING
from rotation.domain.profile import PlanProfile, Profile, RankedGoal, Rest
from rotation.domain.scenario import Scenario
from rotation.model.program import Ints, Linear
from rotation.options.alternatives import Neighbourhood, as_proven, record, same, usual_distance
from rotation.options.offer import Left, Loss, Option, Options, Why
from rotation.options.shared_solver import QUESTIONS, SharedSolver, proven
from rotation.parallel.pool import Begun, Where, begun, in_process
from rotation.rules.profiles import ALTERNATIVE, OWN, applies, known_profiles, ranked
from rotation.solve.engines.base import Engine, Limits, Watch
from rotation.solve.lexicographic import Minimised
from rotation.solve.question import Question
from rotation.solve.result import Result

COUNT, ALTERNATIVES = 5, 1
Order = frozenset[tuple[str, int, int]]


def options(
    scenario: Scenario,
    *,
    count: int = COUNT,
    alternatives: int = ALTERNATIVES,
    profiles: Sequence[str] | None = None,
    apart: int | None = None,
    loss: Loss | None = None,
    limits: Limits | None = None,
    engine: Engine | None = None,
    watch: Watch | None = None,
    at: Where = in_process,
    starting: Callable[[str, int, int], None] | None = None,
    ready: Callable[[Option], None] | None = None,
) -> Options:
    """Plans by other orders of the goals, and alternatives near the scenario's own plan.

    count: plans beside the own one, by profile; where there are too few profiles, or two give the
    same plan, further alternatives make up for them. alternatives: how many there are at least.
    profiles: codes of those to use, in this order (all that are known if None). apart, loss: how
    an alternative may differ (see `usual_distance`, Loss). limits.seconds is for all of them.
    at: where plans by profiles are made, many at once; the others follow one from the other.
    starting: told before each plan its label, its place and how many there are in all.
    ready: told each option as soon as it is there. A stop keeps what is done. Raises KeyError for a
    profile that is not known.
    """
    known = known_profiles(scenario)
    chosen = [known[code] for code in (known if profiles is None else profiles)]
    solver = SharedSolver(scenario, limits, engine, watch)
    with begun(at, QUESTIONS, solver.given, solver.bench.watch.stop) as ahead:
        run = _Run(
            solver, ahead, starting or _quiet, ready or (lambda _: None), count + alternatives
        )
        if run.own() is not None:
            run.by_profiles(chosen, count)
            run.near_own(count + alternatives, apart, loss or Loss())
        return run.answer()


def _quiet(label: str, place: int, of: int) -> None:
    """Nobody follows."""


class _Run:
    def __init__(
        self,
        solver: SharedSolver,
        ahead: Begun,
        starting: Callable[[str, int, int], None],
        ready: Callable[[Option], None],
        most: int,
    ) -> None:
        self.solver, self.starting, self.ready, self.most = solver, starting, ready, most
        self.ahead = ahead
        self.offered: dict[str, tuple[Option, Ints]] = {}
        self.left: list[Left] = []
        self.own_result: Result | None = None
        self.minimised: Minimised | None = None
        self.orders: dict[Order, str] = {}
        self.spans: list[Mapping[str, int]] = []
        self.around = Neighbourhood({}, {}, 0)

    def answer(self) -> Options:
        if self.own_result is None:
            raise ValueError("the scenario itself is asked first")
        return Options(
            self.solver.scenario,
            self.own_result,
            tuple(option for option, _ in self.offered.values()),
            tuple(self.left),
            self.around.apart,
            self.around.room,
            self.solver.bench.watch.stop.is_set(),
        )

    def own(self) -> Option | None:
        """The plan of the scenario's own order."""
        self._start(OWN)
        goals = [RankedGoal(g.code, g.tier, g.weight) for g in self.solver.scenario.goals]
        self.orders[_order(goals)] = OWN
        self.minimised = self.solver.ask(self.solver.bench.own, parts=self.most + 1)
        self.own_result = self.solver.result(self.minimised, None)
        plan, report = self.own_result.plan, self.own_result.report
        if plan is None or report is None or self.minimised.x is None:
            return None
        self._count_amounts(self.minimised.x)
        option = Option(OWN, plan, report)
        self._offer(option, self.minimised.x)
        return option

    def by_profiles(self, chosen: Sequence[Profile], count: int) -> None:
        """A plan for each profile, until there are `count`; those that weigh by spans last."""
        even = [profile for profile in chosen if profile.rest is Rest.EVEN]
        own = [profile for profile in chosen if profile.rest is Rest.OWN]
        for place, profile in enumerate(own):
            self._begin(own[place:])
            if len(self.offered) <= count:
                self._by_profile(profile)
        if even and len(self.offered) <= count:
            self._see_other_profiles(chosen)
        for profile in even:
            if len(self.offered) <= count:
                self._by_profile(profile)

    def _see_other_profiles(self, chosen: Sequence[Profile]) -> None:
        """Goals' amounts in plans that are not asked for, so that spans never depend on it."""
        for profile in known_profiles(self.solver.scenario).values():
            if profile.rest is Rest.OWN and profile not in chosen and self._new(profile):
                reached = self._asked(ranked(self.solver.scenario, profile))
                if reached.x is not None:
                    self._count_amounts(reached.x)

    def _new(self, profile: Profile) -> bool:
        goals = ranked(self.solver.scenario, profile)
        return applies(self.solver.scenario, profile) and _order(goals) not in self.orders

    def _by_profile(self, profile: Profile) -> None:
        scenario, label = self.solver.scenario, profile.code
        if not applies(scenario, profile):
            self._leave(label, Why.NO_GOAL, profile)
            return
        goals = ranked(scenario, profile, self._spans())
        like = self.orders.setdefault(_order(goals), label)
        if like != label:
            self._leave(label, Why.SAME_ORDER, profile, like)
            return
        if self._stopped(label, profile):
            return
        self._start(label)
        reached = self._asked(goals)
        if reached.x is None:
            self._leave(label, Why.NOT_FOUND, profile)
            return
        self._count_amounts(reached.x)
        told = PlanProfile(profile.code, profile.name, goals)
        self._take(label, reached, told, profile)

    def _begin(self, profiles: Sequence[Profile]) -> None:
        """Have other orders of the goals solved elsewhere, where there is such a place."""
        orders = (ranked(self.solver.scenario, p) for p in profiles if self._new(p))
        start = None if self.minimised is None else self.minimised.x
        seconds = self.solver.seconds(1)
        self.ahead.begin(
            (_order(goals), (Question(self.solver.objectives(goals), start=start), seconds))
            for goals in orders
        )

    def _asked(self, goals: Sequence[RankedGoal]) -> Minimised:
        reached: Minimised | None = self.ahead.take(_order(goals))
        if reached is None:
            question = Question(self.solver.objectives(goals))
            return self.solver.ask(question, parts=self._parts())
        self.solver.seen(reached)
        return reached

    def near_own(self, most: int, apart: int | None, loss: Loss) -> None:
        """Alternatives to the own plan, until there are `most` options beside it."""
        if self.minimised is None or self.minimised.x is None:
            return
        own, _ = self.offered[OWN]
        moved = sum(action.kind in MOVING for action in own.plan.actions)
        values = {t: o.value(self.minimised.x) for t, o in self.solver.bench.own.objectives.items()}
        room = {tier: loss.room(tier, value) for tier, value in values.items()}
        distance = usual_distance(moved) if apart is None else apart
        self.around = Neighbourhood(values, room, distance)
        far: list[Linear] = [self.solver.rows(self.minimised.x)]
        while len(self.offered) <= most:
            label = f"{ALTERNATIVE}-{len(far)}"
            if self._stopped(label) or not self._alternative(label, self.minimised, far):
                return

    def _alternative(self, label: str, own: Minimised, far: list[Linear]) -> bool:
        """One more alternative, far from those before; False where there is none."""
        self._start(label)
        other = [self.solver.rows(x) for option, x in self.offered.values() if option.profile]
        reached = self.solver.ask(
            self.around.question(self.solver, far, other), parts=self._parts()
        )
        if reached.x is None:
            self._leave(label, Why.NONE_NEAR if reached.infeasible else Why.NOT_FOUND)
            return False
        far.append(self.solver.rows(reached.x))
        proof = as_proven(self.solver, reached.x, reached, own)
        loss = {t.tier: (t.value or 0) - self.around.values[t.tier] for t in proof.tiers}
        self._take(label, proof, record(self.solver), None, loss, least=proven(reached))
        return True

    def _take(
        self,
        label: str,
        reached: Minimised,
        told: PlanProfile,
        profile: Profile | None,
        loss: Mapping[int, int] | None = None,
        *,
        least: bool = False,
    ) -> None:
        """Offer a plan, unless it is one that is offered already, or fails its audit."""
        if reached.x is None:
            return
        for other, (_, x) in self.offered.items():
            if same(reached.x, x, self.solver.program.binaries):
                self._leave(label, Why.SAME_PLAN, profile, other)
                return
        result = self.solver.result(reached, told)
        if result.plan is None or result.report is None:
            self._leave(label, Why.DEFECT, profile)
            return
        differs = self.solver.differing(reached.x, self.offered[OWN][1])
        option = Option(label, result.plan, result.report, profile, differs, loss or {}, least)
        self._offer(option, reached.x)

    def _offer(self, option: Option, x: Ints) -> None:
        self.offered[option.label] = (option, x)
        self.ready(option)

    def _leave(
        self, label: str, why: Why, profile: Profile | None = None, like: str | None = None
    ) -> None:
        if why is Why.NOT_FOUND and self.solver.bench.watch.stop.is_set():
            why = Why.STOPPED
        self.left.append(Left(label, why, profile, like))

    def _stopped(self, label: str, profile: Profile | None = None) -> bool:
        if self.solver.over:
            self._leave(label, Why.NOT_FOUND, profile)
        return self.solver.over

    def _start(self, label: str) -> None:
        self.starting(label, len(self.offered) + 1, self.most + 1)

    def _parts(self) -> int:
        """Into how many the time that is left is divided."""
        return max(1, self.most + 1 - len(self.offered))

    def _count_amounts(self, x: Ints) -> None:
        codes = [goal.code for goal in self.solver.scenario.goals]
        self.spans.append({code: self.solver.amount(code, x) for code in codes})

    def _spans(self) -> dict[str, int]:
        """By goal, how far apart its amounts are in the plans so far."""
        codes = [goal.code for goal in self.solver.scenario.goals]
        each = {code: [amounts[code] for amounts in self.spans] for code in codes}
        return {code: max(found) - min(found) for code, found in each.items()}


def _order(goals: Sequence[RankedGoal]) -> Order:
    """An order of goals, however its tiers are numbered."""
    tiers = sorted({goal.tier for goal in goals})
    return frozenset((goal.code, tiers.index(goal.tier), goal.weight) for goal in goals)
