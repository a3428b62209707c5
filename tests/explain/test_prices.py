"""Prices of alternatives are differences of exact optima: held against full enumeration."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from rotation.audit.report import audit
from rotation.audit.structure import as_done
from rotation.domain.action import Action
from rotation.domain.placement import placement
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import Scenario
from rotation.explain.alternative import Alternative, Outcome
from rotation.explain.base import Standing, Unlawful
from rotation.explain.explainer import Explainer
from rotation.explain.price import Price
from rotation.rules import casework as case_of
from rotation.solve.run import solve
from rotation.solve.workbench import Workbench
from tests.explain.enumerated import Counted, cheapest, does, every_plan, fewest_others
from tests.solve.test_lexicographic import mixed

EVERY = 1000
CASES = range(8)


@cache
def solved(case: int) -> tuple[Scenario, Plan, list[Counted], Explainer]:
    """The scenarios of the tier_values's tests that have a plan, by number."""
    scenario, plan, _ = solvable(case)
    return scenario, plan, every_plan(scenario), Explainer(Workbench(scenario), plan)


@cache
def solvable(case: int) -> tuple[Scenario, Plan, int]:
    """The scenario of that number, its plan, and its seed."""
    seed = 0 if case == 0 else solvable(case - 1)[2] + 1
    while (plan := solve(mixed(seed)).plan) is None:
        seed += 1
    return mixed(seed), plan, seed


def after(price: Price | None) -> list[int]:
    assert price is not None
    return [step.after for step in price.tiers]


def choice(alternative: Alternative) -> tuple[str, str | None]:
    assert alternative.choice is not None
    return alternative.choice.kind.value, alternative.choice.post_id


@pytest.mark.parametrize("case", CASES)
def test_every_alternative_of_a_cadre_costs_what_enumeration_says(case: int) -> None:
    scenario, plan, plans, explainer = solved(case)
    for cadre in scenario.roster.cadres:
        who = cadre.cadre_id
        found = explainer.cadre(who, EVERY)
        assert found.exhausted
        done = placement(plan.action_of[who])
        priced = [a for a in found.alternatives if a.outcome is Outcome.PRICED]
        thinkable = {
            (a.kind.value, a.to_post_id) for one in plans for a in [one.plan.action_of[who]]
        }
        assert thinkable - {(done.kind.value, done.post_id)} <= set(map(choice, priced))
        for alternative in priced:
            which = does(who, *choice(alternative))
            price = alternative.price
            assert price is not None
            assert price.proven
            if choice(alternative) == (done.kind.value, done.post_id):
                continue  # the same move in another year: told apart below
            assert after(price) == cheapest(plans, which)
            assert len(price.others) == fewest_others(plans, which, plan, who)
        assert [after(a.price) for a in priced] == sorted(after(a.price) for a in priced)


@pytest.mark.parametrize("case", CASES)
def test_the_best_few_are_the_best_few(case: int) -> None:
    scenario, _, _, explainer = solved(case)
    for cadre in scenario.roster.cadres:
        every = explainer.cadre(cadre.cadre_id, EVERY)
        few = explainer.cadre(cadre.cadre_id, 2)
        assert few.proven
        best = [after(a.price) for a in every.alternatives if a.price][:2]
        assert [after(a.price) for a in few.alternatives if a.price][: len(best)] == best


@pytest.mark.parametrize("case", CASES)
def test_staying_is_always_among_the_alternatives(case: int) -> None:
    scenario, plan, plans, explainer = solved(case)
    for cadre in scenario.roster.cadres:
        who, post = cadre.cadre_id, cadre.post_id
        stay = ("stay", post) if post else ("pool", None)
        done = placement(plan.action_of[who])
        found = explainer.cadre(who, 0)
        (alternative,) = found.alternatives or [found.planned]
        assert choice(alternative) == stay
        best = cheapest(plans, does(who, *stay))
        if (done.kind.value, done.post_id) == stay:
            assert not found.alternatives
        elif alternative.outcome is Outcome.PRICED:
            assert after(alternative.price) == best
        else:
            assert best is None


@pytest.mark.parametrize("case", CASES)
def test_every_pair_is_priced_or_told_why_not(case: int) -> None:
    scenario, plan, plans, explainer = solved(case)
    for cadre in scenario.roster.cadres:
        for post in scenario.roster.posts:
            who, where = cadre.cadre_id, post.post_id
            found = explainer.pair(who, where).alternative
            best = cheapest(plans, lambda p: where in p.action_of[who].held_post_ids)  # noqa: B023
            if found.outcome is Outcome.PLANNED:
                assert where in plan.action_of[who].held_post_ids
            elif found.outcome is Outcome.PRICED:
                assert after(found.price) == best
            else:
                assert best is None
                assert found.outcome in (Outcome.AGAINST_LAW, Outcome.IMPOSSIBLE)
            if found.outcome is Outcome.AGAINST_LAW:
                broken = with_choice(scenario, plan, found)
                assert found.against
                for law in found.against:
                    assert law.findings
                    assert {f.text["zh"] for f in law.findings} <= broken[law.law]
            if found.outcome is Outcome.IMPOSSIBLE:
                assert found.obstacles
                assert all(finding.text["zh"] in found.text["zh"] for finding in found.obstacles)


def with_choice(scenario: Scenario, plan: Plan, found: Alternative) -> dict[str, set[str]]:
    """By law what the whole audit finds broken, with one action changed."""
    assert found.cadre_id is not None
    assert found.choice is not None
    old = plan.action_of[found.cadre_id]
    new = Action(old.cadre_id, found.choice.kind, old.from_post_id, found.choice.post_id)
    actions = tuple(new if action is old else action for action in plan.actions)
    report = audit(scenario, as_done(scenario, replace(plan, actions=actions)))
    told: dict[str, set[str]] = {}
    for finding in report.broken:
        told.setdefault(finding.rule, set()).add(finding.text["zh"])
    return told


@pytest.mark.parametrize("case", CASES)
def test_every_candidate_for_a_post_costs_what_enumeration_says(case: int) -> None:
    scenario, plan, plans, explainer = solved(case)
    for post in scenario.roster.posts:
        where = post.post_id
        found = explainer.post(where, EVERY)
        holders = plan.holders.get(where, ())
        assert found.holders == holders
        seen = {}
        for alternative in found.candidates:
            who = alternative.cadre_id
            best = cheapest(plans, lambda p: where in p.action_of[who].held_post_ids)  # noqa: B023
            assert after(alternative.price) == best
            seen[who] = best
        able = {i for one in plans for i in one.plan.holders.get(where, ())}
        assert set(seen) == able - set(holders)
        if holders:
            fewer = cheapest(
                plans,
                lambda p: len(p.holders.get(where, ())) < len(holders),  # noqa: B023
            )
            assert found.vacant is not None
            if fewer is None:
                assert found.vacant.outcome is Outcome.IMPOSSIBLE
            else:
                assert after(found.vacant.price) == fewer


@pytest.mark.parametrize("case", CASES)
def test_prices_against_a_worse_plan_are_relative_to_it_and_say_so(case: int) -> None:
    scenario, _, plans, _ = solved(case)
    worst = max(plans, key=lambda one: one.tier_values)
    if worst.tier_values == min(one.tier_values for one in plans):
        return
    explainer = Explainer(Workbench(scenario), worst.plan)
    assert explainer.base.standing is Standing.BETTERED
    who = scenario.roster.cadres[0].cadre_id
    for alternative in explainer.cadre(who, 3).alternatives:
        if alternative.price is not None:
            assert [step.before for step in alternative.price.tiers] == worst.tier_values
            best = cheapest(plans, does(who, *choice(alternative)))
            if choice(alternative) != choice(explainer.cadre(who, 0).planned):
                assert after(alternative.price) == best


def test_a_plan_that_breaks_a_law_is_not_explained() -> None:
    scenario = case_of.scenario(
        posts=[case_of.post("P1", tenure_limit_years=1)],
        cadres=[case_of.cadre("A", "P1")],
        laws={"tenure_limit": {}},
        goals={"few_moves": {}},
    )
    with pytest.raises(Unlawful) as refused:
        Explainer(Workbench(scenario), case_of.plan(scenario))
    assert [finding.rule for finding in refused.value.broken] == ["tenure_limit"]


def test_a_plan_without_a_certificate_is_solved_again_and_priced_alike() -> None:
    scenario, plan, _, explainer = solved(1)
    bare = Explainer(Workbench(scenario), replace(plan, certificate=None, status=Status.FEASIBLE))
    assert bare.base.standing is Standing.BEST
    for cadre in scenario.roster.cadres:
        one, other = (e.cadre(cadre.cadre_id, 3).alternatives for e in (bare, explainer))
        assert [after(a.price) for a in one if a.price] == [
            after(a.price) for a in other if a.price
        ]


def test_what_was_priced_is_not_solved_again() -> None:
    """The same question takes no solve, one for more alternatives only those that are new; and the
    answers are those to a question asked afresh."""
    scenario, plan, _, _ = solved(0)
    bench, asked = Workbench(scenario), list[object]()
    ask = bench.ask

    def counted(*args: Any, **options: Any) -> Any:
        asked.append(args)
        return ask(*args, **options)

    bench.ask = counted  # type: ignore[method-assign]
    explainer = Explainer(bench, plan)
    solves = dict[tuple[str, int], int]()
    for cadre in scenario.roster.cadres:
        for count in (1, 1, 3):
            asked.clear()
            found = explainer.cadre(cadre.cadre_id, count).alternatives
            solves[cadre.cadre_id, count] = len(asked)
            fresh = Explainer(Workbench(scenario), plan).cadre(cadre.cadre_id, count)
            assert found == fresh.alternatives
        assert solves[cadre.cadre_id, 1] == 0
    assert any(solves.values())


@pytest.mark.parametrize("case", CASES)
def test_an_answer_that_is_not_whole_is_the_same_without_what_takes_further_solves(
    case: int,
) -> None:
    scenario, plan, _, _ = solved(case)
    for cadre in scenario.roster.cadres:
        explainer = Explainer(Workbench(scenario), plan)
        soon = explainer.cadre(cadre.cadre_id, 1, whole=False)
        whole = explainer.cadre(cadre.cadre_id, 1)
        assert all(a in whole.alternatives for a in soon.alternatives)
        assert sum(a.outcome is not Outcome.AGAINST_LAW for a in soon.alternatives) <= 1
        assert replace(whole, alternatives=soon.alternatives, obstacles=()) == soon
    for post in scenario.roster.posts:
        explainer = Explainer(Workbench(scenario), plan)
        soon_post = explainer.post(post.post_id, 1, whole=False)
        whole_post = explainer.post(post.post_id, 1)
        assert replace(whole_post, vacant=None, obstacles=()) == soon_post
