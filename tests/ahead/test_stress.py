"""Refusals and drop-outs: each repaired with the fewest changes of others, against enumeration."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.ahead.stress import (
    Blow,
    Case,
    Repair,
    applies,
    drawn,
    refusals,
    repaired,
    stress,
    struck,
    values_of,
)
from rotation.audit.report import audit, tier_values
from rotation.domain.action import ActionKind
from rotation.domain.cadre import Status as Standing
from rotation.domain.plan import Plan, Status
from rotation.domain.post import RiskGrade
from rotation.domain.roster import Fit
from rotation.domain.scenario import GoalChoice, Scenario
from rotation.parallel.processes import in_processes
from rotation.rules import casework as case
from rotation.solve.lexicographic import Minimised
from rotation.solve.result import Result
from rotation.solve.run import result_of, solve
from rotation.solve.workbench import Workbench
from tests.rules.tiny import seated_plans
from tests.solve.test_lexicographic import mixed
from tests.solve.test_replan import all_counted


def solvable(seeds: int = 40) -> Iterator[tuple[Scenario, Plan]]:
    """Tiny rosters whose plan places somebody anew."""
    for seed in range(seeds):
        scenario = all_counted(mixed(seed))
        goals = tuple(goal for goal in scenario.goals if goal.code != "few_changes")
        scenario = replace(scenario, goals=goals)
        plan = solve(scenario).plan
        if plan is not None and refusals(plan):
            yield scenario, plan


SOLVED = next(solvable())


def _falling_ill(plan: Plan) -> list[tuple[Case, ...]]:
    return [((action.cadre_id, Blow.ILL),) for action in plan.actions]


def lawful(after: Scenario) -> Iterator[tuple[tuple[int, ...], Plan]]:
    """Every lawful plan, with the values of its tiers: waivers, changes, then the goals."""
    for plan in seated_plans(after):
        report = audit(after, plan)
        if not report.broken:
            values = tier_values(report)
            yield tuple(values[tier] for tier in sorted(values)), plan


def agrees(repair: Repair | None, best: tuple[int, ...] | None) -> None:
    """A repair is as good in every tier as enumeration says."""
    assert repair is not None
    if best is None:
        assert (repair.now, repair.status) == (None, Status.INFEASIBLE)
        return
    assert repair.changed is not None
    assert not {who for who, _ in repair.cases} & {*repair.changed}
    price, changes, *goals = best
    assert repair.total == changes
    assert [repair.tiers[tier] for tier in sorted(repair.tiers)] == [price, *goals]
    assert repair.fewest


def test_repairs_change_as_few_as_enumeration_says() -> None:
    """And lose no more of the goals, tier by tier."""
    seen = set()
    for scenario, plan in solvable():
        one = refusals(plan)
        for cases in (*(a + b for a, b in combinations(one, 2)), *_falling_ill(plan)):
            best = min(
                (values for values, _ in lawful(struck(scenario, plan, cases))), default=None
            )
            agrees(repaired(scenario, plan, cases), best)
            seen.add(best and best[1])
    assert len(seen) > 2


def test_every_single_refusal_and_second_candidate_is_as_enumeration_says() -> None:
    """The repair, who takes a post that it leaves empty, and what the goals lose by either."""
    seconds = set()
    for scenario, plan in solvable(200):
        for cases in refusals(plan):
            repair, every = (
                repaired(scenario, plan, cases),
                list(lawful(struck(scenario, plan, cases))),
            )
            best = min((values for values, _ in every), default=None)
            agrees(repair, best)
            if repair.now is None:
                continue
            ((seat, heir),) = repair.filled.items()
            full = len(plan.holders[seat])
            filled = [values for values, p in every if len(p.holders.get(seat, ())) >= full]
            if heir is None:
                agrees(repair.second, min(filled, default=None))
            else:
                assert repair.second is None
                assert min(filled) == best
            seconds.add(repair.second and repair.second.status)
    assert seconds == {None, Status.OPTIMAL, Status.INFEASIBLE}


def test_whoever_is_hit_does_not_take_the_post() -> None:
    scenario, plan = SOLVED
    ((who, _),) = refusals(plan)[0]
    seat = plan.action_of[who].to_post_id
    for blow in Blow:
        after = struck(scenario, plan, ((who, blow),))
        repair = repaired(scenario, plan, ((who, blow),))
        assert repair.filled.get(str(seat)) != who
        if blow in (Blow.ILL, Blow.REVIEW):
            status = after.roster.cadre[who].status
            assert status is {Blow.ILL: Standing.SICK, Blow.REVIEW: Standing.UNDER_REVIEW}[blow]


def test_draws_are_the_same_for_a_seed() -> None:
    scenario, plan = SOLVED
    chances = {Blow.REFUSES: 0.5, Blow.ILL: 0.25}
    assert drawn(plan, chances, 20, 7) == drawn(plan, chances, 20, 7)
    assert drawn(plan, chances, 20, 7) != drawn(plan, chances, 20, 8)
    assert drawn(plan, {Blow.ILL: 1.0}, 1, 0) == [
        tuple((c.cadre_id, Blow.ILL) for c in scenario.roster.cadres)
    ]
    assert drawn(plan, dict.fromkeys(Blow, 0.0), 3, 0) == [(), (), ()]


@given(
    st.fixed_dictionaries({blow: st.floats(0, 0.25) for blow in Blow}),
    st.floats(0, 0.25),
    st.integers(0, 2**31 - 1),
)
@settings(max_examples=25, deadline=None)
def test_draws_follow_their_chances(chances: dict[Blow, float], own: float, seed: int) -> None:
    """Within six deviations of 4000 draws; somebody's own chance counts in place of the usual."""
    _, plan = SOLVED
    draws = 4000
    who = refusals(plan)[0][0][0]
    found = drawn(plan, chances, draws, seed, {(who, Blow.REFUSES): own})
    assert all(len(dict(cases)) == len(cases) for cases in found)
    count = Counter(case for cases in found for case in cases)
    for action in plan.actions:
        for blow, usual in chances.items():
            case = (action.cadre_id, blow)
            chance = own if case == (who, Blow.REFUSES) else usual
            chance *= applies(plan, case)
            assert abs(count[case] - draws * chance) <= 6 * (draws * chance * (1 - chance)) ** 0.5


def test_other_plans_are_struck_by_the_same() -> None:
    """Only who refuses differs, as nobody refuses to stay."""
    scenario, plan = SOLVED
    staying = case.plan(scenario)
    chances = dict.fromkeys(Blow, 0.2)
    for one, other in zip(drawn(plan, chances, 50, 3), drawn(staying, chances, 50, 3), strict=True):
        assert [c for c in one if c[1] is not Blow.REFUSES] == list(other)


class TestByHand:
    """A waits for a post and is to take P1, the only one; C waits too, and suits it less (40 of
    100). B stays in P2."""

    scenario = case.scenario(
        posts=[case.post("P1"), case.post("P2")],
        cadres=[case.cadre("A"), case.cadre("B", "P2"), case.cadre("C")],
        laws={"frozen_status": {}},
        goals={"fill_posts": {}, "cadre_post_fit": {}},
        fits=[Fit("A", "P1", 90), Fit("C", "P1", 40)],
    )
    plan = solve(scenario).plan

    def repair(self, who: str, blow: Blow) -> Repair:
        assert self.plan is not None
        return repaired(self.scenario, self.plan, ((who, blow),))

    def test_a_refusal_leaves_the_post_empty_and_names_who_comes_second(self) -> None:
        """Nobody else need be changed; C takes the post at the price of 50 points of fit."""
        first = self.repair("A", Blow.REFUSES)
        assert (first.changed, first.filled) == ((), {"P1": None})
        second = first.second
        assert second is not None
        assert (second.changed, second.filled) == (("C",), {"P1": "C"})
        assert second.now is not None
        assert {who: done.post_id for who, done in second.now.items()} == {"A": None, "C": "P1"}
        was = values_of(self.scenario, solve(self.scenario).plan.goals, 0)  # type: ignore[union-attr]
        assert first.tiers[1] - was[1] == 1
        assert (second.tiers[1] - was[1], second.tiers[2] - was[2]) == (0, 50)

    @pytest.mark.parametrize("blow", [Blow.ILL, Blow.REVIEW])
    def test_who_falls_ill_or_comes_under_review_does_not_take_it(self, blow: Blow) -> None:
        found = self.repair("A", blow)
        assert (found.changed, found.filled, found.second) == ((), {"P1": None}, None)
        assert found.total == 1

    def test_who_leaves_is_gone(self) -> None:
        found = self.repair("A", Blow.LEAVES)
        assert (found.changed, found.filled, found.total) == ((), {"P1": None}, 0)
        assert self.repair("B", Blow.LEAVES).filled == {"P2": None}

    def test_who_stays_ill_changes_nothing(self) -> None:
        assert self.repair("B", Blow.ILL) == replace(
            self.repair("B", Blow.REVIEW), cases=(("B", Blow.ILL),)
        )
        assert self.repair("B", Blow.ILL).total == 0

    def test_few_changes_come_first_wherever_the_scenario_has_them(self) -> None:
        later = replace(
            self.scenario, goals=(*self.scenario.goals, GoalChoice("few_changes", tier=3))
        )
        assert self.plan is not None
        found = repaired(later, self.plan, (("A", Blow.REFUSES),))
        assert (found.changed, found.filled) == ((), {"P1": None})
        assert set(found.tiers) == {0, 1, 2}

    def test_a_pin_holds_nobody_who_cannot_go(self) -> None:
        pinned = replace(self.scenario, decisions=(case.decision("A", "pin", "P1"),))
        assert self.plan is not None
        for blow in Blow:
            assert repaired(pinned, self.plan, (("A", blow),)).changed == ()

    def test_nobody_refuses_to_go_down(self) -> None:
        assert self.plan is not None
        actions = [
            replace(a, kind=ActionKind.STEP_DOWN) if a.cadre_id == "A" else a
            for a in self.plan.actions
        ]
        assert refusals(replace(self.plan, actions=tuple(actions))) == []

    def test_the_other_holder_of_a_post_is_not_who_comes_second(self) -> None:
        """B has one seat of P2, A is to take the other; nobody else suits."""
        two = case.scenario(
            posts=[case.post("P2", headcount=2)],
            cadres=[case.cadre("A"), case.cadre("B", "P2")],
            goals={"fill_posts": {}},
        )
        plan = solve(two).plan
        assert plan is not None
        found = repaired(two, plan, (("A", Blow.REFUSES),))
        assert (found.filled, found.changed) == ({"P2": None}, ())
        assert found.second is not None
        assert found.second.lost

    def test_what_is_not_proven_is_not_called_the_fewest(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def hasty(bench: Workbench, reached: Minimised) -> Result:
            found = result_of(bench, reached)
            assert found.plan is not None
            tiers = (
                replace(t, status=Status.FEASIBLE) if t.tier == 1 else t for t in found.plan.tiers
            )
            return replace(found, plan=replace(found.plan, tiers=tuple(tiers)))

        assert self.repair("A", Blow.ILL).fewest
        monkeypatch.setattr("rotation.ahead.stress.result_of", hasty)
        assert not self.repair("A", Blow.ILL).fewest

    def test_where_nothing_mends_the_law_is_named(self) -> None:
        """B has been in P2, of grade I, for over five years, must leave, and there is only P1."""
        worn = case.scenario(
            posts=[case.post("P1"), case.post("P2", risk_grade=RiskGrade.I)],
            cadres=[case.cadre("B", "P2", post_since="2010-01")],
            laws={"tenure_limit": {}, "release_with_cause": {}},
        )
        plan = solve(worn).plan
        assert plan is not None
        found = repaired(worn, plan, (("B", Blow.REFUSES),))
        assert found.lost
        assert [each.rule for each in found.obstacles] == ["tenure_limit"]
        assert pickle.loads(pickle.dumps(found)) == found  # as it comes from other processes


def test_several_processes_give_the_same() -> None:
    scenario, plan = SOLVED
    cases = [*refusals(plan), *drawn(plan, {Blow.REFUSES: 0.5}, 3, 1)]
    assert stress(scenario, plan, cases, at=in_processes(2)) == stress(scenario, plan, cases)


def test_a_stop_keeps_what_is_repaired() -> None:
    scenario, plan = SOLVED
    cases, stop = refusals(plan), Event()
    first = stress(scenario, plan, cases, stop=stop, ready=lambda *_: stop.set())
    assert first == {0: stress(scenario, plan, cases)[0]}
